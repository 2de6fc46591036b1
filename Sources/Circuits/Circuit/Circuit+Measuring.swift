extension Circuit {
  /// Measures a qubit and writes what it shows, 0 or 1, into a classical bit.
  ///
  /// - Parameters:
  ///   - qubit: The qubit.
  ///   - bit: The bit; the one with the qubit's number unless given.
  public mutating func measure(_ qubit: Int, into bit: Int? = nil) {
    append(Operation(.measure(into: bit ?? qubit), on: [qubit]))
  }

  /// Measures every qubit into the bit of its number.
  public mutating func measureAll() {
    for qubit in 0..<qubitCount { measure(qubit) }
  }

  /// Puts qubits into the state 0, whatever they were in.
  public mutating func reset(_ qubits: Int...) {
    for qubit in qubits { append(Operation(.reset, on: [qubit])) }
  }

  /// Keeps what stands before it before what comes behind it, on some qubits or on all.
  public mutating func barrier(_ qubits: Int...) {
    append(Operation(.barrier, on: qubits.isEmpty ? Array(0..<qubitCount) : qubits))
  }

  /// Appends what is done only where a condition holds.
  ///
  /// ```swift
  /// circuit.measure(0, into: 0)
  /// circuit.when(Condition(bit: 0)) { $0.x(1) }
  /// ```
  ///
  /// The condition is looked at once, before the first operation; what measures into its own bits, or
  /// has conditions inside, is kept as one block.
  ///
  /// - Parameters:
  ///   - condition: When it is done.
  ///   - label: The words in the box of a block.
  ///   - build: What appends the operations, on the qubits of this circuit.
  public mutating func when(
    _ condition: Condition, label: String = "if", _ build: (inout Circuit) -> Void
  ) {
    var inner = emptied()
    build(&inner)
    flaws += inner.flaws
    bitCount = max(bitCount, addsBits ? inner.bitCount : bitCount)
    let isSimple = inner.operations.allSatisfy { operation in
      guard operation.condition == nil else { return false }
      if case .gate = operation.action { return true }
      return operation.action == .barrier || operation.action == .reset
    }
    if isSimple {
      for var operation in inner.operations {
        operation.condition = condition
        append(operation)
      }
    } else {
      append(
        Operation(
          .block(inner, label: label, bits: Array(0..<inner.bitCount)),
          on: Array(0..<qubitCount), if: condition))
    }
  }
}
