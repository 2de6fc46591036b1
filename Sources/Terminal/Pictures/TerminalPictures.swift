/// Pictures in a terminal, by the protocol that it has said it knows.
public enum TerminalPictures: Hashable, Sendable {
  /// It has said that it knows none.
  case none
  /// kitty's graphics: a file in pieces of Base64.
  case kitty
  /// iTerm2's inline images: a file in one piece.
  case iterm

  /// Asks the terminal; the answer to the last question comes from every terminal, so who has that
  /// need not wait for others.
  public static let question = "\u{1B}_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\u{1B}\\\u{1B}[>q\u{1B}[c"

  /// What the answers mean.
  public init(_ answers: [Key.Answer]) {
    let names = answers.compactMap { answer in
      if case .name(let name) = answer { name } else { nil }
    }
    if answers.contains(.kittyGraphics) {
      self = .kitty
    } else if names.contains(where: { $0.hasPrefix("iTerm2") || $0.hasPrefix("WezTerm") }) {
      self = .iterm
    } else {
      self = .none
    }
  }

  /// What is to be written for a file of PNG in Base64; nothing if the terminal shows none.
  public func picture(ofPNG base64: String) -> String? {
    let letters = base64.filter { !$0.isWhitespace }
    switch self {
    case .none: return nil
    case .iterm:
      return "\u{1B}]1337;File=inline=1;preserveAspectRatio=1:\(letters)\u{7}"
    case .kitty:
      var rest = Substring(letters)
      var text = ""
      repeat {
        let piece = rest.prefix(4096)
        rest = rest.dropFirst(4096)
        let head = text.isEmpty ? "a=T,f=100,q=2," : "q=2,"
        text += "\u{1B}_G\(head)m=\(rest.isEmpty ? 0 : 1);\(piece)\u{1B}\\"
      } while !rest.isEmpty
      return text
    }
  }
}
