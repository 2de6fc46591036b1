extension Circuit {
  /// Appends another circuit, on chosen qubits and bits.
  ///
  /// ```swift
  /// circuit.append(bell, on: [2, 0])              // its qubit 0 is qubit 2 here
  /// ```
  ///
  /// - Parameters:
  ///   - other: The circuit to append.
  ///   - qubits: The qubit here for each of its qubits; the first ones unless given.
  ///   - bits: The bit here for each of its classical bits; the same ones unless given.
  /// - Complexity: O(*k*) in the number of operations appended.
  public mutating func append(_ other: Circuit, on qubits: [Int]? = nil, bits: [Int]? = nil) {
    let places = qubits ?? Array(0..<other.qubitCount)
    let bitPlaces = bits ?? Array(0..<other.bitCount)
    guard places.count == other.qubitCount, bitPlaces.count == other.bitCount else {
      return note(
        "append of a circuit",
        "it has \(other.qubitCount) qubits and \(other.bitCount) bits; "
          + "\(places.count) and \(bitPlaces.count) are given")
    }
    let staysInPlace = qubits == nil && bits == nil
    operations.reserveCapacity(operations.count + other.operations.count)
    for operation in other.operations {
      append(
        staysInPlace
          ? operation : operation.moved(qubits: { places[$0] }, bits: { bitPlaces[$0] }))
    }
    flaws += other.flaws
    addBits(bitPlaces, "append of a circuit")
  }

  /// Sees to it that there are some bits, where measuring makes more.
  private mutating func addBits(_ places: [Int], _ words: String) {
    guard addsBits else { return }
    if let bit = places.first(where: { !(0..<Circuit.mostQubits ~= $0) }) {
      return note(words, "bit \(bit) is outside a circuit of \(Circuit.mostQubits) classical bits")
    }
    bitCount = max(bitCount, (places.max() ?? -1) + 1)
  }

  /// The circuit with another one behind it.
  public func appending(_ other: Circuit, on qubits: [Int]? = nil, bits: [Int]? = nil) -> Circuit {
    var circuit = self
    circuit.append(other, on: qubits, bits: bits)
    return circuit
  }

  /// Appends another circuit as one operation with a label, which a diagram shows as one box.
  ///
  /// What can be undone becomes a gate; a circuit that measures becomes a block.
  ///
  /// - Parameters:
  ///   - other: The circuit to append.
  ///   - label: The words in its box.
  ///   - qubits: The qubit here for each of its qubits; the first ones unless given.
  ///   - bits: The bit here for each of its classical bits; the same ones unless given.
  public mutating func append(
    _ other: Circuit, labelled label: String, on qubits: [Int]? = nil, bits: [Int]? = nil
  ) {
    let places = qubits ?? Array(0..<other.qubitCount)
    guard other.flaws.isEmpty else {
      flaws += other.flaws
      return
    }
    if other.isUnitary && other.bitCount == 0 {
      return append(Gate(label, circuit: other), other.symbols.map { Angle($0) }, on: places)
    }
    let bits = bits ?? Array(0..<other.bitCount)
    addBits(bits, label)
    append(Operation(.block(other, label: label, bits: bits), on: places))
  }

  /// The circuit beside another one, whose qubits and bits come behind those of this one.
  public func tensored(with other: Circuit) -> Circuit {
    var circuit = resized(toQubits: qubitCount + other.qubitCount, bits: bitCount + other.bitCount)
    circuit.append(
      other, on: Array(qubitCount..<qubitCount + other.qubitCount),
      bits: Array(bitCount..<bitCount + other.bitCount))
    return circuit
  }

  /// The circuit so many times, one after the other.
  ///
  /// - Parameter count: How often; less than 0 is a flaw, and so are more than 4,194,304 operations.
  /// - Returns: The circuit behind itself.
  public func repeated(_ count: Int) -> Circuit {
    var circuit = emptied()
    if count < 0 { circuit.note("repeated(\(count))", "a circuit is repeated 0 times or more") }
    circuit.flaws += flaws
    guard count > 0, !operations.isEmpty else { return circuit }
    guard count == 1 || count <= Circuit.mostBuilt / operations.count else {
      circuit.note(
        "repeated(\(count))",
        "\(operations.count) operations so often would be more than \(Circuit.mostBuilt)")
      return circuit
    }
    circuit.operations.reserveCapacity(operations.count * count)
    for _ in 0..<count { circuit.operations += operations }
    return circuit
  }

  /// The circuit to a whole power; a negative one undoes it.
  public func raised(to power: Int) -> Circuit {
    power < 0 ? inverted().repeated(Int(clamping: power.magnitude)) : repeated(power)
  }

  /// The circuit with its qubits elsewhere.
  ///
  /// - Parameters:
  ///   - places: Where each qubit goes.
  ///   - qubits: How many qubits there are then; as many as before unless given.
  /// - Returns: A circuit that does the same to other qubits.
  public func remapped(to places: [Int], qubits: Int? = nil) -> Circuit {
    var circuit = Circuit(qubits: qubits ?? qubitCount, bits: bitCount)
    circuit.append(self, on: places)
    return circuit
  }

  /// The operations of a range, on the same qubits.
  public subscript(range: Range<Int>) -> Circuit {
    var circuit = emptied()
    guard 0...operations.count ~= range.lowerBound, range.upperBound <= operations.count else {
      circuit.note("[\(range)]", "there are \(operations.count) operations, from 0")
      return circuit
    }
    circuit.operations = Array(operations[range])
    return circuit
  }

  /// The same qubits and bits, and nothing done to them.
  public func emptied() -> Circuit { resized(toQubits: qubitCount, bits: bitCount, []) }

  /// The circuit with other operations that are known to fit it.
  func with(_ operations: [Operation]) -> Circuit {
    var circuit = self
    circuit.operations = operations
    return circuit
  }

  /// A circuit of another size with the operations of this one, or others.
  private func resized(
    toQubits qubits: Int, bits: Int, _ operations: [Operation]? = nil
  ) -> Circuit {
    var circuit = Circuit(qubits: qubits, bits: addsBits ? nil : bits)
    circuit.bitCount = bits
    circuit.operations = operations ?? self.operations
    circuit.flaws += operations == nil ? flaws : []
    return circuit
  }
}

/// One circuit behind the other.
///
/// The right one may be narrower, and is then on the first qubits.
public func + (left: Circuit, right: Circuit) -> Circuit { left.appending(right) }
