// swift-tools-version: 6.2

import Foundation
import PackageDescription

// The floors of the house: a target imports only what stands above it in its own tower.
// CONTRIBUTING.md holds the table, and LayeringTests reads every import line against it.

/// Code generation for the numeric targets: the machine's own vector units, unless a build
/// that runs on other machines is asked for with `QUILL_PORTABLE=1`.
let numeric: [SwiftSetting] =
  Context.environment["QUILL_PORTABLE"] == "1" ? [] : [.unsafeFlags(["-Xcc", "-march=native"])]

/// A resilient target may import a C module with `internal import` and keep it out of sight:
/// whoever imports the target, a cell for one, needs neither the header nor the module map.
let hidesCModule: [SwiftSetting] = [.unsafeFlags(["-enable-library-evolution"])]

/// The folder of the toolchain's `bin`, `include` and `lib`; found through the compiler on `PATH`.
let toolchain: String = {
  for folder in (Context.environment["PATH"] ?? "").split(separator: ":") {
    let compiler = URL(filePath: "\(folder)/swift-frontend").resolvingSymlinksInPath()
    guard FileManager.default.isExecutableFile(atPath: compiler.path) else { continue }
    return compiler.deletingLastPathComponent().deletingLastPathComponent().path
  }
  return ""
}()

/// The toolchain's own libraries, which hold SwiftParser.
let toolchainLibraries = "\(toolchain)/lib/swift/host"

/// Makes the modules of SwiftParser importable, and links them from where the toolchain has them.
let parsesSwift: [SwiftSetting] = [.unsafeFlags(["-I", toolchainLibraries])]
let linksSwiftParser: [LinkerSetting] = [
  .unsafeFlags([
    "-L", toolchainLibraries, "-Xlinker", "-rpath", "-Xlinker", toolchainLibraries,
  ]),
  .linkedLibrary("SwiftParser"), .linkedLibrary("SwiftParserDiagnostics"),
  .linkedLibrary("SwiftDiagnostics"), .linkedLibrary("SwiftSyntax"),
  .linkedLibrary("SwiftBasicFormat"),
]

/// Finds SourceKit's C header, and links its library from where the toolchain has it.
let importsSourceKit: [SwiftSetting] = [.unsafeFlags(["-Xcc", "-I\(toolchain)/include"])]
let linksSourceKit: [LinkerSetting] = [
  .unsafeFlags(["-L", "\(toolchain)/lib", "-Xlinker", "-rpath", "-Xlinker", "\(toolchain)/lib"])
]

