import Display

/// Pictures in a terminal, by the protocol that it has said it knows, or that was asked for.
public enum TerminalPictures: String, Hashable, Sendable, CaseIterable {
  /// It shows none.
  case none
  /// kitty's graphics: a file in pieces of Base64.
  case kitty
  /// iTerm2's inline images: a file in one piece.
  case iterm
  /// DEC's sixels: pixels as characters.
  case sixel

  /// Asks the terminal for its graphics, its name, and the size of its cells; the answer to the last
  /// question comes from every terminal, so who has that need not wait for others.
  public static let question =
    "\u{1B}_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\u{1B}\\\u{1B}[>q\u{1B}[16t\u{1B}[c"

  /// What the answers mean.
  public init(_ answers: [Key.Answer]) {
    let names = answers.compactMap { answer in
      if case .name(let name) = answer { name } else { nil }
    }
    let hasSixels = answers.contains { answer in
      if case .attributes(let numbers) = answer { numbers.contains(4) } else { false }
    }
    if answers.contains(.kittyGraphics) {
      self = .kitty
    } else if names.contains(where: { $0.hasPrefix("iTerm2") || $0.hasPrefix("WezTerm") }) {
      self = .iterm
    } else {
      self = hasSixels ? .sixel : .none
    }
  }

  /// A file of PNG as the terminal shows it; nothing if it shows none.
  ///
  /// - Parameters:
  ///   - png: The file.
  ///   - rows: How many rows of characters it is to take.
  ///   - number: A number of its own, by which it can be taken away again.
  /// - Returns: What is to be written.
  /// - Throws: ``PictureError`` where the terminal wants pixels and the file cannot be read.
  public func picture(
    ofPNG png: [UInt8], rows: Int, number: Int
  ) throws(PictureError) -> TerminalPicture? {
    switch self {
    case .none: nil
    case .sixel: TerminalPicture(codes: Sixels.text(of: try PixelImage(png: png)), rows: rows)
    case .iterm:
      TerminalPicture(
        codes: "\u{1B}]1337;File=inline=1;size=\(png.count);height=\(rows);"
          + "preserveAspectRatio=1;doNotMoveCursor=1:\(base64(png))\u{7}", rows: rows)
    case .kitty:
      TerminalPicture(
        codes: TerminalPictures.kittyPieces(base64(png), rows, number), rows: rows,
        removal: "\u{1B}_Ga=d,d=I,i=\(number),q=2\u{1B}\\")
    }
  }

  private static func kittyPieces(_ letters: String, _ rows: Int, _ number: Int) -> String {
    var rest = Substring(letters)
    var text = ""
    repeat {
      let piece = rest.prefix(4096)
      rest = rest.dropFirst(4096)
      let head = text.isEmpty ? "a=T,f=100,i=\(number),C=1,r=\(rows),q=2," : "q=2,"
      text += "\u{1B}_G\(head)m=\(rest.isEmpty ? 0 : 1);\(piece)\u{1B}\\"
    } while !rest.isEmpty
    return text
  }
}

/// A picture as a terminal is told to show it.
public struct TerminalPicture: Hashable, Sendable {
  /// What draws it from the cursor on.
  public let codes: String
  /// How many rows of characters it takes.
  public let rows: Int
  /// What takes it away, where writing over it does not.
  public let removal: String

  /// Makes one of what draws it.
  public init(codes: String, rows: Int, removal: String = "") {
    (self.codes, self.rows, self.removal) = (codes, rows, removal)
  }

  /// What is to be written at the beginning of a line: room is made first, since terminals differ in
  /// what they do at their last row and in where they leave the cursor.
  public var text: String {
    let room = max(rows, 1)
    let down = String(repeating: "\n", count: room)
    return "\(down)\u{1B}[\(room)A\u{1B}7\(codes)\u{1B}8\u{1B}[\(room)B"
  }
}
