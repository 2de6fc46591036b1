import Terminal

/// What the parser knows of a text that is being written: colours, brackets, indentation.
struct SwiftText {
  /// A text that is longer is not read at every key.
  private static let longest = 200_000

  /// The kind of each byte.
  private var kinds: [UInt8] = []
  /// The pairs of brackets, by the offsets of both.
  private var partners: [Int: Int] = [:]
  /// The brackets that are open at the end.
  private(set) var open: [Int] = []
  /// Brackets that close nothing.
  private var strays: [Int] = []
  /// Where lines begin, in bytes.
  private let starts: [Int]
  let lines: [[Character]]
  /// The pieces that were read.
  private(set) var pieces: [SwiftPiece] = []

  init(_ text: EditedText, _ pieces: SwiftPieces) {
    lines = text.lines
    let texts = text.lines.map { String($0) + "\n" }
    starts = texts.dropLast().reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.utf8.count) }
    guard texts.reduce(0, { $0 + $1.utf8.count }) <= SwiftText.longest else { return }
    if SwiftText.isCommand(texts[0]) {
      let word = texts[0].utf8.prefix { $0 > 0x20 }.count
      kinds = [UInt8](repeating: TokenKind.attribute.rawValue, count: word)
      return
    }
    self.pieces = pieces.read(texts)
    for piece in self.pieces {
      for bracket in piece.brackets {
        match(kinds.count + bracket.offset, bracket.isOpening)
      }
      kinds += piece.kinds
    }
    for place in strays { kinds[place] = TokenKind.stray.rawValue }
  }

  private mutating func match(_ offset: Int, _ isOpening: Bool) {
    if isOpening { return open.append(offset) }
    guard let partner = open.popLast() else { return strays.append(offset) }
    (partners[partner], partners[offset]) = (offset, partner)
  }

  /// Whether a text speaks to the session and is no Swift.
  static func isCommand(_ text: String) -> Bool {
    text.hasPrefix(":") || text.hasPrefix("!") || text.hasPrefix("%") || text.hasPrefix("?")
  }

  private static func style(of kind: TokenKind) -> Style {
    switch kind {
    case .plain: .plain
    case .keyword: Style(.magenta)
    case .string: Style(.green)
    case .number: Style(.cyan)
    case .comment: Style(.gray)
    case .type: Style(.blue)
    case .attribute: Style(.yellow)
    case .stray: Style(.red, bold: true)
    }
  }

  /// The styles of the characters of a line; `marked` is where the brackets at the cursor stand.
  func styles(ofLine line: Int, marked: Set<Int>) -> [Style] {
    var offset = starts[line]
    guard offset < kinds.count else { return [] }
    return lines[line].map { character in
      defer { offset += character.utf8.count }
      if marked.contains(offset) { return Style(.cyan, bold: true, underlined: true) }
      guard offset < kinds.count else { return .plain }
      return SwiftText.style(of: TokenKind(rawValue: kinds[offset]) ?? .plain)
    }
  }

  /// How many bytes stand before the cursor.
  private func offset(of text: EditedText) -> Int {
    starts[text.row] + text.lineBefore.reduce(0) { $0 + $1.utf8.count }
  }

  /// The bracket before the cursor or at it, and its partner.
  func brackets(at text: EditedText) -> Set<Int> {
    let before = offset(of: text)
    for place in [before - 1, before] {
      if let partner = partners[place] { return [place, partner] }
    }
    return []
  }

  /// The line on which the bracket stands that the one before the cursor closes.
  func lineOfPartner(before text: EditedText) -> Int? {
    guard let partner = partners[offset(of: text) - 1] else { return nil }
    return starts.lastIndex { $0 <= partner }
  }

  /// The blanks with which a line begins behind this one, when it is broken at the cursor.
  func indent(after text: EditedText) -> (indent: Int, isOpen: Bool) {
    let line = text.lineBefore
    let blanks = line.prefix { $0 == " " }.count
    let isOpen = opensBracket(before: text)
    let words = String(line.drop { $0 == " " })
    let isCase = words.hasPrefix("case ") || words.hasPrefix("default")
    let goesOn = isOpen || (isCase && words.hasSuffix(":"))
    return (blanks + (goesOn ? 2 : 0), isOpen)
  }

  /// Whether the line has a bracket before the cursor that is not closed there.
  private func opensBracket(before text: EditedText) -> Bool {
    let (start, end) = (starts[text.row], offset(of: text))
    var (open, offset) = (0, 0)
    for piece in pieces {
      for bracket in piece.brackets where (start..<end).contains(offset + bracket.offset) {
        open = bracket.isOpening ? open + 1 : max(open - 1, 0)
      }
      offset += piece.kinds.count
    }
    return open > 0
  }
}
