internal import Numerics

/// Gates that may be written as fewer gates.
///
/// ```swift
/// let flip = try CircuitTemplate(
///   Circuit(qubits: 2) { $0.h(1); $0.cz(0, 1); $0.h(1) }, becomes: Circuit(qubits: 2) { $0.cx(0, 1) })
/// try circuit.transformed(by: [.rewriting([flip])])
/// ```
///
/// An angle of the pattern is a number, or a weight that stands for any angle.
///
/// D. Maslov, G. W. Dueck, D. M. Miller and C. Negrevergne, "Quantum circuit simplification and level
/// compaction", IEEE Trans. Comput.-Aided Design 27, 436 (2008).
public struct CircuitTemplate: Hashable, Sendable {
  /// What is looked for.
  public let pattern: Circuit
  /// What is written in its place.
  public let replacement: Circuit

  /// A template, once it is known that both sides do the same and the second has fewer gates.
  ///
  /// - Throws: ``CircuitError`` for sides that differ, for a replacement that is not shorter, and for a
  ///   pattern that is not connected or whose angles are neither numbers nor single weights.
  public init(_ pattern: Circuit, becomes replacement: Circuit) throws(CircuitError) {
    self.init(known: pattern, replacement)
    if let reason = try flaw() {
      throw .unfit(
        "CircuitTemplate", given: "\(pattern.operations.map(\.description))", allowed: reason)
    }
  }

  /// A template of this house, which tests prove.
  init(known pattern: Circuit, _ replacement: Circuit) {
    (self.pattern, self.replacement) = (pattern, replacement)
  }

  /// What is wrong with the template.
  func flaw() throws(CircuitError) -> String? {
    guard pattern.qubitCount == replacement.qubitCount, pattern.qubitCount <= 6 else {
      return "both sides have the same qubits, 6 at most"
    }
    guard CircuitTemplate.size(of: replacement) < CircuitTemplate.size(of: pattern) else {
      return "the replacement has fewer gates"
    }
    guard isConnected else { return "each gate shares a qubit with one behind it" }
    let symbols = pattern.symbols
    let isSimple = pattern.operations.allSatisfy { operation in
      operation.angles.allSatisfy { $0.isConstant || $0.symbols.map { Angle($0) } == [$0] }
    }
    guard isSimple, Set(replacement.symbols).isSubset(of: symbols) else {
      return "an angle of the pattern is a number or a weight, and the replacement has no others"
    }
    let values = zip(symbols, Gate.unlikelyAngles(symbols.count)).map { ($0, Angle($1)) }
    let numbers = Dictionary(values) { first, _ in first }
    let sides = (
      try pattern.substituting { numbers[$0] }.unitary(),
      try replacement.substituting { numbers[$0] }.unitary()
    )
    return sides.0.isApproximatelyEqual(to: sides.1, tolerance: 1e-10)
      ? nil : "both sides do the same, their phase included"
  }

  /// How many gates there are besides turns of the phase of the whole.
  private static func size(of circuit: Circuit) -> Int {
    circuit.operations.count { !$0.qubits.isEmpty }
  }

  private var isConnected: Bool {
    var known: Set<Int> = []
    for (place, operation) in pattern.operations.reversed().enumerated() {
      if place > 0 && known.isDisjoint(with: operation.qubits) { return false }
      known.formUnion(operation.qubits)
    }
    return !pattern.operations.isEmpty
  }
}

extension CircuitTemplate {
  /// The templates that are taken unless others are given.
  public static let all = phases + frames + flips

  /// Gates of one qubit on the same axis.
  public static let phases: [CircuitTemplate] =
    [(.t, .t, .s), (.tdg, .tdg, .sdg), (.s, .s, .z), (.sdg, .sdg, .z), (.sx, .sx, .x)]
    .map { (gates: (Gate, Gate, Gate)) in words([gates.0, gates.1], [gates.2]) }
    + [
      words([.s, .z], [.sdg]), words([.z, .s], [.sdg]), words([.sdg, .z], [.s]),
      words([.z, .sdg], [.s]), words([.s, .tdg], [.t]), words([.tdg, .s], [.t]),
      words([.sdg, .t], [.tdg]), words([.t, .sdg], [.tdg]), words([.sxdg, .sxdg], [.x]),
    ]

