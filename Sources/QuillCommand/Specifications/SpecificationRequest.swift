/// Which kernel's specification is meant, and where: what `install` and `uninstall` are told.
struct SpecificationRequest {
  static let optionsUsage = """
      --user          for you alone: in JUPYTER_DATA_DIR, in jupyter below XDG_DATA_HOME, or in
                      ~/.local/share/jupyter, as Jupyter has it
      --sys-prefix    in the Python environment: that of VIRTUAL_ENV or CONDA_PREFIX, or else that
                      of the first jupyter or python3 on PATH
      --prefix FOLDER
                  in share/jupyter below a folder
      --name NAME     the kernel's name for Jupyter, quill if not given: ASCII letters, digits and
                      - . _; capital letters count as small ones
      --help          this text
    """

  let name: KernelName
  let folder: DataFolder

  init(_ arguments: [String], of command: String) throws {
    let options = try Options(
      arguments, of: command, flags: DataFolder.flags, valued: DataFolder.valued + ["--name"])
    name = try KernelName(options["--name"] ?? KernelName.usual)
    folder = try DataFolder(options, of: command)
  }

  /// Where it is, and what chose the place.
  var place: String {
    folder.folder(of: name) + (folder.origin.map { " (chosen by \($0))" } ?? "")
  }
}
