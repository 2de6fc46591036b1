internal import Circuits
internal import Numerics
internal import Simulation

/// The states of a circuit for weights drawn evenly from 0 to 2π.
struct RandomStates {
  let states: [[Complex<Double>]]
  let qubitCount: Int

  /// Draws the states.
  init(_ circuit: Circuit, features: [Double], count: Int, seed: UInt64) throws {
    let layout = circuit.layout(of: .weight)
    guard circuit.isUnitary, circuit.qubitCount <= 14 else {
      throw TrainingError.unfit(
        "diagnosis",
        given: "\(circuit.qubitCount) qubits"
          + (circuit.isUnitary ? "" : " with measurements"),
        allowed: "circuits of gates on up to 14 qubits")
    }
    guard 2...100_000 ~= count else {
      throw TrainingError.unfit("samples", given: "\(count)", allowed: "2 to 100000")
    }
    var random = RandomStream(seed: seed).split("diagnosis")
    let rows = (0..<count).map { _ in
      (0..<layout.count).map { _ in 2 * .pi * random.uniform() }
    }
    let batch = try StateFamily(circuit).states(
      weights: rows, features: rows.map { _ in features })
    states = try rows.indices.map { try batch.amplitudes(ofSample: $0) }
    qubitCount = circuit.qubitCount
  }

  /// |⟨a|b⟩|² of states that stand beside one another: pairs that share no state.
  var fidelities: [Double] {
    stride(from: 0, to: states.count - 1, by: 2).map { place in
      let product = zip(states[place], states[place + 1]).reduce(Complex<Double>(0)) {
        $0 + $1.0.conjugate * $1.1
      }
      return product.real * product.real + product.imaginary * product.imaginary
    }
  }
}
