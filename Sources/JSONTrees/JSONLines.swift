/// Bytes that come in pieces, cut into lines: a message a line, as `JSON.serialized` writes it.
package struct JSONLines {
  private var bytes: [UInt8] = []
  /// How many bytes are known to hold no end of a line.
  private var searched = 0

  /// Begins with no bytes.
  package init() {}

  /// Takes the bytes that have come.
  package mutating func add(_ more: some Sequence<UInt8>) { bytes += more }

  /// The next line that is whole, without its end.
  package mutating func next() -> ArraySlice<UInt8>? {
    guard let end = bytes[searched...].firstIndex(of: UInt8(ascii: "\n")) else {
      searched = bytes.count
      return nil
    }
    let line = bytes[..<end]
    bytes = Array(bytes[(end + 1)...])
    searched = 0
    return line
  }
}
