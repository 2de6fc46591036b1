/// Takes the kernel's specification away from where Jupyter looks for it.
struct UninstallCommand: Command {
  static let word = "uninstall"
  static let summary = "let Jupyter forget the kernel"
  static let usage = """
    usage: quill uninstall --user | --sys-prefix | --prefix FOLDER [--name NAME]

    Takes away what quill install with the same options has put there, and nothing else.

    \(SpecificationRequest.optionsUsage)
    """

  private let request: SpecificationRequest

  init(_ arguments: [String]) throws {
    request = try SpecificationRequest(arguments, of: Self.word)
  }

  func run() throws {
    let path = request.folder.folder(of: request.name)
    let folder = try SpecificationFolder(
      path, filesOf: Installation().kernelSpecification())
    switch folder.contents() {
    case .nothing: print("There is no kernel \(request.name) in \(request.place)")
    case .foreign(let what):
      throw InstallationError("\(path) holds \(what), which is not Quill's and stays")
    case .ours:
      let others = try folder.remove()
      print("The kernel \(request.name) is gone from \(request.place)")
      if !others.isEmpty { print("The folder stays, since it holds files of others: \(others)") }
    }
  }
}
