import Circuits
import JSONTrees
import Simulation

/// One kind of loop over a state at a time, again and again, with the operations and bytes that it needs
/// at least.
///
/// `operations` and `bytes` are those of a call: what the mathematics asks for on every amplitude, and the
/// state read and written once a pass. 12 qubits fit into the cache and show the arithmetic, 24 do not.
package struct LoopWorkload: Workload {
  package let name = "loop"
  package let summary = "one kind of loop over so many qubits: turns, phases, moves, pairs"
  package let variants = ["real-turns", "turns", "phases", "moves", "pairs"]
  package let precisions: [Precision] = [.double, .single]
  package let sizes = [Size("12", goal: 2e-3), Size("24", goal: 2)]

  package init() {}

  package func prepare(_ setting: Setting) throws -> Trial {
    let qubits = try setting.qubits(of: self, upTo: 26)
    let isLight = ["phases", "moves"].contains(setting.variant)
    let layers = qubits <= 16 ? 20 : isLight ? 8 : 2
    let (circuit, operations) = LoopWorkload.circuit(setting.variant, qubits, layers: layers)
    let weights = (0..<circuit.weights.count).map(PeerFormulas.angle)
    let plan = try Plan(circuit)
    let width = setting.precision == .double ? 16 : 8
    let precision: Simulation.Precision = setting.precision == .double ? .double : .single
    Parallelism.limit = setting.threads
    let passes = LoopWorkload.passes(of: plan)
    return Trial(
      params: [
        "size": .string(setting.size), "n": .integer(qubits), "variant": .string(setting.variant),
      ],
      extras: { _ in
        [
          "operations": .integer(operations << qubits), "passes": .integer(passes),
          "bytes": .integer(2 * width * passes << qubits),
        ]
      },
      check: { ["first": .number($0)] },
      call: {
        try plan.state(weights: opaque(weights), features: [], precision: precision)
          .amplitude(at: 0).real
      })
  }

  /// Layers of one kind, and between them as little as keeps them apart.
  ///
  /// Where the layers would leave most amplitudes at zero, which costs nothing, turns of all qubits stand
  /// before them.
  ///
  /// - Returns: The circuit, and the operations for each amplitude.
  private static func circuit(
    _ variant: String, _ qubits: Int, layers: Int
  ) -> (circuit: Circuit, operations: Int) {
    // A real turn takes 6 operations for an amplitude, a phase 6, a turn 14, a matrix of two qubits 30.
    let costs = ["real-turns": 6 * qubits + 6, "turns": 14 * qubits + 6, "phases": 12, "moves": 6]
    let isLight = ["phases", "moves"].contains(variant)
    let circuit = Circuit(qubits: qubits) { circuit in
      var w = Weights()
      if isLight { for qubit in 0..<qubits { circuit.ry(w.next(), qubit) } }
      for layer in 0..<layers {
        for qubit in 0..<qubits {
          let next = (qubit + 1) % qubits
          switch variant {
          case "real-turns": circuit.ry(w.next(), qubit)
          case "turns": circuit.rx(w.next(), qubit)
          case "phases": circuit.rzz(w.next(), qubit, next)
          case "moves": circuit.cx(qubit, next)
          default: if (qubit + layer).isMultiple(of: 2) { circuit.dense(qubit, next, &w) }
          }
        }
        switch variant {
        case "real-turns", "turns":
          for qubit in 0..<qubits { circuit.cz(qubit, (qubit + 1) % qubits) }
        case "phases", "moves": circuit.ry(w.next(), layer % qubits)
        default: break
        }
      }
    }
    let before = isLight ? 6 * qubits : 0
    return (circuit, before + layers * (costs[variant] ?? 30 * (qubits / 2)))
  }

  /// How often the plan walks over the state, as it says itself.
  private static func passes(of plan: Plan) -> Int {
    let words = plan.description.split(separator: " ")
    let place = words.lastIndex { $0.hasPrefix("pass") } ?? 1
    return Int(words[max(0, place - 1)]) ?? 0
  }
}

extension Circuit {
  /// Gates on two qubits that are one matrix without zeros.
  fileprivate mutating func dense(_ a: Int, _ b: Int, _ w: inout Weights) {
    rxx(w.next(), a, b)
    ryy(w.next(), a, b)
    for qubit in [a, b] { u3(w.next(), w.next(), w.next(), qubit) }
  }
}
