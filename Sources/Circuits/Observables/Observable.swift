/// Something that can be measured: a real sum of products of Pauli matrices.
///
/// $$O = \sum_k c_k \prod_q P_{kq}$$
///
/// ```swift
/// let energy: Observable = .z(0) * .z(1) + 0.5 * .x(0) - 1
/// let parsed = try Observable("0.5 XZI + ZZI")       // the first letter is qubit 0
/// ```
///
/// Equal sums are equal, in whatever order they were written. The product of two that do not commute
/// would not be real; its imaginary part is a flaw, which the first use reports.
public struct Observable: Hashable, Sendable {
  /// A product of Pauli matrices with its factor.
  public struct Term: Hashable, Sendable {
    /// The matrices.
    public let string: PauliString
    /// The factor, which is not 0.
    public let coefficient: Double
  }

  /// The terms, shorter strings first.
  public let terms: [Term]
  /// What is wrong with the observable.
  public let flaws: [String]

  init(terms: [Term], flaws: [String]) { (self.terms, self.flaws) = (terms, flaws) }

  /// The sum of strings with their factors; a string may stand there more than once.
  init(_ sums: [PauliString: Double], flaws: [String] = []) {
    let terms = sums.filter { $0.value != 0 }.map { Term(string: $0.key, coefficient: $0.value) }
    self.init(terms: terms.sorted { $0.string < $1.string }, flaws: flaws)
  }

  /// A product of Pauli matrices on different qubits.
  ///
  /// - Parameter factors: The matrix on each qubit that has one.
  public init(_ factors: [Int: Pauli]) {
    self = factors.reduce(1) { $0 * Observable.single($1.value, $1.key) }
  }

  /// The bit flip of a qubit.
  public static func x(_ qubit: Int) -> Observable { single(.x, qubit) }
  /// Both flips of a qubit.
  public static func y(_ qubit: Int) -> Observable { single(.y, qubit) }
  /// The phase flip of a qubit: +1 for 0, and -1 for 1.
  public static func z(_ qubit: Int) -> Observable { single(.z, qubit) }

  private static func single(_ pauli: Pauli, _ qubit: Int) -> Observable {
    guard 0 <= qubit && qubit < 1 << 24 else {
      let flaw = "\(pauli.rawValue) on qubit \(qubit): qubits are counted from 0 to \(1 << 24 - 1)"
      return Observable(terms: [], flaws: [flaw])
    }
    return Observable([PauliString(pauli, qubit): 1])
  }

  /// The factor of the identity.
  public var constant: Double {
    terms.first { $0.string == .identity }?.coefficient ?? 0
  }

  /// How many qubits there have to be at least.
  public var width: Int { terms.map(\.string.width).max() ?? 0 }

  /// Groups of terms whose strings have the same matrix on each qubit where several have one: each group
  /// can be measured at once.
  ///
  /// A term joins the first group that takes it, the heaviest terms first.
  public var qubitwiseGroups: [[Term]] {
    var groups: [[Term]] = []
    for term in terms.sorted(by: { abs($0.coefficient) > abs($1.coefficient) }) {
      let place = groups.firstIndex { group in
        group.allSatisfy { $0.string.commutesQubitwise(with: term.string) }
      }
      if let place { groups[place].append(term) } else { groups.append([term]) }
    }
    return groups
  }
}

extension Observable: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
  /// A multiple of the identity.
  public init(floatLiteral value: Double) { self.init([.identity: value]) }
  /// A multiple of the identity.
  public init(integerLiteral value: Int) { self.init([.identity: Double(value)]) }
}

extension Observable: CustomStringConvertible {
  /// The sum as a formula: `0.5 X0 + Z0 Z1 - 1`.
  public var description: String {
    let words = terms.map { term in
      let number = Angle.number(term.coefficient)
      if term.string == .identity { return number }
      return term.coefficient == 1
        ? "\(term.string)" : term.coefficient == -1 ? "-\(term.string)" : "\(number) \(term.string)"
    }
    guard let first = words.first else { return "0" }
    return words.dropFirst().reduce(first) { text, word in
      word.hasPrefix("-") ? "\(text) - \(word.dropFirst())" : "\(text) + \(word)"
    }
  }
}
