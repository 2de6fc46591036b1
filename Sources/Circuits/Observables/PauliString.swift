/// One of the three Pauli matrices.
public enum Pauli: String, Hashable, Sendable, CaseIterable {
  /// The bit flip.
  case x = "X"
  /// Both flips, with a factor of i.
  case y = "Y"
  /// The phase flip.
  case z = "Z"
}

/// A product of Pauli matrices on different qubits.
///
/// ```swift
/// let string = PauliString([0: .x, 2: .z])      // "X0 Z2"
/// ```
public struct PauliString: Hashable, Sendable {
  /// The qubits with X or Y, and those with Z or Y.
  let flips: QubitSet
  let phases: QubitSet

  init(flips: QubitSet, phases: QubitSet) { (self.flips, self.phases) = (flips, phases) }

  /// The product of no matrices.
  public static let identity = PauliString(flips: QubitSet(), phases: QubitSet())

  /// One matrix on one qubit.
  init(_ pauli: Pauli, _ qubit: Int) {
    let set = QubitSet(qubit)
    self.init(
      flips: pauli == .z ? QubitSet() : set, phases: pauli == .x ? QubitSet() : set)
  }

  /// The matrices on the qubits that have one, in the order of the qubits.
  public var factors: [(qubit: Int, pauli: Pauli)] {
    flips.union(phases).members.map { qubit in
      let isFlip = flips.contains(qubit)
      return (qubit, isFlip ? (phases.contains(qubit) ? .y : .x) : .z)
    }
  }

  /// How many qubits have a matrix.
  public var weight: Int { flips.union(phases).count }

  /// How many qubits there have to be at least.
  public var width: Int { (flips.union(phases).members.last ?? -1) + 1 }

  /// Whether the two can be measured one after the other in any order.
  public func commutes(with other: PauliString) -> Bool {
    let anti = flips.intersection(other.phases).count + phases.intersection(other.flips).count
    return anti % 2 == 0
  }

  /// Whether the two have the same matrix on each qubit where both have one, so that one measurement of
  /// single qubits gives both.
  public func commutesQubitwise(with other: PauliString) -> Bool {
    let shared = flips.union(phases).intersection(other.flips.union(other.phases))
    let differing = flips.symmetricDifference(other.flips)
      .union(phases.symmetricDifference(other.phases))
    return shared.intersection(differing).isEmpty
  }

  /// The product of two: a string, and the power of i that stands before it.
  ///
  /// With $P(x, z) = i^{|x \wedge z|} X^x Z^z$, moving the phases of the first past the flips of the
  /// second gives a sign for each qubit that has both.
  func times(_ other: PauliString) -> (string: PauliString, powerOfI: Int) {
    let product = PauliString(
      flips: flips.symmetricDifference(other.flips),
      phases: phases.symmetricDifference(other.phases))
    let power =
      yCount + other.yCount - product.yCount + 2 * phases.intersection(other.flips).count
    return (product, ((power % 4) + 4) % 4)
  }

  private var yCount: Int { flips.intersection(phases).count }
}

extension PauliString: Comparable {
  /// Shorter strings first, then by qubits and matrices.
  public static func < (left: PauliString, right: PauliString) -> Bool {
    let (a, b) = (left.factors, right.factors)
    if a.count != b.count { return a.count < b.count }
    return a.lexicographicallyPrecedes(b) {
      ($0.qubit, $0.pauli.rawValue) < ($1.qubit, $1.pauli.rawValue)
    }
  }
}

extension PauliString: CustomStringConvertible {
  /// The matrices with their qubits: `X0 Z2`; `I` for none.
  public var description: String {
    let words = factors.map { "\($0.pauli.rawValue)\($0.qubit)" }
    return words.isEmpty ? "I" : words.joined(separator: " ")
  }
}
