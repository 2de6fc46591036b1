/// A text that was pasted, as it is meant.
public enum Transcript {
  /// The text with ends of lines as they are here, and without the prompts of a session that was copied.
  ///
  /// Where the first line begins with `In [1]:` or `1>`, lines without a prompt are what was answered, and
  /// go.
  public static func text(of pasted: String) -> String {
    let text = pasted.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard let first = lines.first(where: { !$0.allSatisfy(\.isWhitespace) }),
      prompt(of: first) != nil
    else { return text }
    let typed = lines.compactMap { line in prompt(of: line).map { line[$0...] } }
    return typed.joined(separator: "\n")
  }

  /// Where the words begin behind a prompt; nothing without one.
  private static func prompt(of line: Substring) -> Substring.Index? {
    let words = line.drop { $0 == " " }
    if words.hasPrefix("In ["), let close = words.firstIndex(of: "]") {
      let number = words[..<close].dropFirst(4)
      let behind = words[close...].dropFirst()
      guard number.allSatisfy(\.isNumber), behind.first == ":" else { return nil }
      return skippingBlank(behind.dropFirst())
    }
    if words.hasPrefix("...:") { return skippingBlank(words.dropFirst(4)) }
    let behind = words.drop(while: \.isNumber)
    guard behind.startIndex != words.startIndex, behind.first == ">" || behind.first == "." else {
      return nil
    }
    let rest = behind.dropFirst()
    return rest.isEmpty || rest.first == " " ? skippingBlank(rest) : nil
  }

  private static func skippingBlank(_ rest: Substring) -> Substring.Index {
    rest.first == " " ? rest.index(after: rest.startIndex) : rest.startIndex
  }
}
