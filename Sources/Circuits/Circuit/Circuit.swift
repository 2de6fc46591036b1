/// An ordered list of operations on qubits: a value, which can be printed, compared, copied and sent.
///
/// ```swift
/// let bell = Circuit(qubits: 2) {
///   $0.h(0)
///   $0.cx(0, 1)
/// }
/// var growing = Circuit(qubits: 2, bits: 1)
/// growing.append(bell)
/// growing.measure(0, into: 0)
/// ```
///
/// Nothing that is asked of a circuit stops a program. What cannot be, as a qubit that is not there, is
/// left out and noted in ``flaws``; the first use of the circuit throws one error that lists them all.
///
/// Qubit 0 is the lowest bit of an index, as in Qiskit.
public struct Circuit: Sendable {
  /// How many qubits there are.
  public let qubitCount: Int
  /// How many classical bits there are.
  public internal(set) var bitCount: Int
  /// What is done, in order.
  public internal(set) var operations: [Operation] = []
  /// What was asked for and cannot be.
  public internal(set) var flaws: [Flaw] = []
  /// Whether measuring into a bit behind the last makes more bits.
  let addsBits: Bool

  /// Something that was asked of a circuit and cannot be.
  public struct Flaw: Hashable, Sendable, CustomStringConvertible {
    /// The place of the operation among all that were asked for, from 0.
    public let place: Int
    /// The operation as it was asked for.
    public let operation: String
    /// What is wrong with it.
    public let reason: String

    /// `operation 3, cx(0, 5): qubit 5 is outside a circuit of 2 qubits`.
    public var description: String { "operation \(place), \(operation): \(reason)" }
  }

  /// A circuit on qubits.
  ///
  /// More than 16,777,216 qubits or bits are a flaw, and there are none then.
  ///
  /// - Parameters:
  ///   - qubits: How many qubits there are.
  ///   - bits: How many classical bits there are; as many as are measured into, if nothing is said.
  ///   - build: What appends the first operations.
  public init(qubits: Int, bits: Int? = nil, _ build: (inout Circuit) -> Void = { _ in }) {
    qubitCount = 0...Circuit.mostQubits ~= qubits ? qubits : 0
    bitCount = 0...Circuit.mostQubits ~= bits ?? 0 ? bits ?? 0 : 0
    addsBits = bits == nil
    if qubitCount != qubits {
      note("Circuit(qubits: \(qubits))", "a circuit has 0 to \(Circuit.mostQubits) qubits")
    }
    if let bits, bitCount != bits {
      note("Circuit(bits: \(bits))", "a circuit has 0 to \(Circuit.mostQubits) classical bits")
    }
    build(&self)
  }

  /// More qubits than any simulator here takes; an index beyond is a mistake.
  package static let mostQubits = 1 << 24

  /// More operations than a builder makes, in layers or in steps; one by one there may be more.
  package static let mostBuilt = 1 << 22

  mutating func note(_ operation: String, _ reason: String) {
    let place = operations.count + flaws.count
    flaws.append(Flaw(place: place, operation: operation, reason: reason))
  }

  /// The circuit, once it is known that nothing is wrong with it.
  ///
  /// - Throws: ``CircuitError/flawed(_:flaws:)`` that lists all flaws.
  public func checked() throws(CircuitError) -> Circuit {
    guard flaws.isEmpty else {
      throw .flawed("circuit on \(qubitCount) qubits", flaws: flaws.map(\.description))
    }
    return self
  }
}

extension Circuit {
  /// Whether the circuit can be undone: it measures nothing, resets nothing and depends on no bits.
  public var isUnitary: Bool { operations.allSatisfy(\.isUnitary) }

  /// The weights and features that the circuit leaves open, each once, in order.
  public var symbols: [Symbol] {
    operations.reduce(into: Set<Symbol>()) { all, operation in
      if case .gate(_, let angles) = operation.action {
        for angle in angles { for term in angle.terms { all.formUnion(term.factors) } }
      } else {
        all.formUnion(operation.symbols)
      }
    }.sorted()
  }

  /// The weights that the circuit leaves open, each once, in order.
  public var weights: [Symbol] { symbols.filter { $0.role == .weight } }

  /// The features that the circuit leaves open, each once, in order.
  public var features: [Symbol] { symbols.filter { $0.role == .feature } }
}

extension Circuit: Hashable {
  /// Whether the same is done to as many qubits and bits, in the same order.
  public static func == (left: Circuit, right: Circuit) -> Bool {
    left.qubitCount == right.qubitCount && left.bitCount == right.bitCount
      && left.operations == right.operations && left.flaws == right.flaws
  }

  /// Hashes what is done.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(qubitCount)
    hasher.combine(bitCount)
    hasher.combine(operations)
  }
}

extension Circuit: CustomStringConvertible {
  /// The operations, each on its line as it is typed.
  public var description: String {
    let bits = bitCount == 0 ? "" : ", bits: \(bitCount)"
    let lines = operations.map { "  \($0)" } + flaws.map { "  // \($0)" }
    return (["Circuit(qubits: \(qubitCount)\(bits))"] + lines).joined(separator: "\n")
  }
}
