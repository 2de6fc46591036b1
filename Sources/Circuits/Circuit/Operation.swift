/// One step of a circuit: what is done, to which qubits, and when.
public struct Operation: Hashable, Sendable {
  /// What is done.
  public enum Action: Hashable, Sendable {
    /// A gate with its angles.
    case gate(Gate, [Angle])
    /// A qubit is measured, and what it shows is written into a classical bit.
    case measure(into: Int)
    /// A qubit is put into the state 0.
    case reset
    /// Nothing; but what stands before it stays before it.
    case barrier
    /// A circuit on the qubits of the operation, with its bits placed on given ones: for parts that
    /// measure, and so are no gates.
    indirect case block(Circuit, label: String, bits: [Int])
  }

  /// What is done.
  public var action: Action
  /// The qubits it is done to, in the order in which the action counts them.
  public var qubits: [Int]
  /// When it is done; always, if there is nothing.
  public var condition: Condition?

  /// A step of a circuit.
  public init(_ action: Action, on qubits: [Int], if condition: Condition? = nil) {
    (self.action, self.qubits, self.condition) = (action, qubits, condition)
  }

  /// A gate on qubits.
  public init(_ gate: Gate, _ angles: [Angle] = [], on qubits: [Int]) {
    self.init(.gate(gate, angles), on: qubits)
  }

  /// The gate, where the operation is one.
  public var gate: Gate? { if case .gate(let gate, _) = action { gate } else { nil } }

  /// The angles of the gate; none for what is no gate.
  public var angles: [Angle] { if case .gate(_, let angles) = action { angles } else { [] } }

  /// Whether the operation can be undone: it is a gate or a barrier that does not depend on a bit.
  public var isUnitary: Bool {
    switch action {
    case .gate, .barrier: condition == nil
    case .measure, .reset, .block: false
    }
  }

  /// The classical bits that it reads or writes.
  public var bits: [Int] {
    let own: [Int] =
      switch action {
      case .measure(let bit): [bit]
      case .block(_, _, let bits): bits
      case .gate, .reset, .barrier: []
      }
    return own + (condition?.bits ?? [])
  }

  /// The symbols that it leaves open, each once.
  public var symbols: Set<Symbol> {
    switch action {
    case .gate(_, let angles): Set(angles.flatMap(\.symbols))
    case .block(let circuit, _, _): Set(circuit.symbols)
    case .measure, .reset, .barrier: []
    }
  }

  /// The same operation with its qubits and bits elsewhere.
  func moved(qubits place: (Int) -> Int, bits bitPlace: (Int) -> Int = { $0 }) -> Operation {
    var moved = self
    moved.qubits = qubits.map(place)
    moved.condition = condition.map { $0.moved(bitPlace) }
    switch action {
    case .measure(let bit): moved.action = .measure(into: bitPlace(bit))
    case .block(let circuit, let label, let bits):
      moved.action = .block(circuit, label: label, bits: bits.map(bitPlace))
    case .gate, .reset, .barrier: break
    }
    return moved
  }

  /// The same operation with other angles.
  func mapAngles(_ transform: (Angle) -> Angle) -> Operation {
    var mapped = self
    switch action {
    case .gate(let gate, let angles):
      if angles.isEmpty { return self }
      mapped.action = .gate(gate, angles.map(transform))
    case .block(let circuit, let label, let bits):
      mapped.action = .block(circuit.mapAngles(transform), label: label, bits: bits)
    case .measure, .reset, .barrier: break
    }
    return mapped
  }
}

extension Operation: CustomStringConvertible {
  /// The operation as it is typed: `rx(0.3, 1)`.
  public var description: String {
    let places = qubits.map(String.init)
    let text =
      switch action {
      case .gate(let gate, let angles):
        "\(gate.name)(\((angles.map(\.description) + places).joined(separator: ", ")))"
      case .measure(let bit): "measure(\(places.joined(separator: ", ")), into: \(bit))"
      case .reset: "reset(\(places.joined(separator: ", ")))"
      case .barrier: "barrier(\(places.joined(separator: ", ")))"
      case .block(_, let label, _): "\(label)(\(places.joined(separator: ", ")))"
      }
    return condition.map { "\(text) if \($0)" } ?? text
  }
}
