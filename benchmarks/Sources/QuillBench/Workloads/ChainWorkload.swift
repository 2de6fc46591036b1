import Circuits
import JSONTrees
import Simulation

/// w7: a chain of 50 qubits under ten layers of turns and entangling turns of neighbours, with bonds of so
/// many dimensions; the mean of Z in the middle.
///
/// The angles arrive as numbers. The goals are five sixths of what Aer takes with LAPACK.
package struct ChainWorkload: Workload {
  package let name = "w7"
  package let summary = "50 qubits as a matrix product state with bonds of so many dimensions"
  package let sizes = [Size("32", goal: 183e-3), Size("64", goal: 434e-3)]

  private static let (qubits, depth) = (50, 10)

  package init() {}

  package func prepare(_ setting: Setting) throws -> Trial {
    guard let bond = Int(setting.size), (1...256).contains(bond) else {
      throw UsageError("w7 wants a bond from 1 to 256, not '\(setting.size)'")
    }
    let (qubits, depth) = (ChainWorkload.qubits, ChainWorkload.depth)
    let count = depth * (3 * qubits - 1)
    let angles = (0..<UInt64(count)).map { 0.1 + Double($0 * 2_654_435_761 % 1_000) / 1_000 }
    return Trial(
      params: [
        "n": .integer(qubits), "depth": .integer(depth), "chi": .integer(bond),
        "variant": .string(setting.variant),
      ],
      check: { ["z25": .number($0)] },
      call: {
        let circuit = brickwork(qubits, depth, opaque(angles))
        let state = try MatrixProductState(circuit, largestBond: bond, cutoff: 1e-16)
        return try state.expectation(of: .z(qubits / 2))
      })
  }
}

/// Turns of each qubit about Y and Z, then about XX on neighbours from an even qubit on and from an odd one.
private func brickwork(_ qubits: Int, _ depth: Int, _ angles: [Double]) -> Circuit {
  var rest = angles[...]
  return Circuit(qubits: qubits) { circuit in
    for _ in 0..<depth {
      for qubit in 0..<qubits {
        circuit.ry(Angle(rest.removeFirst()), qubit)
        circuit.rz(Angle(rest.removeFirst()), qubit)
      }
      for first in [0, 1] {
        for qubit in stride(from: first, to: qubits - 1, by: 2) {
          circuit.rxx(Angle(rest.removeFirst()), qubit, qubit + 1)
        }
      }
    }
  }
}
