import Display

/// How characters look.
public struct Style: Hashable, Sendable {
  /// The colours that every terminal has.
  public enum Color: UInt8, Hashable, Sendable {
    case red = 31
    case green, yellow, blue, magenta, cyan
    case gray = 90
  }

  /// The colour, if not that of the terminal.
  public var color: Color?
  /// Whether they are bold.
  public var isBold = false
  /// Whether they are underlined.
  public var isUnderlined = false
  /// Whether letters and ground have changed places.
  public var isReversed = false

  /// Makes a style.
  public init(
    _ color: Color? = nil, bold: Bool = false, underlined: Bool = false, reversed: Bool = false
  ) {
    (self.color, isBold, isUnderlined, isReversed) = (color, bold, underlined, reversed)
  }

  /// Nothing special.
  public static let plain = Style()

  /// What a terminal is told to show it.
  func code(withColors: Bool) -> String {
    var numbers = ["0"]
    if isBold { numbers.append("1") }
    if isUnderlined { numbers.append("4") }
    if isReversed { numbers.append("7") }
    if withColors, let color { numbers.append("\(color.rawValue)") }
    return "\u{1B}[\(numbers.joined(separator: ";"))m"
  }
}

/// A row of the screen.
public struct StyledRow: Hashable, Sendable {
  /// The characters, each with its style.
  public private(set) var characters: [Character] = []
  /// The styles of the characters.
  public private(set) var styles: [Style] = []
  /// How many columns it takes.
  public private(set) var width = 0

  /// Makes a row of one style.
  public init(_ text: String = "", _ style: Style = .plain) { add(text, style) }

  /// Adds a character; what would move the cursor is shown by a sign.
  public mutating func add(_ character: Character, _ style: Style) {
    characters.append(contentsOf: StyledRow.shown(character))
    while styles.count < characters.count { styles.append(style) }
    width += StyledRow.width(of: character)
  }

  /// Adds a text.
  public mutating func add(_ text: String, _ style: Style = .plain) {
    for character in text { add(character, style) }
  }

  /// How many columns a character takes as it is shown.
  public static func width(of character: Character) -> Int {
    if let byte = character.asciiValue {
      if byte >= 0x20 && byte != 0x7F { return 1 }
      return byte == 0x09 ? 2 : 1
    }
    if character == "\r\n" { return 1 }
    return max(character.displayWidth, isHidden(character) ? 1 : 0)
  }

  private static func shown(_ character: Character) -> [Character] {
    if character == "\t" { return [" ", " "] }
    return isHidden(character) ? ["?"] : [character]
  }

  /// Whether a character would do something else than stand in its place.
  private static func isHidden(_ character: Character) -> Bool {
    character.unicodeScalars.contains { scalar in
      scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
        || (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
    } || character.unicodeScalars.first.map { $0.properties.generalCategory == .format } == true
  }
}
