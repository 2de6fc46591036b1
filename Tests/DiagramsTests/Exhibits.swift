import Circuits
import Diagrams
import Numerics

/// A drawing of each kind, with goldens in text and in SVG.
struct Exhibit: CustomStringConvertible, Sendable {
  let name: String
  let diagram: CircuitDiagram

  init(
    _ name: String, _ circuit: Circuit, title: String = "",
    _ change: (inout CircuitDiagram) -> Void = { _ in }
  ) {
    self.name = name
    var diagram = CircuitDiagram(circuit, title: title)
    change(&diagram)
    self.diagram = diagram
  }

  var description: String { name }

  static let all: [Exhibit] = [
    Exhibit("bell", bell), Exhibit("ghz", ghz), Exhibit("teleportation", teleportation),
    Exhibit("qft", qft), Exhibit("ansatz", ansatz, title: "Two layers of an ansatz"),
    Exhibit("folded", wide) { $0.mostQubits = 6 },
    Exhibit("in-view", wide) { $0.qubits = [2, 3, 11] },
    Exhibit("blocks", blocks), Exhibit("blocks-opened", blocks) { $0.openDepth = 2 },
    Exhibit("flawed", flawed), Exhibit("everything", everything), Exhibit("sampled", sampled),
    Exhibit("long", Circuit(qubits: 2) { $0.append(bell.repeated(5_000)) }) {
      $0.mostOperations = 40
    },
    Exhibit("empty", Circuit(qubits: 3)), Exhibit("nothing", Circuit(qubits: 0)),
    Exhibit("ascii", everything) { $0.usesASCII = true },
  ]

  static let bell = Circuit(qubits: 2) {
    $0.h(0)
    $0.cx(0, 1)
  }

  private static let ghz = Circuit(qubits: 5) { circuit in
    circuit.h(0)
    for qubit in 1..<5 { circuit.cx(qubit - 1, qubit) }
  }

  static let teleportation = Circuit(qubits: 3, bits: 2) {
    $0.u3(.weight(0), .weight(1), .weight(2), 0)
    $0.h(1)
    $0.cx(1, 2)
    $0.barrier()
    $0.cx(0, 1)
    $0.h(0)
    $0.measure(0)
    $0.measure(1)
    $0.when(Condition(bit: 1)) { $0.x(2) }
    $0.when(Condition(bit: 0)) { $0.z(2) }
  }

  static let qft = Circuit(qubits: 4) { circuit in
    if let gate = try? Gate.qft(4), let parts = gate.expanded() { circuit.append(parts) }
  }

  private static let ansatz = Circuit(qubits: 4) { circuit in
    var w = Weights()
    let x = Features(count: 4)
    for _ in 0..<2 {
      for qubit in 0..<4 { circuit.rx(x[qubit], qubit) }
      for qubit in 0..<4 { circuit.ry(w.next() * x[qubit] + w.next(), qubit) }
      for qubit in 0..<4 { circuit.rz(w.next(), qubit) }
      for qubit in 0..<4 { circuit.cx(qubit, (qubit + 1) % 4) }
      for qubit in 0..<3 {
        circuit.rzz(2 * (.pi - x[qubit]) * (.pi - x[qubit + 1]), qubit, qubit + 1)
      }
    }
  }

  private static let wide = Circuit(qubits: 16) { circuit in
    for qubit in 0..<16 { circuit.h(qubit) }
    for qubit in 0..<15 { circuit.cx(qubit, qubit + 1) }
    circuit.cx(0, 15)
    circuit.rzz(0.3, 2, 12)
    circuit.swap(1, 14)
    circuit.ccx(0, 8, 15)
  }

  private static let blocks = Circuit(qubits: 4, bits: 2) { circuit in
    let pair = Circuit(qubits: 2) {
      $0.ry(.weight(0), 0)
      $0.append(bell, labelled: "bell", on: [1, 0])
    }
    let reading = Circuit(qubits: 2, bits: 2) { $0.measureAll() }
    circuit.h(0)
    circuit.append(pair, labelled: "pair", on: [0, 1])
    circuit.append(pair, labelled: "pair", on: [3, 1])
    circuit.qft([2, 1, 0])
    circuit.append(reading, labelled: "read", on: [3, 1], bits: [1, 0])
  }

  private static let flawed = Circuit(qubits: 2, bits: 1) {
    $0.h(0)
    $0.cx(0, 5)
    $0.rx(Angle(.nan), 0)
    $0.cx(0, 1)
    $0.measure(1, into: 4)
  }

  private static let sampled = Circuit(qubits: 6) { circuit in
    for qubit in 0..<6 { circuit.ry(Angle(0.1 * Double(qubit + 1)), qubit) }
    circuit.measureAll()
    circuit.when(Condition(bits: [0, 1], equal: 2)) { $0.x(3) }
  }

  static let everything = Circuit(qubits: 5, bits: 3) { circuit in
    let (x, w) = (Features(count: 2), Weights(count: 3))
    circuit.h(0, 1, 2)
    circuit.rx(w[0] * x[1] + 0.3, 0)
    circuit.ry(x[0], 1)
    circuit.rz(.pi / 2, 2)
    circuit.sxdg(3)
    circuit.u3(w[1], 0.25, -.pi / 4, 4)
    circuit.controlled(.ry, [w[2]], by: [0, 2], states: [true, false], on: [4])
    circuit.swap(1, 3)
    circuit.cswap(4, 0, 2)
    circuit.rzz(x[0] * x[1], 3, 0)
    circuit.controlled(.rzz, [0.3], by: [1], on: [0, 2])
    circuit.ccx(0, 4, 2)
    circuit.multiplexedRotation(.y, [0.1, 0.2, 0.3, 0.4], controls: [0, 1], 3)
    circuit.barrier(0, 1, 3)
    circuit.append(Gate.globalPhase.controlled(), [.pi / 4], on: [2])
    circuit.globalPhase(.pi / 8)
    circuit.evolve(under: .z(0) * .z(2) + 0.5 * .x(1), for: w[0])
    circuit.reset(4)
    for qubit in 0..<3 { circuit.measure(qubit) }
    circuit.when(Condition(bit: 1, is: false)) { $0.x(3) }
    circuit.when(Condition(bits: [0, 1, 2], equal: 5)) { $0.cz(3, 4) }
    circuit.when(!Condition(bits: [0, 2], equal: 3)) { $0.ry(0.5, 4) }
  }
}

extension Gate {
  /// A circuit of the gate alone, turned by angles that differ.
  var alone: Circuit {
    Circuit(qubits: max(qubitCount, 1)) { circuit in
      circuit.append(
        self, (0..<angleCount).map { Angle(0.1 * Double($0 + 1)) }, on: Array(0..<qubitCount))
    }
  }
}
