extension Circuit {
  /// The circuit in OpenQASM 3.
  ///
  /// ```swift
  /// print(try bell.openQASM3())
  /// ```
  ///
  /// Everything that a circuit can be is written; matrices are taken apart. Open symbols become inputs:
  /// the feature `x[2]` is `x_2`, the weight `w[2]` is `w_2`, and other groups go by their names. Gates
  /// without a name in `stdgates.inc` are defined.
  ///
  /// - Returns: A text from which the same circuit is read.
  /// - Throws: ``CircuitError/flawed(_:flaws:)`` for a circuit with flaws, and
  ///   ``CircuitError/notWritable(_:version:reason:)`` for a matrix that is too large to be taken apart.
  /// - Complexity: O(*k*) in the number of operations.
  public func openQASM3() throws(CircuitError) -> String {
    let circuit = try checked()
    var writer = OpenQASMWriter(version: 3)
    let symbols = circuit.symbols
    writer.name(symbols)
    let names = writer.symbols
    var declarations = symbols.map { "input float[64] \(names[$0] ?? "");" }
    if qubitCount > 0 { declarations.append("qubit[\(qubitCount)] q;") }
    if bitCount > 0 { declarations.append("bit[\(bitCount)] c;") }
    var text = OpenQASM3Text(writer: writer, bitCount: bitCount, qubitCount: qubitCount)
    let lines = try text.lines(circuit.operations)
    return text.writer.text(declarations, lines)
  }
}

/// The lines of a circuit in OpenQASM 3.
private struct OpenQASM3Text {
  var writer: OpenQASMWriter
  let bitCount: Int
  let qubitCount: Int

  mutating func lines(_ operations: [Operation]) throws(CircuitError) -> [String] {
    var lines: [String] = []
    var rest = operations[...]
    while let first = rest.first {
      guard let condition = first.condition else {
        lines += try self.lines(first)
        rest = rest.dropFirst()
        continue
      }
      let part = OpenQASM3Text.part(rest)
      rest = rest.dropFirst(part.count)
      lines += ["if (\(text(condition))) {"] + (try indented(part))
      // The other way follows only where this one has not changed what the condition reads.
      if rest.first?.condition == !condition, part.allSatisfy({ $0.writtenBits.isEmpty }) {
        let other = OpenQASM3Text.part(rest)
        rest = rest.dropFirst(other.count)
        lines += ["} else {"] + (try indented(other))
      }
      lines.append("}")
    }
    return lines
  }

  /// The first operations that stand in one pair of braces: gates under one condition, or a single
  /// operation.
  private static func part(_ operations: ArraySlice<Operation>) -> ArraySlice<Operation> {
    guard let first = operations.first, first.writtenBits.isEmpty else {
      return operations.prefix(1)
    }
    return operations.prefix { $0.condition == first.condition && $0.writtenBits.isEmpty }
  }

  private mutating func indented(
    _ operations: ArraySlice<Operation>
  ) throws(CircuitError) -> [String] {
    var lines: [String] = []
    for operation in operations { lines += try self.lines(operation).map { "  \($0)" } }
    return lines
  }

  /// The lines of an operation without its condition.
  private mutating func lines(_ operation: Operation) throws(CircuitError) -> [String] {
    let qubits = operation.qubits.map { "q[\($0)]" }
    switch operation.action {
    case .gate(let gate, let angles):
      let names = writer.symbols
      return try writer.lines(gate, angles, on: qubits) { names[$0] ?? "0" }
    case .measure(let bit): return ["c[\(bit)] = measure \(qubits[0]);"]
    case .reset: return ["reset \(qubits[0]);"]
    case .barrier:
      if qubits.isEmpty { return [] }
      let isWhole = operation.qubits.elementsEqual(0..<qubitCount)
      return ["barrier \(isWhole ? "q" : qubits.joined(separator: ", "));"]
    case .block(let circuit, _, let bits):
      return try lines(
        circuit.operations.map { inner in
          inner.moved(qubits: { operation.qubits[$0] }, bits: { bits[$0] })
        })
    }
  }

  private func text(_ condition: Condition) -> String {
    let bits = condition.bits
    if bits.count > 1 && bits.elementsEqual(0..<bitCount) {
      return "c \(condition.isNegated ? "!=" : "==") \(condition.value)"
    }
    let parts = bits.enumerated().map { index, bit in
      (condition.value >> UInt64(index) & 1 == 1 ? "" : "!") + "c[\(bit)]"
    }
    guard condition.isNegated else { return parts.joined(separator: " && ") }
    guard parts.count == 1 else { return "!(\(parts.joined(separator: " && ")))" }
    return condition.value == 1 ? "!c[\(bits[0])]" : "c[\(bits[0])]"
  }
}
