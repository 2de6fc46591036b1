public import Circuits
public import Numerics

/// How qubits are read: the error of each.
///
/// ```swift
/// var readout = Readout()
/// readout.usual = try ReadoutError(0.02)
/// readout[3] = try ReadoutError(zeroAsOne: 0.01, oneAsZero: 0.08)
/// ```
///
/// What is read of a state is a linear function of what is there, qubit by qubit, and ``seen(_:over:)``
/// and ``seen(_:)`` are that function; ``corrected(_:over:)`` and ``corrected(_:)`` undo it.
public struct Readout: Hashable, Sendable {
  /// The error of the qubits that have none of their own.
  public var usual: ReadoutError
  private var own: [Int: ReadoutError] = [:]

  /// Qubits that are all read alike.
  public init(_ usual: ReadoutError = .none) { self.usual = usual }

  /// Qubits from 0 on that are read each in its own way.
  public init(_ errors: [ReadoutError]) {
    self.init()
    for (qubit, error) in errors.enumerated() { self[qubit] = error }
  }

  /// The error of a qubit.
  public subscript(qubit: Int) -> ReadoutError {
    get { own[qubit] ?? usual }
    set { own[qubit] = newValue }
  }

  /// Whether every qubit is read as what it is.
  public var isIdeal: Bool { usual.isNone && own.values.allSatisfy(\.isNone) }

  /// The qubits that have an error of their own, in order.
  public var ownQubits: [Int] { own.keys.sorted() }

  // MARK: Probabilities

  /// How likely each value is read, by how likely it is there.
  ///
  /// - Parameters:
  ///   - distribution: The probability of each state of some qubits, the lowest bit first.
  ///   - qubits: The qubits.
  /// - Returns: The probability of each value that is read.
  /// - Throws: ``NoiseError/unfit(_:given:allowed:)`` where there are not 2ᵏ numbers for *k* qubits.
  /// - Complexity: O(*k* 2ᵏ).
  public func seen(
    _ distribution: [Double], over qubits: [Int]
  ) throws(NoiseError) -> [Double] {
    try transformed(distribution, over: qubits) { error, zero, one in
      let (a, b) = (error.zeroAsOne, error.oneAsZero)
      return ((1 - a) * zero + b * one, a * zero + (1 - b) * one)
    }
  }

  /// How likely each value is there, by how likely it is read: the inverse of ``seen(_:over:)``.
  ///
  /// What comes out of counts sums to 1, but some numbers may be below 0.
  ///
  /// - Parameters:
  ///   - distribution: The probability of each value that is read, the lowest bit first.
  ///   - qubits: The qubits.
  /// - Returns: The probability of each state.
  /// - Throws: ``NoiseError/unfit(_:given:allowed:)`` where there are not 2ᵏ numbers for *k* qubits, and
  ///   for a qubit of which nothing is read.
  /// - Complexity: O(*k* 2ᵏ).
  public func corrected(
    _ distribution: [Double], over qubits: [Int]
  ) throws(NoiseError) -> [Double] {
    for qubit in qubits { try checkContrast(of: qubit) }
    return try transformed(distribution, over: qubits) { error, zero, one in
      let (a, b) = (error.zeroAsOne, error.oneAsZero)
      return (
        ((1 - b) * zero - b * one) / error.contrast, ((1 - a) * one - a * zero) / error.contrast
      )
    }
  }

  private func transformed(
    _ distribution: [Double], over qubits: [Int],
    _ pair: (ReadoutError, Double, Double) -> (Double, Double)
  ) throws(NoiseError) -> [Double] {
    guard qubits.count < 62, distribution.count == 1 << qubits.count else {
      throw .unfit(
        "a readout", given: "\(distribution.count) probabilities of \(qubits.count) qubits",
        allowed: "k qubits have 2ᵏ")
    }
    var values = distribution
    for (bit, qubit) in qubits.enumerated() where !self[qubit].isNone {
      let error = self[qubit]
      for index in values.indices where index >> bit & 1 == 0 {
        let other = index | 1 << bit
        (values[index], values[other]) = pair(error, values[index], values[other])
      }
    }
    return values
  }

  // MARK: Observables

  /// The observable whose mean is what is read where an observable is measured.
  ///
  /// Each Pauli matrix becomes $(1 - p_{01} - p_{10})\, P + p_{10} - p_{01}$.
  ///
  /// - Parameter observable: What is measured.
  /// - Returns: Its mean is that of the readings.
  /// - Throws: ``NoiseError/unfit(_:given:allowed:)`` for a product on so many qubits with uneven errors
  ///   that the sum would be too long.
  /// - Complexity: O(2ʷ) for a product on *w* qubits that are read unevenly.
  public func seen(_ observable: Observable) throws(NoiseError) -> Observable {
    try transformed(observable) { ($0.contrast, $0.bias) }
  }

  /// The observable whose readings have the mean of an observable: the inverse of ``seen(_:)``.
  ///
  /// - Parameter observable: What is to be known.
  /// - Returns: What is to be measured.
  /// - Throws: ``NoiseError/unfit(_:given:allowed:)`` for a qubit of which nothing is read, and as
  ///   ``seen(_:)``.
  public func corrected(_ observable: Observable) throws(NoiseError) -> Observable {
    for term in observable.terms {
      for factor in term.string.factors { try checkContrast(of: factor.qubit) }
    }
    return try transformed(observable) { (1 / $0.contrast, -$0.bias / $0.contrast) }
  }

  /// So many qubits of a product may be read unevenly.
  private static let mostUneven = 14

  private func transformed(
    _ observable: Observable, _ rule: (ReadoutError) -> (factor: Double, constant: Double)
  ) throws(NoiseError) -> Observable {
    guard !isIdeal, observable.flaws.isEmpty else { return observable }
    var sum: Observable = 0
    for term in observable.terms {
      let factors = term.string.factors
      let uneven = factors.count { self[$0.qubit].bias != 0 }
      guard uneven <= Readout.mostUneven else {
        throw .unfit(
          "a readout", given: "a product on \(uneven) qubits that read 0 and 1 unevenly well",
          allowed: "\(Readout.mostUneven) are the most; measure shorter products, or take errors "
            + "that are alike for 0 and 1")
      }
      var product: Observable = 1
      for (qubit, pauli) in factors {
        let (factor, constant) = rule(self[qubit])
        product =
          product * (factor * Observable([qubit: pauli]) + Observable(floatLiteral: constant))
      }
      sum += term.coefficient * product
    }
    return sum
  }

  private func checkContrast(of qubit: Int) throws(NoiseError) {
    guard abs(self[qubit].contrast) > 1e-6 else {
      throw .unfit(
        "a correction", given: "qubit \(qubit), where \(self[qubit])",
        allowed: "a qubit that reads 0 and 1 alike tells nothing; leave it out")
    }
  }

  // MARK: Single readings

  /// What is read where bits are there.
  ///
  /// - Parameters:
  ///   - value: The value of each qubit, from the lowest bit on.
  ///   - qubits: The qubits, at most 64.
  ///   - random: Where chance comes from; a number for each qubit that has an error.
  /// - Returns: What is read.
  public func seen(
    _ value: UInt64, over qubits: Range<Int>, using random: inout RandomStream
  ) -> UInt64 {
    if isIdeal { return value }
    var read = value
    for (bit, qubit) in qubits.prefix(64).enumerated() where !self[qubit].isNone {
      let mask: UInt64 = 1 << UInt64(bit)
      if random.uniform() < self[qubit].probability(ofMisreading: value & mask != 0) {
        read ^= mask
      }
    }
    return read
  }
}
