import Circuits
import EdgeExport
import Numerics

/// The circuit that figures are stated for: features as turns, layers of turns and a ring of CX, and the mean
/// of Z on each qubit.
func ringModel(
  qubits: Int, layers: Int, seed: UInt64 = 7, uploads: Int = 1, scale: Double = 1
) throws -> EdgeModel {
  var random = RandomStream(seed: seed)
  let circuit = Circuit(qubits: qubits) { circuit in
    for layer in 0..<layers {
      if layer < uploads { for qubit in 0..<qubits { circuit.ry(scale * .feature(qubit), qubit) } }
      for qubit in 0..<qubits {
        circuit.ry(.weight(2 * (layer * qubits + qubit)), qubit)
        circuit.rz(.weight(2 * (layer * qubits + qubit) + 1), qubit)
      }
      if qubits > 1 { for qubit in 0..<qubits { circuit.cx(qubit, (qubit + 1) % qubits) } }
    }
  }
  let weights = (0..<2 * layers * qubits).map { _ in .pi * (2 * random.uniform() - 1) }
  return try EdgeModel(circuit, weights: weights, outputs: (0..<qubits).map { .z($0) })
}

/// A ring whose means are moved and scaled.
func scaledModel(_ scale: Double) throws -> EdgeModel {
  guard case .circuit(let circuit, let outputs) = try ringModel(qubits: 3, layers: 2).content else {
    throw EdgeError.unfit("a ring", given: "layers", allowed: "it is a circuit")
  }
  return try EdgeModel(circuit, outputs: outputs.map { scale * ($0 + 0.5) })
}

/// Rows of numbers between two bounds.
func rows(
  _ count: Int, of width: Int, seed: UInt64, from low: Double = 0, to high: Double = 2 * .pi
)
  -> [[Double]]
{
  var random = RandomStream(seed: seed)
  return (0..<count).map { _ in (0..<width).map { _ in low + (high - low) * random.uniform() } }
}
