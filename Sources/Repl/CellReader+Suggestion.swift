import Terminal

/// The rest of an earlier cell that begins as this one does, grey behind the cursor.
extension CellReader {
  /// A longer text is no beginning that somebody types again.
  private static let longestBeginning = 400

  /// What could follow; nothing where there are no colours to tell it from what was typed.
  var suggestion: String? {
    guard look.hasColors, walk == nil, completion.menu == nil, editor.content.isAtTextEnd,
      !editor.content.isEmpty
    else { return nil }
    let text = editor.content.text
    guard text.utf8.count <= CellReader.longestBeginning, !text.allSatisfy(\.isWhitespace) else {
      return nil
    }
    let found = history.last { $0.utf8.count > text.utf8.count && $0.utf8.starts(with: text.utf8) }
    return found.map { String($0.dropFirst(text.count)) }
  }

  /// Takes what is suggested, where the key would go beyond the end.
  func acceptsSuggestion(_ key: Key) -> Bool {
    guard [.right, .end, .control("e"), .control("f")].contains(key), let rest = suggestion else {
      return false
    }
    editor.change { $0.insert(rest) }
    return true
  }

  /// What is shown of a text that may have more lines.
  static func firstLine(of text: String) -> String {
    let line = text.prefix { $0 != "\n" }
    return line.endIndex == text.endIndex ? text : "\(line) \u{2026}"
  }
}
