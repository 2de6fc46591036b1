/// Puts the kernel's specification where Jupyter looks for it.
struct InstallCommand: Command {
  static let word = "install"
  static let summary = "let Jupyter know the kernel"
  static let usage = """
    usage: quill install --user | --sys-prefix | --prefix FOLDER [--name NAME]

    Puts the kernel's specification where Jupyter looks for kernels. It points at this very
    program, so it has to be installed anew when the program moves. Another kernel of the same
    name is left alone.

    \(SpecificationRequest.optionsUsage)
    """

  private let request: SpecificationRequest

  init(_ arguments: [String]) throws {
    request = try SpecificationRequest(arguments, of: Self.word)
  }

  func run() throws {
    let installation = try Installation()
    let source = try installation.kernelSpecification()
    let path = request.folder.folder(of: request.name)
    let folder = try SpecificationFolder(path, filesOf: source)
    if case .foreign(let what) = folder.contents() {
      throw InstallationError(
        "\(path) holds \(what), which stays; install under another name with --name")
    }
    do {
      try folder.install(from: source, program: installation.command)
    } catch {
      throw InstallationError(
        "the kernel could not be installed in \(request.place): \(systemReason(of: error)); "
          + "see that the folder may be written, or choose another")
    }
    print("The kernel Quill (Swift) is installed as \(request.name) in \(request.place)")
  }
}
