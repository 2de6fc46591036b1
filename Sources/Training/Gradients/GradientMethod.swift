internal import Circuits

/// A way to find derivatives of expectations.
///
/// ```swift
/// try energy.gradient(at: θ, by: .parameterShift)
/// try energy.derivatives(at: θ, by: .adjoint).runs          // circuits that were run
/// ```
///
/// A method is one file: what it cannot do, and how it does the rest; the table of `GradientTableTests`
/// then holds it to the exact gradient in every combination that it does not refuse.
public protocol GradientMethod: Sendable, CustomStringConvertible {
  /// Why the method cannot do a task; nothing where it can.
  func refusal(of task: GradientTask) -> String?

  /// The means and their derivatives.
  ///
  /// - Throws: ``TrainingError/methodCannot(_:reason:instead:)`` where there is a refusal, and what the
  ///   backend throws.
  func derivatives(of task: GradientTask) throws -> Derivatives
}

/// All ways to find derivatives.
public enum GradientMethods {
  /// One of each, as it is without being told more, the most exact first.
  public static var all: [any GradientMethod] {
    [
      AdjointMethod(), Backpropagation(), ParameterShift(), LinearCombination(),
      FiniteDifferences(), SimultaneousPerturbation(), AutomaticMethod(),
    ]
  }
}

extension Expectation {
  /// The derivatives of the first observable by the weights.
  ///
  /// ```swift
  /// try energy.gradient(at: [0.3, 0.3], by: .parameterShift)
  /// ```
  ///
  /// - Parameters:
  ///   - weights: Where the derivatives are taken.
  ///   - features: A row of features.
  ///   - method: How they are found.
  /// - Returns: A number for each weight.
  /// - Throws: As ``derivatives(at:features:by:includingFeatures:places:seed:)``.
  public func gradient(
    at weights: [Double], features: [Double] = [], by method: any GradientMethod = .automatic
  ) throws -> [Double] {
    try derivatives(at: weights, features: [features], by: method).weights[0][0]
  }

  /// The means for each row of features, with all their derivatives and what they cost.
  ///
  /// - Parameters:
  ///   - weights: Where the derivatives are taken.
  ///   - features: Rows of features; one empty row for a circuit without.
  ///   - method: How they are found.
  ///   - includingFeatures: Whether derivatives by features are made.
  ///   - places: The weights that are asked for; nothing for all. Derivatives by others are 0, and no
  ///     circuit is run for them.
  ///   - seed: Where chance begins, if not where the expectation says.
  /// - Returns: Means, derivatives, their standard errors, the number of circuits run, and the method.
  /// - Throws: ``CircuitError`` for values that do not fit, ``TrainingError`` for a method that cannot do
  ///   it, which names those that can, and what the backend throws.
  public func derivatives(
    at weights: [Double], features: [[Double]] = [[]], by method: any GradientMethod = .automatic,
    includingFeatures: Bool = false, places: Set<Int>? = nil, seed: UInt64? = nil
  ) throws -> Derivatives {
    try check(weights, features)
    if let wrong = places?.first(where: { !weights.indices.contains($0) }) {
      throw TrainingError.unfit(
        "weight \(wrong)", given: "the derivatives that are asked for",
        allowed: "there are \(weights.count), from 0")
    }
    let task = GradientTask(
      expectation: self, weights: weights, features: features,
      includesFeatures: includingFeatures, places: places, seed: seed ?? self.seed)
    try method.check(task)
    return try method.derivatives(of: task)
  }

  /// How many circuits a method runs for one row of features.
  ///
  /// - Throws: As ``derivatives(at:features:by:includingFeatures:places:seed:)``.
  public func circuitRuns(for method: any GradientMethod) throws -> Int {
    let weights = [Double](repeating: 0.1, count: weightCount)
    let features = [Double](repeating: 0.1, count: featureCount)
    return try derivatives(at: weights, features: [features], by: method).runs
  }
}

extension GradientMethod {
  /// Throws where the method cannot do a task, and says which methods can.
  func check(_ task: GradientTask) throws(TrainingError) {
    guard let reason = refusal(of: task) else { return }
    let others = GradientMethods.all.filter { $0.refusal(of: task) == nil }
    throw .methodCannot("\(self)", reason: reason, instead: others.map { "\($0)" })
  }
}
