extension Circuit {
  /// The circuit in OpenQASM 2.
  ///
  /// ```swift
  /// print(try bell.openQASM2())
  /// ```
  ///
  /// Gates without a name in `qelib1.inc` are defined. A condition there compares a whole register with a
  /// number; so the bits that conditions read get registers of their own, and what is done for several
  /// numbers is written once for each. A global phase is left out.
  ///
  /// - Returns: A text from which a circuit is read that does the same.
  /// - Throws: ``CircuitError/flawed(_:flaws:)`` for a circuit with flaws, ``CircuitError/open(_:)`` for
  ///   open symbols, and ``CircuitError/notWritable(_:version:reason:)`` for conditions that version 2
  ///   cannot say.
  /// - Complexity: O(*k*) in the number of operations.
  public func openQASM2() throws(CircuitError) -> String {
    let circuit = try checked()
    guard circuit.symbols.isEmpty else { throw .open(circuit.symbols) }
    var text = OpenQASM2Text(
      layout: BitLayout(circuit.operations, bitCount: bitCount), qubitCount: qubitCount)
    var declarations = qubitCount > 0 ? ["qreg q[\(qubitCount)];"] : []
    declarations += text.layout.registers.map { "creg \($0.name)[\($0.range.count)];" }
    try text.append(circuit.operations, under: [])
    return text.writer.text(declarations, text.lines)
  }
}

/// The lines of a circuit in OpenQASM 2.
private struct OpenQASM2Text {
  var writer = OpenQASMWriter(version: 2)
  var lines: [String] = []
  let layout: BitLayout
  let qubitCount: Int

  init(layout: BitLayout, qubitCount: Int) {
    (self.layout, self.qubitCount) = (layout, qubitCount)
  }

  /// Appends operations that are done where all of some conditions hold.
  mutating func append(
    _ operations: [Operation], under conditions: [Condition]
  ) throws(CircuitError) {
    for (place, operation) in operations.enumerated() {
      let all = conditions + (operation.condition.map { [$0] } ?? [])
      if case .block(let circuit, _, let bits) = operation.action {
        try append(
          circuit.operations.map { inner in
            inner.moved(qubits: { operation.qubits[$0] }, bits: { bits[$0] })
          }, under: all)
      } else {
        let prefixes = try layout.prefixes(all)
        let own = try self.lines(operation)
        lines += prefixes.flatMap { prefix in own.map { prefix + $0 } }
      }
      // Each operation looks at the bits anew.
      let read = Set(conditions.flatMap(\.bits))
      if place + 1 < operations.count, !read.isDisjoint(with: operation.writtenBits) {
        throw .notWritable(
          "\(operation)", version: 2,
          reason:
            "it measures into a bit on which what comes behind it depends; use another bit, or "
            + "OpenQASM 3")
      }
    }
  }

  /// The lines of an operation that is no block, without its condition.
  private mutating func lines(_ operation: Operation) throws(CircuitError) -> [String] {
    let qubits = operation.qubits.map { "q[\($0)]" }
    switch operation.action {
    case .gate(let gate, let angles): return try writer.lines(gate, angles, on: qubits) { _ in "0" }
    case .measure(let bit): return ["measure \(qubits[0]) -> \(layout.name(of: bit));"]
    case .reset: return ["reset \(qubits[0]);"]
    case .barrier:
      if qubits.isEmpty || operation.condition != nil { return [] }
      let isWhole = operation.qubits.elementsEqual(0..<qubitCount)
      return ["barrier \(isWhole ? "q" : qubits.joined(separator: ", "));"]
    case .block: return []
    }
  }
}

/// How classical bits are cut into registers, so that conditions compare whole ones.
struct BitLayout {
  /// A register of neighbouring bits.
  struct Register {
    let name: String
    let range: Range<Int>
  }

  private(set) var registers: [Register] = []

  /// The most bits of a register of which a condition reads only some.
  static let widest = 10

  init(_ operations: [Operation], bitCount: Int) {
    var spans: [Range<Int>] = []
    BitLayout.collect(operations, [], into: &spans)
    spans.sort { $0.lowerBound < $1.lowerBound }
    var ranges: [Range<Int>] = []
    for span in spans {
      if let last = ranges.last, span.lowerBound < last.upperBound {
        ranges[ranges.count - 1] = last.lowerBound..<max(last.upperBound, span.upperBound)
      } else {
        ranges.append(span)
      }
    }
    var all: [Range<Int>] = []
    for range in ranges + [bitCount..<bitCount] {
      let start = all.last?.upperBound ?? 0
      if start < range.lowerBound { all.append(start..<range.lowerBound) }
      if !range.isEmpty { all.append(range) }
    }
    registers = all.enumerated().map { index, range in
      Register(name: all.count == 1 ? "c" : "c\(index)", range: range)
    }
  }

  /// The bits from the first to the last that conditions of one operation read together.
  private static func collect(
    _ operations: [Operation], _ outer: [Int], into spans: inout [Range<Int>]
  ) {
    for operation in operations {
      let read = outer + (operation.condition?.bits ?? [])
      if let first = read.min(), let last = read.max() { spans.append(first..<last + 1) }
      guard case .block(let circuit, _, let bits) = operation.action else { continue }
      collect(
        circuit.operations.map { $0.moved(qubits: { $0 }, bits: { bits[$0] }) }, read, into: &spans)
    }
  }

  private func register(of bit: Int) -> Register? {
    var (low, high) = (0, registers.count)
    while low < high {
      let middle = (low + high) / 2
      if registers[middle].range.upperBound <= bit { low = middle + 1 } else { high = middle }
    }
    return low < registers.count ? registers[low] : nil
  }

  func name(of bit: Int) -> String {
    register(of: bit).map { "\($0.name)[\(bit - $0.range.lowerBound)]" } ?? ""
  }

  /// What stands before an operation: one `if` for each number of the register with which all conditions
  /// hold.
  func prefixes(_ conditions: [Condition]) throws(CircuitError) -> [String] {
    guard let first = conditions.first else { return [""] }
    guard let register = register(of: first.bits[0]) else { return [] }
    if conditions.count == 1, !first.isNegated, first.bits.elementsEqual(register.range) {
      return ["if(\(register.name)==\(first.value)) "]
    }
    guard register.range.count <= BitLayout.widest else {
      throw .notWritable(
        "\(first)", version: 2,
        reason:
          "conditions compare whole registers, and this one would have \(register.range.count) "
          + "bits; \(BitLayout.widest) are the most, or use OpenQASM 3")
    }
    var state = Array(repeating: false, count: register.range.upperBound)
    return (0..<1 << register.range.count).compactMap { number in
      for bit in register.range {
        state[bit] = number >> (bit - register.range.lowerBound) & 1 == 1
      }
      let holds = conditions.allSatisfy { $0.holds(for: state) }
      return holds ? "if(\(register.name)==\(number)) " : nil
    }
  }
}
