import FoundationEssentials
import Glibc
import JSONTrees

/// The cells of all sessions in a file, a line each.
///
/// A line is added in one go, so several kernels can write to one file. A line that cannot be read is
/// passed over; where the file cannot be written, the history lives as long as its kernel.
public final class HistoryLog: Sendable {
  /// A cell that was run.
  struct Entry: Hashable, Sendable {
    let session: Int
    let number: Int
    let input: String
    var output: String?
  }

  /// The number of this session.
  let session: Int
  /// The cells of earlier sessions, the oldest first.
  let earlier: [Entry]
  private let path: String
  private let isWritable: Bool

  /// Opens a file, which is made where it is missing, and begins a session.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - limit: How many bytes it may have; the oldest half goes when there are more.
  public init(path: String, limit: Int = 8 << 20) {
    self.path = path
    let folder = path.split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 }
    try? FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    defer { if file >= 0 { close(file) } }
    // Two kernels that start together have two numbers.
    if file >= 0 { flock(file, LOCK_EX) }
    var lines = HistoryLog.lines(of: path)
    let isTooLong = lines.reduce(0) { $0 + $1.count } > limit
    if isTooLong { lines.removeFirst(lines.count / 2) }
    let entries = lines.compactMap(HistoryLog.entry)
    session = (entries.map(\.session).max() ?? 0) + 1
    earlier = entries.filter { $0.number > 0 }
    if isTooLong && file >= 0 { HistoryLog.rewrite(path, lines) }
    isWritable = file >= 0
    // The number is taken from now on, also if no cell is ever run.
    add(Entry(session: session, number: 0, input: ""))
  }

  /// What was typed in earlier sessions, the oldest first.
  public var earlierInputs: [String] { earlier.map(\.input) }

  /// Adds a cell of this session.
  public func add(_ input: String, number: Int) {
    add(Entry(session: session, number: number, input: input))
  }

  private func add(_ entry: Entry) {
    guard isWritable else { return }
    let line: JSON = [
      "session": .integer(entry.session), "number": .integer(entry.number),
      "input": .string(entry.input),
    ]
    let bytes = Array((line.serialized + "\n").utf8)
    let file = open(path, O_WRONLY | O_APPEND | O_CLOEXEC)
    guard file >= 0 else { return }
    _ = write(file, bytes, bytes.count)
    close(file)
  }

  private static func lines(of path: String) -> [ArraySlice<UInt8>] {
    let bytes = FileManager.default.contents(atPath: path).map(Array.init) ?? []
    return bytes.split(separator: UInt8(ascii: "\n"))
  }

  private static func entry(_ line: ArraySlice<UInt8>) -> Entry? {
    guard let tree = try? JSON(bytes: line), let session = tree["session"]?.integer,
      let number = tree["number"]?.integer, let input = tree["input"]?.string
    else { return nil }
    return Entry(session: session, number: number, input: input)
  }

  private static func rewrite(_ path: String, _ lines: [ArraySlice<UInt8>]) {
    let bytes = lines.flatMap { $0 + [UInt8(ascii: "\n")] }
    try? Data(bytes).write(to: URL(filePath: path), options: .atomic)
  }
}
