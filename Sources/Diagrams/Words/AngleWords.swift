internal import Circuits
internal import Display

/// Angles in few characters.
enum AngleWords {
  /// The angle as a formula, cut where it is too long.
  static func short(_ angle: Angle, length: Int) -> String {
    formula(angle, number: number, symbol: \.description, times: "·", power: raised)
      .singleLine.cut(to: length)
  }

  /// The angle as a formula in the words of a language.
  static func formula(
    _ angle: Angle, number: (Double) -> String, symbol: (Symbol) -> String, times: String,
    power: (Int) -> String
  ) -> String {
    var words = angle.terms.map { term in
      let factors = powers(of: term.factors, symbol: symbol, power: power).joined(separator: times)
      switch term.coefficient {
      case 1: return factors
      case -1: return "-" + factors
      default: return number(term.coefficient) + times + factors
      }
    }
    if angle.constant != 0 || words.isEmpty { words.append(number(angle.constant)) }
    return words.dropFirst().reduce(words[0]) { text, word in
      word.hasPrefix("-") ? "\(text) - \(word.dropFirst())" : "\(text) + \(word)"
    }
  }

  private static func powers(
    of factors: [Symbol], symbol: (Symbol) -> String, power: (Int) -> String
  ) -> [String] {
    var words: [String] = []
    var rest = factors[...]
    while let first = rest.first {
      let count = rest.prefix { $0 == first }.count
      words.append(symbol(first) + (count == 1 ? "" : power(count)))
      rest = rest.dropFirst(count)
    }
    return words
  }

  private static func raised(_ power: Int) -> String {
    switch power {
    case 2: "²"
    case 3: "³"
    default: "^\(power)"
    }
  }

  /// A number in three digits; parts of π by their names.
  static func number(_ value: Double) -> String {
    guard let part = partOfPi(value) else { return plain(value) }
    let sign = part.count < 0 ? "-" : ""
    let multiple = abs(part.count) == 1 ? "" : "\(abs(part.count))"
    return "\(sign)\(multiple)π" + (part.divisor == 1 ? "" : "/\(part.divisor)")
  }

  /// A number in three digits.
  static func plain(_ value: Double) -> String { shortNumber(value, digits: 3) }

  /// The fraction of π that a number is, to rounding.
  static func partOfPi(_ value: Double) -> (count: Int, divisor: Int)? {
    guard value.isFinite, abs(value) < 64, abs(value) > 1e-4 else { return nil }
    for divisor in [1, 2, 3, 4, 5, 6, 8, 12, 16, 32, 64, 128, 256, 512, 1_024] {
      let count = value / .pi * Double(divisor)
      let whole = count.rounded()
      if whole != 0, abs(whole) <= 16, abs(count - whole) < 1e-9 {
        return (Int(whole), divisor)
      }
    }
    return nil
  }
}
