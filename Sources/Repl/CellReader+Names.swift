import Terminal

/// Names that are completed, and the menu of them.
extension CellReader {
  func complete() {
    let before = editor.content.lineBefore
    if before.allSatisfy(\.isWhitespace) {
      return editor.change { $0.insert(before.count % 2 == 0 ? "  " : " ") }
    }
    ask(isFirst: true)
  }

  func ask(isFirst: Bool) {
    let text = editor.content.text
    completion.number = helper.complete(text, at: editor.content.scalarOffset)
    completion.isFirst = isFirst
    completion.text = text
  }

  func pressInMenu(_ key: Key) -> Bool {
    switch key {
    case .tab, .down, .control("n"): chooseInMenu(1)
    case .backTab, .up, .control("p"): chooseInMenu(-1)
    case .enter, .right:
      if let item = completion.menu?.item { put(item.text) }
      completion.close()
    case .escape, .control("g"): completion.close()
    default: return false
    }
    return true
  }

  func chooseInMenu(_ count: Int) {
    completion.menu?.move(by: count)
    describe()
  }

  func describe() {
    guard let item = completion.menu?.item else { return }
    let before = String(
      String.UnicodeScalarView(editor.content.textBefore.unicodeScalars.prefix(completion.start)))
    completion.noteNumber = helper.describe(before + item.text)
  }

  func put(_ text: String) {
    let start = completion.start
    editor.change { content in
      let count = content.scalarOffset - start
      if count > 0 { content.remove { $0.move(toScalar: start) } }
      content.insert(text)
    }
  }

  func take(_ answer: Helper.Answer) {
    switch answer {
    case .note(let number, let note):
      if number == completion.noteNumber { completion.menu?.note = note }
    case .completion(let number, let items, let start):
      guard number == completion.number, editor.content.text == completion.text else { return }
      completion.number = 0
      completion.start = start
      offer(items)
    }
  }

  func offer(_ items: [Helper.Item]) {
    guard completion.isFirst, let first = items.first else {
      return show(items)
    }
    if items.count == 1 {
      put(first.text)
      return completion.close()
    }
    let typed = editor.content.scalarOffset - completion.start
    let common = items.dropFirst().reduce(first.text) { $0.commonPrefix(with: $1.text) }
    if common.unicodeScalars.count > typed { put(common) }
    show(items)
  }

  func show(_ items: [Helper.Item]) {
    completion.menu =
      items.isEmpty
      ? nil
      : Menu(items.map { Menu.Item(text: $0.text, kind: $0.kind, signature: $0.signature) })
    completion.text = editor.content.text
    describe()
  }
}

/// What is known of the name at the cursor.
struct Completion {
  var menu: Menu?
  /// The number of the question that was asked last; 0 when it has been answered.
  var number = 0
  var noteNumber = 0
  /// Where the name begins, in scalars.
  var start = 0
  /// Whether it was asked for by a key, and not by typing on.
  var isFirst = true
  /// The text that was asked about.
  var text = ""

  var isAwaited: Bool { number > 0 }

  mutating func close() { self = Completion() }
}

extension String {
  fileprivate func commonPrefix(with other: String) -> String {
    String(zip(self, other).prefix { $0 == $1 }.map(\.0))
  }
}
