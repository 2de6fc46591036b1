package import Circuits

/// A circuit that measures at its end alone, taken apart: what comes before, and which bit shows which
/// qubit.
///
/// What it shows are then draws from one state, where otherwise each value of the bits has a state of its
/// own.
package struct FinalReadings {
  /// The circuit without its measurements.
  package let circuit: Circuit
  /// The qubits that are measured, each once.
  package private(set) var qubits: [Int] = []
  /// The bit that shows each of these qubits.
  package private(set) var bits: [Int] = []
  /// How many bits there are.
  package let bitCount: Int

  /// Takes a circuit apart; nothing for one that goes on after it has measured, that measures no bits or
  /// more than 64, and that has flaws.
  package init?(_ circuit: Circuit) {
    guard circuit.flaws.isEmpty, 1...64 ~= circuit.bitCount else { return nil }
    bitCount = circuit.bitCount
    var before = Circuit(qubits: circuit.qubitCount)
    var (measured, written): (Set<Int>, Set<Int>) = ([], [])
    for operation in circuit.operations {
      guard operation.condition == nil else { return nil }
      switch operation.action {
      case .barrier: continue
      case .block: return nil
      case .measure(let bit):
        guard measured.insert(operation.qubits[0]).inserted, written.insert(bit).inserted else {
          return nil
        }
        qubits.append(operation.qubits[0])
        bits.append(bit)
      case .gate, .reset:
        guard measured.isDisjoint(with: operation.qubits) else { return nil }
        before.append(operation)
      }
    }
    self.circuit = before
  }

  /// The bits, by the values of the qubits that are measured, the first one lowest.
  package func bits(for values: UInt64) -> UInt64 {
    bits.enumerated().reduce(0) { $0 | (values >> UInt64($1.offset) & 1) << UInt64($1.element) }
  }

  /// The values of the qubits that are measured, by those of all qubits.
  package func values(in index: UInt64) -> UInt64 {
    qubits.enumerated().reduce(0) { $0 | (index >> UInt64($1.element) & 1) << UInt64($1.offset) }
  }
}
