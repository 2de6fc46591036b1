import SwiftParser
import SwiftSyntax

/// What a token is, as far as it has a look of its own.
enum TokenKind: UInt8 {
  case plain, keyword, string, number, comment, type, attribute, stray
}

/// Some lines of a text, as the parser reads them by themselves.
///
/// The parser takes tens of milliseconds for 300 lines, but a key changes one piece of a few.
struct SwiftPiece {
  /// A bracket, by its offset in bytes.
  struct Bracket {
    let offset: Int
    let isOpening: Bool
  }

  /// The bytes.
  let bytes: [UInt8]
  /// The kind of each byte.
  private(set) var kinds: [UInt8]
  /// The brackets, in order.
  private(set) var brackets: [Bracket] = []

  init(_ text: String) {
    bytes = Array(text.utf8)
    kinds = [UInt8](repeating: 0, count: bytes.count)
    for token in Parser.parse(source: text).tokens(viewMode: .sourceAccurate) { read(token) }
  }

  private mutating func paint(_ start: Int, _ count: Int, _ kind: TokenKind) {
    for place in max(start, 0)..<max(min(start + count, kinds.count), max(start, 0)) {
      kinds[place] = kind.rawValue
    }
  }

  private mutating func read(_ token: TokenSyntax) {
    var offset = token.position.utf8Offset
    for piece in token.leadingTrivia {
      paintComment(piece, at: offset)
      offset += piece.sourceLength.utf8Length
    }
    let length = token.trimmedLength.utf8Length
    if let kind = SwiftPiece.kind(of: token) { paint(offset, length, kind) }
    switch token.tokenKind {
    case .leftParen, .leftBrace, .leftSquare:
      brackets.append(Bracket(offset: offset, isOpening: true))
    case .rightParen, .rightBrace, .rightSquare:
      brackets.append(Bracket(offset: offset, isOpening: false))
    default: break
    }
    offset += length
    for piece in token.trailingTrivia {
      paintComment(piece, at: offset)
      offset += piece.sourceLength.utf8Length
    }
  }

  private mutating func paintComment(_ piece: TriviaPiece, at offset: Int) {
    if piece.isComment { paint(offset, piece.sourceLength.utf8Length, .comment) }
  }

  private static func kind(of token: TokenSyntax) -> TokenKind? {
    switch token.tokenKind {
    case .keyword: .keyword
    case .integerLiteral, .floatLiteral: .number
    case .stringSegment, .stringQuote, .multilineStringQuote, .rawStringPoundDelimiter,
      .singleQuote, .regexLiteralPattern, .regexSlash:
      .string
    case .atSign, .poundIf, .poundElse, .poundElseif, .poundEndif, .pound: .attribute
    case .identifier(let name):
      name.first?.isUppercase == true ? .type : name.hasPrefix("$") ? .attribute : nil
    default: nil
    }
  }
}

/// The pieces of the text that was read last.
package final class SwiftPieces {
  /// From so many lines on a piece ends at the next line that is not deep.
  private static let longest = 8

  private var known: [String: SwiftPiece] = [:]

  /// Begins with nothing.
  package init() {}

  /// The pieces of lines, one behind the other; each line ends with its end.
  func read(_ lines: [String]) -> [SwiftPiece] {
    var used: [String: SwiftPiece] = [:]
    let pieces = SwiftPieces.texts(of: lines).map { text in
      let piece = used[text] ?? known[text] ?? SwiftPiece(text)
      used[text] = piece
      return piece
    }
    known = used
    return pieces
  }

  /// Whether a line goes on with the statement before it.
  private static func goesOn(_ line: String) -> Bool {
    let word = line.drop { $0 == " " }.prefix { $0.isLetter }
    return ["else", "catch", "where"].contains(word)
  }

  /// Cuts where a statement is likely to begin, but not within a text or a comment of many lines.
  private static func texts(of lines: [String]) -> [String] {
    var texts: [String] = []
    var count = 0
    var (isInText, isInComment) = (false, false)
    for line in lines {
      let indent = line.utf8.prefix { $0 == UInt8(ascii: " ") }.count
      let first = line.utf8.dropFirst(indent).first ?? 0
      let begins = first > 0x20 && !")]}.?:&|+*=<>,".utf8.contains(first)
      let isCut = indent == 0 || (count >= longest && indent <= 4)
      if texts.isEmpty || (begins && isCut && !isInText && !isInComment && !goesOn(line)) {
        texts.append("")
        count = 0
      }
      texts[texts.count - 1] += line
      count += 1
      if line.utf8.contains(UInt8(ascii: "\"")), line.ranges(of: "\"\"\"").count % 2 == 1 {
        isInText.toggle()
      }
      if line.contains("/*") { isInComment = true }
      if line.contains("*/") { isInComment = false }
    }
    return texts
  }
}
