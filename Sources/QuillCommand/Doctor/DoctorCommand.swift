/// Looks whether everything is there that a kernel needs, and says how to mend what is not.
struct DoctorCommand: Command {
  static let word = "doctor"
  static let summary = "check that everything is there, and say how to mend what is not"
  static let usage = """
    usage: quill doctor

    Checks the toolchain, the parts of Quill, the folder for temporary files, the libraries, a
    cell, pictures in terminals, and the kernels that Jupyter knows. Prints a line a check: ok with
    what was found, or bad with what is wrong and how to mend it. The exit code is 1 if any is bad.

      --help          this text
    """

  init(_ arguments: [String]) throws { _ = try Options(arguments, of: Self.word) }

  func run() throws {
    let installation = try Installation()
    let parts = InstallationChecks(installation: installation)
    let checks =
      ToolchainChecks().all + parts.all + [CellCheck(installation: installation).check]
      + parts.extras
      + SpecificationChecks(program: installation.command).all
    let bad = checks.count { check in
      let (line, isGood) = check.report()
      print(line)
      return !isGood
    }
    guard bad == 0 else {
      throw InstallationError("\(bad) of \(checks.count) checks are bad; mend the first one first")
    }
  }
}
