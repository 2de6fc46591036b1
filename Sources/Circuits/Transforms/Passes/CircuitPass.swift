/// Something that writes a circuit otherwise and leaves what it does as it is, the phase included.
///
/// ```swift
/// let smaller = try circuit.transformed(by: CircuitPass.standard)
/// try circuit.report(on: [.mergingTurns, .decomposing(into: .rzSX)])
/// ```
///
/// A pass is a value: lists of passes are concatenated with `+`, and ``repeated(_:)`` makes one of a list.
public struct CircuitPass: Sendable, CustomStringConvertible {
  /// The name of the pass.
  public let name: String
  private let rewrite: @Sendable (Circuit) throws(CircuitError) -> Circuit

  /// A pass of your own.
  ///
  /// - Parameters:
  ///   - name: What a report calls it.
  ///   - rewrite: What makes one circuit of another.
  public init(
    _ name: String, _ rewrite: @escaping @Sendable (Circuit) throws(CircuitError) -> Circuit
  ) {
    (self.name, self.rewrite) = (name, rewrite)
  }

  /// The circuit, written otherwise.
  ///
  /// - Throws: ``CircuitError`` for a circuit with flaws, and for what the pass cannot do.
  public func callAsFunction(_ circuit: Circuit) throws(CircuitError) -> Circuit {
    try rewrite(try circuit.checked())
  }

  /// The name.
  public var description: String { name }

  /// A pass that cannot fail and is done to the blocks of a circuit too.
  private init(
    throughout name: String, _ rewrite: @escaping @Sendable (Circuit) -> Circuit
  ) {
    self.init(name) { $0.throughout(rewrite) }
  }
}

extension CircuitPass {
  /// Takes gates out that undo one another, past gates on other qubits and gates that they commute with.
  public static let cancellingInverses = CircuitPass(throughout: "cancelling inverses") {
    $0.cancellingInverses()
  }

  /// Makes one gate of turns about the same axis, whose angles may be open; what comes to nothing is
  /// left out, and so are gates that undo one another.
  public static let mergingTurns = CircuitPass(throughout: "merging turns") { $0.mergingTurns() }

  /// Leaves out gates that do nothing, as turns by 0.
  public static let droppingIdentities = CircuitPass(throughout: "dropping identities") {
    $0.droppingIdentities()
  }

  /// Moves gates of one qubit before controls and targets that they commute with, so that they meet
  /// others.
  public static let advancingOneQubitGates = CircuitPass(throughout: "advancing one-qubit gates") {
    $0.advancingOneQubitGates()
  }

  /// Makes one gate of gates on one qubit whose angles are numbers.
  public static let fusingOneQubitRuns = CircuitPass(throughout: "fusing one-qubit runs") {
    $0.fusingOneQubitRuns()
  }

  /// Writes gates on one qubit whose angles are numbers with the gates of a basis, where that is shorter.
  public static func fusingOneQubitRuns(into basis: GateBasis) -> CircuitPass {
    CircuitPass(throughout: "fusing one-qubit runs into \(basis)") { circuit in
      circuit.writingOneQubitRuns { basis.shortText(for: $0) }
    }
  }

  /// Writes gates on the same two qubits with fewer CX, where there are fewer.
  public static let resynthesizingPairs = CircuitPass(throughout: "resynthesizing pairs") {
    $0.resynthesizingPairs()
  }

  /// Replaces patterns by what a table of templates says.
  public static func rewriting(_ templates: [CircuitTemplate]) -> CircuitPass {
    CircuitPass(throughout: "rewriting by \(templates.count) templates") {
      $0.rewriting(templates)
    }
  }

  /// Writes the circuit with the gates of a basis.
  public static func decomposing(
    into basis: GateBasis, spare: SpareQubits = .borrowed
  ) -> CircuitPass {
    CircuitPass("decomposing into \(basis)") { circuit throws(CircuitError) in
      try circuit.decomposed(into: basis, spare: spare)
    }
  }

  /// Does passes again and again, as long as the circuit has fewer gates, or fewer of two qubits, each
  /// time; at most 20 times.
  public static func repeated(_ passes: [CircuitPass]) -> CircuitPass {
    let name = passes.map(\.name).joined(separator: ", ")
    return CircuitPass("repeated(\(name))") { circuit throws(CircuitError) in
      var best = circuit
      for _ in 0..<20 {
        let next = try best.transformed(by: passes)
        let (now, before) = (next.size, best.size)
        guard
          now.coupling < before.coupling
            || (now.coupling == before.coupling && now.all < before.all)
        else { break }
        best = next
      }
      return best
    }
  }

  /// What makes most circuits smaller: inverses and turns, templates, pairs of qubits, runs on one.
  public static let standard: [CircuitPass] = [
    .mergingTurns, .rewriting(CircuitTemplate.all), .mergingTurns, .resynthesizingPairs,
    .advancingOneQubitGates, .mergingTurns, .fusingOneQubitRuns,
  ]
}

extension Circuit {
  /// The circuit after passes, one behind the other.
  ///
  /// - Parameter passes: The passes.
  /// - Returns: A circuit that does the same.
  /// - Throws: ``CircuitError`` for a circuit with flaws, and for what a pass cannot do.
  public func transformed(by passes: [CircuitPass]) throws(CircuitError) -> Circuit {
    var circuit = try checked()
    for pass in passes { circuit = try pass(circuit) }
    return circuit
  }

  /// The circuit and, within it, its blocks, written otherwise.
  fileprivate func throughout(_ rewrite: (Circuit) -> Circuit) -> Circuit {
    let isFlat = operations.allSatisfy { if case .block = $0.action { false } else { true } }
    if isFlat { return rewrite(self) }
    let inner = operations.map { operation in
      guard case .block(let circuit, let label, let bits) = operation.action else {
        return operation
      }
      var operation = operation
      operation.action = .block(circuit.throughout(rewrite), label: label, bits: bits)
      return operation
    }
    return rewrite(with(inner))
  }

  /// How many gates there are, and how many of them act on several qubits.
  fileprivate var size: (all: Int, coupling: Int) {
    operations.reduce(into: (0, 0)) { size, operation in
      guard case .gate = operation.action, !operation.qubits.isEmpty else { return }
      size.0 += 1
      if operation.qubits.count > 1 { size.1 += 1 }
    }
  }
}
