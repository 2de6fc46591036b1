public import Circuits
public import Numerics
public import Simulation

/// A backend that runs each circuit at several scales of its noise, and says what it would be without.
///
/// ```swift
/// let noisy = DensityMatrixBackend(noise: noise)
/// let clean = try ZeroNoiseExtrapolation(noisy, fit: .exponential)
/// try clean.state(of: circuit).mean(of: .z(0))
/// try clean.extrapolation(of: .z(0), in: circuit)     // the raw points and the curve
/// ```
///
/// Circuits become noisier by ``Folding``. A mean is one curve through its raw values; probabilities are
/// made of the means of all products of Z, and density matrices of those of all products of Pauli matrices.
///
/// K. Temme, S. Bravyi and J. M. Gambetta, "Error mitigation for short-depth quantum circuits", Phys. Rev.
/// Lett. 119, 180509 (2017).
public struct ZeroNoiseExtrapolation<Base: Backend>: Backend {
  /// What runs circuits.
  public let base: Base
  /// How many times as long circuits are made.
  public let scales: [Double]
  /// How they are made longer.
  public let folding: Folding
  /// The kind of curve.
  public let fit: Extrapolation.Fit

  /// A backend round another one.
  ///
  /// - Parameters:
  ///   - base: What runs circuits.
  ///   - scales: How many times as long circuits are made, each from 1 on. Odd numbers fold every gate
  ///     alike; others fold some gates and not others, and where gates fail unequally often, the noise is
  ///     then not what the scale says.
  ///   - folding: How they are made longer.
  ///   - fit: The kind of curve.
  /// - Throws: ``MitigationError/unfit(_:given:allowed:)`` for other scales, or fewer than the curve
  ///   takes.
  public init(
    _ base: Base, scales: [Double] = [1, 3, 5], folding: Folding = .global,
    fit: Extrapolation.Fit = .linear
  ) throws(MitigationError) {
    try Extrapolation.check(scales, for: fit)
    guard scales.allSatisfy({ $0 >= 1 }) else {
      throw .unfit(
        "zero-noise extrapolation", given: "the scales \(scales)",
        allowed: "a circuit can only be made longer: each is 1 or more")
    }
    (self.base, self.scales) = (base, scales)
    (self.folding, self.fit) = (folding, fit)
  }

  /// A state at several scales of its noise.
  public struct State: QuantumState {
    /// The state at each scale.
    public let bases: [Base.State]
    /// How many times as long the circuit of each was.
    public let scales: [Double]
    /// The kind of curve.
    public let fit: Extrapolation.Fit

    /// How many qubits there are.
    public var qubitCount: Int { bases.first?.qubitCount ?? 0 }

    /// The means of several observables without noise.
    public func means(of observables: [Observable]) throws -> [Double] {
      try extrapolations(of: observables).map(\.estimate)
    }

    /// The raw values of several observables, each with its curve.
    ///
    /// - Throws: As ``means(of:)``.
    public func extrapolations(of observables: [Observable]) throws -> [Extrapolation] {
      let raw = try bases.map { try $0.means(of: observables) }
      return try observables.indices.map { place in
        try Extrapolation(scales: scales, values: raw.map { $0[place] }, fit: fit)
      }
    }

    /// The probability of each state of some qubits: the nearest probabilities to what the curves give.
    public func distribution(over qubits: [Int]) throws -> [Double] {
      try fit.distribution(scales, bases.map { try $0.distribution(over: qubits) })
    }

    /// The density matrix of some qubits, at most 5, by the means of all products of Pauli matrices; it
    /// may be the matrix of no state.
    public func partialMatrix(of qubits: [Int]) throws -> Matrix<Complex<Double>> {
      guard qubits.count <= 5, Set(qubits).count == qubits.count,
        qubits.allSatisfy({ 0..<qubitCount ~= $0 })
      else {
        throw MitigationError.unfit(
          "partialMatrix", given: "the qubits \(qubits)",
          allowed: "at most 5 of \(qubitCount), each once")
      }
      let strings = (0..<1 << (2 * qubits.count)).map { number in
        qubits.indices.reduce(into: [Int: Pauli]()) { factors, bit in
          let digit = number >> (2 * bit) & 3
          if digit > 0 { factors[bit] = Pauli.allCases[digit - 1] }
        }
      }
      let means = try means(
        of: strings.map { factors in
          Observable(Dictionary(uniqueKeysWithValues: factors.map { (qubits[$0.key], $0.value) }))
        })
      let scale = 1 / Double(1 << qubits.count)
      let terms = zip(strings, means).map { scale * $1 * Observable($0) }
      return try terms[...].sum.matrix(qubits: max(1, qubits.count))
    }

