import FoundationEssentials
import Glibc

/// Files of text, read and written with words for what goes wrong.
enum TextFile {
  /// The bytes of a file.
  /// - Throws: ``InstallationError`` where it cannot be read.
  static func bytes(of path: String) throws -> Data {
    do {
      return try Data(contentsOf: URL(filePath: path))
    } catch {
      throw InstallationError("\(path) cannot be read: \(systemReason(of: error))")
    }
  }

  /// The text of a file.
  /// - Throws: ``InstallationError`` where it cannot be read, or is no text.
  static func read(_ path: String) throws -> String {
    guard let text = String(validating: try bytes(of: path), as: UTF8.self) else {
      throw InstallationError("\(path) is no text in UTF-8")
    }
    return text
  }

  /// Writes a file in one step, so that a stop half way leaves the old one whole.
  /// - Throws: ``InstallationError`` where it cannot be written.
  static func write(_ text: String, to path: String) throws {
    let target = realpath(path, nil).map { real in
      defer { free(real) }
      return String(cString: real)
    }
    do {
      var mode = stat()
      let isThere = stat(target ?? path, &mode) == 0
      try Data(text.utf8).write(to: URL(filePath: target ?? path), options: .atomic)
      if isThere { chmod(target ?? path, mode.st_mode & 0o7777) }
    } catch {
      throw InstallationError(
        "\(path) cannot be written: \(systemReason(of: error)); see that its folder is there and "
          + "may be written")
    }
  }
}
