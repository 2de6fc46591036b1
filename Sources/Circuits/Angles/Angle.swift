/// An angle of a gate: a sum of constants, each multiplied with weights and features.
///
/// $$\theta = c_0 + \sum_k c_k \prod_j s_{kj}$$
///
/// An angle is written as the formula in the paper, and nothing is lost by that: what stands in it, and
/// its derivative with respect to each of them, can be asked for.
///
/// ```swift
/// let x = Features(count: 2), w = Weights(count: 3)
/// let encoded: Angle = w[0] * x[1] + 0.3
/// let entangling = 2 * (.pi - x[0]) * (.pi - x[1])
/// entangling.derivative(by: Symbol(.feature, index: 0))     // 2·x[1] - 2π
/// ```
///
/// Two angles are equal when they are the same sum, in whatever order it was written.
public struct Angle: Hashable, Sendable {
  /// A constant that is multiplied with symbols.
  public struct Term: Hashable, Sendable {
    /// The symbols in order; one that stands there twice is a square.
    public let factors: [Symbol]
    /// The constant, which is not 0.
    public let coefficient: Double
  }

  /// What is added to the terms.
  public let constant: Double
  /// The terms, ordered by their symbols.
  public let terms: [Term]
  /// What is wrong with the angle, as an index outside a group.
  public let flaws: [String]

  init(constant: Double, terms: [Term] = [], flaws: [String] = []) {
    (self.constant, self.terms, self.flaws) = (constant, terms, flaws)
  }

  /// A fixed angle in radians.
  public init(_ constant: Double) { self.init(constant: constant) }

  /// An angle that a symbol gives; a place that no group has is a flaw.
  public init(_ symbol: Symbol) {
    guard 0..<Symbol.mostPlaces ~= symbol.index else {
      self = .flawed("\(symbol): a group has the places 0 to \(Symbol.mostPlaces - 1)")
      return
    }
    self.init(constant: 0, terms: [Term(factors: [symbol], coefficient: 1)])
  }

  /// No angle, for a reason that the first use of a circuit reports.
  package static func flawed(_ reason: String) -> Angle { Angle(constant: 0, flaws: [reason]) }

  /// The weight at a place.
  public static func weight(_ index: Int) -> Angle { Angle(Symbol(.weight, index: index)) }
  /// The feature at a place.
  public static func feature(_ index: Int) -> Angle { Angle(Symbol(.feature, index: index)) }
  /// Half a turn.
  public static let pi = Angle(.pi)

  /// Whether no symbol stands in the angle.
  public var isConstant: Bool { terms.isEmpty }

  /// The symbols that stand in the angle, each once, in order.
  public var symbols: [Symbol] { Array(Set(terms.flatMap(\.factors))).sorted() }

  /// The angle in radians for given values.
  ///
  /// - Parameter value: The value of each symbol.
  /// - Returns: The sum.
  /// - Complexity: O(*n*) in the number of factors.
  public func value(_ value: (Symbol) -> Double) -> Double {
    terms.reduce(constant) { sum, term in
      sum + term.factors.reduce(term.coefficient) { $0 * value($1) }
    }
  }

  /// The angle with some symbols replaced, by numbers or by other angles.
  ///
  /// - Parameter replacement: What stands in the place of a symbol; nothing keeps it.
  /// - Returns: The angle, multiplied out.
  public func substituting(_ replacement: (Symbol) -> Angle?) -> Angle {
    terms.reduce(Angle(constant: constant, flaws: flaws)) { sum, term in
      sum
        + term.factors.reduce(Angle(term.coefficient)) {
          $0 * (replacement($1) ?? Angle($1))
        }
    }
  }

  /// The derivative with respect to a symbol.
  ///
  /// - Parameter symbol: The symbol.
  /// - Returns: The derivative, an angle in the other symbols and, of squares, in this one.
  public func derivative(by symbol: Symbol) -> Angle {
    Angle.sum(
      of: terms.compactMap { term in
        let power = term.factors.count { $0 == symbol }
        guard power > 0, let place = term.factors.firstIndex(of: symbol) else { return nil }
        var rest = term.factors
        rest.remove(at: place)
        return (rest, term.coefficient * Double(power))
      }, plus: 0, flaws: flaws)
  }
}

extension Angle: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
  /// A fixed angle in radians.
  public init(floatLiteral value: Double) { self.init(value) }
  /// A fixed angle in radians.
  public init(integerLiteral value: Int) { self.init(Double(value)) }
}
