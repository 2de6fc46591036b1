import FoundationEssentials
import Glibc

/// A folder for the files of one run alone, readable by its owner only.
struct TemporaryFolder {
  let path: String

  /// The folder in which temporary ones are made.
  static var base: String {
    getenv("TMPDIR").map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
  }

  /// Makes the folder.
  /// - Throws: ``InstallationError`` where that is not possible.
  init() throws(InstallationError) {
    let base = TemporaryFolder.base
    var template = Array("\(base)/quill-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw InstallationError(
        "no folder for cells can be made in \(base): \(String(cString: strerror(errno))); "
          + "set TMPDIR to a folder that may be written")
    }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  func remove() { try? FileManager.default.removeItem(atPath: path) }
}
