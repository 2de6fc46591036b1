public import Circuits
internal import Numerics

/// Means of observables behind a circuit, with their derivatives by every weight and every feature.
///
/// The circuit runs once; then its gates are undone one by one, on its state and on the observables
/// applied to it, and between two gates the derivative by an angle is one product of the two:
///
/// $$\partial_k \langle O\rangle = 2\,\mathrm{Im}\,\langle\lambda_k|G_k|\psi_k\rangle$$
///
/// T. Jones and J. Gacon, "Efficient calculation of gradients in classical simulations of variational
/// quantum algorithms", arXiv:2009.02823 (2020).
///
/// ```swift
/// let energy = try AdjointGradient(of: [.z(0) * .z(1)], in: circuit)
/// let result = try energy.evaluate(weights: [0.1, 0.2])
/// result.values[0]                              // the mean
/// result.weights[0]                             // its derivatives by w[0] and w[1]
/// ```
public struct AdjointGradient: Sendable {
  /// The circuit, with each angle in a gate of its own.
  private let circuit: Circuit
  private let observables: [Observable]
  private let angles: AngleTable
  private let gates: [DifferentiableGate]
  private let weights: SymbolLayout
  private let features: SymbolLayout
  /// How many terms all generators have together.
  private let precision: Precision

  /// The means and their derivatives.
  public struct Result: Hashable, Sendable {
    /// The mean of each observable.
    public var values: [Double]
    /// For each observable, the derivative by each weight.
    public var weights: [[Double]]
    /// For each observable, the derivative by each feature.
    public var features: [[Double]]
  }

  /// Prepares a circuit, once for all values.
  ///
  /// - Parameters:
  ///   - observables: What is measured.
  ///   - circuit: A circuit of gates.
  ///   - precision: The width of the numbers.
  /// - Throws: ``CircuitError`` for flaws, and ``SimulationError`` for measurements in the circuit, or a
  ///   qubit that it does not have.
  public init(
    of observables: [Observable], in circuit: Circuit, precision: Precision = .double
  ) throws {
    let circuit = try circuit.checked()
    for observable in observables {
      guard observable.flaws.isEmpty else {
        throw CircuitError.flawed("observable", flaws: observable.flaws)
      }
      guard observable.width <= circuit.qubitCount else {
        throw SimulationError.noSuchQubit(observable.width - 1, qubits: circuit.qubitCount)
      }
    }
    if let operation = circuit.operations.first(where: { !$0.isUnitary }) {
      throw SimulationError.notSupported(
        "\(operation)", by: "the adjoint method", instead: "take the parameter-shift rule")
    }
    self.circuit = circuit.withSeparateAngles
    (self.observables, self.precision) = (observables, precision)
    (weights, features) = (circuit.layout(of: .weight), circuit.layout(of: .feature))
    var places: [Symbol: Int] = [:]
    for (symbol, place) in features.symbols { places[symbol] = place }
    for (symbol, place) in weights.symbols { places[symbol] = features.count + place }
    var table = AngleTable()
    gates = self.circuit.operations.compactMap { operation in
      guard case .gate(let gate, let angles) = operation.action else { return nil }
      let first = table.count
      for angle in angles { _ = table.add(angle) { places[$0] ?? 0 } }
      return DifferentiableGate(gate, angles, on: operation.qubits, first: first)
    }
    angles = table
  }

  /// The means and their derivatives for given weights and features.
  ///
  /// - Parameters:
  ///   - weights: The value of each weight.
  ///   - features: The value of each feature, and of more that the circuit does not use.
  /// - Returns: A mean for each observable, and its derivatives.
  /// - Throws: ``CircuitError/unfitValues(_:given:needed:)`` for too few values, and
  ///   ``SimulationError/tooLarge(qubits:bytes:free:)``.
  /// - Complexity: O(*k* 2ⁿ) for *k* gates and each observable, in the memory of two states and one more
  ///   for each observable but the first.
  public func evaluate(weights: [Double] = [], features: [Double] = []) throws -> Result {
    guard weights.count == self.weights.count else {
      throw CircuitError.unfitValues(
        .weight, given: weights.count, needed: self.weights.groups.map(\.description))
    }
    guard features.count >= self.features.count else {
      throw CircuitError.unfitValues(
        .feature, given: features.count, needed: self.features.groups.map(\.description))
    }
    let values = Array(features.prefix(self.features.count)) + weights
    switch precision {
    case .double: return try evaluate(Double.self, values)
    case .single: return try evaluate(Float.self, values)
    }
  }

