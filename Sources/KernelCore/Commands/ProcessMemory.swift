import Glibc

/// The memory of a process that belongs to the kernel.
///
/// Pages that two processes share are counted as halves, so that the sum is what all of them take.
struct ProcessMemory {
  let name: String
  let bytes: Int

  /// This process and all that it has started, and those that they have started.
  static func tree() -> [ProcessMemory] {
    var parents: [Int32: Int32] = [:]
    var names: [Int32: String] = [:]
    for process in processes() {
      guard let (name, parent) = identity(of: process) else { continue }
      (parents[process], names[process]) = (parent, name)
    }
    let own = getpid()
    let members = names.keys.sorted().filter { isBelow($0, own, parents) }
    return members.map { ProcessMemory(name: names[$0] ?? "", bytes: bytes(of: $0)) }
  }

  private static func isBelow(
    _ process: Int32, _ ancestor: Int32, _ parents: [Int32: Int32]
  ) -> Bool {
    var process: Int32? = process
    for _ in 0..<64 {
      guard let current = process, current > 1 else { return false }
      if current == ancestor { return true }
      process = parents[current]
    }
    return false
  }

  private static func processes() -> [Int32] {
    guard let folder = opendir("/proc") else { return [] }
    defer { closedir(folder) }
    var found: [Int32] = []
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if let number = Int32(name) { found.append(number) }
    }
    return found
  }

  /// The name of a process and its parent, from `NUMBER (NAME) STATE PARENT …`.
  private static func identity(of process: Int32) -> (String, Int32)? {
    guard let text = text(of: "/proc/\(process)/stat"), let start = text.firstIndex(of: "("),
      let end = text.lastIndex(of: ")")
    else { return nil }
    let rest = text[text.index(after: end)...].split(separator: " ")
    guard rest.count > 1, let parent = Int32(rest[1]) else { return nil }
    return (String(text[text.index(after: start)..<end]), parent)
  }

  private static func bytes(of process: Int32) -> Int {
    let lines = text(of: "/proc/\(process)/smaps_rollup")?.split(separator: "\n") ?? []
    let share = lines.first { $0.hasPrefix("Pss:") }
    return (share?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) << 10
  }

  private static func text(of path: String) -> String? {
    guard let file = fopen(path, "re") else { return nil }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 8192)
    let count = fread(&bytes, 1, bytes.count, file)
    return String(decoding: bytes.prefix(count), as: UTF8.self)
  }
}
