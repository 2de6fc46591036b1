import FoundationEssentials
import Glibc

/// Cells that were compiled before, also by other kernels: an unchanged notebook is not compiled again.
///
/// Each cell has a folder that is named by its key. It appears whole or not at all, so several kernels
/// can use one cache; those used longest ago go when all together are too large.
public struct CellCache: Hashable, Sendable {
  /// Where it lies.
  public let folder: String
  /// How many bytes it may hold.
  public let limit: Int

  /// The cache in a folder, which is made where it is missing.
  ///
  /// - Returns: Nothing if the folder cannot be made, or if others may write to it: what lies in it is
  ///   going to be run.
  public init?(folder: String, limit: Int = 256 << 20) {
    try? FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    var facts = stat()
    guard stat(folder, &facts) == 0, facts.st_uid == geteuid(), facts.st_mode & 0o022 == 0,
      access(folder, W_OK) == 0
    else { return nil }
    (self.folder, self.limit) = (folder, limit)
  }

  /// The bytes that it holds.
  public var size: Int { entries().reduce(0) { $0 + $1.bytes } }

  /// The files of a cell, and what the compiler said of it.
  struct Files {
    let library: String
    let module: String
    /// The comments of what the module declares.
    let comments: String

    /// The files with their names in the cache.
    fileprivate var named: [(name: String, path: String)] {
      [("library", library), ("module", module), ("comments", comments)]
    }
  }

  /// Takes a cell out of the cache.
  ///
  /// - Parameters:
  ///   - key: What the cell is made from.
  ///   - files: Where its files are put.
  /// - Returns: What the compiler said of it, or nothing if it is not there.
  func fetch(_ key: CellKey, to files: Files) -> String? {
    let place = "\(folder)/\(key)"
    guard let output = try? String(contentsOfFile: "\(place)/output", encoding: .utf8),
      files.named.allSatisfy({ CellCache.copy("\(place)/\($0.name)", to: $0.path) })
    else { return nil }
    utimensat(AT_FDCWD, place, nil, 0)
    return output
  }

  /// Puts a cell into the cache.
  ///
  /// What cannot be put in is compiled again one day, and no more.
  func store(_ key: CellKey, _ files: Files, output: String) {
    let draft = "\(folder)/draft-\(getpid())-\(key)"
    let manager = FileManager.default
    try? manager.createDirectory(
      atPath: draft, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    let isWhole =
      files.named.allSatisfy { CellCache.copy($0.path, to: "\(draft)/\($0.name)") }
      && (try? output.write(toFile: "\(draft)/output", atomically: false, encoding: .utf8)) != nil
    if !isWhole || rename(draft, "\(folder)/\(key)") != 0 { try? manager.removeItem(atPath: draft) }
  }

  /// Removes the cells that were used longest ago until the others take four fifths of the limit.
  public func trim() {
    let entries = entries()
    var size = entries.reduce(0) { $0 + $1.bytes }
    guard size > limit else { return }
    for entry in entries.sorted(by: { $0.lastUse < $1.lastUse }) where size > limit / 5 * 4 {
      try? FileManager.default.removeItem(atPath: entry.path)
      size -= entry.bytes
    }
  }

  private struct Entry {
    let path: String
    let bytes: Int
    let lastUse: Int
  }

  private func entries() -> [Entry] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.compactMap { name in
      let path = "\(folder)/\(name)"
      var facts = stat()
      guard stat(path, &facts) == 0, facts.st_mode & S_IFMT == S_IFDIR else { return nil }
      let lastUse = Int(facts.st_mtim.tv_sec)
      let bytes = ["library", "module", "comments", "output"].reduce(0) { sum, file in
        stat("\(path)/\(file)", &facts) == 0 ? sum + Int(facts.st_size) : sum
      }
      return Entry(path: path, bytes: bytes, lastUse: lastUse)
    }
  }

  /// A second name for a file, or where that cannot be a copy of it.
  private static func copy(_ source: String, to target: String) -> Bool {
    if link(source, target) == 0 { return true }
    unlink(target)
    return link(source, target) == 0
      || (try? FileManager.default.copyItem(atPath: source, toPath: target)) != nil
  }
}