  /// Gates between two of Hadamard's.
  public static let frames: [CircuitTemplate] =
    [
      words([.h, .x, .h], [.z]), words([.h, .z, .h], [.x]), words([.h, .s, .h], [.sx]),
      words([.h, .sdg, .h], [.sxdg]), words([.h, .sx, .h], [.s]), words([.h, .sxdg, .h], [.sdg]),
      turned(.rz, into: .rx), turned(.rx, into: .rz),
    ]
    + [(Gate.cx, Gate.cz), (.cz, .cx)].map { inner, outer in
      CircuitTemplate(
        known: Circuit(qubits: 2) {
          $0.h(1)
          $0.append(inner, on: [0, 1])
          $0.h(1)
        }, Circuit(qubits: 2) { $0.append(outer, on: [0, 1]) })
    }
    + [
      CircuitTemplate(
        known: Circuit(qubits: 2) {
          $0.h(0)
          $0.h(1)
          $0.cx(0, 1)
          $0.h(0)
        },
        Circuit(qubits: 2) {
          $0.cx(1, 0)
          $0.h(1)
        }),
      CircuitTemplate(
        known: Circuit(qubits: 2) {
          $0.h(0)
          $0.h(1)
          $0.cx(0, 1)
          $0.h(1)
        },
        Circuit(qubits: 2) {
          $0.cx(1, 0)
          $0.h(0)
        }),
    ]

  /// Flips among flips.
  public static let flips: [CircuitTemplate] = [
    flips([(0, 1), (1, 0), (0, 1)]) { $0.swap(0, 1) },
    flips([(0, 1), (1, 2), (0, 1), (1, 2)]) { $0.cx(0, 2) },
    flips([(1, 2), (0, 1), (1, 2), (0, 1)]) { $0.cx(0, 2) },
    flips([(0, 1), (1, 2), (0, 1)]) {
      $0.cx(0, 2)
      $0.cx(1, 2)
    },
    CircuitTemplate(
      known: Circuit(qubits: 2) {
        $0.x(0)
        $0.cx(0, 1)
        $0.x(0)
      },
      Circuit(qubits: 2) {
        $0.cx(0, 1)
        $0.x(1)
      }),
    CircuitTemplate(
      known: Circuit(qubits: 2) {
        $0.z(1)
        $0.cx(0, 1)
        $0.z(1)
      },
      Circuit(qubits: 2) {
        $0.cx(0, 1)
        $0.z(0)
      }),
  ]

  /// Turns between flips that are turns about products of Pauli matrices; for devices that have those.
  public static let pauliTurns: [CircuitTemplate] = [
    CircuitTemplate(
      known: Circuit(qubits: 2) {
        $0.cx(0, 1)
        $0.rz(.weight(0), 1)
        $0.cx(0, 1)
      }, Circuit(qubits: 2) { $0.rzz(.weight(0), 0, 1) }),
    CircuitTemplate(
      known: Circuit(qubits: 2) {
        $0.h(0)
        $0.h(1)
        $0.rzz(.weight(0), 0, 1)
        $0.h(0)
      },
      Circuit(qubits: 2) {
        $0.rxx(.weight(0), 0, 1)
        $0.h(1)
      }),
  ]

  private static func words(_ pattern: [Gate], _ replacement: [Gate]) -> CircuitTemplate {
    CircuitTemplate(
      known: Circuit(qubits: 1) { for gate in pattern { $0.append(gate, on: [0]) } },
      Circuit(qubits: 1) { for gate in replacement { $0.append(gate, on: [0]) } })
  }

  private static func turned(_ inner: Gate, into outer: Gate) -> CircuitTemplate {
    CircuitTemplate(
      known: Circuit(qubits: 1) {
        $0.h(0)
        $0.append(inner, [.weight(0)], on: [0])
        $0.h(0)
      }, Circuit(qubits: 1) { $0.append(outer, [.weight(0)], on: [0]) })
  }

  private static func flips(
    _ pattern: [(Int, Int)], _ replacement: (inout Circuit) -> Void
  ) -> CircuitTemplate {
    let qubits = (pattern.map { max($0.0, $0.1) }.max() ?? 0) + 1
    return CircuitTemplate(
      known: Circuit(qubits: qubits) { for (a, b) in pattern { $0.cx(a, b) } },
      Circuit(qubits: qubits, replacement))
  }
}
