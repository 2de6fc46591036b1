import FoundationEssentials

/// The folder of the Python environment that Jupyter runs in, as Python's `sys.prefix` names it.
struct PythonPrefix {
  let path: String
  /// What it was taken from, in words.
  let origin: String

  /// The environment that is active, or else the one whose programs are on `PATH`.
  /// - Throws: ``InstallationError`` where there is none.
  static func current() throws(InstallationError) -> PythonPrefix {
    for name in ["VIRTUAL_ENV", "CONDA_PREFIX"] {
      if let path = Environment.variable(name) { return PythonPrefix(path: path, origin: name) }
    }
    for program in ["jupyter", "python3"] {
      for folder in Environment.folders(of: "PATH") {
        guard let path = prefix(of: folder, holding: program) else { continue }
        return PythonPrefix(path: path, origin: "\(folder)/\(program), on PATH")
      }
    }
    throw InstallationError(
      "there is no Python environment: neither VIRTUAL_ENV nor CONDA_PREFIX is set, and on PATH is "
        + "no jupyter or python3 with an environment around it; activate one, or give --prefix")
  }

  /// The environment around a folder of programs; a folder of mere stand-ins has none.
  private static func prefix(of folder: String, holding program: String) -> String? {
    guard folder.hasSuffix("/bin"), Environment.isProgram("\(folder)/\(program)") else {
      return nil
    }
    let path = folder == "/bin" ? "/usr" : String(folder.dropLast("/bin".count))
    let libraries = try? FileManager.default.contentsOfDirectory(atPath: "\(path)/lib")
    let isEnvironment =
      Environment.exists("\(path)/pyvenv.cfg")
      || (libraries ?? []).contains { $0.hasPrefix("python3") }
    return isEnvironment ? path : nil
  }
}
