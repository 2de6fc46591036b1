import Glibc

/// What the system says of a process.
struct ProcessFacts {
  let process: Int32
  let name: String
  let parent: Int32
  /// Whether it has ended, and nobody has taken note of it yet.
  let hasEnded: Bool

  /// All processes of the machine that one may see.
  static func all() -> [ProcessFacts] {
    guard let folder = opendir("/proc") else { return [] }
    defer { closedir(folder) }
    var found: [ProcessFacts] = []
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if let facts = Int32(name).flatMap(ProcessFacts.init) { found.append(facts) }
    }
    return found
  }

  /// Reads `NUMBER (NAME) STATE PARENT …`; a name may hold anything.
  init?(_ process: Int32) {
    guard let text = text(ofFile: "/proc/\(process)/stat"), let start = text.firstIndex(of: "("),
      let end = text.lastIndex(of: ")")
    else { return nil }
    let rest = text[text.index(after: end)...].split(separator: " ")
    guard rest.count > 1, let parent = Int32(rest[1]) else { return nil }
    self.process = process
    self.parent = parent
    name = String(text[text.index(after: start)..<end])
    hasEnded = rest[0] == "Z"
  }
}

/// The beginning of one of the system's own files, which have no size before they are read.
func text(ofFile path: String) -> String? {
  guard let file = fopen(path, "re") else { return nil }
  defer { fclose(file) }
  var bytes = [UInt8](repeating: 0, count: 8192)
  let count = fread(&bytes, 1, bytes.count, file)
  return String(decoding: bytes.prefix(count), as: UTF8.self)
}
