import Circuits
import JSONTrees
import Simulation

/// w9: 1,000 Clifford gates on a grid of so many qubits a side, all measured 100,000 times.
///
/// From the list of gates to the packed bits of all shots. The goals are what Stim takes.
package struct StabilizerWorkload: Workload {
  package let name = "w9"
  package let summary =
    "100,000 shots of 1,000 Clifford gates on a square grid of so many qubits a side"
  package let sizes = [Size("10", goal: 48e-3)]

  private static let (gates, shots) = (1_000, 100_000)

  package init() {}

  package func prepare(_ setting: Setting) throws -> Trial {
    guard let side = Int(setting.size), (2...100).contains(side) else {
      throw UsageError("w9 wants a side from 2 to 100, not '\(setting.size)'")
    }
    let (gates, shots) = (StabilizerWorkload.gates, StabilizerWorkload.shots)
    let operations = grid(side, gates)
    return Trial(
      params: [
        "n": .integer(side * side), "gates": .integer(gates), "shots": .integer(shots),
      ],
      check: { (table: Samples) in
        let means = (0..<side * side).map { table.mean(ofBit: $0) }
        return [
          "zeros": .integer(means.count { $0 == 0 }), "ones": .integer(means.count { $0 == 1 }),
          "half": .integer(means.count { abs($0 - 0.5) < 0.02 }),
        ]
      },
      call: {
        var circuit = Circuit(qubits: side * side)
        for (gate, qubits) in opaque(operations) { circuit.append(gate, on: qubits) }
        return try StabilizerSampler(circuit).sampled(shots: shots, seed: 7)
      })
  }
}

/// Gates on random qubits, and with their neighbours to the right or below, at the edge to the left or
/// above.
private func grid(_ side: Int, _ gates: Int) -> [(Gate, [Int])] {
  var state: UInt32 = 12345
  func next() -> Int {
    state = 1_664_525 &* state &+ 1_013_904_223
    return Int(state >> 16)
  }
  return (0..<gates).map { _ in
    let (kind, qubit, isDown) = (next() % 4, next() % (side * side), next() % 2 == 1)
    let (row, column) = (qubit / side, qubit % side)
    switch kind {
    case 0: return (.h, [qubit])
    case 1: return (.s, [qubit])
    default:
      let other =
        isDown
        ? (row + 1 < side ? row + 1 : row - 1) * side + column
        : row * side + (column + 1 < side ? column + 1 : column - 1)
      return (.cx, [qubit, other])
    }
  }
}
