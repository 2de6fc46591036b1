import FoundationEssentials
import Glibc

/// A folder for the files of one run alone, readable by its owner only.
///
/// It is locked while the run lasts. One that is no longer locked was left by a run that was killed, and
/// the next run removes it.
struct TemporaryFolder {
  let path: String
  /// Holds the lock until the process ends, however it ends.
  private let lock: Int32

  /// The folder in which temporary ones are made.
  static var base: String {
    getenv("TMPDIR").map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
  }

  /// Makes the folder.
  /// - Throws: ``InstallationError`` where that is not possible.
  init() throws(InstallationError) {
    let base = TemporaryFolder.base
    TemporaryFolder.removeAbandoned(in: base)
    while true {
      let (path, lock) = try TemporaryFolder.made(in: base)
      // Between its making and its locking another run may have taken it for an abandoned one.
      if lock < 0 || access(TemporaryFolder.lock(of: path), F_OK) == 0 {
        (self.path, self.lock) = (path, lock)
        return
      }
      close(lock)
    }
  }

  private static func made(
    in base: String
  ) throws(InstallationError) -> (path: String, lock: Int32) {
    var template = Array("\(base)/quill-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw InstallationError(
        "no folder for cells can be made in \(base): \(String(cString: strerror(errno))); "
          + "set TMPDIR to a folder that may be written")
    }
    let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let lock = open(TemporaryFolder.lock(of: path), O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    if lock >= 0 { flock(lock, LOCK_EX) }
    return (path, lock)
  }

  func remove() { try? FileManager.default.removeItem(atPath: path) }

  private static func lock(of folder: String) -> String { "\(folder)/lock" }

  /// Removes the folders of runs that have not come to remove them.
  private static func removeAbandoned(in base: String) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: base)) ?? []
    for name in names where name.wholeMatch(of: #/quill-[A-Za-z0-9]{6}/#) != nil {
      let folder = "\(base)/\(name)"
      let lock = open(TemporaryFolder.lock(of: folder), O_RDWR | O_CLOEXEC | O_NOFOLLOW)
      // One without a lock is not ours, or is being made at this very moment.
      guard lock >= 0 else { continue }
      var facts = stat()
      if fstat(lock, &facts) == 0, facts.st_uid == geteuid(), flock(lock, LOCK_EX | LOCK_NB) == 0 {
        try? FileManager.default.removeItem(atPath: folder)
      }
      close(lock)
    }
  }
}
