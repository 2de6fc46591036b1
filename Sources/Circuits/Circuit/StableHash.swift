extension Circuit {
  /// A number that is the same for equal circuits, in every process and on every machine.
  ///
  /// Swift's own hashes differ from run to run; this one can name a file or a cached result. Different
  /// circuits have the same number with a chance of 2⁻⁶⁴.
  ///
  /// - Complexity: O(*k*) in the number of operations.
  public var stableHash: UInt64 {
    var hash = StableHash()
    hash.add(self)
    return hash.value
  }
}

/// Mixes words one by one, with the finaliser of MurmurHash3 by Austin Appleby.
private struct StableHash {
  private(set) var value: UInt64 = 0x5155_494C_4C00_0001

  mutating func add(_ word: UInt64) {
    value ^= word
    value ^= value >> 33
    value &*= 0xFF51_AFD7_ED55_8CCD
    value ^= value >> 33
    value &*= 0xC4CE_B9FE_1A85_EC53
    value ^= value >> 33
  }

  mutating func add(_ number: Int) { add(UInt64(bitPattern: Int64(number))) }

  /// Both zeros are the same number.
  mutating func add(_ number: Double) { add((number == 0 ? 0 : number).bitPattern) }

  mutating func add(_ text: String) {
    add(text.utf8.count)
    for byte in text.utf8 { add(UInt64(byte)) }
  }

  mutating func add(_ circuit: Circuit) {
    add(circuit.qubitCount)
    add(circuit.bitCount)
    add(circuit.operations.count)
    for operation in circuit.operations { add(operation) }
    for flaw in circuit.flaws { add(flaw.description) }
  }

  private mutating func add(_ operation: Operation) {
    for qubit in operation.qubits { add(qubit) }
    if let condition = operation.condition { add("\(condition)") }
    switch operation.action {
    case .gate(let gate, let angles):
      add(gate)
      for angle in angles { add(angle) }
    case .measure(let bit):
      add("measure")
      add(bit)
    case .reset: add("reset")
    case .barrier: add("barrier")
    case .block(let circuit, let label, let bits):
      add(label)
      for bit in bits { add(bit) }
      add(circuit)
    }
  }

  private mutating func add(_ gate: Gate) {
    add(gate.name)
    for constant in gate.constants { add(constant) }
    switch gate.action {
    case .permutation(let places): for place in places { add(place) }
    case .pauliRotation(let string): add("\(string)")
    case .controlled(let base, let states):
      for state in states { add(state ? 1 : 0) }
      add(base)
    case .circuit(let circuit, _): add(circuit)
    case .diagonal, .matrix, .multiplexedRotation: break
    }
  }

  private mutating func add(_ angle: Angle) {
    add(angle.constant)
    for term in angle.terms {
      add(term.coefficient)
      for symbol in term.factors {
        add(symbol.role.rawValue)
        add(symbol.group)
        add(symbol.index)
      }
    }
  }
}
