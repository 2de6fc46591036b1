/// Names that are taken in an OpenQASM text, each once.
struct NameTable {
  private var taken: Set<String>

  /// A table in which the words and standard gates of a version of OpenQASM are taken.
  init(version: Int) {
    let standard = StandardGates.named.filter { name, gate in
      name != gate.name || StandardGates.has(gate, in: version)
    }
    taken = Parser.keywords.union(Value.constants.keys).union(Value.functionNames)
      .union(standard.keys).union(StandardGates.builtIn.keys)
      .union(StandardGates.defined.keys).union(["q", "c"])
  }

  /// Takes a name that is as near to some words as can be.
  mutating func take(_ words: String, ascii: Bool = true) -> String {
    let name = NameTable.identifier(words, ascii: ascii)
    var candidate = name
    var number = 0
    while !taken.insert(candidate).inserted {
      number += 1
      candidate = "\(name)_\(number)"
    }
    return candidate
  }

  /// Letters, digits and underscores, the first a small letter.
  static func identifier(_ words: String, ascii: Bool = true) -> String {
    var name = ""
    for letter in words.unicodeScalars {
      let isPlain = letter.isASCII && (letter.properties.isAlphabetic || "0"..."9" ~= letter)
      if isPlain || letter == "_" || (!ascii && letter.properties.isAlphabetic) {
        name.unicodeScalars.append(letter)
      } else {
        name += letterNames[letter] ?? "_"
      }
    }
    while name.hasSuffix("_") && name.count > 1 { name.removeLast() }
    guard let first = name.unicodeScalars.first else { return "g" }
    if ascii && first.properties.isUppercase { name = name.lowercased() }
    let startsWell = first.properties.isAlphabetic
    // One letter and digits are left to qubits and registers.
    let isShort = name.first == "q" || name.first == "c"
    if isShort && name.dropFirst().allSatisfy(\.isNumber) { return "g_\(name)" }
    return startsWell ? name : "g_\(name)"
  }

  private static let letterNames: [Unicode.Scalar: String] = [
    "†": "dg", "√": "s", "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon",
    "ζ": "zeta", "η": "eta", "θ": "theta", "ϑ": "theta", "κ": "kappa", "λ": "lambda", "μ": "mu",
    "ν": "nu", "ξ": "xi", "ρ": "rho", "σ": "sigma", "τ": "tau_", "φ": "phi", "ϕ": "phi", "χ": "chi",
    "ψ": "psi", "ω": "omega", "π": "pi_", "Γ": "Gamma", "Δ": "Delta", "Θ": "Theta", "Λ": "Lambda",
    "Φ": "Phi", "Ψ": "Psi", "Ω": "Omega",
  ]
}
