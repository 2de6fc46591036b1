extension Angle {
  /// The angle as a formula of OpenQASM, from which the same angle is read; symbols are called as given.
  func openQASM(_ name: (Symbol) -> String) -> String {
    var words = terms.map { term in
      let factors = term.factors.map(name).joined(separator: "*")
      switch term.coefficient {
      case 1: return factors
      case -1: return "-" + factors
      default: return Angle.openQASM(term.coefficient, isFactor: true) + "*" + factors
      }
    }
    if constant != 0 || words.isEmpty { words.append(Angle.openQASM(constant, isFactor: false)) }
    return words.dropFirst().reduce(words[0]) { text, word in
      word.hasPrefix("-") ? "\(text) - \(word.dropFirst())" : "\(text) + \(word)"
    }
  }

  /// A number, simple parts of π by their names; computed from left to right it is the same number.
  private static func openQASM(_ number: Double, isFactor: Bool) -> String {
    for divisor in [1, 2, 3, 4, 6, 8, 16] as [Double] {
      let count = (number * divisor / .pi).rounded()
      guard count != 0, abs(count) <= 32, count * .pi / divisor == number else { continue }
      let multiple = abs(count) == 1 ? (count < 0 ? "-" : "") : "\(Int(count))*"
      return "\(multiple)pi" + (divisor == 1 ? "" : "/\(Int(divisor))")
    }
    if isFactor, let whole = Int(exactly: number), abs(whole) < 1 << 50 { return "\(whole)" }
    let text = "\(number)"
    // Version 2 has no exponent without a point.
    guard let exponent = text.firstIndex(of: "e"), !text.contains(".") else { return text }
    return text[..<exponent] + ".0" + text[exponent...]
  }
}
