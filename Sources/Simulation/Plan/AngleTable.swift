internal import Circuits

/// The angles of a circuit as sums over lists of numbers, so that binding values asks for no names.
struct AngleTable: Sendable {
  /// A product of values with a constant.
  private struct Term { let coefficient: Double, places: Range<Int> }

  private var constants: [Double] = []
  private var terms: [Term] = []
  private var termEnds: [Int] = []
  private var places: [Int] = []

  /// How many angles there are.
  var count: Int { constants.count }

  /// Notes an angle.
  ///
  /// - Parameters:
  ///   - angle: The angle.
  ///   - slot: The place of a symbol in the list of values.
  /// - Returns: The number of the angle.
  mutating func add(_ angle: Angle, slot: (Symbol) -> Int) -> Int {
    constants.append(angle.constant)
    for term in angle.terms {
      let start = places.count
      places += term.factors.map(slot)
      terms.append(Term(coefficient: term.coefficient, places: start..<places.count))
    }
    termEnds.append(terms.count)
    return constants.count - 1
  }

  /// All angles for given values.
  func values(for values: [Double]) -> [Double] {
    [Double](unsafeUninitializedCapacity: count) { angles, filled in
      var first = 0
      for angle in constants.indices {
        var sum = constants[angle]
        for index in first..<termEnds[angle] {
          let term = terms[index]
          var product = term.coefficient
          for place in term.places { product *= values[places[place]] }
          sum += product
        }
        first = termEnds[angle]
        angles[angle] = sum
      }
      filled = constants.count
    }
  }

  /// Adds to the derivative of each value what the derivatives of the angles make of it.
  func addChain(_ slopes: [Double], at values: [Double], to gradient: inout [Double]) {
    var first = 0
    for angle in constants.indices {
      for term in terms[first..<termEnds[angle]] where slopes[angle] != 0 {
        for place in term.places {
          let others = term.places.reduce(term.coefficient) { product, other in
            other == place ? product : product * values[places[other]]
          }
          gradient[places[place]] += slopes[angle] * others
        }
      }
      first = termEnds[angle]
    }
  }
}
