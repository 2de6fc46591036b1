public import Circuits
internal import Numerics

extension Channel {
  /// With a probability, 0 and 1 change places.
  ///
  /// $$\rho \mapsto (1 - p)\,\rho + p\, X\rho X$$
  ///
  /// - Throws: ``NoiseError/unfit(_:given:allowed:)`` for a probability that is none, as all channels.
  public static func bitFlip(_ probability: Double) throws(NoiseError) -> Channel {
    try pauli("bitFlip", probability, .x(0))
  }

  /// With a probability, the sign of 1 changes.
  ///
  /// $$\rho \mapsto (1 - p)\,\rho + p\, Z\rho Z$$
  public static func phaseFlip(_ probability: Double) throws(NoiseError) -> Channel {
    try pauli("phaseFlip", probability, .z(0))
  }

  /// With a probability, 0 and 1 change places and the sign of 1 changes.
  ///
  /// $$\rho \mapsto (1 - p)\,\rho + p\, Y\rho Y$$
  public static func bitPhaseFlip(_ probability: Double) throws(NoiseError) -> Channel {
    try pauli("bitPhaseFlip", probability, .y(0))
  }

  /// Each Pauli matrix with a probability of its own.
  ///
  /// $$\rho \mapsto (1 - x - y - z)\,\rho + x\, X\rho X + y\, Y\rho Y + z\, Z\rho Z$$
  ///
  /// - Parameters:
  ///   - x: How likely a bit flip is.
  ///   - y: How likely both flips are.
  ///   - z: How likely a phase flip is.
  /// - Returns: The channel.
  /// - Throws: ``NoiseError/unfit(_:given:allowed:)`` for a probability that is none, and for some that
  ///   sum to more than 1.
  public static func pauli(
    x: Double = 0, y: Double = 0, z: Double = 0
  ) throws(NoiseError) -> Channel {
    let name = "pauli(x: \(x), y: \(y), z: \(z))"
    return try pauli(name, [0, x, y, z], qubits: 1)
  }

  /// Products of Pauli matrices, each with a probability of its own.
  ///
  /// ```swift
  /// try Channel.pauli(0.02 * .x(0) * .x(1) + 0.01 * .z(0), qubits: 2)
  /// ```
  ///
  /// - Parameters:
  ///   - probabilities: A sum of products, each with its probability as a factor. Nothing happens with
  ///     the probability that is left; where a number stands in the sum, all have to sum to 1.
  ///   - qubits: 1, 2 or 3.
  /// - Returns: The channel.
  /// - Throws: ``NoiseError/unfit(_:given:allowed:)`` for probabilities that are none or do not sum, and
  ///   for a product on other qubits.
  public static func pauli(
    _ probabilities: Observable, qubits: Int
  ) throws(NoiseError) -> Channel {
    let name = "pauli(\(probabilities))"
    guard 1...3 ~= qubits, probabilities.width <= qubits, probabilities.flaws.isEmpty else {
      throw .unfit(
        name, given: probabilities.flaws.first ?? "\(qubits) qubits",
        allowed: "it acts on 1, 2 or 3 qubits, and on no others")
    }
    var weights = [Double](repeating: 0, count: 1 << (2 * qubits))
    for term in probabilities.terms {
      weights[Channel.number(of: term.string)] = term.coefficient
    }
    return try pauli(name, weights, qubits: qubits)
  }

  /// With a probability one of the Pauli matrices but the identity, all equally likely.
  ///
  /// $$\rho \mapsto (1 - p)\,\rho + \frac{p}{4^n - 1} \sum_{P \ne 1} P\rho P$$
  ///
  /// This is the convention of "an error happens with probability *p*", as in Cirq and PennyLane; the
  /// other one, of Qiskit and of most books, is ``depolarizing(losing:qubits:)``:
  /// `depolarizing(losing: λ)` is `depolarizing(λ · (4ⁿ − 1)/4ⁿ)`.
  ///
  /// - Parameters:
  ///   - probability: How likely it is that something happens, from 0 to 1.
  ///   - qubits: 1 or 2.
  /// - Returns: The channel.
  /// - Throws: ``NoiseError/unfit(_:given:allowed:)`` for another probability or number of qubits.
  public static func depolarizing(
    _ probability: Double, qubits: Int = 1
  ) throws(NoiseError) -> Channel {
    try check(probability, "the probability", of: "depolarizing")
    return try evenly(probability, "depolarizing(\(probability))", qubits: qubits)
  }

  /// With a probability the state is lost, and nothing is known of the qubits any more.
  ///
  /// $$\rho \mapsto (1 - λ)\,\rho + λ\, \frac{1}{2^n}$$
  ///
  /// This is the convention of Qiskit's `depolarizing_error` and of most books; the other one is
  /// ``depolarizing(_:qubits:)``.
  ///
  /// M. A. Nielsen and I. L. Chuang, "Quantum Computation and Quantum Information", Cambridge University
  /// Press (2000), section 8.3.4.
  ///
  /// - Parameters:
  ///   - share: How much is lost, from 0 to 4ⁿ/(4ⁿ − 1): beyond 1, every Pauli matrix but the identity
  ///     is likelier than the identity.
  ///   - qubits: 1 or 2.
  /// - Returns: The channel.
  /// - Throws: ``NoiseError/unfit(_:given:allowed:)`` for another share or number of qubits.
  public static func depolarizing(
    losing share: Double, qubits: Int = 1
  ) throws(NoiseError) -> Channel {
    let count = Double(1 << (2 * max(1, min(2, qubits))))
    let most = count / (count - 1)
    // The greatest share is no number of base 2.
    guard share >= 0, share <= most * (1 + 1e-15) else {
      throw .unfit(
        "depolarizing(losing:)", given: "the share \(share)",
        allowed: "it is between 0 and \(most) on \(qubits == 1 ? "1 qubit" : "\(qubits) qubits")")
    }
    return try evenly(min(1, share / most), "depolarizing(losing: \(share))", qubits: qubits)
  }

