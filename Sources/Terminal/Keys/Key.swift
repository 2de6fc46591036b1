/// What is done at a keyboard, or answered by a terminal.
public enum Key: Hashable, Sendable {
  /// Characters that are to be put in.
  case text(String)
  /// A text that was pasted in one piece.
  case paste(String)
  case enter, newline, tab, backTab, backspace, delete, escape
  case up, down, left, right, home, end, pageUp, pageDown
  case wordLeft, wordRight, deleteWordBack, deleteWordForward, textStart, textEnd
  /// A letter or sign with the control key.
  case control(Character)
  /// A character with the alt key, or behind an escape.
  case alt(Character)
  /// What the terminal says of itself.
  case answer(Answer)
  /// A key that has no meaning here.
  case unknown

  /// What a terminal says of itself when it is asked.
  public enum Answer: Hashable, Sendable {
    /// Its attributes; 4 among them means pictures as sixels.
    case attributes([Int])
    /// It knows the graphics of kitty.
    case kittyGraphics
    /// The size of a character in pixels.
    case cellSize(width: Int, height: Int)
    /// Its name and version.
    case name(String)
    /// Something else.
    case other
  }
}
