/// Means of observables and their derivatives, for each row of features.
public struct Derivatives: Hashable, Sendable {
  /// For each row, the mean of each observable.
  public var values: [[Double]]
  /// For each row and each observable, the derivative by each weight.
  public var weights: [[[Double]]]
  /// For each row and each observable, the derivative by each feature; empty if they were not asked for.
  public var features: [[[Double]]]
  /// For each row and each observable, how far off a derivative by a weight may be; 0 where it is exact.
  public var weightErrors: [[[Double]]]
  /// For each row and each observable, how far off a derivative by a feature may be.
  public var featureErrors: [[[Double]]]
  /// How many circuits were run.
  public var runs: Int
  /// Which method was taken, and why, in a line.
  public var method: String

  init(method: String, runs: Int = 0) {
    (values, weights, features, weightErrors, featureErrors) = ([], [], [], [], [])
    (self.runs, self.method) = (runs, method)
  }
}

/// What is differentiated: an expectation at a point, for rows of features.
public struct GradientTask: Sendable {
  /// The function.
  public let expectation: Expectation
  /// The value of each weight.
  public let weights: [Double]
  /// Rows of features; one empty row for a circuit without.
  public let features: [[Double]]
  /// Whether derivatives by features are asked for.
  public let includesFeatures: Bool
  /// The weights that are asked for; nothing for all.
  ///
  /// Derivatives by others are 0.
  public let places: Set<Int>?
  /// Where chance begins.
  public let seed: UInt64
  /// How often each circuit is run, if not as often as the expectation says.
  var shots: Int?
  /// Whether the means themselves are of no interest, so that no run is spent on them.
  var omitsValues = false

  var circuit: OpenedCircuit { expectation.opened }

  /// The angles of which a wanted weight or feature is a part.
  var slots: [Int] {
    let count = circuit.weightCount
    return circuit.slots { variable in
      variable < count
        ? places.map { $0.contains(variable) } ?? true : includesFeatures
    }
  }

  /// The wanted weights and features, weights before features.
  var variables: [Int] {
    let all = circuit.weightCount + (includesFeatures ? circuit.featureCount : 0)
    return (0..<all).filter { variable in
      variable >= circuit.weightCount || places.map { $0.contains(variable) } ?? true
    }
  }
}

extension Derivatives {
  /// Adds the derivatives of a row, weights before features.
  mutating func append(
    _ gradients: [[Double]], variances: [[Double]]? = nil, of task: GradientTask
  ) {
    let count = task.circuit.weightCount
    let masked = gradients.map { row in
      guard let places = task.places else { return row }
      return row.enumerated().map {
        $0.offset < count && !places.contains($0.offset) ? 0 : $0.element
      }
    }
    let errors = (variances ?? gradients.map { $0.map { _ in 0 } }).map {
      $0.map { $0.squareRoot() }
    }
    weights.append(masked.map { Array($0.prefix(count)) })
    weightErrors.append(errors.map { Array($0.prefix(count)) })
    guard task.includesFeatures else { return }
    features.append(masked.map { Array($0.dropFirst(count)) })
    featureErrors.append(errors.map { Array($0.dropFirst(count)) })
  }
}
