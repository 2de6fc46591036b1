/// A law that a rule or a method does not keep.
public struct OptimizerLawError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Whose law it is, and what does not hold.
  public let description: String
}

/// Throws where a law does not hold.
func check(_ who: String, _ law: @autoclosure () -> String, _ holds: Bool) throws {
  guard !holds else { return }
  throw OptimizerLawError(description: "\(who): \(law())")
}

/// Throws unless something throws an error of ours with these words in its description.
func checkRefusal(_ who: String, of what: String, _ words: String, _ act: () throws -> Void) throws
{
  do {
    try act()
  } catch let error as OptimizerError {
    return try check(
      who, "\(what) is refused with the words '\(words)' and not with '\(error)'",
      error.description.contains(words))
  }
  throw OptimizerLawError(description: "\(who): \(what) is refused")
}

/// Bowls of any number of weights, Σ (i + 1) (w_i − b_i)² + 0.25, on which the laws are tried.
struct Bowl {
  let bottom: [Double]

  func value(_ weights: [Double]) -> Double { all(weights).value }

  func all(_ weights: [Double]) -> (value: Double, gradient: [Double]) {
    var (value, gradient) = (0.25, weights)
    for i in weights.indices {
      let away = weights[i] - bottom[i]
      gradient[i] = 2 * Double(i + 1) * away
      value += Double(i + 1) * away * away
    }
    return (value, gradient)
  }

  var objective: Objective { Objective(value: value, gradient: all) }
}
