import Circuits
import JSONTrees

/// What is done to a circuit of so many gates.
package struct CircuitWorkload: Workload {
  package let name = "circuit"
  package let summary = "a circuit of so many gates: built in a loop, inverted, composed or hashed"
  package let variants = ["build", "invert", "compose", "hash"]
  package let sizes = [Size("1000", goal: 0.2e-3), Size("100000", goal: 20e-3)]

  package init() {}

  package func prepare(_ setting: Setting) throws -> Trial {
    guard let gates = Int(setting.size), (1...10_000_000).contains(gates) else {
      throw UsageError("circuit wants a size from 1 to 10000000, not '\(setting.size)'")
    }
    let made = CircuitWorkload.circuit(gates)
    let variant = setting.variant.isEmpty ? variants[0] : setting.variant
    return Trial(
      params: [
        "size": .string(setting.size), "gates": .integer(gates), "variant": .string(variant),
      ],
      check: { ["gates": .integer($0)] },
      call: {
        switch variant {
        case "invert": return opaque(made).inverted().operations.count
        case "compose":
          var both = opaque(made)
          both.append(made)
          return both.operations.count / 2
        case "hash": return opaque(made).hashValue == 0 ? 0 : gates
        default: return CircuitWorkload.circuit(opaque(gates)).operations.count
        }
      })
  }

  private static func circuit(_ gates: Int) -> Circuit {
    Circuit(qubits: 20) { circuit in
      for gate in 0..<gates {
        if gate % 2 == 0 {
          circuit.rx(0.3, gate % 20)
        } else {
          circuit.cx(gate % 20, (gate + 7) % 20)
        }
      }
    }
  }
}
