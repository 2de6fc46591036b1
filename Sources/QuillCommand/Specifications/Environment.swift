import Glibc

/// The variables of the environment, as far as a specification's place depends on them.
enum Environment {
  /// A variable, where it is set and not empty.
  static func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The folders of a variable that lists them with colons between.
  static func folders(of name: String) -> [String] {
    (variable(name) ?? "").split(separator: ":").map(String.init)
  }

  /// Whether a path leads to something that may be run.
  static func isProgram(_ path: String) -> Bool { access(path, X_OK) == 0 }

  /// Whether there is a file or a folder at a path.
  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }
}
