public import Circuits

/// Words and formulas for the mathematics of LaTeX.
enum LaTeXWords {
  /// A label as it stands in a gate: letters upright, signs by their commands.
  static func label(_ text: String) -> String {
    var (words, letters, raised) = ("", "", "")
    var root = false
    func flushed() -> String {
      defer { (letters, raised) = ("", "") }
      return run(letters) + (raised.isEmpty ? "" : "^{\(raised)}")
    }
    for character in text {
      if root && character == "†" {
        words += flushed() + "}"
        root = false
      }
      if let sign = superscripts[character] {
        raised += sign
      } else if character.isASCII && (character.isLetter || character.isNumber) && raised.isEmpty {
        letters.append(character)
      } else {
        words += flushed()
        words += root && character == "√" ? "\\surd " : sign(for: character)
        root = root || character == "√"
      }
    }
    words += flushed() + (root ? "}" : "")
    return words.isEmpty ? "\\ " : words
  }

  /// An angle as a formula.
  static func angle(_ angle: Angle) -> String {
    AngleWords.formula(
      angle, number: number, symbol: symbol, times: "\\,", power: { "^{\($0)}" })
  }

  /// A number; parts of π as fractions, and powers of ten written out.
  static func number(_ value: Double) -> String {
    if let part = AngleWords.partOfPi(value) {
      let sign = part.count < 0 ? "-" : ""
      let multiple = abs(part.count) == 1 ? "" : "\(abs(part.count))"
      return part.divisor == 1
        ? "\(sign)\(multiple)\\pi " : "\(sign)\\frac{\(multiple)\\pi}{\(part.divisor)}"
    }
    let words = AngleWords.number(value)
    guard let exponent = words.firstIndex(of: "e") else {
      return words.replacing("∞", with: "\\infty ").replacing("NaN", with: "\\mathrm{NaN}")
    }
    let mantissa = words[..<exponent]
    return "\(mantissa)\\cdot 10^{\(words[words.index(after: exponent)...])}"
  }

  /// A symbol with its place as an index.
  static func symbol(_ symbol: Symbol) -> String {
    let isLetter = symbol.group.count == 1 && symbol.group.utf8.count == 1
    return (isLetter ? symbol.group : label(symbol.group)) + "_{\(symbol.index)}"
  }

  /// Letters and digits: one letter in italics, more upright, and digits behind them lowered.
  private static func run(_ text: String) -> String {
    let digits = text.reversed().prefix { $0.isNumber }.count
    let name = text.dropLast(digits)
    if name.isEmpty { return text }
    let base = name.count == 1 ? String(name) : "\\mathrm{\(name)}"
    return digits == 0 ? base : "\(base)_{\(text.suffix(digits))}"
  }

  /// One character that is no letter of ASCII.
  private static func sign(for character: Character) -> String {
    if let command = commands[character] { return command }
    if character == "√" { return "\\sqrt{" }
    if "&%$#_{}".contains(character) { return "\\\(character)" }
    // A trailing backslash or a comment would eat what comes behind.
    return character.isASCII ? String(character) : "\\text{\(character)}"
  }

  private static let superscripts: [Character: String] = [
    "⁻": "-", "ⁱ": "i", "ᵗ": "t", "ᴴ": "H", "†": "\\dagger", "²": "2", "³": "3",
  ]

  private static let commands: [Character: String] = [
    "π": "\\pi ", "θ": "\\theta ", "φ": "\\varphi ", "λ": "\\lambda ", "γ": "\\gamma ",
    "β": "\\beta ", "α": "\\alpha ", "δ": "\\delta ", "ψ": "\\psi ", "ω": "\\omega ",
    "μ": "\\mu ", "σ": "\\sigma ", "·": "\\cdot ", "×": "\\times ", "⟩": "\\rangle ",
    "⟨": "\\langle ", "…": "\\ldots ", "⋮": "\\vdots ", "≠": "\\neq ", "●": "\\bullet ",
    "○": "\\circ ", "◐": "\\circ ", "\\": "\\backslash ", "~": "\\sim ", "^": "\\wedge ",
    " ": "\\ ", "\"": "''",
  ]
}

extension Angle {
  /// The angle as a formula in LaTeX: `2\,x_{0}\,x_{1} - \frac{\pi}{2}`.
  public var latex: String { LaTeXWords.angle(self) }
}

extension Observable {
  /// The sum as a formula in LaTeX: `0.5\,X_{0} + Z_{0} Z_{1} - 1`.
  public var latex: String {
    let words = terms.map { term in
      let letters = term.string.factors.map { "\($0.pauli.rawValue)_{\($0.qubit)}" }
        .joined(separator: " ")
      let number = AngleWords.plain(term.coefficient)
      if letters.isEmpty { return number }
      return term.coefficient == 1
        ? letters : term.coefficient == -1 ? "-\(letters)" : "\(number)\\,\(letters)"
    }
    guard let first = words.first else { return "0" }
    return words.dropFirst().reduce(first) { text, word in
      word.hasPrefix("-") ? "\(text) - \(word.dropFirst())" : "\(text) + \(word)"
    }
  }
}
