internal import Circuits
public import Numerics
internal import Simulation

/// How far states move when weights do: the Fubini-Study metric.
public enum MetricShape: String, Hashable, Sendable, CaseIterable {
  /// All entries.
  case full
  /// Entries of weights whose gates act at the same time; the others as 0.
  case blockDiagonal
  /// The diagonal alone.
  case diagonal
}

extension Expectation {
  /// The Fubini-Study metric of the states behind the circuit.
  ///
  /// $$g_{ij} = \mathrm{Re}\,\langle\partial_i\psi|\partial_j\psi\rangle
  ///   - \langle\partial_i\psi|\psi\rangle\langle\psi|\partial_j\psi\rangle$$
  ///
  /// J. Stokes, J. Izaac, N. Killoran and G. Carleo, "Quantum natural gradient", Quantum 4, 269 (2020).
  ///
  /// ```swift
  /// let metric = try energy.metricTensor(at: θ, shape: .blockDiagonal)
  /// ```
  ///
  /// - Parameters:
  ///   - weights: Where the metric is taken.
  ///   - features: A row of features.
  ///   - shape: Which entries are kept.
  /// - Returns: A symmetric matrix with a row for each weight.
  /// - Throws: ``CircuitError`` for values that do not fit, and ``TrainingError`` for circuits that measure,
  ///   for gates whose axes are not known, and for states that are too many to keep.
  /// - Complexity: O(*k*² 2ⁿ) for *k* angles.
  public func metricTensor(
    at weights: [Double], features: [Double] = [], shape: MetricShape = .full
  ) throws -> Matrix<Double> {
    try check(weights, [features])
    guard circuit.isUnitary, let all = GeneratorInsertions(circuit) else {
      throw TrainingError.unfit(
        "metric", given: "a circuit that measures, or a gate whose axes are not known",
        allowed: "circuits of gates with generators have one")
    }
    let entries =
      Double(all.opened.slots.count + 1)
      * Double(sign: .plus, exponent: circuit.qubitCount, significand: 1)
    guard entries < 3e8 else {
      throw TrainingError.unfit(
        "metric", given: "\(all.opened.slots.count) angles on \(circuit.qubitCount) qubits",
        allowed: "their states have to fit into memory, with 16 bytes for each of \(entries)")
    }
    let tangents = try StateTangents(all, weights, features)
    let blocks = shape == .blockDiagonal ? WeightLayers(circuit).layers : [:]
    return try Matrix(rows: weights.count, columns: weights.count) { row, column in
      let isKept =
        switch shape {
        case .full: true
        case .diagonal: row == column
        case .blockDiagonal: blocks[row] == blocks[column]
        }
      return isKept ? tangents.metric(row, column) : 0
    }
  }

  /// The natural gradient: the gradient of the first observable, measured by how far states move.
  ///
  /// - Parameters:
  ///   - weights: Where it is taken.
  ///   - features: A row of features.
  ///   - method: How the gradient is found.
  ///   - shape: Which entries of the metric are kept.
  ///   - regularization: What is added to the diagonal of the metric, so that directions in which no
  ///     state moves stay finite.
  /// - Returns: A number for each weight.
  /// - Throws: As ``metricTensor(at:features:shape:)`` and ``gradient(at:features:by:)``.
  public func naturalGradient(
    at weights: [Double], features: [Double] = [], by method: any GradientMethod = .automatic,
    shape: MetricShape = .blockDiagonal, regularization: Double = 1e-4
  ) throws -> [Double] {
    guard regularization > 0, regularization.isFinite else {
      throw TrainingError.unfit(
        "regularization", given: "\(regularization)", allowed: "it is a positive number")
    }
    let metric = try metricTensor(at: weights, features: features, shape: shape)
    let slope = try gradient(at: weights, features: features, by: method)
    let raised = try Matrix(rows: weights.count, columns: weights.count) {
      metric[$0, $1] + ($0 == $1 ? regularization : 0)
    }
    return try raised.solve(slope)
  }
}

/// The state behind a circuit, and its derivative by each weight.
private struct StateTangents {
  let state: [Complex<Double>]
  let tangents: [[Complex<Double>]]
  /// ⟨ψ|∂ψ⟩ for each weight.
  let overlaps: [Complex<Double>]

  init(_ all: GeneratorInsertions, _ weights: [Double], _ features: [Double]) throws {
    let angles = all.opened.angles(weights: weights, features: features)
    func amplitudes(_ circuit: Circuit) throws -> [Complex<Double>] {
      try StateFamily(circuit).states(weights: [angles]).amplitudes(ofSample: 0)
    }
    let state = try amplitudes(all.opened.circuit)
    var bySlot = [[Complex<Double>]?](repeating: nil, count: all.opened.slots.count)
    for insertion in all.insertions {
      let factor = Complex(0, -insertion.coefficient)
      let part = try amplitudes(all.circuit(with: insertion)).map { $0 * factor }
      bySlot[insertion.slot] = bySlot[insertion.slot].map { zip($0, part).map { $0 + $1 } } ?? part
    }
    let numbers = weights + features
    tangents = weights.indices.map { weight in
      var sum = [Complex<Double>](repeating: 0, count: state.count)
      for (slot, states) in zip(all.opened.slots, bySlot) {
        guard let states else { continue }
        for slope in slot.slopes where slope.variable == weight {
          let factor = slope.formula.value(numbers)
          for place in sum.indices { sum[place] = sum[place] + states[place] * Complex(factor) }
        }
      }
      return sum
    }
    self.state = state
    overlaps = tangents.map { product(state, $0) }
  }

  func metric(_ row: Int, _ column: Int) -> Double {
    let parallel = overlaps[row].conjugate * overlaps[column]
    return product(tangents[row], tangents[column]).real - parallel.real
  }
}

private func product(_ left: [Complex<Double>], _ right: [Complex<Double>]) -> Complex<Double> {
  zip(left, right).reduce(Complex(0)) { $0 + $1.0.conjugate * $1.1 }
}

/// Which weights act at the same time: two of a layer stand in gates of which none waits for the other.
struct WeightLayers {
  /// The layer of each weight, by its first gate.
  private(set) var layers: [Int: Int] = [:]

  init(_ circuit: Circuit) {
    let places = Dictionary(
      circuit.layout(of: .weight).symbols.map { ($0.symbol, $0.place) }
    ) { first, _ in first }
    var levels = [Int](repeating: 0, count: circuit.qubitCount)
    for operation in circuit.operations {
      let level = operation.qubits.map { levels[$0] }.max() ?? 0
      let weights = operation.symbols.compactMap { places[$0] }
      for weight in weights where layers[weight] == nil { layers[weight] = level }
      for qubit in operation.qubits { levels[qubit] = weights.isEmpty ? level : level + 1 }
    }
  }
}
