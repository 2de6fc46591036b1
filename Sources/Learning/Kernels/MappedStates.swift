internal import Circuits
internal import Encoders
internal import Numerics
internal import Simulation

/// The states that a feature map makes of rows.
///
/// A map with a template makes them as one batch of the simulator. One that makes gates of its own for each
/// row runs each alone, and its states are compared amplitude by amplitude.
enum MappedStates {
  case batch(StateBatch)
  case single([[Complex<Double>]], qubits: Int)

  init(_ map: FeatureMap, weights: [Double], rows: [[Double]]) throws(LearningError) {
    self = try learning {
      guard let template = map.template, template.layout(of: .feature).count > 0 else {
        let states = try rows.map { row in
          try MappedStates.state(of: map.circuit(for: row), weights)
        }
        return .single(states, qubits: map.qubitCount)
      }
      let family = try StateFamily(template)
      return .batch(try family.states(weights: weights, features: rows.map(map.values)))
    }
  }

  private static func state(of circuit: Circuit, _ weights: [Double]) throws -> [Complex<Double>] {
    try StateFamily(circuit).states(weights: [weights]).amplitudes(ofSample: 0)
  }

  func fidelities() throws(LearningError) -> Matrix<Double> {
    try learning {
      switch self {
      case .batch(let states): return try states.fidelities()
      case .single(let states, _): return try MappedStates.fidelities(states, states)
      }
    }
  }

  func fidelities(with others: MappedStates) throws(LearningError) -> Matrix<Double> {
    try learning {
      switch (self, others) {
      case (.batch(let states), .batch(let others)): return try states.fidelities(with: others)
      case (.single(let states, _), .single(let others, _)):
        return try MappedStates.fidelities(states, others)
      default:
        throw LearningError.unfit("kernel", given: "two feature maps", allowed: "both are one")
      }
    }
  }

  private static func fidelities(
    _ states: [[Complex<Double>]], _ others: [[Complex<Double>]]
  ) throws(NumericsError) -> Matrix<Double> {
    try Matrix(rows: states.count, columns: others.count) { row, column in
      var overlap = Complex<Double>.zero
      for (a, b) in zip(states[row], others[column]) { overlap += a.conjugate * b }
      return overlap.squaredMagnitude
    }
  }

  /// For each row the means of X, Y and Z of each qubit: what each qubit alone is.
  func blochVectors() throws(LearningError) -> [[Double]] {
    try learning {
      switch self {
      case .batch(let states):
        return try (0..<states.count).map {
          MappedStates.blochVectors(
            of: try states.amplitudes(ofSample: $0), qubits: states.qubitCount)
        }
      case .single(let states, let qubits):
        return states.map { MappedStates.blochVectors(of: $0, qubits: qubits) }
      }
    }
  }

  private static func blochVectors(of state: [Complex<Double>], qubits: Int) -> [Double] {
    (0..<qubits).flatMap { qubit -> [Double] in
      let bit = 1 << qubit
      var (overlap, z) = (Complex<Double>.zero, 0.0)
      for place in state.indices where place & bit == 0 {
        overlap += state[place].conjugate * state[place | bit]
        z += state[place].squaredMagnitude - state[place | bit].squaredMagnitude
      }
      return [2 * overlap.real, 2 * overlap.imaginary, z]
    }
  }
}
