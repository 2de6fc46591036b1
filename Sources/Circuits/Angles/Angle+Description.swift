extension Angle: CustomStringConvertible {
  /// The angle as a formula: `2·x[0]·x[1] - π/2`.
  public var description: String {
    var words = terms.map { term in
      let factors = Angle.powers(of: term.factors)
      switch term.coefficient {
      case 1: return factors
      case -1: return "-" + factors
      default: return Angle.text(of: term.coefficient) + "·" + factors
      }
    }
    if constant != 0 || words.isEmpty { words.append(Angle.text(of: constant)) }
    return words.dropFirst().reduce(words[0]) { text, word in
      word.hasPrefix("-") ? "\(text) - \(word.dropFirst())" : "\(text) + \(word)"
    }
  }

  private static func powers(of factors: [Symbol]) -> String {
    var words: [String] = []
    var rest = factors[...]
    while let first = rest.first {
      let power = rest.prefix { $0 == first }.count
      words.append(power == 1 ? "\(first)" : "\(first)^\(power)")
      rest = rest.dropFirst(power)
    }
    return words.joined(separator: "·")
  }

  /// A number; simple parts of π by their names.
  static func text(of number: Double) -> String {
    for divisor in [1, 2, 3, 4, 6, 8] as [Double] {
      let count = number / .pi * divisor
      guard count != 0, abs(count) <= 16, count == count.rounded(), number == count / divisor * .pi
      else { continue }
      let sign = count < 0 ? "-" : ""
      let multiple = abs(count) == 1 ? "" : "\(Int(abs(count)))"
      return "\(sign)\(multiple)π" + (divisor == 1 ? "" : "/\(Int(divisor))")
    }
    return self.number(number)
  }

  /// A number; a whole one without a point.
  static func number(_ number: Double) -> String {
    guard number.isFinite, number == number.rounded(), abs(number) < 1e15 else {
      return "\(number)"
    }
    return "\(Int(number))"
  }
}
