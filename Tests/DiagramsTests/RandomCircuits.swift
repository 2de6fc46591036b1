import Circuits
import Diagrams
import Numerics

extension RandomStream {
  /// A number from 0 to less than a bound.
  mutating func below(_ bound: Int) -> Int { Int(uniform() * Double(bound)) }

  /// Different qubits of some.
  mutating func qubits(_ count: Int, of all: Int) -> [Int] {
    Array(Array(0..<all).map { ($0, uniform()) }.sorted { $0.1 < $1.1 }.map(\.0).prefix(count))
  }

  /// A circuit of anything, also of what is not possible.
  mutating func weirdCircuit(depth: Int = 2) -> Circuit {
    let (qubits, bits) = (below(9), below(7))
    var circuit = Circuit(qubits: qubits, bits: below(3) == 0 ? nil : bits)
    for _ in 0..<below(40) { appendWeird(to: &circuit, depth: depth) }
    return circuit
  }

  private mutating func appendWeird(to circuit: inout Circuit, depth: Int) {
    let qubits = circuit.qubitCount
    switch below(12) {
    case 0...5:
      let gate = Gate.all[below(Gate.all.count)]
      guard gate.qubitCount <= qubits else { return }
      circuit.append(
        gate, (0..<gate.angleCount).map { _ in weirdAngle() },
        on: self.qubits(gate.qubitCount, of: qubits))
    case 6: circuit.measure(below(qubits + 1), into: below(8))
    case 7: circuit.reset(below(max(qubits, 1)))
    case 8: circuit.append(Operation(.barrier, on: self.qubits(below(qubits + 1), of: qubits)))
    case 9 where depth > 0:
      let inner = weirdCircuit(depth: depth - 1)
      circuit.append(
        inner, labelled: Self.labels[below(Self.labels.count)],
        on: self.qubits(inner.qubitCount, of: qubits),
        bits: self.qubits(inner.bitCount, of: circuit.bitCount))
    case 10 where depth > 0:
      let condition = Condition(
        bits: self.qubits(below(4), of: max(circuit.bitCount, 1)), equal: UInt64(below(9)))
      let inner = weirdCircuit(depth: depth - 1)
      let isNegated = below(2) == 0
      circuit.when(isNegated ? !condition : condition) {
        $0.append(inner, on: Array(0..<inner.qubitCount), bits: Array(0..<inner.bitCount))
      }
    default: circuit.cx(below(qubits + 2), below(qubits + 2))
    }
  }

  private mutating func weirdAngle() -> Angle {
    switch below(6) {
    case 0: Angle(.pi * Double(below(65) - 32) / 16)
    case 1: Angle(1e-300 * uniform())
    case 2: Angle(1e300 * uniform())
    case 3: Angle.weight(below(1_000)) * .feature(below(9)) + Angle(uniform())
    case 4: 2 * (.pi - .feature(0)) * (.pi - .feature(1)) * .weight(3) * .weight(3)
    default: Angle(Symbol(.weight, group: Self.labels[below(Self.labels.count)], index: below(9)))
    }
  }

  private static let labels = [
    "", " ", "a\nb", "量子回路", "<&>\"'", "\u{202E}abc", "👩‍👩‍👧", "e\u{301}", "\u{0}\u{7}", "\u{1B}[31m",
    String(repeating: "long ", count: 40), "%$#_{}\\~^", "🇩🇪", "\u{200B}", "θ",
  ]

  /// A drawing with anything asked for.
  mutating func weirdDiagram() -> CircuitDiagram {
    var diagram = CircuitDiagram(weirdCircuit(), title: Self.labels[below(Self.labels.count)])
    if below(4) == 0 { diagram.qubits = (0..<below(6)).map { _ in below(14) - 3 } }
    diagram.mostQubits = [32, 4, 2, 0, -1, .max, .min][below(7)]
    diagram.mostOperations = [400, 10, 1, 0, -3, .max, .min][below(7)]
    diagram.bundlesBits = [nil, true, false][below(3)]
    diagram.openDepth = [0, 1, 5, -1, .max][below(5)]
    diagram.angleLength = [20, 5, 1, 0, -7, .max][below(6)]
    diagram.usesASCII = below(3) == 0
    return diagram
  }
}
