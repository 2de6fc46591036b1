/// A text that is not closed behind the place of a name in it: `print("a \(na`.
///
/// SourceKit reads no name within a string that does not end on its line.
enum OpenInterpolation {
  /// The text with the string closed behind a place; nothing where no interpolation is open before it.
  static func closed(_ text: String, at offset: Int) -> String? {
    let bytes = Array(text.utf8)
    let head = bytes[..<min(max(offset, 0), bytes.count)]
    let line = head[(head.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0)...]
    let opening = Array(#"\("#.utf8)
    guard zip(line, line.dropFirst()).contains(where: { [$0, $1] == opening }) else { return nil }
    let rest = bytes[head.endIndex...].drop { $0 != UInt8(ascii: "\n") }
    return String(decoding: head + Array(#")""#.utf8) + rest, as: UTF8.self)
  }
}
