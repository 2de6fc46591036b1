import Circuits
import Diagrams

/// A circuit of so many gates, drawn in one of its two forms.
package struct DiagramWorkload: Workload {
  /// The form of a drawing.
  package enum Form: String, Sendable { case svg, text }

  private let form: Form

  package init(_ form: Form) { self.form = form }

  package var name: String { "diagram-\(form.rawValue)" }
  package var summary: String { "a circuit of so many gates, drawn as \(form.rawValue)" }
  package var sizes: [Size] {
    switch form {
    case .svg: [Size("30", goal: 3e-3), Size("10000", goal: 30e-3)]
    case .text: [Size("30", goal: 1e-3), Size("10000", goal: 20e-3)]
    }
  }

  package func prepare(_ setting: Setting) throws -> Trial {
    guard let count = Int(setting.size), (1...1_000_000).contains(count) else {
      throw UsageError("\(name) wants a size from 1 to 1000000, not '\(setting.size)'")
    }
    let circuit = ansatz(gates: count)
    let form = form
    return Trial(
      params: [
        "size": .string(setting.size), "gates": .integer(count),
        "qubits": .integer(circuit.qubitCount),
      ],
      check: {
        ["bytes": .integer($0.utf8.count), "lines": .integer($0.split(separator: "\n").count)]
      },
      call: {
        let diagram = opaque(circuit).diagram
        return form == .svg ? diagram.svg() : diagram.text()
      })
  }
}

/// Gates of five kinds in turn, with numbers, weights and features in their angles.
private func ansatz(gates: Int) -> Circuit {
  let qubits = gates < 100 ? 5 : 20
  return Circuit(qubits: qubits) { circuit in
    for place in 0..<gates {
      let qubit = place % qubits
      switch place % 5 {
      case 0: circuit.h(qubit)
      case 1: circuit.cx(qubit, (qubit + 1) % qubits)
      case 2: circuit.ry(.weight(place) * .feature(place % 8) + 0.3, qubit)
      case 3: circuit.rz(0.25, qubit)
      default: circuit.rzz(.weight(place), qubit, (qubit + 2) % qubits)
      }
    }
  }
}
