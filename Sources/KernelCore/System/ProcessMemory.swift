import Glibc

/// The memory of a process that belongs to the kernel.
///
/// Of pages that several processes share each has its part, so that the sum is what all of them take.
struct ProcessMemory {
  let name: String
  let bytes: Int

  /// This process and all that it has started, and those that they have started.
  static func tree() -> [ProcessMemory] {
    let all = ProcessFacts.all().sorted { $0.process < $1.process }
    let parents = Dictionary(uniqueKeysWithValues: all.map { ($0.process, $0.parent) })
    let own = getpid()
    return all.filter { !$0.hasEnded && isBelow($0.process, own, parents) }
      .map { ProcessMemory(name: $0.name, bytes: bytes(of: $0.process)) }
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

  private static func bytes(of process: Int32) -> Int {
    let lines = text(ofFile: "/proc/\(process)/smaps_rollup")?.split(separator: "\n") ?? []
    let share = lines.first { $0.hasPrefix("Pss:") }
    return (share?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) << 10
  }
}
