import Terminal
import Testing

/// Texts that are edited by keys.
@Suite struct EditorTests {
  /// What a text is after keys; `|` is the cursor.
  func edited(_ start: String, _ keys: [Key]) -> String {
    var editor = Editor(start)
    for key in keys { _ = editor.press(key) }
    return marked(editor.content)
  }

  func marked(_ text: EditedText) -> String {
    text.textBefore + "|" + text.text.dropFirst(text.textBefore.count)
  }

  @Test(
    arguments: [
      ("", [.text("ab")], "ab|"), ("ab", [.left, .text("x")], "ax|b"), ("ab", [.backspace], "a|"),
      ("ab\ncd", [.home, .backspace], "ab|cd"), ("ab\ncd", [.up, .end, .delete], "ab|cd"),
      ("e", [.text("\u{301}")], "e\u{301}|"), ("ab cd", [.wordLeft, .text("x")], "ab x|cd"),
      ("ab cd", [.control("w")], "ab |"), ("ab cd", [.deleteWordBack, .deleteWordBack], "|"),
      ("ab cd", [.control("a"), .control("k")], "|"), ("ab\ncd", [.control("u")], "ab\n|"),
      ("ab cd", [.control("w"), .control("w"), .control("y")], "ab cd|"),
      ("ab", [.control("a"), .control("k"), .control("y"), .control("y")], "abab|"),
      ("    ", [.backspace], "  |"), ("  ab", [.home, .home], "|  ab"), ("  ab", [.home], "  |ab"),
      ("abc\nd\nefg", [.up, .up], "abc|\nd\nefg"), ("abc\nd\nefg", [.up, .down], "abc\nd\nefg|"),
      ("ab", [.paste("x\ny")], "abx\ny|"), ("ab", [.left, .paste("x\ny\nz")], "ax\ny\nz|b"),
      ("a", [.newline, .text("b")], "a\nb|"), ("abc", [.control("a"), .control("d")], "|bc"),
      ("ab\ncd", [.textStart, .control("k"), .control("k")], "|cd"),
      ("a.b(c)", [.wordLeft], "a.b(|c)"),
      ("🎈é", [.backspace], "🎈|"), ("ab", [.deleteWordForward, .textStart, .wordRight], "ab|"),
    ] as [(String, [Key], String)])
  func keysEdit(_ start: String, _ keys: [Key], _ result: String) {
    #expect(edited(start, keys) == result)
  }

  @Test(
    arguments: [
      ("a", .enter, .enter), ("a", .tab, .complete), ("", .control("d"), .endOfInput),
      ("a", .control("c"), .interrupt), ("a", .up, .historyBack), ("a", .down, .historyForward),
      ("a", .control("r"), .searchBack), ("a", .control("l"), .clearScreen),
      ("a", .control("z"), .suspend),
      ("a", .control("d"), nil), ("a\nb", .up, nil), ("a", .unknown, nil),
    ] as [(String, Key, Editor.Request?)])
  func keysAsk(_ start: String, _ key: Key, _ request: Editor.Request?) {
    var editor = Editor(start)
    #expect(editor.press(key) == request)
  }

  @Test func everyChangeCanBeUndoneAndDoneAgain() {
    var editor = Editor()
    let keys: [Key] = [
      .text("a"), .text("b"), .newline, .text("cd"), .backspace, .control("u"), .control("y"),
      .paste("x\ny"), .control("w"),
    ]
    var states = [editor.content.text]
    for key in keys {
      _ = editor.press(key)
      states.append(editor.content.text)
    }
    for _ in keys { _ = editor.press(.control("_")) }
    #expect(editor.content.isEmpty)
    for _ in keys { _ = editor.press(.alt("_")) }
    #expect(editor.content.text == states.last)
  }

  /// The same edits on a plain string.
  @Test func editsAreThoseOfAString() {
    var seed: UInt64 = 3
    func next(_ count: Int) -> Int {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(seed >> 33) % count
    }
    var text = EditedText()
    var (before, behind) = ("", "")
    for _ in 0..<3000 {
      switch next(6) {
      case 0, 1, 2:
        let piece = ["a", "b\nc", "\n", "é", " ", "xy"][next(6)]
        text.insert(piece)
        before += piece
      case 3:
        text.moveLeft()
        if let last = before.popLast() { behind = String(last) + behind }
      case 4:
        text.moveRight()
        if !behind.isEmpty { before.append(behind.removeFirst()) }
      default:
        text.deleteForward()
        if !behind.isEmpty { behind.removeFirst() }
      }
      #expect(text.text == before + behind && text.textBefore == before)
      var other = text
      other.move(toScalar: text.scalarOffset)
      #expect(other.textBefore == before)
    }
  }

  @Test func aLongLineIsEdited() {
    var text = EditedText(String(repeating: "x", count: 1_000_000))
    text.insert("y")
    text.deleteBack()
    #expect(text.line.count == 1_000_000)
  }

  @Test func historyGoesByWhatIsWritten() {
    let entries = ["let a = 1", "print(a)", "let b = 2", "let b = 2"]
    var walk = HistoryWalk(entries, draft: "let", prefix: "let")
    #expect(walk.back() == "let b = 2" && walk.back() == "let a = 1" && walk.back() == nil)
    #expect(walk.forward() == "let b = 2" && walk.forward() == "let" && walk.forward() == nil)
    var empty = HistoryWalk([], draft: "", prefix: "")
    #expect(empty.back() == nil && empty.forward() == nil)
  }

  @Test func aSearchFindsLettersWithin() {
    var search = HistorySearch(["let a = 1", "print(a)", "let b = 2"])
    search.add("t a")
    #expect(search.found == "let a = 1")
    search.removeLast()
    #expect(search.query == "t " && search.found == "let b = 2")
    search.back()
    #expect(search.found == "let a = 1")
    search.back()
    #expect(search.found == "let a = 1" && search.hasFailed)
    search.add("zzz")
    #expect(search.hasFailed)
  }
}
