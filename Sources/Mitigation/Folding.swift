public import Circuits

/// How a circuit is made longer, and so noisier, without doing anything else: by gates that are done,
/// undone and done again.
///
/// T. Giurgica-Tiron, Y. Hindy, R. LaRose, A. Mari and W. J. Zeng, "Digital zero noise extrapolation for
/// quantum error mitigation", IEEE Int. Conf. on Quantum Computing and Engineering (2020).
public enum Folding: String, Hashable, Sendable, CaseIterable {
  /// The whole circuit is done, undone and done again; then some of its last gates, for a scale between.
  case global
  /// Each gate is done, undone and done again in its place; some of them once more, for a scale between.
  case local
}

extension Circuit {
  /// The circuit with gates that are done, undone and done again, so that it is so many times as long.
  ///
  /// ```swift
  /// try circuit.folded(.global, scale: 3)         // C, its inverse, and C
  /// ```
  ///
  /// Barriers keep what was folded from being made shorter again. Measurements, resets and what stands
  /// under conditions is not folded.
  ///
  /// - Parameters:
  ///   - folding: What is folded.
  ///   - scale: How many times as long it becomes, 1 or more; as near as the number of gates allows.
  /// - Returns: A circuit that does the same.
  /// - Throws: ``CircuitError`` for a circuit with flaws, and ``MitigationError/unfit(_:given:allowed:)``
  ///   for another scale, for a circuit that would become too long, and for a global folding of one that
  ///   has gates behind measurements.
  /// - Complexity: O(*s* *k*) for *k* gates.
  public func folded(_ folding: Folding, scale: Double) throws -> Circuit {
    try FoldedCircuit(self, folding, scale: scale).circuit
  }
}

/// A folded circuit, and how much longer it really is.
struct FoldedCircuit {
  let circuit: Circuit
  /// How many times as long it is.
  let scale: Double

  /// More operations than one waits for.
  private static let mostOperations = 4_000_000

  init(_ original: Circuit, _ folding: Folding, scale: Double) throws {
    let original = try original.checked()
    let gates = original.operations.count { $0.isFoldable }
    let folds = try FoldedCircuit.folds(gates, scale)
    guard gates > 0, folds > 0 else {
      // Where there is nothing to fold, there is nothing that becomes noisier.
      (circuit, self.scale) = (original, gates == 0 ? scale : 1)
      return
    }
    self.scale = 1 + 2 * Double(folds) / Double(gates)
    circuit =
      switch folding {
      case .global: try FoldedCircuit.global(original, gates, folds)
      case .local: FoldedCircuit.local(original, gates, folds)
      }
  }

  /// How many gates are folded, one as often as it is.
  private static func folds(_ gates: Int, _ scale: Double) throws(MitigationError) -> Int {
    guard scale.isFinite, scale >= 1 else {
      throw .unfit("folding", given: "the scale \(scale)", allowed: "it is 1 or more")
    }
    guard scale * Double(max(1, gates)) <= Double(mostOperations) else {
      throw .unfit(
        "folding", given: "the scale \(scale) for \(gates) gates",
        allowed: "at most \(mostOperations) gates come out")
    }
    return Int(((scale - 1) / 2 * Double(gates)).rounded())
  }

  /// C, then C† C as often as it goes, then the inverses of its last gates and these gates.
  private static func global(
    _ original: Circuit, _ gates: Int, _ folds: Int
  ) throws(MitigationError) -> Circuit {
    let end = (original.operations.lastIndex { $0.isFoldable } ?? -1) + 1
    let body = Array(original.operations[..<end])
    if let obstacle = body.first(where: { !$0.isUnitary }) {
      throw .unfit(
        "global folding", given: "\(obstacle) before gates",
        allowed: "a circuit measures at its end; fold it with .local")
    }
    var folded = original.emptied(body)
    let whole = body.undone
    for _ in 0..<folds / gates { folded.appendAgain(whole) }
    var rest = folds % gates
    let start = body.lastIndex { operation in
      if operation.isFoldable { rest -= 1 }
      return rest <= 0
    }
    if folds % gates > 0, let start { folded.appendAgain(Array(body[start...]).undone) }
    for operation in original.operations[end...] { folded.append(operation) }
    return folded
  }

  /// Each gate, followed by its inverse and itself; what is left over is spread evenly.
  private static func local(_ original: Circuit, _ gates: Int, _ folds: Int) -> Circuit {
    var folded = original.emptied([])
    var number = 0
    for operation in original.operations {
      folded.append(operation)
      guard operation.isFoldable else { continue }
      let own = folds * (number + 1) / gates - folds * number / gates
      for _ in 0..<own { folded.appendAgain([operation].undone) }
      number += 1
    }
    return folded
  }
}

extension Operation {
  /// Whether it is a gate on qubits that can be undone.
  fileprivate var isFoldable: Bool {
    if case .gate = action { condition == nil && !qubits.isEmpty } else { false }
  }

  /// What undoes a gate, and then the gate; what is no gate as it is.
  fileprivate var inverse: Operation {
    guard case .gate(let gate, let angles) = action else { return self }
    let inverse = gate.inverse(angles)
    return Operation(inverse.gate, inverse.angles, on: qubits)
  }
}

extension [Operation] {
  /// What undoes the operations, and then the operations.
  fileprivate var undone: (back: [Operation], forth: [Operation]) {
    (reversed().map(\.inverse), self)
  }
}

extension Circuit {
  /// A circuit on as many qubits and bits, of other operations.
  fileprivate func emptied(_ operations: [Operation]) -> Circuit {
    var circuit = Circuit(qubits: qubitCount, bits: bitCount)
    for operation in operations { circuit.append(operation) }
    return circuit
  }

  /// Undoes operations and does them again, behind barriers.
  fileprivate mutating func appendAgain(_ operations: (back: [Operation], forth: [Operation])) {
    let qubits = Set(operations.forth.flatMap(\.qubits)).sorted()
    for part in [operations.back, operations.forth] {
      append(Operation(.barrier, on: qubits))
      for operation in part { append(operation) }
    }
    append(Operation(.barrier, on: qubits))
  }
}
