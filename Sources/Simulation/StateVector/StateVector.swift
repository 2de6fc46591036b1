public import Circuits
public import Numerics

/// A pure state of qubits: what a circuit of gates makes of zeros.
///
/// ```swift
/// let bell = Circuit(qubits: 2) { $0.h(0); $0.cx(0, 1) }
/// let state = try StateVector(bell)
/// state.probabilities                           // 0.5, 0, 0, 0.5
/// try state.expectation(of: .z(0) * .z(1))      // 1
/// ```
///
/// A state is a value that never changes; copies share its memory. Qubit 0 is the lowest bit of an index.
public struct StateVector: Sendable {
  let engine: any Engine

  init(_ engine: any Engine) { self.engine = engine }

  /// The state that a circuit makes of zeros.
  ///
  /// - Parameters:
  ///   - circuit: A circuit of gates, whose weights and features are bound.
  ///   - precision: The width of the numbers.
  /// - Throws: ``CircuitError`` for a circuit with flaws, and ``SimulationError`` for one with open
  ///   symbols or measurements, or too large for memory.
  /// - Complexity: O(*k* 2ⁿ) for *k* gates on *n* qubits.
  public init(_ circuit: Circuit, precision: Precision = .double) throws {
    guard circuit.symbols.isEmpty else { throw SimulationError.open(circuit.symbols) }
    self = try Plan(circuit).state(precision: precision)
  }

  /// How many qubits there are.
  public var qubitCount: Int { engine.qubitCount }

  /// The amplitude of a basis state.
  ///
  /// - Parameter index: The number of the basis state.
  /// - Returns: The amplitude.
  /// - Throws: ``SimulationError/unfit(_:given:allowed:)`` for a number that is none.
  public func amplitude(at index: Int) throws(SimulationError) -> Complex<Double> {
    guard 0..<1 << qubitCount ~= index else {
      throw .unfit(
        "amplitude", given: "basis state \(index)", allowed: "there are \(1 << qubitCount), from 0")
    }
    return engine.amplitude(at: index)
  }

  /// All amplitudes.
  ///
  /// - Complexity: O(2ⁿ) time and memory.
  public var amplitudes: [Complex<Double>] {
    (0..<1 << qubitCount).map { engine.amplitude(at: $0) }
  }

  /// The probability of each basis state.
  ///
  /// - Complexity: O(2ⁿ).
  public var probabilities: [Double] { engine.probabilities() }

  /// The probability of each state of some qubits, whatever the others are.
  ///
  /// - Parameter qubits: The qubits, the lowest bit of the result first.
  /// - Returns: 2ᵏ probabilities.
  /// - Throws: ``SimulationError`` for a qubit that is not there or named twice.
  /// - Complexity: O(2ⁿ).
  public func probabilities(of qubits: [Int]) throws(SimulationError) -> [Double] {
    try check(qubits)
    var sums = [Double](repeating: 0, count: 1 << qubits.count)
    for (index, probability) in probabilities.enumerated() {
      sums[index.bits(at: qubits)] += probability
    }
    return sums
  }

  /// The overlap of two states, $\langle a|b\rangle$.
  ///
  /// - Throws: ``SimulationError/unfit(_:given:allowed:)`` for states of different sizes.
  public func innerProduct(with other: StateVector) throws(SimulationError) -> Complex<Double> {
    guard qubitCount == other.qubitCount else {
      throw .unfit(
        "innerProduct", given: "states of \(qubitCount) and \(other.qubitCount) qubits",
        allowed: "both have as many")
    }
    return engine.innerProduct(with: other.engine)
  }

  /// How alike two states are: $|\langle a|b\rangle|^2$, 1 for the same and 0 for orthogonal ones.
  ///
  /// - Throws: ``SimulationError/unfit(_:given:allowed:)`` for states of different sizes.
  public func fidelity(with other: StateVector) throws(SimulationError) -> Double {
    try innerProduct(with: other).squaredMagnitude
  }

  /// The density matrix of some qubits, with the others traced out.
  ///
  /// - Parameter qubits: At most 12 qubits, the lowest bit of an index first.
  /// - Returns: A matrix of 2ᵏ rows, whose trace is 1.
  /// - Throws: ``SimulationError`` for a qubit that is not there or named twice, or too many.
  /// - Complexity: O(2ⁿ⁺ᵏ).
  public func reducedDensityMatrix(
    of qubits: [Int]
  ) throws(SimulationError) -> Matrix<Complex<Double>> {
    try check(qubits)
    guard qubits.count <= 12 else {
      throw .unfit(
        "reducedDensityMatrix", given: "\(qubits.count) qubits", allowed: "12 are the most")
    }
    let others = (0..<qubitCount).filter { !qubits.contains($0) }
    let (size, all) = (1 << qubits.count, amplitudes)
    func spread(_ number: Int, _ places: [Int]) -> Int {
      places.enumerated().reduce(0) { $0 | (number >> $1.offset & 1) << $1.element }
    }
    let rows = (0..<size).map { spread($0, qubits) }
    var sums = [Complex<Double>](repeating: 0, count: size * size)
    for rest in 0..<1 << others.count {
      let base = spread(rest, others)
      for row in 0..<size {
        let left = all[base | rows[row]]
        for column in 0..<size {
          sums[row * size + column] += left * all[base | rows[column]].conjugate
        }
      }
    }
    return Matrix(square: size) { sums[$0 * size + $1] }
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

extension Plan {
  /// The state for given values.
  ///
  /// - Parameters:
  ///   - weights: The value of each weight.
  ///   - features: The value of each feature, and of more that the circuit does not use.
  ///   - precision: The width of the numbers.
  /// - Returns: The state.
  /// - Throws: ``CircuitError/unfitValues(_:given:needed:)`` for too few or too many values, and
  ///   ``SimulationError`` for a circuit that measures, or a state too large for memory.
  /// - Complexity: O(*k* 2ⁿ) for *k* gates on *n* qubits.
  public func state(
    weights: [Double] = [], features: [Double] = [], precision: Precision = .double
  ) throws -> StateVector {
    let angles = try angleValues(weights: weights, features: features)
    if let firstMeasurement {
      throw SimulationError.notSupported(
        firstMeasurement, by: "a state vector alone",
        instead: "take samples, or a density matrix of the circuit")
    }
    let engine = try precision.engine(qubits: circuit.qubitCount)
    for case .gates(let run) in parts { engine.run(run, angles, isZero: true) }
    return StateVector(engine)
  }
}
