public import Numerics

/// A sum of products of operators that create and annihilate fermions.
///
/// ```swift
/// let hop = FermionOperator.creation(0) * .annihilation(2)
/// let energy = Observable(hop + hop.adjoint + 0.5 * .number(1))
/// ```
///
/// A mode is a qubit, 1 where the mode is occupied, and the signs of fermions are strings of Z on the
/// modes before it:
///
/// $$a_p = Z_0 \cdots Z_{p-1} \, (X_p + i Y_p)/2$$
///
/// P. Jordan and E. Wigner, "Über das Paulische Äquivalenzverbot", Z. Phys. 47, 631 (1928).
///
/// The sum is kept as one of Pauli strings, so equal operators are equal however they are written:
/// $a_p a_p^\dagger + a_p^\dagger a_p$ is 1.
public struct FermionOperator: Hashable, Sendable {
  /// The strings with their factors, none of which is 0.
  let sums: [PauliString: Complex<Double>]
  /// What is wrong with the operator.
  public let flaws: [String]

  init(_ sums: [PauliString: Complex<Double>], flaws: [String] = []) {
    let largest = sums.values.reduce(0) { max($0, $1.magnitude) }
    self.sums = sums.filter { $0.value.magnitude > 1e-15 * largest }
    self.flaws = flaws
  }

  /// Puts a fermion into a mode: $a_p^\dagger$.
  public static func creation(_ mode: Int) -> FermionOperator { ladder(mode, sign: -1) }

  /// Takes a fermion out of a mode: $a_p$.
  public static func annihilation(_ mode: Int) -> FermionOperator { ladder(mode, sign: 1) }

  /// How many fermions there are in a mode, 0 or 1: $a_p^\dagger a_p$.
  public static func number(_ mode: Int) -> FermionOperator {
    creation(mode) * annihilation(mode)
  }

  /// Moves a fermion from one mode to another, and back: $a_p^\dagger a_q + a_q^\dagger a_p$.
  public static func hopping(_ p: Int, _ q: Int) -> FermionOperator {
    let there = creation(p) * annihilation(q)
    return there + there.adjoint
  }

  /// Half of a fermion: $\gamma_{2p} = a_p + a_p^\dagger$ and
  /// $\gamma_{2p+1} = -i (a_p - a_p^\dagger)$, whose squares are 1.
  public static func majorana(_ index: Int) -> FermionOperator {
    guard index >= 0, modes ~= index / 2 else { return missing("majorana", index) }
    return FermionOperator([PauliString(majorana: index): 1])
  }

  /// Modes that an operator may have; their strings of Z grow with them.
  private static let modes = 0..<4096

  private static func ladder(_ mode: Int, sign: Double) -> FermionOperator {
    guard modes ~= mode else { return missing("mode", mode) }
    return FermionOperator([
      PauliString(majorana: 2 * mode): Complex(0.5),
      PauliString(majorana: 2 * mode + 1): Complex(0, 0.5 * sign),
    ])
  }

  private static func missing(_ what: String, _ number: Int) -> FermionOperator {
    FermionOperator(
      [:], flaws: ["\(what) \(number): modes are counted from 0 to \(modes.count - 1)"])
  }

  /// The operator with the products in the other order, creating where it annihilates.
  public var adjoint: FermionOperator {
    FermionOperator(sums.mapValues(\.conjugate), flaws: flaws)
  }

  /// Whether the operator is its own adjoint, so that it can be measured.
  public var isHermitian: Bool {
    let largest = sums.values.reduce(0) { max($0, $1.magnitude) }
    return sums.values.allSatisfy { abs($0.imaginary) <= 1e-12 * largest }
  }
}

extension FermionOperator: AdditiveArithmetic {
  /// Nothing.
  public static let zero = FermionOperator([:])

  /// The sum.
  public static func + (left: FermionOperator, right: FermionOperator) -> FermionOperator {
    FermionOperator(
      left.sums.merging(right.sums, uniquingKeysWith: +), flaws: left.flaws + right.flaws)
  }

  /// The difference.
  public static func - (left: FermionOperator, right: FermionOperator) -> FermionOperator {
    left + right.scaled(by: -1)
  }

  /// The product, the right one done first.
  public static func * (left: FermionOperator, right: FermionOperator) -> FermionOperator {
    var sums: [PauliString: Complex<Double>] = [:]
    for (a, first) in left.sums {
      for (b, second) in right.sums {
        let (string, power) = a.times(b)
        sums[string, default: .zero] += first * second * Complex.powersOfI[power]
      }
    }
    return FermionOperator(sums, flaws: left.flaws + right.flaws)
  }

  /// The operator as often as a number says.
  @_disfavoredOverload
  public static func * (left: Double, right: FermionOperator) -> FermionOperator {
    right.scaled(by: Complex(left))
  }

  /// The operator times a complex number.
  ///
  /// - Parameter factor: The number.
  /// - Returns: The multiple, which is its own adjoint only for a real number.
  public func scaled(by factor: Complex<Double>) -> FermionOperator {
    FermionOperator(sums.mapValues { factor * $0 }, flaws: flaws)
  }
}

extension FermionOperator: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
  /// A multiple of the identity.
  public init(floatLiteral value: Double) { self.init([.identity: Complex(value)]) }
  /// A multiple of the identity.
  public init(integerLiteral value: Int) { self.init([.identity: Complex(Double(value))]) }
}

extension FermionOperator: CustomStringConvertible {
  /// The sum of Pauli strings that the operator is.
  public var description: String {
    let words = sums.sorted { $0.key < $1.key }.map { "(\($0.value)) \($0.key)" }
    return words.isEmpty ? "0" : words.joined(separator: " + ")
  }
}

extension Observable {
  /// The sum of Pauli strings that an operator of fermions is, by Jordan's and Wigner's rule.
  ///
  /// An operator that is not its own adjoint cannot be measured, which is a flaw.
  ///
  /// - Parameter fermions: The operator; mode *p* is qubit *p*.
  /// - Complexity: O(*k*) in the number of strings.
  public init(_ fermions: FermionOperator) {
    let flaw = "\(fermions): only an operator that is its own adjoint can be measured"
    self.init(
      fermions.sums.mapValues(\.real), flaws: fermions.flaws + (fermions.isHermitian ? [] : [flaw]))
  }
}

extension PauliString {
  /// The string of a Majorana operator: Z on the qubits before, and X or Y.
  init(majorana index: Int) {
    var phases = QubitSet()
    for qubit in 0..<index / 2 { phases.insert(qubit) }
    if index % 2 == 1 { phases.insert(index / 2) }
    self.init(flips: QubitSet(index / 2), phases: phases)
  }
}

extension Complex where Scalar == Double {
  /// 1, i, -1 and -i.
  fileprivate static var powersOfI: [Complex] { [1, .i, -1, -.i] }
}
