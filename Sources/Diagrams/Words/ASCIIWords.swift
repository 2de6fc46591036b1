extension String {
  /// The text in ASCII: letters and signs that a circuit has by their names, others as `?`.
  var inASCII: String {
    if utf8.allSatisfy({ $0 < 0x80 }) { return self }
    return reduce(into: "") { text, character in
      text += character.isASCII ? String(character) : ASCIIWords.names[character] ?? "?"
    }
  }
}

private enum ASCIIWords {
  static let names: [Character: String] = [
    "π": "pi", "θ": "theta", "φ": "phi", "λ": "lambda", "γ": "gamma", "β": "beta", "α": "alpha",
    "δ": "delta", "ψ": "psi", "ω": "omega", "μ": "mu", "σ": "sigma", "·": "*", "×": "x",
    "√": "sqrt",
    "†": "dg", "⟩": ">", "⟨": "<", "…": "...", "⋮": ":", "≠": "!=", "−": "-", "²": "^2", "³": "^3",
    "⁻": "^-", "ⁱ": "i", "ᵗ": "t", "ᴴ": "H", "∞": "inf", "●": "@", "○": "o", "◐": "#",
  ]
}
