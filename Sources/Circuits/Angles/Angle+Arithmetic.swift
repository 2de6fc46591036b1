extension Angle: AdditiveArithmetic {
  /// No angle.
  public static let zero = Angle(0)

  /// The sum.
  public static func + (left: Angle, right: Angle) -> Angle {
    if left.terms.isEmpty || right.terms.isEmpty {
      // Sums with a number are by far the most frequent, and need no sorting.
      return Angle(
        constant: left.constant + right.constant, terms: left.terms + right.terms,
        flaws: left.flaws + right.flaws)
    }
    return sum(
      of: (left.terms + right.terms).map { ($0.factors, $0.coefficient) },
      plus: left.constant + right.constant, flaws: left.flaws + right.flaws)
  }

  /// The difference.
  public static func - (left: Angle, right: Angle) -> Angle { left + -right }

  /// The angle in the other direction.
  public static prefix func - (angle: Angle) -> Angle { -1 * angle }

  /// The product, multiplied out.
  public static func * (left: Angle, right: Angle) -> Angle {
    if left.terms.isEmpty { return right.scaled(by: left.constant, flaws: left.flaws) }
    if right.terms.isEmpty { return left.scaled(by: right.constant, flaws: right.flaws) }
    var products: [(factors: [Symbol], coefficient: Double)] = []
    for a in left.parts {
      for b in right.parts {
        products.append(((a.factors + b.factors).sorted(), a.coefficient * b.coefficient))
      }
    }
    return sum(of: products, plus: 0, flaws: left.flaws + right.flaws)
  }

  /// The angle divided by a number.
  public static func / (left: Angle, right: Double) -> Angle { left.scaled(by: 1 / right) }

  // A literal is an angle already; these are for numbers that have names.

  /// The angle and a number.
  @_disfavoredOverload
  public static func + (left: Double, right: Angle) -> Angle { Angle(left) + right }
  /// The angle and a number.
  @_disfavoredOverload
  public static func + (left: Angle, right: Double) -> Angle { left + Angle(right) }
  /// A number less the angle.
  @_disfavoredOverload
  public static func - (left: Double, right: Angle) -> Angle { Angle(left) - right }
  /// The angle less a number.
  @_disfavoredOverload
  public static func - (left: Angle, right: Double) -> Angle { left - Angle(right) }
  /// The angle as often as a number says.
  @_disfavoredOverload
  public static func * (left: Double, right: Angle) -> Angle { right.scaled(by: left) }
  /// The angle as often as a number says.
  @_disfavoredOverload
  public static func * (left: Angle, right: Double) -> Angle { left.scaled(by: right) }

  private func scaled(by factor: Double, flaws more: [String] = []) -> Angle {
    Angle(
      constant: constant * factor,
      terms: terms.compactMap { term in
        let coefficient = term.coefficient * factor
        return coefficient == 0 ? nil : Term(factors: term.factors, coefficient: coefficient)
      }, flaws: flaws + more)
  }

  /// The terms and the constant, which is a term without symbols.
  private var parts: [Term] { terms + [Term(factors: [], coefficient: constant)] }

  /// The sum of terms in any order, in which the same symbols may stand more than once.
  static func sum(
    of products: [(factors: [Symbol], coefficient: Double)], plus constant: Double, flaws: [String]
  ) -> Angle {
    var constant = constant
    var sums: [[Symbol]: Double] = [:]
    for product in products {
      if product.factors.isEmpty {
        constant += product.coefficient
      } else {
        sums[product.factors, default: 0] += product.coefficient
      }
    }
    let terms = sums.filter { $0.value != 0 }.map { Term(factors: $0.key, coefficient: $0.value) }
    return Angle(
      constant: constant,
      terms: terms.sorted { $0.factors.lexicographicallyPrecedes($1.factors) }, flaws: flaws)
  }
}