  private func evaluate<Scalar: AmplitudeScalar>(
    _ scalar: Scalar.Type, _ values: [Double]
  ) throws -> Result {
    let numbers = angles.values(for: values)
    let state = try Amplitudes<Scalar>(qubits: circuit.qubitCount)
    for gate in gates {
      state.apply(gate.gate, Array(numbers[gate.angles]), on: gate.qubits, where: Controls())
    }
    let start = try VectorEngine(Amplitudes(copying: state))
    let adjoints = try observables.map { try Amplitudes(applying: $0, to: state) }
    var slopes = observables.map { _ in [Double](repeating: 0, count: angles.count) }
    for gate in gates.reversed() {
      for (place, generator) in gate.generators.enumerated() {
        for (observable, adjoint) in adjoints.enumerated() {
          slopes[observable][gate.angles.lowerBound + place] = generator.reduce(0) { sum, term in
            let element = adjoint.element(of: term.string, with: state)
            return sum + 2 * term.coefficient * element.imaginary
          }
        }
      }
      let own = numbers[gate.angles].map { Angle($0) }
      let inverse = gate.gate.inverse(own)
      let turns = inverse.angles.map(\.constant)
      for vector in [state] + adjoints {
        vector.apply(inverse.gate, turns, on: gate.qubits, where: Controls())
      }
    }
    let final = StateVector(start)
    var result = Result(values: try final.expectations(of: observables), weights: [], features: [])
    for slopes in slopes {
      var gradient = [Double](repeating: 0, count: values.count)
      angles.addChain(slopes, at: values, to: &gradient)
      result.features.append(Array(gradient.prefix(features.count)))
      result.weights.append(Array(gradient.dropFirst(features.count)))
    }
    return result
  }
}

/// A gate with what its angles turn, on the qubits of the circuit.
private struct DifferentiableGate {
  let gate: Gate
  let qubits: [Int]
  let angles: Range<Int>
  /// For each angle that symbols change, the strings of its generator.
  let generators: [[(string: PauliMasks, coefficient: Double)]]

  init(_ gate: Gate, _ angles: [Angle], on qubits: [Int], first: Int) {
    (self.gate, self.qubits) = (gate, qubits)
    self.angles = first..<first + angles.count
    guard angles.contains(where: { !$0.isConstant }) else {
      generators = []
      return
    }
    generators = zip(gate.generators ?? [], angles).map { generator, angle in
      if angle.isConstant { return [] }
      // A multiple of the identity changes only the phase of the state.
      return generator.terms.filter { $0.string != .identity }
        .map { (PauliMasks($0.string, on: qubits), $0.coefficient) }
    }
  }
}

extension Amplitudes {
  /// An observable applied to a state.
  fileprivate convenience init(applying observable: Observable, to state: Amplitudes) throws {
    try self.init(qubits: state.qubitCount)
    clear()
    let qubits = Array(0..<state.qubitCount)
    for term in observable.terms {
      add(term.coefficient, times: PauliMasks(term.string, on: qubits), of: state)
    }
  }
}

extension Circuit {
  /// The circuit with gates whose open angles do not commute written as gates with one angle each.
  fileprivate var withSeparateAngles: Circuit {
    var separate = emptied()
    for operation in operations {
      guard case .gate(let gate, let angles) = operation.action,
        angles.contains(where: { !$0.isConstant }), gate.generators == nil,
        let expanded = gate.expanded(angles)
      else {
        separate.append(operation)
        continue
      }
      separate.append(expanded.withSeparateAngles, on: operation.qubits)
    }
    return separate
  }
}
