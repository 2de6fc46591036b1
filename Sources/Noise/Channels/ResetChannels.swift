internal import Numerics

extension Channel {
  /// With a probability the qubit is put into 0, and with another one into 1, whatever it was in.
  ///
  /// $$\rho \mapsto (1 - p_0 - p_1)\,\rho + p_0\, |0\rangle\langle 0| + p_1\, |1\rangle\langle 1|$$
  ///
  /// - Parameters:
  ///   - zero: How likely it is put into 0.
  ///   - one: How likely it is put into 1.
  /// - Returns: The channel.
  /// - Throws: ``NoiseError/unfit(_:given:allowed:)`` for probabilities that are none, or sum to more
  ///   than 1.
  public static func reset(toZero zero: Double, toOne one: Double = 0) throws(NoiseError) -> Channel
  {
    let name = "reset(toZero: \(zero), toOne: \(one))"
    try check(zero, "the probability of 0", of: name)
    try check(one, "the probability of 1", of: name)
    guard zero + one <= 1 + 1e-12 else {
      throw .unfit(
        name, given: "probabilities that sum to \(zero + one)", allowed: "the sum is at most 1")
    }
    let (kept, a, b) = (max(0, 1 - zero - one).squareRoot(), zero.squareRoot(), one.squareRoot())
    let operators = [
      [kept, 0, 0, kept], [a, 0, 0, 0], [0, a, 0, 0], [0, 0, b, 0], [0, 0, 0, b],
    ].filter { $0.contains { $0 != 0 } }
    return try Channel(
      name,
      kraus: operators.map { elements in Matrix(square: 2) { Complex(elements[$0 << 1 | $1]) } })
  }
}

extension ChannelFamily {
  /// The channels that forget what a qubit was.
  static let resetFamilies = [
    ChannelFamily("reset") { p throws(NoiseError) in try .reset(toZero: p) },
    ChannelFamily("reset to either") { p throws(NoiseError) in
      try .reset(toZero: 0.6 * p, toOne: 0.4 * p)
    },
  ]
}