  /// All Pauli matrices but the identity, together with a probability.
  private static func evenly(
    _ probability: Double, _ name: String, qubits: Int
  ) throws(NoiseError) -> Channel {
    guard 1...2 ~= qubits else {
      throw .unfit(name, given: "\(qubits) qubits", allowed: "it acts on 1 or 2")
    }
    let others = 1 << (2 * qubits) - 1
    let weights = [Double](repeating: probability / Double(others), count: others)
    return try Channel(name, weights: [1 - probability] + weights, qubits: qubits)
  }

  /// One product with a probability.
  private static func pauli(
    _ name: String, _ probability: Double, _ product: Observable
  ) throws(NoiseError) -> Channel {
    try check(probability, "the probability", of: name)
    var weights = [1 - probability, 0, 0, 0]
    for term in product.terms { weights[number(of: term.string)] = probability }
    return try Channel("\(name)(\(probability))", weights: weights, qubits: 1)
  }

  /// Products with probabilities by their number; the identity gets the rest.
  private static func pauli(
    _ name: String, _ weights: [Double], qubits: Int
  ) throws(NoiseError) -> Channel {
    for weight in weights { try check(weight, "the probability", of: name) }
    let sum = weights.reduce(0, +)
    guard sum <= 1 + 1e-9, weights[0] == 0 || sum >= 1 - 1e-9 else {
      throw .unfit(
        name, given: "probabilities that sum to \(sum)",
        allowed: weights[0] == 0
          ? "the sum is at most 1" : "the sum is 1 where the identity is given a probability")
    }
    let rest = max(0, 1 - weights.dropFirst().reduce(0, +))
    return try Channel(name, weights: [rest] + weights.dropFirst(), qubits: qubits)
  }

  /// Products of Pauli matrices with probabilities by their number; those that never happen are left out.
  private init(_ name: String, weights: [Double], qubits: Int) throws(NoiseError) {
    let kraus = weights.indices.filter { weights[$0] > 0 }.map { number in
      Complex(weights[number].squareRoot()) * Channel.pauli(number, qubits: qubits)
    }
    try self.init(name, kraus: kraus)
  }

  /// The number of a product: for each qubit a digit 0 to 3 for 1, X, Y and Z, the first one lowest.
  private static func number(of string: PauliString) -> Int {
    string.factors.reduce(0) { number, factor in
      let digit =
        switch factor.pauli {
        case .x: 1
        case .y: 2
        case .z: 3
        }
      return number | digit << (2 * factor.qubit)
    }
  }

  /// The product of a number.
  private static func pauli(_ number: Int, qubits: Int) -> Matrix<Complex<Double>> {
    let i = Complex<Double>.i
    let single: [[Complex<Double>]] = [
      [1, 0, 0, 1], [0, 1, 1, 0], [0, -i, i, 0], [1, 0, 0, -1],
    ]
    return Matrix(square: 1 << qubits) { row, column in
      (0..<qubits).reduce(1) { product, qubit in
        let own = single[number >> (2 * qubit) & 3]
        return product * own[(row >> qubit & 1) << 1 | column >> qubit & 1]
      }
    }
  }

  /// Sees to it that a number is a probability.
  static func check(
    _ probability: Double, _ name: String, of what: String
  ) throws(NoiseError) {
    guard (0...1).contains(probability) else {
      throw .unfit(what, given: "\(name) \(probability)", allowed: "it is between 0 and 1")
    }
  }
}

extension ChannelFamily {
  /// The channels that flip.
  static let pauliFamilies = [
    ChannelFamily("bitFlip") { p throws(NoiseError) in try .bitFlip(p) },
    ChannelFamily("phaseFlip") { p throws(NoiseError) in try .phaseFlip(p) },
    ChannelFamily("bitPhaseFlip") { p throws(NoiseError) in try .bitPhaseFlip(p) },
    ChannelFamily("pauli") { p throws(NoiseError) in
      try .pauli(x: p / 2, y: p / 8, z: p / 4)
    },
    ChannelFamily("pauli of two") { p throws(NoiseError) in
      try .pauli(p / 2 * .x(0) * .x(1) + p / 4 * .z(0) * .y(1), qubits: 2)
    },
    ChannelFamily("depolarizing") { p throws(NoiseError) in try .depolarizing(p) },
    ChannelFamily("depolarizing of two") { p throws(NoiseError) in
      try .depolarizing(p, qubits: 2)
    },
    ChannelFamily("depolarizing, losing") { p throws(NoiseError) in
      try .depolarizing(losing: p)
    },
    ChannelFamily("depolarizing of two, losing") { p throws(NoiseError) in
      try .depolarizing(losing: p, qubits: 2)
    },
  ]
}
