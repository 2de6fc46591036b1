import Terminal

/// So much of a text as decides whether it is whole: its last statement, without what stands within
/// long brackets.
///
/// The parser takes tens of milliseconds for 300 lines, and less than one for these.
package struct SwiftEnding {
  /// Whether brackets are open at the end; then more has to come.
  package let isOpen: Bool
  /// The last statement.
  package let text: String

  /// What spans more lines than this between brackets is left out.
  private static let longest = 8

  /// Reads a text.
  package init(of text: EditedText, _ pieces: SwiftPieces) {
    self.init(pieces.read(text.lines.map { String($0) + "\n" }))
  }

  /// Takes the pieces of a text.
  init(_ pieces: [SwiftPiece]) {
    var bytes: [UInt8] = []
    var open: [Int] = []
    var pairs: [Range<Int>] = []
    for piece in pieces {
      if open.isEmpty { (bytes, pairs) = ([], []) }
      for bracket in piece.brackets {
        let offset = bytes.count + bracket.offset
        if bracket.isOpening {
          open.append(offset)
        } else if let start = open.popLast(), open.isEmpty {
          pairs.append((start + 1)..<offset)
        }
      }
      bytes += piece.bytes
    }
    isOpen = !open.isEmpty
    for pair in pairs.reversed() where SwiftEnding.isLong(bytes[pair]) {
      bytes.removeSubrange(pair)
    }
    self.text = String(decoding: bytes, as: UTF8.self)
  }

  private static func isLong(_ bytes: ArraySlice<UInt8>) -> Bool {
    var count = 0
    for byte in bytes where byte == UInt8(ascii: "\n") {
      count += 1
      if count > longest { return true }
    }
    return false
  }
}
