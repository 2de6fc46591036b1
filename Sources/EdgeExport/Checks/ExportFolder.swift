/// A folder that an export fills, and what it remembers of itself: the names and the sums of its files.
struct ExportFolder {
  let path: String

  /// The file that says which files are an export's.
  static let listName = "quill-export.txt"

  /// Makes sure that nothing would be overwritten that no export has written.
  ///
  /// - Throws: ``EdgeError/folderHasOtherContent(_:names:)`` for files that are not in the list, or have
  ///   changed since.
  func check() throws(EdgeError) {
    guard let names = try EdgeFolder.names(in: path), !names.isEmpty else { return }
    let known = try listed()
    var others: [String] = []
    for name in names where name != ExportFolder.listName {
      guard let sum = known[name], let bytes = try EdgeFolder.read("\(path)/\(name)"),
        ExportFolder.sum(of: bytes) == sum
      else {
        others.append(name)
        continue
      }
    }
    guard others.isEmpty else { throw .folderHasOtherContent(path, names: others) }
  }

  /// Writes the files, and takes those of the export before away.
  func fill(_ files: [(name: String, bytes: [UInt8])]) throws(EdgeError) {
    try check()
    try EdgeFolder.make(path)
    let old = try listed().keys.filter { name in !files.contains { $0.name == name } }
    let list = files.map { "\(ExportFolder.sum(of: $0.bytes)) \($0.name)\n" }.joined()
    for file in files { try EdgeFolder.write(file.bytes, to: "\(path)/\(file.name)") }
    for name in old { EdgeFolder.remove("\(path)/\(name)") }
    try EdgeFolder.write(Array(list.utf8), to: "\(path)/\(ExportFolder.listName)")
  }

  /// The sums of the files that an export has written.
  private func listed() throws(EdgeError) -> [String: String] {
    let bytes = try EdgeFolder.read("\(path)/\(ExportFolder.listName)") ?? []
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    return lines.reduce(into: [:]) { sums, line in
      let words = line.split(separator: " ", maxSplits: 1)
      if words.count == 2 { sums[String(words[1])] = String(words[0]) }
    }
  }

  /// A sum of bytes that tells whether they changed: FNV-1a in 64 bits.
  static func sum(of bytes: [UInt8]) -> String {
    let sum = bytes.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    return String(sum, radix: 16)
  }
}
