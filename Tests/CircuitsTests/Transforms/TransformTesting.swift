import Circuits
import Numerics
import Testing

/// Gates drawn from all that there are, and what their matrices say.
enum Drawn {
  /// A circuit of gates drawn from a list.
  static func circuit(
    _ qubits: Int, _ count: Int, from gates: [Gate] = Gate.all, _ random: inout RandomStream
  ) -> Circuit {
    Circuit(qubits: qubits) { circuit in
      while circuit.operations.count < count {
        let gate = gates[Int(random.next() % UInt64(gates.count))]
        guard gate.qubitCount <= qubits else { continue }
        let places = random.shuffled(Array(0..<qubits)).prefix(gate.qubitCount)
        let angles = (0..<gate.angleCount).map { _ in angle(&random) }
        circuit.append(gate, angles, on: Array(places))
      }
    }
  }

  /// An angle: often one at which something special happens.
  static func angle(_ random: inout RandomStream) -> Angle {
    let special: [Double] = [0, .pi, -.pi, .pi / 2, -.pi / 2, .pi / 4, 2 * .pi, 4 * .pi]
    return random.uniform() < 0.3
      ? Angle(special[Int(random.next() % UInt64(special.count))])
      : Angle(random.uniform() * 12 - 6)
  }

  /// How far the matrices of two circuits are from one another.
  static func distance(_ a: Circuit, _ b: Circuit) throws -> Double {
    try (a.unitary() - b.unitary()).maxNorm
  }

  /// How far two circuits take a random state apart in which some qubits are 0.
  static func distance(
    _ a: Circuit, _ b: Circuit, clean: [Int] = [], seed: UInt64
  ) throws -> Double {
    var random = RandomStream(seed: seed)
    let zeros = clean.reduce(0) { $0 | 1 << $1 }
    var first = try random.haarState(1 << a.qubitCount)
    for index in first.indices where index & zeros != 0 { first[index] = 0 }
    var second = first
    let qubits = Array(0..<a.qubitCount)
    try Gate("a", a).apply([], to: &first, on: qubits)
    try Gate("b", b).apply([], to: &second, on: qubits)
    return zip(first, second).reduce(0) { $0 + ($1.0 - $1.1).squaredMagnitude }.squareRoot()
  }

  /// A circuit with numbers for its symbols, the same for the same symbols.
  static func bound(_ circuit: Circuit) -> Circuit {
    circuit.substituting { symbol in
      Angle(0.37 + 0.91 * Double(symbol.index) + (symbol.role == .weight ? 0.2 : 0))
    }
  }

  /// The gates of a circuit besides turns of the phase of the whole.
  static func gates(of circuit: Circuit) -> Set<Gate> {
    Set(circuit.operations.filter { !$0.qubits.isEmpty }.compactMap(\.gate))
  }
}
