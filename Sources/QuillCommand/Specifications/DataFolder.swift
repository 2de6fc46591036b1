/// A folder in which Jupyter looks for kernels, and whose it is.
struct DataFolder {
  /// The options that choose one.
  static let flags = ["--user", "--sys-prefix"]
  static let valued = ["--prefix"]

  let path: String
  /// What chose it, in words; nothing for a folder that was given by name.
  let origin: String?

  /// The folder of a kernel.
  func folder(of name: KernelName) -> String { "\(path)/kernels/\(name)" }

  /// The folder that the options choose.
  /// - Throws: ``UsageError`` unless they choose just one, ``InstallationError`` without such a one.
  init(_ options: Options, of command: String) throws {
    switch (options.has("--user"), options.has("--sys-prefix"), options["--prefix"]) {
    case (true, false, nil): self = try .ofUser()
    case (false, true, nil): self = try .ofEnvironment()
    case (false, false, let prefix?): self.init(path: "\(prefix)/share/jupyter", origin: nil)
    default:
      throw UsageError(
        "give one of --user, --sys-prefix and --prefix FOLDER; see quill \(command) --help")
    }
  }

  private init(path: String, origin: String?) { (self.path, self.origin) = (path, origin) }

  /// The user's own, found in the way of Jupyter.
  static func ofUser() throws(InstallationError) -> DataFolder {
    if let path = Environment.variable("JUPYTER_DATA_DIR") {
      return DataFolder(path: path, origin: "JUPYTER_DATA_DIR")
    }
    if let data = Environment.variable("XDG_DATA_HOME") {
      return DataFolder(path: "\(data)/jupyter", origin: "XDG_DATA_HOME")
    }
    guard let home = Environment.variable("HOME") else {
      throw InstallationError("there is no folder of the user's: HOME is not set; give --prefix")
    }
    return DataFolder(path: "\(home)/.local/share/jupyter", origin: "HOME")
  }

  /// That of the Python environment.
  static func ofEnvironment() throws(InstallationError) -> DataFolder {
    let prefix = try PythonPrefix.current()
    return DataFolder(path: "\(prefix.path)/share/jupyter", origin: prefix.origin)
  }

  /// Every folder that Jupyter searches here.
  static func all() -> [DataFolder] {
    let given = Environment.folders(of: "JUPYTER_PATH").map {
      DataFolder(path: $0, origin: "JUPYTER_PATH")
    }
    let found = [try? ofEnvironment(), try? ofUser()].compactMap(\.self)
    let shared = ["/usr/local/share/jupyter", "/usr/share/jupyter"].map {
      DataFolder(path: $0, origin: "the whole machine")
    }
    var seen: Set<String> = []
    return (given + found + shared).filter { seen.insert($0.path).inserted }
  }
}
