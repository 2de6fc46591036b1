extension Observable: AdditiveArithmetic {
  /// Nothing to measure.
  public static let zero: Observable = 0

  /// The sum.
  public static func + (left: Observable, right: Observable) -> Observable {
    var sums = left.sums
    for term in right.terms { sums[term.string, default: 0] += term.coefficient }
    return Observable(sums, flaws: left.flaws + right.flaws)
  }

  /// The difference.
  public static func - (left: Observable, right: Observable) -> Observable { left + -right }

  /// The opposite.
  public static prefix func - (observable: Observable) -> Observable { -1.0 * observable }

  /// The observable as often as a number says.
  @_disfavoredOverload
  public static func * (left: Double, right: Observable) -> Observable {
    Observable(right.sums.mapValues { left * $0 }, flaws: right.flaws)
  }

  /// The product, which is real where the two commute.
  public static func * (left: Observable, right: Observable) -> Observable {
    let (real, imaginary) = product(left, right)
    let rest = imaginary.filter { abs($0.value) > 1e-12 * (left.size * right.size) }
    let flaw = "(\(left)) * (\(right)): the two do not commute, so their product is not real"
    return Observable(real, flaws: left.flaws + right.flaws + (rest.isEmpty ? [] : [flaw]))
  }

  /// The commutator of two, divided by i, which is real: $-i (AB - BA)$.
  ///
  /// - Parameter other: The second of the two.
  /// - Returns: An observable.
  public func commutator(with other: Observable) -> Observable {
    let (_, imaginary) = Observable.product(self, other)
    return Observable(imaginary.mapValues { 2 * $0 }, flaws: flaws + other.flaws)
  }

  /// The real and the imaginary part of a product.
  private static func product(
    _ left: Observable, _ right: Observable
  ) -> (real: [PauliString: Double], imaginary: [PauliString: Double]) {
    var parts: ([PauliString: Double], [PauliString: Double]) = ([:], [:])
    for a in left.terms {
      for b in right.terms {
        let (string, power) = a.string.times(b.string)
        let value = a.coefficient * b.coefficient * (power < 2 ? 1 : -1)
        if power % 2 == 0 {
          parts.0[string, default: 0] += value
        } else {
          parts.1[string, default: 0] += value
        }
      }
    }
    return parts
  }

  private var sums: [PauliString: Double] {
    Dictionary(uniqueKeysWithValues: terms.map { ($0.string, $0.coefficient) })
  }

  private var size: Double { terms.reduce(0) { $0 + abs($1.coefficient) } }
}
