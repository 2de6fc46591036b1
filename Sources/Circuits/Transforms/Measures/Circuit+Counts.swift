extension Circuit {
  /// How often each gate, measurement and reset stands in the circuit, by its name; a block counts as one,
  /// and barriers and turns of the phase of the whole are left out.
  ///
  /// ```swift
  /// bell.counts                                   // ["h": 1, "cx": 1]
  /// ```
  public var counts: [String: Int] {
    operations.reduce(into: [:]) { counts, operation in
      if let name = operation.countedName { counts[name, default: 0] += 1 }
    }
  }

  /// How many gates act on exactly two qubits.
  public var twoQubitCount: Int {
    operations.count { $0.gate != nil && $0.qubits.count == 2 }
  }

  /// How many steps the circuit takes when operations on different qubits and bits are done at once.
  ///
  /// A barrier takes no step, and holds back what comes behind it.
  public var depth: Int { depth { $0.countedName != nil } }

  /// How many steps the gates of two and more qubits take, when all else takes none.
  public var twoQubitDepth: Int { depth { $0.gate != nil && $0.qubits.count >= 2 } }

  private func depth(_ counts: (Operation) -> Bool) -> Int {
    var qubits = [Int](repeating: 0, count: qubitCount)
    var bits = [Int](repeating: 0, count: bitCount)
    var deepest = 0
    for operation in operations {
      let read = operation.bits
      var level = counts(operation) ? 1 : 0
      level += max(
        operation.qubits.reduce(0) { max($0, qubits[$1]) }, read.reduce(0) { max($0, bits[$1]) })
      for qubit in operation.qubits { qubits[qubit] = level }
      for bit in read { bits[bit] = level }
      if !operation.qubits.isEmpty { deepest = max(deepest, level) }
    }
    return deepest
  }
}

extension Operation {
  /// The name by which it is counted; nothing for barriers and for turns of the phase of the whole.
  var countedName: String? {
    switch action {
    case .gate(let gate, _): qubits.isEmpty ? nil : gate.name
    case .measure: "measure"
    case .reset: "reset"
    case .block(_, let label, _): label
    case .barrier: nil
    }
  }
}
