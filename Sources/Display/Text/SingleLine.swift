extension String {
  /// The text in one line: line breaks and tabs as spaces, without the codes that steer a terminal.
  var singleLine: String {
    guard utf8.contains(where: { $0 < 0x20 || $0 == 0x7F || $0 >= 0x80 }) else { return self }
    var line = ""
    for character in self {
      if character.isNewline || character == "\t" {
        line.append(" ")
      } else if character.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control }) {
        line.append(character)
      }
    }
    return line
  }
}
