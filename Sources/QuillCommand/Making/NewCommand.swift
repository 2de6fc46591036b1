import FoundationEssentials
import Notebooks

/// Begins a notebook, or a package that uses Quill as a library.
struct NewCommand: Command {
  static let word = "new"
  static let summary = "begin a notebook, or a package that uses Quill as a library"
  static let usage = """
    usage: quill new NAME.ipynb
           quill new NAME

    Makes a notebook with a first circuit, or a folder with a Swift package that depends on this
    Quill by its path; swift run in it builds and runs it. What is there is left alone.

      --help    this text
    """

  private let name: String

  init(_ arguments: [String]) throws {
    let options = try Options(arguments, of: Self.word, operands: 1)
    guard let name = options.operands.first else {
      throw UsageError("give a name: NAME.ipynb or NAME; see quill new --help")
    }
    self.name = name
    let last = name.split(separator: "/").last ?? ""
    let isName = last.wholeMatch(of: #/[A-Za-z][A-Za-z0-9_-]*/#) != nil
    guard name.hasSuffix(".ipynb") || isName else {
      throw UsageError(
        "'\(name)' is no name for a package: give ASCII letters, digits, - and _, a letter first")
    }
  }

  func run() throws {
    guard !Environment.exists(name) else {
      throw InstallationError("\(name) is there already; choose another name")
    }
    if name.hasSuffix(".ipynb") { try makeNotebook() } else { try makePackage() }
  }

  private func makeNotebook() throws {
    var notebook = Notebook()
    notebook.cells = [
      NotebookCell(.markdown, "# A first circuit"), .code(NewCommand.circuit + "\nbell"),
      .code("try bell.sampled(shots: 1_000, seed: 7).counts"),
    ]
    try TextFile.write(notebook.text, to: name)
    print("Wrote \(name); open it with jupyter lab, or run it with quill run \(name)")
  }

  private func makePackage() throws {
    let title = String(name.split(separator: "/").last ?? "")
    let clone = try Installation().clone()
    let sources = "\(name)/Sources/\(title)"
    do {
      try FileManager.default.createDirectory(
        atPath: sources, withIntermediateDirectories: true)
    } catch {
      throw InstallationError(
        "\(name) cannot be made: \(systemReason(of: error)); see that its folder may be written")
    }
    try TextFile.write(
      NewCommand.manifest(title, clone: clone), to: "\(name)/Package.swift")
    try TextFile.write(NewCommand.program, to: "\(sources)/main.swift")
    try TextFile.write("/.build/\n", to: "\(name)/.gitignore")
    print("Made the package \(name); build and run it with cd \(name) && swift run -c release")
  }

  private static let circuit = """
    let bell = Circuit(qubits: 2) {
      $0.h(0)
      $0.cx(0, 1)
    }
    """

  private static let program = """
    import Quill

    // Two qubits that always agree.
    \(circuit)
    print(bell.diagram.bundle.text)
    print(try bell.sampled(shots: 1_000, seed: 7).counts)

    """

  private static func manifest(_ title: String, clone: String) -> String {
    """
    // swift-tools-version: 6.2

    import PackageDescription

    let package = Package(
      name: "\(title)",
      dependencies: [.package(name: "Quill", path: "\(clone)")],
      targets: [
        .executableTarget(
          name: "\(title)", dependencies: [.product(name: "Quill", package: "Quill")])
      ]
    )

    """
  }
}
