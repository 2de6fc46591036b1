internal import Numerics

/// The gates that a circuit is to be written with.
///
/// ```swift
/// let device = GateBasis([.rz, .sx, .x, .cx])
/// try circuit.decomposed(into: device)
/// ```
///
/// Turns of the phase of the whole state are always allowed, so that nothing is lost.
public struct GateBasis: Hashable, Sendable {
  /// The gates.
  public let gates: [Gate]
  private let members: Set<Gate>

  /// A basis of some gates.
  public init(_ gates: [Gate]) {
    self.gates = gates
    members = Set(gates)
  }

  /// Any gate of one qubit, and CX.
  public static let universal = GateBasis([.u3, .cx])
  /// The gates of IBM's devices before Heron.
  public static let rzSX = GateBasis([.rz, .sx, .x, .cx])
  /// The gates of IBM's Heron.
  public static let rzSXcz = GateBasis([.rz, .sx, .x, .cz])
  /// Turns about the axes, and CZ.
  public static let turns = GateBasis([.rx, .ry, .rz, .cz])
  /// Turns about axes in the equator and about XX, as traps of ions have them.
  public static let ions = GateBasis([.r, .rz, .rxx])
  /// Clifford's gates and T, which make many gates exactly and turns by any angle not at all.
  public static let cliffordT = GateBasis([.h, .s, .sdg, .t, .tdg, .x, .z, .cx])

  /// Whether a gate belongs to it.
  public func contains(_ gate: Gate) -> Bool {
    members.contains(gate) || (gate.qubitCount == 0 && gate == .globalPhase)
  }

  /// Whether the same gates belong to both.
  public static func == (left: GateBasis, right: GateBasis) -> Bool {
    left.members == right.members
  }

  /// Hashes the gates.
  public func hash(into hasher: inout Hasher) { hasher.combine(members) }
}

extension GateBasis: CustomStringConvertible {
  /// `[rz, sx, x, cx]`.
  public var description: String { "[\(gates.map(\.name).joined(separator: ", "))]" }
}

extension GateBasis {
  /// How a CX on qubits 0 and 1 is written with gates of the basis that couple, and any gates of one
  /// qubit; nothing where none of them couples enough.
  func controlledX() -> Circuit? {
    if contains(.cx) { return Circuit(qubits: 2) { $0.cx(0, 1) } }
    if contains(.cz) {
      return Circuit(qubits: 2) {
        $0.h(1)
        $0.cz(0, 1)
        $0.h(1)
      }
    }
    let couplers = gates.filter { $0.qubitCount == 2 }.flatMap { GateBasis.couplers($0) }
    for (gate, angles, matrix) in couplers {
      if let circuit = GateBasis.circuit(of: [(gate, angles, matrix)], between: []) {
        return circuit
      }
    }
    for (gate, angles, matrix) in couplers {
      for middle in GateBasis.quarterTurns {
        let twice = [(gate, angles, matrix), (gate, angles, matrix)]
        if let circuit = GateBasis.circuit(of: twice, between: [middle]) { return circuit }
      }
    }
    return nil
  }

  private typealias Coupler = (gate: Gate, angles: [Angle], matrix: SmallMatrix)

  /// A gate at the angles at which it may be as good as a CX.
  private static func couplers(_ gate: Gate) -> [Coupler] {
    let angles: [Double] = gate.angleCount == 0 ? [0] : [.pi / 2, .pi, -.pi / 2, .pi / 4]
    return angles.compactMap { angle in
      let angles = [Angle](repeating: Angle(angle), count: gate.angleCount)
      return SmallMatrix(gate, angles).map { (gate, angles, $0) }
    }
  }

  /// Turns of one qubit that may stand between two uses of a gate.
  private static let quarterTurns: [SmallMatrix] = [Pauli.x, .y, .z].flatMap { pauli in
    [.pi, .pi / 2].map { SmallMatrix.turn(about: pauli, $0) }
  }

  /// A CX of gates with others of one qubit between and around them; nothing where they make no CX.
  private static func circuit(of uses: [Coupler], between: [SmallMatrix]) -> Circuit? {
    let identity = SmallMatrix.identity(2)
    let product = uses.dropFirst().enumerated().reduce(uses[0].matrix) { product, use in
      use.element.matrix * identity.tensored(over: between[use.offset]) * product
    }
    let parts = TwoQubitDecomposition(product)
    guard parts.controlledXCount == 1, let flip = SmallMatrix(Gate.cx, []) else { return nil }
    let wanted = TwoQubitDecomposition(flip)
    // Both are the same turn between gates of one qubit: what stands around it is exchanged.
    var circuit = Circuit(qubits: 2)
    for qubit in 0..<2 {
      circuit.appendOneQubit(parts.before[qubit].adjoint * wanted.before[qubit], qubit)
    }
    for (place, use) in uses.enumerated() {
      if place > 0 { circuit.appendOneQubit(between[place - 1], 0) }
      circuit.append(use.gate, use.angles, on: [0, 1])
    }
    for qubit in 0..<2 {
      circuit.appendOneQubit(wanted.after[qubit] * parts.after[qubit].adjoint, qubit)
    }
    circuit.appendPhase(wanted.phase - parts.phase)
    return circuit.gatheringPhase()
  }
}
