import SwiftParser
import SwiftSyntax
import Terminal

/// What the parser knows of a text that is being written: colours, brackets, indentation.
struct SwiftText {
  /// A text that is longer is not read at every key.
  private static let longest = 200_000

  private enum Kind: UInt8 {
    case plain, keyword, string, number, comment, type, attribute, bracket, stray
  }

  /// The kind of each byte.
  private var kinds: [UInt8] = []
  /// The pairs of brackets, by the offsets of both.
  private var partners: [Int: Int] = [:]
  /// The brackets that are open at the end.
  private(set) var open: [Int] = []
  /// Where lines begin, in bytes.
  private let starts: [Int]
  private let lines: [[Character]]

  init(_ text: EditedText) {
    lines = text.lines
    let whole = text.text
    var offset = 0
    var starts: [Int] = []
    for line in text.lines {
      starts.append(offset)
      offset += line.reduce(0) { $0 + $1.utf8.count } + 1
    }
    self.starts = starts
    guard whole.utf8.count <= SwiftText.longest else { return }
    kinds = [UInt8](repeating: 0, count: whole.utf8.count)
    if SwiftText.isCommand(whole) {
      let word = whole.utf8.prefix { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\n") }.count
      paint(0, word, .attribute)
      return
    }
    for token in Parser.parse(source: whole).tokens(viewMode: .sourceAccurate) { read(token) }
    for place in open { paint(place, 1, .bracket) }
  }

  /// Whether a text speaks to the session and is no Swift.
  static func isCommand(_ text: String) -> Bool {
    text.hasPrefix(":") || text.hasPrefix("!") || text.hasPrefix("%") || text.hasPrefix("?")
  }

  private mutating func paint(_ start: Int, _ count: Int, _ kind: Kind) {
    let end = min(start + count, kinds.count)
    for place in max(start, 0)..<max(end, max(start, 0)) { kinds[place] = kind.rawValue }
  }

  private mutating func read(_ token: TokenSyntax) {
    var offset = token.position.utf8Offset
    for piece in token.leadingTrivia {
      paintComment(piece, at: offset)
      offset += piece.sourceLength.utf8Length
    }
    let length = token.trimmedLength.utf8Length
    if let kind = SwiftText.kind(of: token) { paint(offset, length, kind) }
    match(token, at: offset)
    offset += length
    for piece in token.trailingTrivia {
      paintComment(piece, at: offset)
      offset += piece.sourceLength.utf8Length
    }
  }

  private mutating func paintComment(_ piece: TriviaPiece, at offset: Int) {
    if piece.isComment { paint(offset, piece.sourceLength.utf8Length, .comment) }
  }

  private static func kind(of token: TokenSyntax) -> Kind? {
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

  private mutating func match(_ token: TokenSyntax, at offset: Int) {
    guard token.presence == .present else { return }
    switch token.tokenKind {
    case .leftParen, .leftBrace, .leftSquare: open.append(offset)
    case .rightParen, .rightBrace, .rightSquare:
      guard let partner = open.popLast() else { return paint(offset, 1, .stray) }
      (partners[partner], partners[offset]) = (offset, partner)
    default: break
    }
  }

  /// How a character looks; `cursor` is where the brackets at the cursor stand.
  func style(line: Int, offset: Int, marked: Set<Int>) -> Style {
    guard offset < kinds.count else { return .plain }
    if marked.contains(offset) { return Style(.cyan, bold: true, underlined: true) }
    switch Kind(rawValue: kinds[offset]) ?? .plain {
    case .plain, .bracket: return .plain
    case .keyword: return Style(.magenta)
    case .string: return Style(.green)
    case .number: return Style(.cyan)
    case .comment: return Style(.gray)
    case .type: return Style(.blue)
    case .attribute: return Style(.yellow)
    case .stray: return Style(.red, bold: true)
    }
  }

  /// The styles of the characters of a line.
  func styles(ofLine line: Int, marked: Set<Int>) -> [Style] {
    guard !kinds.isEmpty else { return [] }
    var offset = starts[line]
    return lines[line].map { character in
      defer { offset += character.utf8.count }
      return style(line: line, offset: offset, marked: marked)
    }
  }

  /// The bracket at the cursor or before it, and its partner.
  func brackets(at text: EditedText) -> Set<Int> {
    let before = starts[text.row] + text.lineBefore.reduce(0) { $0 + $1.utf8.count }
    for place in [before - 1, before] {
      if let partner = partners[place] { return [place, partner] }
    }
    return []
  }

  /// The line on which the bracket stands that the one before the cursor closes.
  func lineOfPartner(before text: EditedText) -> Int? {
    let before = starts[text.row] + text.lineBefore.reduce(0) { $0 + $1.utf8.count }
    guard let partner = partners[before - 1] else { return nil }
    return starts.lastIndex { $0 <= partner }
  }

  /// The blanks with which a line begins behind this one, when it is broken at the cursor.
  static func indent(after text: EditedText) -> (indent: Int, isOpen: Bool) {
    let line = text.lineBefore
    let blanks = line.prefix { $0 == " " }.count
    let before = SwiftText(EditedText(text.textBefore))
    let start = before.starts.last ?? 0
    let isOpen = before.open.contains { $0 >= start }
    let words = String(line.drop { $0 == " " })
    let isCase = words.hasPrefix("case ") || words.hasPrefix("default")
    let goesOn = isOpen || (isCase && words.hasSuffix(":"))
    return (blanks + (goesOn ? 2 : 0), isOpen)
  }
}
