extension Circuit {
  /// Appends a gate.
  ///
  /// ```swift
  /// circuit.append(.rx, [0.3], on: [1])
  /// ```
  ///
  /// - Parameters:
  ///   - gate: The gate.
  ///   - angles: As many angles as the gate has.
  ///   - qubits: As many qubits as the gate has, all different.
  /// - Complexity: O(*k*) for *k* qubits and angles.
  public mutating func append(_ gate: Gate, _ angles: [Angle] = [], on qubits: [Int]) {
    let operation = Operation(gate, angles, on: qubits)
    if fits(gate, angles, qubits) {
      operations.append(operation)
    } else {
      append(operation)
    }
  }

  /// Whether nothing is wrong with a gate; quicker than asking what, since a loop may append a hundred
  /// thousand.
  private func fits(_ gate: Gate, _ angles: [Angle], _ qubits: [Int]) -> Bool {
    guard gate.qubitCount == qubits.count, gate.angleCount == angles.count, qubits.count <= 4
    else { return false }
    for place in 0..<qubits.count {
      guard 0..<qubitCount ~= qubits[place] else { return false }
      for other in 0..<place where qubits[other] == qubits[place] { return false }
    }
    return angles.allSatisfy { $0.isSound }
  }

  /// Appends an operation.
  ///
  /// - Complexity: O(*k*) for *k* qubits and angles.
  public mutating func append(_ operation: Operation) {
    if let reason = flaw(in: operation) {
      note("\(operation)", reason)
    } else {
      addBits(for: operation)
      operations.append(operation)
    }
  }

  /// Inserts an operation before another.
  ///
  /// - Parameters:
  ///   - operation: The operation.
  ///   - place: The place that it will have; the count of operations to append it.
  public mutating func insert(_ operation: Operation, at place: Int) {
    if let reason = flaw(in: operation) {
      note("\(operation)", reason)
    } else if 0...operations.count ~= place {
      addBits(for: operation)
      operations.insert(operation, at: place)
    } else {
      note("insert(\(operation), at: \(place))", "places are 0 to \(operations.count)")
    }
  }

  /// Takes an operation out.
  ///
  /// - Parameter place: Its place.
  public mutating func remove(at place: Int) {
    guard operations.indices ~= place else {
      note("remove(at: \(place))", "there are \(operations.count) operations, from 0")
      return
    }
    operations.remove(at: place)
  }

  /// Appends what a gate does to each of several qubits, one after the other.
  mutating func append(_ gate: Gate, _ angles: [Angle] = [], onEach qubits: [Int]) {
    if qubits.count == 1 { return append(gate, angles, on: qubits) }
    if qubits.isEmpty { note("\(gate.name)()", "it is said on no qubit") }
    for qubit in qubits { append(gate, angles, on: [qubit]) }
  }

  /// Appends what may turn out to be impossible, which then is a flaw.
  mutating func attempt(
    _ words: String, _ append: (inout Circuit) throws(CircuitError) -> Void
  ) {
    do { try append(&self) } catch { note(words, "\(error)") }
  }

  private mutating func addBits(for operation: Operation) {
    guard addsBits, case .measure(let bit) = operation.action else { return }
    bitCount = max(bitCount, bit + 1)
  }

  /// What is wrong with an operation on this circuit.
  private func flaw(in operation: Operation) -> String? {
    let qubits = operation.qubits
    for qubit in qubits where !(0..<qubitCount ~= qubit) {
      return "qubit \(qubit) is outside a circuit of \(qubitCount) qubits"
    }
    if let twice = qubits.firstRepeated { return "qubit \(twice) stands there twice" }
    return operation.condition.flatMap(flaw) ?? flaw(in: operation.action, on: operation.qubits)
  }

  private func flaw(in action: Operation.Action, on qubits: [Int]) -> String? {
    switch action {
    case .gate(let gate, let angles):
      if gate.qubitCount != qubits.count {
        return "\(gate.name) acts on \(gate.qubitCount) qubits, and \(qubits.count) are given"
      }
      if gate.angleCount != angles.count {
        return "\(gate.name) has \(gate.angleCount) angles, and \(angles.count) are given"
      }
      return angles.lazy.compactMap(\.flaw).first
    case .measure(let bit):
      if qubits.count != 1 { return "one qubit is measured into one bit" }
      let most = addsBits ? Circuit.mostQubits : bitCount
      return 0..<most ~= bit ? nil : "bit \(bit) is outside a circuit of \(most) classical bits"
    case .reset: return qubits.count == 1 ? nil : "one qubit is reset at a time"
    case .barrier: return nil
    case .block(let circuit, let label, let bits): return flaw(in: circuit, label, bits, on: qubits)
    }
  }

  private func flaw(
    in block: Circuit, _ label: String, _ bits: [Int], on qubits: [Int]
  ) -> String? {
    if let flaw = block.flaws.first { return "in \(label), \(flaw)" }
    if block.qubitCount != qubits.count {
      return "\(label) acts on \(block.qubitCount) qubits, and \(qubits.count) are given"
    }
    if block.bitCount != bits.count {
      return "\(label) has \(block.bitCount) classical bits, and \(bits.count) are given"
    }
    if let bit = bits.first(where: { !(0..<bitCount ~= $0) }) {
      return "bit \(bit) is outside a circuit of \(bitCount) classical bits"
    }
    return bits.firstRepeated.map { "bit \($0) stands there twice" }
  }

  private func flaw(in condition: Condition) -> String? {
    if let bit = condition.bits.first(where: { !(0..<bitCount ~= $0) }) {
      return "the condition reads bit \(bit), which is outside \(bitCount) classical bits"
    }
    return condition.flaw
  }
}

extension Operation {
  /// What is wrong with its angles, also with those of a block.
  var angleFlaw: String? {
    switch action {
    case .gate(_, let angles):
      angles.lazy.compactMap { $0.isSound ? nil : $0.flaw }.first
    case .block(let circuit, _, _): circuit.operations.lazy.compactMap(\.angleFlaw).first
    case .measure, .reset, .barrier: nil
    }
  }
}

extension Angle {
  /// What is wrong with the angle.
  var flaw: String? {
    flaws.first ?? (isSound ? nil : "an angle has to be finite")
  }

  /// Whether nothing is wrong with the angle.
  fileprivate var isSound: Bool {
    constant.isFinite && flaws.isEmpty && terms.allSatisfy { $0.coefficient.isFinite }
  }
}

extension [Int] {
  /// The first number that stands before already.
  fileprivate var firstRepeated: Int? {
    if count == 2 { return self[0] == self[1] ? self[0] : nil }
    if count < 16 { return indices.first { self[..<$0].contains(self[$0]) }.map { self[$0] } }
    var seen = Set<Int>(minimumCapacity: count)
    return first { !seen.insert($0).inserted }
  }
}
