/// Qubits that a gate with many controls may use besides its own.
///
/// ```swift
/// try circuit.decomposed(into: .universal)                          // borrows what stands by
/// try circuit.decomposed(into: .universal, spare: .clean([8, 9]))
/// ```
public enum SpareQubits: Hashable, Sendable {
  /// None.
  case none
  /// The other qubits of the circuit, in whatever state they are; they get it back.
  case borrowed
  /// Qubits that are known to be 0 and are 0 again afterwards; the others are borrowed.
  case clean([Int])
}

/// The spare qubits of one gate.
struct Spare {
  /// Those that are 0.
  var clean: [Int] = []
  /// Those that are in any state.
  var borrowed: [Int] = []

  /// All of them, as ones that are in any state.
  var all: [Int] { clean + borrowed }

  /// No others than these, with some more to borrow.
  func lending(_ more: [Int], without used: [Int] = []) -> Spare {
    Spare(
      clean: clean.filter { !used.contains($0) },
      borrowed: borrowed.filter { !used.contains($0) } + more)
  }
}