let package = Package(
  name: "Quill",
  products: [
    .library(name: "Numerics", targets: ["Numerics"]),
    .library(name: "Quill", targets: ["Quill"]),
    .library(name: "Circuits", targets: ["Circuits"]),
    .library(name: "Optimizers", targets: ["Optimizers"]),
    .library(name: "Noise", targets: ["Noise"]),
    .library(name: "Simulation", targets: ["Simulation"]),
    .library(name: "Mitigation", targets: ["Mitigation"]),
    .library(name: "Training", targets: ["Training"]),
    .library(name: "Encoders", targets: ["Encoders"]),
    .library(name: "Storage", targets: ["Storage"]),
    .library(name: "Learning", targets: ["Learning"]),
    .library(name: "EdgeExport", targets: ["EdgeExport"]),
    .library(name: "Display", targets: ["Display"]),
    .library(name: "Diagrams", targets: ["Diagrams"]),
    .library(name: "JSONTrees", targets: ["JSONTrees"]),
    .executable(name: "quill", targets: ["QuillCommand"]),
    .executable(name: "quill-cell-host", targets: ["CellHost"]),
    .executable(name: "quill-completer", targets: ["Completer"]),
    .library(name: "JupyterWire", targets: ["JupyterWire"]),
    .library(name: "CellCompiler", targets: ["CellCompiler"]),
    .library(name: "CellSupport", targets: ["CellSupport"]),
    .library(name: "ForkingCompiler", type: .dynamic, targets: ["CForkingCompiler"]),
  ],
  targets: [
    // Floor 0

    // LAPACK's C interface, as a module map over the system's header.
    .systemLibrary(name: "CLapack", pkgConfig: "lapacke", providers: [.apt(["liblapacke-dev"])]),
    // NLopt's C interface, as a module map over the system's header.
    .systemLibrary(name: "CNLopt", providers: [.apt(["libnlopt-dev"])]),
    // ZeroMQ's sockets, as a module map over the system's header.
    .systemLibrary(name: "CZeroMQ", providers: [.apt(["libzmq3-dev"])]),
    // libsodium's cryptography, as a module map over the system's header.
    .systemLibrary(name: "CSodium", providers: [.apt(["libsodium-dev"])]),
    // LIBSVM's solver of support vector machines, as a module map over the system's header.
    .systemLibrary(name: "CLibSVM", providers: [.apt(["libsvm-dev"])]),
    // zlib's inflater, as a module map over the system's header.
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    // The small data sets that ship with the library, files that the compiler embeds.
    .target(name: "CDataFiles", exclude: ["Files"]),
    // SourceKit's C interface, as a module map over the toolchain's header.
    .systemLibrary(name: "CSourceKit"),
    // The LAPACK routines we use, as Swift functions over pointers that show no C type.
    .target(name: "Lapack", dependencies: ["CLapack"], swiftSettings: hidesCModule),
    // Searches by NLopt, with a Swift closure where C has a callback.
    .target(name: "NLopt", dependencies: ["CNLopt"], swiftSettings: hidesCModule),
    // The machines of two classes or of numbers that LIBSVM solves, given their kernels.
    .target(name: "SupportVectors", dependencies: ["CLibSVM"], swiftSettings: hidesCModule),
    // What gzip packed, and checksums, as functions over arrays that show no C type.
    .target(name: "Compression", dependencies: ["CZlib"], swiftSettings: hidesCModule),
    // Files that are read whole and never half written, and models in them with a checksum.
    .target(name: "Storage", dependencies: ["Compression"]),
    // The bytes of the data sets that ship with the library.
    .target(name: "DataFiles", dependencies: ["CDataFiles"], swiftSettings: hidesCModule),
    // Complex numbers, matrices and their decompositions, seeded random streams, statistics.
    .target(name: "Numerics", dependencies: ["Lapack"], swiftSettings: numeric),
    // JSON trees, read and written: what both towers send.
    .target(name: "JSONTrees"),
    // What a value looks like: MIME bundles, plots, tables, progress and live displays.
    .target(name: "Display", dependencies: ["JSONTrees"]),
    // Whether what runs is asked to stop: one word that loops look at.
    .target(name: "CInterruption"),
    // Calls of the system that Swift's own module does not show.
    .target(name: "CProcess"),
    // What is loaded into the compiler, so that it is started once and copied for each cell.
    .target(name: "CForkingCompiler"),
    // Nothing: the compiler comes to it last before the text of a cell, and waits there.
    .target(name: "CellTexts"),

    // The science tower: floor 1

    // The circuit value, and what it is made of: gates, angles and observables.
    .target(name: "Circuits", dependencies: ["Numerics"], swiftSettings: numeric),
    // Steps along gradients, and whole searches for the lowest value of a function.
    .target(name: "Optimizers", dependencies: ["NLopt", "Numerics"], swiftSettings: numeric),

    // Floor 2

    // What goes wrong in devices: channels, and the gates that they follow.
    .target(name: "Noise", dependencies: ["Circuits", "Numerics"], swiftSettings: numeric),
    // Feature maps, data in and circuit out, and normalisers that are fitted to data before.
    .target(
      name: "Encoders", dependencies: ["Circuits", "Numerics", "Storage"], swiftSettings: numeric),
    // Circuits as text, as SVG and as LaTeX.
    .target(name: "Diagrams", dependencies: ["Circuits", "Display"]),

    // Floor 3

    // What circuits do: states, their amplitudes, samples, expectations and gradients.
    .target(
      name: "Simulation", dependencies: ["Circuits", "Lapack", "Noise", "Numerics"],
      swiftSettings: numeric + [.unsafeFlags(["-Ounchecked"], .when(configuration: .release))]),

    // Floor 4

    // What is done against noise: backends round a backend, readout errors undone, noise extrapolated.
    .target(
      name: "Mitigation", dependencies: ["Circuits", "Noise", "Numerics", "Simulation"],
      swiftSettings: numeric),
    // What is learned: gradients of expectations, a trainer, and drivers of whole searches.
    .target(
      name: "Training",
      dependencies: [
        "CInterruption", "Circuits", "Display", "Encoders", "Numerics", "Optimizers", "Simulation",
        "Storage",
      ],
      swiftSettings: numeric),

    // Floor 5

    // Data, kernels and models: what is learnt from, and what learns.
    .target(
      name: "Learning",
      dependencies: [
        "Circuits", "DataFiles", "Encoders", "Numerics", "Optimizers", "Simulation", "Storage",
        "SupportVectors", "Training",
      ], swiftSettings: numeric),

    // Floor 6

    // Trained models as C and TFLite for microcontrollers, and their checks in emulators.
    .target(
      name: "EdgeExport",
      dependencies: ["CProcess", "Circuits", "Learning", "Numerics", "Simulation", "Training"]),

    // Floor 7

    // What a cell is given, and what a package imports that wants all of it.
    .target(
      name: "Quill",
      dependencies: [
        "Circuits", "Diagrams", "Display", "EdgeExport", "Encoders", "Learning", "Mitigation",
        "Noise", "Numerics", "Optimizers", "Simulation", "Storage", "Training", "Widgets",
      ]),

    // The kernel tower: floor 1

    // Jupyter's messages, their frames and the connection file, as values.
    .target(name: "JupyterWire", dependencies: ["JSONTrees"]),
    // What a terminal sends and is sent: keys, a text that is edited, rows and pictures.
    .target(name: "Terminal", dependencies: ["Compression", "Display"]),
    // Notebooks as values: their files, and the same cells as a file of Swift.
    .target(name: "Notebooks", dependencies: ["JSONTrees"]),
    // The text of a cell to an object that can be loaded; errors on the user's own lines.
    .target(
      name: "CellCompiler", dependencies: ["CProcess", "CSodium"], swiftSettings: parsesSwift,
      linkerSettings: linksSwiftParser),
    // What the rewritten text of a cell calls: the value of its last expression goes from here.
    .target(name: "CellSupport", dependencies: ["CInterruption", "Display"]),
    // By what cells print that have no `print` of their own.
    .target(name: "CellPrinting"),
    // Controls on the page that a cell reads and that draw below themselves.
    .target(name: "Widgets", dependencies: ["Display"]),
    // The process that runs cells, as far as Swift cannot say it: fork, stacks, hooks, ways to end.
    .target(name: "CCellHost", dependencies: ["CInterruption"]),

    // Floor 2

    // One conversation, and what each of Jupyter's requests is answered.
    .target(
      name: "KernelCore",
      dependencies: ["CProcess", "CellCompiler", "Display", "JSONTrees", "JupyterWire"],
      swiftSettings: parsesSwift),

    // Floor 3

    // The five sockets of a kernel: threads, signatures, encryption, heartbeat.
    .target(name: "JupyterTransport", dependencies: ["JupyterWire", "CZeroMQ", "CSodium"]),
    // The process that runs cells: it loads them, runs them, and says what came of it.
    .executableTarget(
      name: "CellHost",
      dependencies: ["CCellHost", "CellPrinting", "CellSupport", "Display", "Quill", "Widgets"],
      linkerSettings: [
        .unsafeFlags(["-Xlinker", "--export-dynamic", "-Xlinker", "--no-gc-sections"])
      ]
    ),
    // What the compiler reads before it comes to the text of a cell: all that every cell is given.
    .target(
      name: "CellModules",
      dependencies: ["CellSupport", "Circuits", "Display", "Numerics", "Quill", "Widgets"]),
    // The process that asks SourceKit what could be typed, and what a name means.
    .executableTarget(
      name: "Completer", dependencies: ["CSourceKit", "JSONTrees"],
      swiftSettings: importsSourceKit, linkerSettings: linksSourceKit),

    // A conversation in a terminal: prompts, colours, completion, results.
    .target(
      name: "Repl",
      dependencies: [
        "CProcess", "CellCompiler", "Display", "JSONTrees", "KernelCore", "Notebooks", "Terminal",
      ],
      swiftSettings: parsesSwift),

    // Floor 4

    // The command `quill`: a kernel for Jupyter, and its installation.
    .executableTarget(
      name: "QuillCommand",
      dependencies: [
        "KernelCore", "CellCompiler", "JupyterTransport", "JupyterWire", "JSONTrees", "Notebooks",
        "Repl",
      ],
      swiftSettings: parsesSwift),

    // Tests

    // Golden files and the package's own folder, for every test target.
    .target(name: "TestSupport", path: "Tests/TestSupport"),
    // The rules of the house: imports against the floor table, sizes, goldens, documents.
    .testTarget(
      name: "HouseTests", dependencies: ["TestSupport"], exclude: ["size-allowances.txt"]),
    // The laws of numbers and their oracles.
    .testTarget(name: "NumericsTests", dependencies: ["Numerics", "TestSupport"]),
    // Angles and observables against their values and matrices.
    .testTarget(name: "CircuitsTests", dependencies: ["Circuits", "Numerics", "TestSupport"]),
    // Rules and methods against formulas, peers and their laws.
    .testTarget(
      name: "OptimizersTests", dependencies: ["Numerics", "Optimizers", "TestSupport"]),
    // Feature maps against their states, their laws and other libraries.
    .testTarget(
      name: "EncodersTests", dependencies: ["Circuits", "Encoders", "Numerics", "TestSupport"]),
    // Simulators against matrices, against one another, and their laws.
    .testTarget(
      name: "SimulationTests",
      dependencies: ["Circuits", "Noise", "Numerics", "Simulation", "TestSupport"]),
    // Gradients against one another and against other libraries, and training.
    .testTarget(
      name: "TrainingTests",
      dependencies: [
        "Circuits", "Display", "Noise", "Numerics", "Optimizers", "Simulation", "TestSupport",
        "Training",
      ]),
    // Channels and the rules of noise models.
    .testTarget(
      name: "NoiseTests", dependencies: ["Circuits", "Noise", "Numerics", "TestSupport"]),
    // Mitigation against noise that is known.
    .testTarget(
      name: "MitigationTests",
      dependencies: ["Circuits", "Mitigation", "Noise", "Numerics", "Simulation", "TestSupport"]),
    // What values of the science tower look like in a cell.
    .testTarget(name: "QuillTests", dependencies: ["Quill", "TestSupport"]),
    // Data and models against their laws and against scikit-learn.
    .testTarget(
      name: "LearningTests",
      dependencies: [
        "Circuits", "Compression", "DataFiles", "Encoders", "Learning", "Noise", "Numerics",
        "Optimizers", "Simulation", "Storage", "TestSupport", "Training",
      ]),
    // Files whole, damaged, newer and of other kinds.
    .testTarget(name: "StorageTests", dependencies: ["Storage"]),
    // Exported programs against their models, on emulated cores and other runtimes.
    .testTarget(
      name: "EdgeExportTests",
      dependencies: [
        "Circuits", "EdgeExport", "Learning", "Numerics", "Simulation", "TestSupport", "Training",
      ]),
    // Circuits as they are drawn, against laws and goldens.
    .testTarget(
      name: "DiagramsTests",
      dependencies: ["Circuits", "Diagrams", "Display", "Numerics", "TestSupport"]),
    // Trees against Foundation's reader.
    .testTarget(name: "JSONTreesTests", dependencies: ["JSONTrees", "TestSupport"]),
    // Keys, edits, frames and what a terminal makes of them.
    .testTarget(name: "TerminalTests", dependencies: ["Terminal", "TestSupport"]),
    // What a conversation decides between the keys and the kernel.
    .testTarget(
      name: "ReplTests",
      dependencies: ["CellCompiler", "JSONTrees", "Repl", "Terminal", "TestSupport"],
      swiftSettings: parsesSwift),
    // Notebooks that are read and written, and turned into Swift and back.
    .testTarget(name: "NotebooksTests", dependencies: ["Notebooks", "JSONTrees", "TestSupport"]),
    // What is found in the text of a cell, and what its errors say.
    .testTarget(
      name: "CellCompilerTests", dependencies: ["CellCompiler", "TestSupport"],
      swiftSettings: parsesSwift),
    // Cells that redefine, print, show, crash and go on, in a living process.
    .testTarget(
      name: "KernelCoreTests",
      dependencies: [
        "KernelCore", "CellCompiler", "CellHost", "Completer", "JSONTrees", "JupyterWire",
        "TestSupport",
      ],
      swiftSettings: parsesSwift),
    // Drawings against goldens, and their laws.
    .testTarget(name: "DisplayTests", dependencies: ["Display", "TestSupport"]),
    // What widgets say to a page, and what they take from one.
    .testTarget(name: "WidgetsTests", dependencies: ["Widgets", "Display", "TestSupport"]),
    // Messages and connection files, whole and malformed.
    .testTarget(name: "JupyterWireTests", dependencies: ["JupyterWire", "JSONTrees"]),
    // Sockets against a small client of our own.
    .testTarget(
      name: "JupyterTransportTests",
      dependencies: ["JupyterTransport", "JupyterWire", "JSONTrees", "CZeroMQ"]),
  ]
)
