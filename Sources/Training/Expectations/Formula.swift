internal import Circuits

/// An angle of which the symbols are places in a list of numbers, so that it is computed without looking
/// for names.
struct Formula: Sendable {
  private let constant: Double
  private let terms: [(coefficient: Double, places: [Int])]

  init(_ angle: Angle, places: [Symbol: Int]) {
    constant = angle.constant
    terms = angle.terms.map { term in
      (term.coefficient, term.factors.compactMap { places[$0] })
    }
  }

  /// The number, where it does not depend on any symbol.
  var fixedValue: Double? { terms.isEmpty ? constant : nil }

  func value(_ numbers: [Double]) -> Double {
    var sum = constant
    for term in terms {
      sum += term.places.reduce(term.coefficient) { $0 * numbers[$1] }
    }
    return sum
  }
}
