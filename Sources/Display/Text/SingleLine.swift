extension StringProtocol {
  /// The text in one line that a terminal can be given: line breaks and tabs are spaces, and no code
  /// that moves the cursor, changes colours or turns the direction of writing is left in it.
  package var singleLine: String {
    guard unicodeScalars.contains(where: \.isUnprintable) else { return String(self) }
    var line = String.UnicodeScalarView()
    var isAfterReturn = false
    for scalar in unicodeScalars {
      if scalar.isUnprintable {
        // The two halves of a Windows line break are one space.
        if scalar.isBreak && !(isAfterReturn && scalar == "\n") { line.append(" ") }
      } else {
        line.append(scalar)
      }
      isAfterReturn = scalar == "\r"
    }
    return String(line)
  }
}

extension Unicode.Scalar {
  fileprivate var isBreak: Bool {
    (0x09...0x0D).contains(value) || [0x85, 0x2028, 0x2029].contains(value)
  }

  fileprivate var isUnprintable: Bool {
    switch value {
    case 0..<0x20, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}
