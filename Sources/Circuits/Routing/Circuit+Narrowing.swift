extension Circuit {
  /// The circuit with every gate on more than two qubits written with smaller ones, in its blocks too.
  ///
  /// - Throws: ``CircuitError`` for such a gate that cannot be taken apart.
  func narrowed() throws(CircuitError) -> Circuit {
    guard operations.contains(where: { $0.isWide }) else { return self }
    var narrow: [Operation] = []
    narrow.reserveCapacity(operations.count)
    for operation in operations { try operation.narrow(into: &narrow) }
    return with(narrow)
  }

  /// The circuit with the operations of its blocks in their place, where no condition keeps them together.
  func unboxed() -> Circuit {
    let isBoxed = operations.contains {
      if case .block = $0.action { $0.condition == nil } else { false }
    }
    guard isBoxed else { return self }
    return with(
      operations.flatMap { operation -> [Operation] in
        guard operation.condition == nil, case .block(let inner, _, let bits) = operation.action
        else { return [operation] }
        return inner.unboxed().operations.map { part in
          part.moved(qubits: { operation.qubits[$0] }, bits: { bits[$0] })
        }
      })
  }

  /// Other operations of these qubits and bits, among more qubits.
  func widened(to qubits: Int, _ operations: [Operation]) -> Circuit {
    var circuit = Circuit(qubits: qubits, bits: addsBits ? nil : bitCount)
    circuit.bitCount = bitCount
    circuit.operations = operations
    return circuit
  }

  /// The pairs of qubits that meet in gates, each once, the lower first; of a narrow circuit.
  var meetings: [(Int, Int)] {
    var seen = Set<Int>()
    var pairs: [(Int, Int)] = []
    forEachMeeting { a, b in
      let (low, high) = (min(a, b), max(a, b))
      if seen.insert(low * qubitCount + high).inserted { pairs.append((low, high)) }
    }
    return pairs
  }

  private func forEachMeeting(_ meet: (Int, Int) -> Void) {
    for operation in operations {
      switch operation.action {
      case .gate: if operation.qubits.count == 2 { meet(operation.qubits[0], operation.qubits[1]) }
      case .block(let inner, _, _):
        inner.forEachMeeting { meet(operation.qubits[$0], operation.qubits[$1]) }
      case .measure, .reset, .barrier: break
      }
    }
  }
}

extension Operation {
  /// Whether it has a gate on more than two qubits.
  fileprivate var isWide: Bool {
    switch action {
    case .gate: qubits.count > 2
    case .block(let inner, _, _): inner.operations.contains { $0.isWide }
    case .measure, .reset, .barrier: false
    }
  }

  fileprivate func narrow(into narrow: inout [Operation]) throws(CircuitError) {
    switch action {
    case _ where !isWide: narrow.append(self)
    case .gate(let gate, let angles):
      for part in try parts(of: gate, angles).operations {
        var part = part.moved { qubits[$0] }
        part.condition = condition
        try part.narrow(into: &narrow)
      }
    case .block(let inner, let label, let bits):
      var whole = self
      whole.action = .block(try inner.narrowed(), label: label, bits: bits)
      narrow.append(whole)
    case .measure, .reset, .barrier: narrow.append(self)
    }
  }

  /// What a gate is made of; what is not made of other gates is taken apart by its matrix.
  private func parts(of gate: Gate, _ angles: [Angle]) throws(CircuitError) -> Circuit {
    if let parts = gate.expanded(angles) { return parts }
    let alone = Circuit(qubits: gate.qubitCount) {
      $0.append(gate, angles, on: [Int](0..<gate.qubitCount))
    }
    return try alone.lowered(into: .universal, spare: .none)
  }
}
