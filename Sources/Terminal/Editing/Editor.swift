/// A text that is being written, with what keys do to it; it knows neither a terminal nor a language.
public struct Editor: Sendable {
  /// What a key asks of whoever has the editor.
  public enum Request: Hashable, Sendable {
    /// Enter was pressed: the text is to be run, or goes on.
    case enter
    case complete, interrupt, endOfInput, searchBack, clearScreen, suspend
    case historyBack, historyForward
  }

  /// The text and the cursor.
  public private(set) var content: EditedText
  private var undone: [EditedText] = []
  private var done: [EditedText] = []
  private var killed = ""
  /// Whether the last key put in a character, so that the next can be undone with it.
  private var isTyping = false
  private var wasKill = false
  private static let longestUndo = 500

  /// Begins with a text, the cursor at its end.
  public init(_ text: String = "") { content = EditedText(text) }

  /// Does what a key means.
  /// - Returns: What it asks of whoever has the editor; nothing if it has been done.
  public mutating func press(_ key: Key) -> Request? {
    let (wasTyping, wasKilling) = (isTyping, wasKill)
    (isTyping, wasKill) = (false, false)
    switch key {
    case .text(let text):
      isTyping = true
      if !wasTyping { remember() }
      content.insert(text)
    case .paste(let text): change { $0.insert(Transcript.text(of: text)) }
    case .newline: change { $0.insert("\n") }
    case .enter: return .enter
    case .tab: return .complete
    case .control(let letter): return pressControl(letter, wasKilling: wasKilling)
    case .alt(let letter): pressAlt(letter)
    case .deleteWordBack: kill(joining: wasKilling) { $0.moveWordLeft() }
    case .deleteWordForward: kill(joining: wasKilling) { $0.moveWordRight() }
    case .backspace: change { $0.deleteBack() }
    case .delete: change { $0.deleteForward() }
    case .up:
      if content.isOnFirstLine { return .historyBack }
      content.moveLines(by: -1)
    case .down:
      if content.isOnLastLine { return .historyForward }
      content.moveLines(by: 1)
    default: move(key)
    }
    return nil
  }

  private mutating func move(_ key: Key) {
    switch key {
    case .left: content.moveLeft()
    case .right: content.moveRight()
    case .home: content.moveToLineStart()
    case .end: content.moveToLineEnd()
    case .wordLeft: content.moveWordLeft()
    case .wordRight: content.moveWordRight()
    case .textStart: content.moveToTextStart()
    case .textEnd: content.moveToTextEnd()
    case .pageUp: content.moveLines(by: -10)
    case .pageDown: content.moveLines(by: 10)
    default: break
    }
  }

  private mutating func pressControl(_ letter: Character, wasKilling: Bool) -> Request? {
    switch letter {
    case "a": content.moveToLineStart()
    case "e": content.moveToLineEnd()
    case "b": content.moveLeft()
    case "f": content.moveRight()
    case "p": return press(.up)
    case "n": return press(.down)
    case "k": killLine(joining: wasKilling)
    case "u": kill(joining: wasKilling) { while $0.column > 0 { $0.moveLeft() } }
    case "w": kill(joining: wasKilling) { Editor.moveOverBlanks(&$0) }
    case "y": change { [killed] in $0.insert(killed) }
    case "_": undo()
    case "c": return .interrupt
    case "d":
      if content.isEmpty { return .endOfInput }
      change { $0.deleteForward() }
    case "l": return .clearScreen
    case "r": return .searchBack
    case "z": return .suspend
    default: break
    }
    return nil
  }

  private mutating func pressAlt(_ letter: Character) {
    if letter == "_" || letter == "/" { redo() }
  }

  /// To the blank before the word.
  private static func moveOverBlanks(_ text: inout EditedText) {
    while let last = text.lineBefore.last, last.isWhitespace { text.moveLeft() }
    while let last = text.lineBefore.last, !last.isWhitespace { text.moveLeft() }
  }

  private mutating func killLine(joining: Bool) {
    kill(joining: joining) { text in
      if text.lineBehind.isEmpty { text.moveRight() } else { text.moveToLineEnd() }
    }
  }

  private mutating func kill(joining: Bool, _ move: (inout EditedText) -> Void) {
    wasKill = true
    remember()
    let before = (content.row, content.column)
    let removed = content.remove(move)
    let isBack = (content.row, content.column) < before
    killed = !joining ? removed : isBack ? removed + killed : killed + removed
  }

  // MARK: Changes from outside

  /// Changes the text in a way that can be undone.
  public mutating func change(_ change: (inout EditedText) -> Void) {
    remember()
    change(&content)
  }

  /// Takes another text in the place of all, the cursor at its end.
  public mutating func replace(with text: String) { change { $0 = EditedText(text) } }

  /// Moves the cursor.
  public mutating func move(_ move: (inout EditedText) -> Void) { move(&content) }

  private mutating func remember() {
    undone = []
    if done.last != content { done.append(content) }
    if done.count > Editor.longestUndo { done.removeFirst(100) }
  }

  private mutating func undo() {
    guard let earlier = done.popLast() else { return }
    undone.append(content)
    content = earlier
  }

  private mutating func redo() {
    guard let later = undone.popLast() else { return }
    done.append(content)
    content = later
  }
}
