internal import Glibc

/// How wrong outputs are, and how that changes with each of them.
///
/// Targets of classes are the number of the class, one for each row; targets of regression are one number for each
/// output. A single output tells two classes apart by its sign: above 0 is class 0, as |0⟩ has the mean 1.
///
/// ```swift
/// let cubic = Loss("cubic") { outputs, target in
///   let error = abs(outputs[0] - target[0])
///   return (error * error * error, [3 * error * (outputs[0] - target[0])])
/// }
/// ```
public struct Loss: Sendable, CustomStringConvertible {
  /// What it is called.
  public let description: String
  /// Whether targets are numbers of classes.
  public let isOfClasses: Bool
  private let evaluate: @Sendable (_ outputs: [Double], _ target: [Double]) -> (Double, [Double])
  /// The loss of a row; its derivative by each output goes into a list with a place for each.
  let write: @Sendable (_ outputs: [Double], _ target: [Double], _ slopes: inout [Double]) -> Double

  /// A loss of one's own.
  ///
  /// - Parameters:
  ///   - name: What it is called.
  ///   - isOfClasses: Whether targets are numbers of classes.
  ///   - evaluate: The loss of a row, and its derivative by each output.
  public init(
    _ name: String, isOfClasses: Bool = false,
    _ evaluate:
      @escaping @Sendable (_ outputs: [Double], _ target: [Double]) -> (
        value: Double, slopes: [Double]
      )
  ) {
    (description, self.isOfClasses) = (name, isOfClasses)
    self.evaluate = { evaluate($0, $1) }
    write = { outputs, target, slopes in
      let (value, parts) = evaluate(outputs, target)
      for (place, part) in zip(slopes.indices, parts) { slopes[place] = part }
      return value
    }
  }

  /// The loss of a row, and its derivative by each output.
  public func callAsFunction(_ outputs: [Double], _ target: [Double]) -> (
    value: Double, slopes: [Double]
  ) {
    let (value, slopes) = evaluate(outputs, target)
    return (value, slopes)
  }

  /// A sum over outputs of a function of the error.
  private static func ofErrors(
    _ name: String, _ part: @escaping @Sendable (Double) -> (Double, Double)
  ) -> Loss {
    Loss(
      name,
      evaluate: { outputs, target in
        let parts = zip(outputs, target).map { part($0 - $1) }
        let count = Double(max(1, parts.count))
        return (parts.reduce(0) { $0 + $1.0 } / count, parts.map { $0.1 / count })
      },
      write: { outputs, target, slopes in
        let known = min(outputs.count, target.count, slopes.count)
        let count = Double(max(1, known))
        var sum = 0.0
        for place in 0..<known {
          let (value, slope) = part(outputs[place] - target[place])
          sum += value
          slopes[place] = slope / count
        }
        return sum / count
      })
  }

  /// A loss that also writes its derivatives where they are wanted, so that a row takes no memory.
  private init(
    _ name: String,
    evaluate: @escaping @Sendable ([Double], [Double]) -> (Double, [Double]),
    write: @escaping @Sendable ([Double], [Double], inout [Double]) -> Double
  ) {
    (description, isOfClasses, self.evaluate, self.write) = (name, false, evaluate, write)
  }

  /// $(z - y)^2$.
  public static let squared = ofErrors("squared error") { ($0 * $0, 2 * $0) }
  /// $|z - y|$.
  public static let absolute = ofErrors("absolute error") {
    (abs($0), $0 < 0 ? -1 : $0 > 0 ? 1 : 0)
  }

  /// Squared up to an error of `delta`, and straight from there on.
  public static func huber(delta: Double = 1) -> Loss {
    ofErrors("Huber loss, delta \(delta)") { error in
      abs(error) <= delta
        ? (error * error / 2, error)
        : (delta * (abs(error) - delta / 2), error < 0 ? -delta : delta)
    }
  }

  /// $-\log p_y$ with $p = \mathrm{softmax}(z)$; one output stands for the outputs z and -z.
  public static let crossEntropy = Loss("cross-entropy", isOfClasses: true) { outputs, target in
    let label = classNumber(target)
    let logits = outputs.count == 1 ? [outputs[0], -outputs[0]] : outputs
    let highest = logits.max() ?? 0
    let powers = logits.map { exp($0 - highest) }
    let sum = powers.reduce(0, +)
    let slopes = powers.enumerated().map { $0.element / sum - ($0.offset == label ? 1 : 0) }
    let value = log(sum) + highest - (logits.indices.contains(label) ? logits[label] : .nan)
    return (value, outputs.count == 1 ? [slopes[0] - slopes[1]] : slopes)
  }

  /// $\max(0, 1 - y z)$ with y = 1 for class 0 and -1 for class 1; over several outputs the sum of what the others
  /// come closer than 1.
  public static let hinge = Loss("hinge loss", isOfClasses: true) { outputs, target in
    let label = classNumber(target)
    if outputs.count == 1 {
      let sign = label == 0 ? 1.0 : -1
      let gap = 1 - sign * outputs[0]
      return gap > 0 ? (gap, [-sign]) : (0, [0])
    }
    var (value, slopes) = (0.0, outputs.map { _ in 0.0 })
    for other in outputs.indices where other != label && outputs.indices.contains(label) {
      let gap = 1 + outputs[other] - outputs[label]
      guard gap > 0 else { continue }
      value += gap
      slopes[other] += 1
      slopes[label] -= 1
    }
    return (value, slopes)
  }

  /// $-\log p_y$ where one output is a mean, and $p_0 = (1 + z)/2$ a probability; several outputs are the
  /// probabilities of the classes.
  public static let logLikelihood = Loss("log-likelihood", isOfClasses: true) { outputs, target in
    // A probability of 0 would make the loss infinite at a single row.
    let (label, least) = (classNumber(target), 1e-9)
    if outputs.count == 1 {
      let sign = label == 0 ? 1.0 : -1
      let chance = max((1 + sign * outputs[0]) / 2, least)
      return (-log(chance), [-sign / (2 * chance)])
    }
    guard outputs.indices.contains(label) else { return (.nan, outputs.map { _ in 0 }) }
    let chance = max(outputs[label], least)
    return (-log(chance), outputs.indices.map { $0 == label ? -1 / chance : 0 })
  }
}
