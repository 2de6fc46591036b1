public import Circuits
public import Numerics

/// A pure state of many qubits that are not entangled much, as a chain of tensors.
///
/// ```swift
/// let state = try MatrixProductState(circuit, largestBond: 64)
/// try state.expectation(of: .z(49) * .z(50))
/// state.fidelityEstimate                        // how much of the state the cuts have left
/// ```
///
/// The bond between two neighbours has as many dimensions as the state needs, at most ``largestBond``;
/// where it would need more, what weighs least is cut off. Memory and time grow with the bonds and not
/// with 2ⁿ. Gates on qubits that are far apart bring these together, and the order of the chain changes.
///
/// G. Vidal, "Efficient classical simulation of slightly entangled quantum computations", Phys. Rev. Lett.
/// 91, 147902 (2003); U. Schollwöck, "The density-matrix renormalization group in the age of matrix
/// product states", Ann. Phys. 326, 96 (2011).
public struct MatrixProductState: Sendable {
  let chain: Chain

  init(_ chain: Chain) { self.chain = chain }

  /// The state that a circuit makes of zeros.
  ///
  /// - Parameters:
  ///   - circuit: A circuit of gates, whose weights and features are bound.
  ///   - largestBond: The most dimensions of a bond; cost grows with the third power.
  ///   - cutoff: The share of the weight that may be cut off at one bond to make it smaller. Where a bond
  ///     is full, at most a few per cent more is lost than has to be.
  /// - Throws: ``CircuitError`` for a circuit with flaws, and ``SimulationError`` for open symbols,
  ///   measurements, gates of more than 6 qubits that are not made of others, a bond below 1 or above
  ///   4096, a cutoff outside 0..<1, and more qubits than memory holds.
  /// - Complexity: O(*k* *χ*³) for *k* gates of two qubits at bonds of dimension *χ*.
  public init(_ circuit: Circuit, largestBond: Int = 64, cutoff: Double = 1e-14) throws {
    try MatrixProductState.check(largestBond, cutoff, qubits: circuit.qubitCount)
    let program = try ChainProgram(circuit)
    var chain = Chain(qubits: circuit.qubitCount, limit: largestBond, cutoff: cutoff)
    chain.run(program)
    self.chain = chain
  }

  /// Refuses settings that make no chain.
  static func check(_ largestBond: Int, _ cutoff: Double, qubits: Int) throws(SimulationError) {
    guard 1...4096 ~= largestBond else {
      throw .unfit(
        "largestBond", given: "\(largestBond)", allowed: "a bond has 1 to 4096 dimensions")
    }
    guard cutoff >= 0, cutoff < 1 else {
      throw .unfit(
        "cutoff", given: "\(cutoff)", allowed: "it is a share, from 0 to below 1")
    }
    // What the bonds will need is not known; this is what a chain without any takes.
    let (bytes, free) = (256 * qubits, AlignedMemory.freeBytes)
    guard qubits <= 1 << 20, bytes < free else {
      throw .tooLarge(qubits: qubits, bytes: bytes, free: free)
    }
  }

  /// How many qubits there are.
  public var qubitCount: Int { chain.count }

  /// The most dimensions that a bond was allowed.
  public var largestBond: Int { chain.limit }

  /// Which qubit stands at each place of the chain.
  public var qubitOrder: [Int] { chain.qubitAt }

  /// The dimension of the bond behind each place but the last.
  public var bondDimensions: [Int] { chain.bonds }

  /// An estimate of $|\langle\text{exact}|\text{this}\rangle|^2$: the product of what each cut has left.
  public var fidelityEstimate: Double { chain.keptWeight }

  /// How many cuts have lost more than rounding does.
  public var cutCount: Int { chain.cutCount }

  /// The amplitude of a basis state.
  ///
  /// - Parameter outcomes: The value of each qubit.
  /// - Returns: The amplitude.
  /// - Throws: ``SimulationError/unfit(_:given:allowed:)`` for another number of values than qubits.
  /// - Complexity: O(*n* *χ*²).
  public func amplitude(of outcomes: [Bool]) throws(SimulationError) -> Complex<Double> {
    guard outcomes.count == qubitCount else {
      throw .unfit(
        "amplitude", given: "\(outcomes.count) values",
        allowed: "give one for each of the \(qubitCount) qubits")
    }
    var row = Columns.identity(1)
    for (site, qubit) in zip(chain.sites, chain.qubitAt) {
      row = Columns.product(row, site.slice(outcomes[qubit]))
    }
    return chain.phase * row[0, 0]
  }

  /// The amplitude of a basis state with a number.
  ///
  /// - Parameter index: The number of the basis state; qubit 0 is its lowest bit.
  /// - Returns: The amplitude.
  /// - Throws: ``SimulationError/unfit(_:given:allowed:)`` for a number that is none.
  public func amplitude(at index: Int) throws(SimulationError) -> Complex<Double> {
    guard index >= 0, qubitCount > 62 || index < 1 << qubitCount else {
      throw .unfit(
        "amplitude", given: "basis state \(index)",
        allowed: "there are 2^\(qubitCount), counted from 0")
    }
    return try amplitude(of: (0..<qubitCount).map { $0 < 63 && index >> $0 & 1 == 1 })
  }

  /// All amplitudes, for at most 24 qubits.
  ///
  /// - Throws: ``SimulationError/unfit(_:given:allowed:)`` for more qubits.
  /// - Complexity: O(*χ* 2ⁿ).
  public func amplitudes() throws(SimulationError) -> [Complex<Double>] {
    guard qubitCount <= 24 else {
      throw .unfit(
        "amplitudes", given: "\(qubitCount) qubits", allowed: "24 are the most for a whole vector")
    }
    var all = Columns.identity(1)
    for site in chain.sites {
      // The new qubit is the highest bit of the row.
      all = Columns.product(all, site.reshaped(rows: all.columnCount))
        .reshaped(rows: 2 * all.rowCount)
    }
    var amplitudes = [Complex<Double>](repeating: .zero, count: 1 << qubitCount)
    for place in amplitudes.indices {
      let index = chain.qubitAt.enumerated().reduce(0) {
        $0 | (place >> $1.offset & 1) << $1.element
      }
      amplitudes[index] = chain.phase * all.elements[place]
    }
    return amplitudes
  }

  func check(_ qubits: [Int]) throws(SimulationError) {
    if let qubit = qubits.first(where: { !(0..<qubitCount ~= $0) }) {
      throw .noSuchQubit(qubit, qubits: qubitCount)
    }
    guard Set(qubits).count == qubits.count else {
      throw .unfit("qubits", given: "\(qubits)", allowed: "each stands there once")
    }
  }
}

extension Columns {
  /// The part of a tensor where its qubit has a value, from the bond on the left to that on the right.
  func slice(_ value: Bool) -> Columns {
    let left = rowCount / 2
    return Columns(left, columnCount) { start in
      for column in 0..<columnCount {
        for row in 0..<left {
          start[column * left + row] = self[row + (value ? left : 0), column]
        }
      }
    }
  }
}
