import Circuits
import Encoders
import Numerics

/// What a circuit makes of zeros, gate by gate, plainly.
func state(of circuit: Circuit, _ weights: [Double]? = nil) throws -> [Complex<Double>] {
  let bound = try circuit.bound(weights: weights).checked()
  var state = [Complex<Double>](repeating: 0, count: 1 << circuit.qubitCount)
  state[0] = 1
  for operation in bound.operations {
    operation.gate?.apply(operation.angles.map(\.constant), to: &state, on: operation.qubits)
  }
  return state
}

extension FeatureMap {
  /// The state of a row.
  func state(_ row: [Double], _ weights: [Double]? = nil) throws -> [Complex<Double>] {
    try EncodersTests.state(of: circuit(for: row), weights)
  }
}

/// The overlap of two states.
func overlap(_ a: [Complex<Double>], _ b: [Complex<Double>]) -> Complex<Double> {
  zip(a, b).reduce(.zero) { $0 + $1.0.conjugate * $1.1 }
}

/// The greatest difference of two lists.
func distance(_ a: [Complex<Double>], _ b: [Complex<Double>]) -> Double {
  a.count == b.count ? zip(a, b).reduce(0) { max($0, ($1.0 - $1.1).magnitude) } : .infinity
}

/// The product of states, the first on the lowest bits.
func product(_ states: [[Complex<Double>]]) -> [Complex<Double>] {
  states.reduce([1]) { low, high in high.flatMap { factor in low.map { factor * $0 } } }
}
