internal import Circuits

/// Angles as sums over lists of numbers, each of them once, so that binding values asks for no names.
struct AngleSet: Sendable {
  private struct Term: Sendable {
    let coefficient: Double
    /// The first of its factors, and the one behind the last.
    let first: Int
    let end: Int
  }

  private var constants: [Double] = []
  private var terms: [Term] = []
  private var termEnds: [Int] = [0]
  private var places: [Int] = []
  private var numbers: [Angle: Int] = [:]
  private let slots: [Symbol: Int]
  /// How many features stand before the weights in a list of values.
  let featureCount: Int
  /// Whether each angle depends on features.
  private(set) var dependsOnFeatures: [Bool] = []
  /// Whether each angle depends on weights.
  private(set) var dependsOnWeights: [Bool] = []
  /// Whether each angle depends on anything.
  private(set) var isOpen: [Bool] = []

  init(features: SymbolLayout, weights: SymbolLayout) {
    var slots: [Symbol: Int] = [:]
    for (symbol, place) in features.symbols { slots[symbol] = place }
    for (symbol, place) in weights.symbols { slots[symbol] = features.count + place }
    (self.slots, featureCount) = (slots, features.count)
  }

  /// How many angles there are.
  var count: Int { constants.count }

  /// The number of an angle.
  mutating func add(_ angle: Angle) -> Int {
    if let number = numbers[angle] { return number }
    constants.append(angle.constant)
    for term in angle.terms {
      let start = places.count
      places += term.factors.map { slots[$0] ?? 0 }
      terms.append(Term(coefficient: term.coefficient, first: start, end: places.count))
    }
    termEnds.append(terms.count)
    dependsOnFeatures.append(angle.terms.contains { $0.factors.contains { $0.role == .feature } })
    dependsOnWeights.append(angle.terms.contains { $0.factors.contains { $0.role == .weight } })
    isOpen.append(!angle.isConstant)
    numbers[angle] = count - 1
    return count - 1
  }

  /// Writes the angles for given values.
  @inline(__always)
  func evaluate(
    _ values: UnsafePointer<Double>, into angles: UnsafeMutablePointer<Double>
  ) {
    for angle in 0..<constants.count {
      var sum = constants[angle]
      for index in termEnds[angle]..<termEnds[angle + 1] {
        let term = terms[index]
        var product = term.coefficient
        for place in term.first..<term.end { product *= values[places[place]] }
        sum += product
      }
      angles[angle] = sum
    }
  }

  /// Writes some of the angles for eight lists of values.
  func evaluate(
    _ numbers: [Int], _ values: UnsafePointer<SIMD8<Double>>,
    into angles: UnsafeMutablePointer<SIMD8<Double>>
  ) {
    for angle in numbers {
      var sum = SIMD8(repeating: constants[angle])
      for index in termEnds[angle]..<termEnds[angle + 1] {
        let term = terms[index]
        var product = SIMD8(repeating: term.coefficient)
        for place in term.first..<term.end { product *= values[places[place]] }
        sum += product
      }
      angles[angle] = sum
    }
  }

  /// Adds to the derivative by each value what a derivative by an angle makes of it.
  @inline(__always)
  func addChain(
    _ slope: Double, of angle: Int, at values: UnsafePointer<Double>,
    to gradient: UnsafeMutablePointer<Double>
  ) {
    for index in termEnds[angle]..<termEnds[angle + 1] {
      let term = terms[index]
      for place in term.first..<term.end {
        var product = slope * term.coefficient
        for other in term.first..<term.end where other != place { product *= values[places[other]] }
        gradient[places[place]] += product
      }
    }
  }

  /// Adds to the derivatives by eight lists of values what those by an angle make of them.
  @inline(__always)
  func addChain(
    _ slope: SIMD8<Double>, of angle: Int, at values: UnsafePointer<SIMD8<Double>>,
    to gradient: UnsafeMutablePointer<SIMD8<Double>>
  ) {
    for index in termEnds[angle]..<termEnds[angle + 1] {
      let term = terms[index]
      for place in term.first..<term.end {
        var product = slope * term.coefficient
        for other in term.first..<term.end where other != place { product *= values[places[other]] }
        gradient[places[place]] += product
      }
    }
  }

  /// Writes the angles' derivatives in eight directions.
  func evaluate(
    along direction: UnsafePointer<SIMD8<Double>>, at values: UnsafePointer<SIMD8<Double>>,
    into angles: UnsafeMutablePointer<SIMD8<Double>>
  ) {
    for angle in 0..<constants.count {
      var sum = SIMD8<Double>()
      for index in termEnds[angle]..<termEnds[angle + 1] {
        let term = terms[index]
        for moved in term.first..<term.end {
          var product = direction[places[moved]] * term.coefficient
          for other in term.first..<term.end where other != moved {
            product *= values[places[other]]
          }
          sum += product
        }
      }
      angles[angle] = sum
    }
  }

  /// Adds to the derivatives of gradients in eight directions what slopes make of the second derivatives
  /// of an angle.
  func addSecondChain(
    _ slope: SIMD8<Double>, of angle: Int, along direction: UnsafePointer<SIMD8<Double>>,
    at values: UnsafePointer<SIMD8<Double>>, to gradient: UnsafeMutablePointer<SIMD8<Double>>
  ) {
    for index in termEnds[angle]..<termEnds[angle + 1] {
      let term = terms[index]
      for place in term.first..<term.end {
        for moved in term.first..<term.end where moved != place {
          var product = slope * term.coefficient * direction[places[moved]]
          for other in term.first..<term.end where other != place && other != moved {
            product *= values[places[other]]
          }
          gradient[places[place]] += product
        }
      }
    }
  }
}