    /// What measuring all qubits shows: draws from what the curves give.
    public func outcomes(shots: Int, seed: UInt64) throws -> Samples {
      let raw = try bases.enumerated().map { place, state in
        try state.outcomes(shots: shots, seed: seed &+ UInt64(place))
      }
      return try fit.samples(scales, raw, shots: shots, seed: seed)
    }
  }

  /// The state behind a circuit, at several scales of its noise.
  public func state(of circuit: Circuit) throws -> State {
    let folded = try folded(circuit)
    return State(
      bases: try folded.map { try base.state(of: $0.circuit) }, scales: folded.map(\.scale),
      fit: fit)
  }

  /// What measurements show: draws from what the curves through the shares of readings give.
  ///
  /// - Throws: As the backend, and ``MitigationError/unfit(_:given:allowed:)`` for more than 20 bits.
  public func sampled(_ circuit: Circuit, shots: Int, seed: UInt64) throws -> Samples {
    let folded = try folded(circuit)
    let raw = try folded.enumerated().map { place, circuit in
      try base.sampled(circuit.circuit, shots: shots, seed: seed &+ UInt64(place))
    }
    return try fit.samples(folded.map(\.scale), raw, shots: shots, seed: seed)
  }

  /// The means of observables for each row of a batch, without noise.
  public func means(
    of observables: [Observable], in circuit: Circuit, weights: [[Double]], features: [[Double]]
  ) throws -> [[Double]] {
    let folded = try folded(circuit)
    let raw = try folded.map { circuit in
      try base.means(
        of: observables, in: circuit.circuit, weights: weights, features: features)
    }
    let scales = folded.map(\.scale)
    return try (raw.first ?? []).indices.map { row in
      try observables.indices.map { place in
        try Extrapolation(scales: scales, values: raw.map { $0[row][place] }, fit: fit).estimate
      }
    }
  }

  /// The raw values of an observable with their curve, to be looked at.
  ///
  /// - Parameters:
  ///   - observable: What is measured.
  ///   - circuit: A circuit whose weights and features are bound.
  /// - Returns: The points and the curve.
  /// - Throws: As ``state(of:)`` and its means.
  public func extrapolation(
    of observable: Observable, in circuit: Circuit
  ) throws -> Extrapolation {
    try state(of: circuit).extrapolations(of: [observable])[0]
  }

  private func folded(_ circuit: Circuit) throws -> [FoldedCircuit] {
    try scales.map { try FoldedCircuit(circuit, folding, scale: $0) }
  }

  /// `density matrix, global folding at 1.0, 3.0, 5.0, linear`.
  public var description: String {
    let places = scales.map { "\($0)" }.joined(separator: ", ")
    return "\(base), \(folding.rawValue) folding at \(places), \(fit)"
  }
}

extension Extrapolation.Fit {
  /// The probabilities of values without noise, by those at several scales.
  ///
  /// Curves go through the means of products of Z, so that what comes out sums to 1 whatever the curve.
  func distribution(_ scales: [Double], _ raw: [[Double]]) throws -> [Double] {
    let means = raw.map(\.signSums)
    let count = means.first?.count ?? 0
    let clean = try (0..<count).map { place in
      place == 0
        ? 1 : try Extrapolation(scales: scales, values: means.map { $0[place] }, fit: self).estimate
    }
    return clean.signSums.map { $0 / Double(max(1, count)) }.nearestDistribution
  }

  /// Draws from the probabilities without noise, by samples at several scales.
  func samples(
    _ scales: [Double], _ raw: [Samples], shots: Int, seed: UInt64
  ) throws -> Samples {
    guard shots > 0, let first = raw.first else {
      return raw.first ?? Samples(bitCount: 0, outcomes: [])
    }
    let shares = try raw.map { try $0.distribution(for: "zero-noise extrapolation") }
    return try Samples(
      drawn: shots, from: distribution(scales, shares), bitCount: first.bitCount, seed: seed)
  }
}

extension [Double] {
  /// For each choice of bits, the sum with a sign for each chosen bit that is 1: from probabilities to means
  /// of products of Z, and back but for a factor.
  fileprivate var signSums: [Double] {
    var sums = self
    var step = 1
    while step < count {
      for index in indices where index & step == 0 {
        let (a, b) = (sums[index], sums[index | step])
        (sums[index], sums[index | step]) = (a + b, a - b)
      }
      step *= 2
    }
    return sums
  }
}

extension ArraySlice<Observable> {
  /// The sum, half by half, so that many terms are not copied again for each.
  fileprivate var sum: Observable {
    guard count > 1 else { return first ?? 0 }
    let middle = startIndex + count / 2
    return self[..<middle].sum + self[middle...].sum
  }
}
