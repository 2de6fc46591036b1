// swift-tools-version: 6.2

import Foundation
import PackageDescription

/// The toolchain's own libraries, which hold SwiftParser: whoever imports the compiler of cells has to
/// find its modules, too.
let parsesSwift: [SwiftSetting] = {
  for folder in (Context.environment["PATH"] ?? "").split(separator: ":") {
    let compiler = URL(filePath: "\(folder)/swift-frontend").resolvingSymlinksInPath()
    guard FileManager.default.isExecutableFile(atPath: compiler.path) else { continue }
    let root = compiler.deletingLastPathComponent().deletingLastPathComponent().path
    return [.unsafeFlags(["-I", "\(root)/lib/swift/host"])]
  }
  return []
}()

let package = Package(
  name: "QuillBenchmarks",
  products: [
    .executable(name: "quill-bench", targets: ["QuillBench"]),
    .executable(name: "quill-cell-bench", targets: ["CellBench"]),
    .executable(name: "quill-routing-bench", targets: ["RoutingBench"]),
  ],
  // The name makes the build independent of what the clone's folder is called.
  dependencies: [.package(name: "Quill", path: "..")],
  targets: [
    // The command: arguments, timing, JSON lines, the table of goals, and the workloads.
    .executableTarget(
      name: "QuillBench",
      dependencies: [
        .product(name: "Circuits", package: "Quill"),
        .product(name: "Diagrams", package: "Quill"),
        .product(name: "Display", package: "Quill"),
        .product(name: "JSONTrees", package: "Quill"),
        .product(name: "JupyterWire", package: "Quill"),
        .product(name: "Learning", package: "Quill"),
        .product(name: "Noise", package: "Quill"),
        .product(name: "Numerics", package: "Quill"),
        .product(name: "Optimizers", package: "Quill"),
        .product(name: "Simulation", package: "Quill"),
        .product(name: "Training", package: "Quill"),
      ],
      // What the machine can do is measured with the instructions that the library may use.
      swiftSettings: [.unsafeFlags(["-Xcc", "-march=native"])]),
    // The same loops in a package and in cells, in turn in one process. It is a command of its own,
    // since the compiler of cells brings libraries that would delay the start of the other.
    .executableTarget(
      name: "CellBench",
      dependencies: [
        .product(name: "CellCompiler", package: "Quill"),
        .product(name: "CellSupport", package: "Quill"),
        .product(name: "JSONTrees", package: "Quill"),
      ],
      swiftSettings: parsesSwift,
      // Cells call what the command holds for them.
      linkerSettings: [
        .unsafeFlags(["-Xlinker", "--export-dynamic", "-Xlinker", "--no-gc-sections"])
      ]),
    // Circuits that are read, routed and printed, for a comparison with other routers. It is a command
    // of its own, since it needs nothing else and so builds without the rest.
    .executableTarget(
      name: "RoutingBench",
      dependencies: [
        .product(name: "Circuits", package: "Quill"),
        .product(name: "JSONTrees", package: "Quill"),
      ]),
    // The timing rule with a clock of our own, the arguments, the form of a line.
    .testTarget(name: "QuillBenchTests", dependencies: ["QuillBench"]),
  ]
)
