/// A whole search for the lowest value of a function: a plain value without hidden state.
///
/// ```swift
/// let minimum = try minimize(energy, from: weights, with: .cobyla(radius: 0.5))
/// print(minimum.value, minimum.evaluations)
/// ```
///
/// The same start, settings and seed give the same path, to the last bit. A method of one's own says
/// its name and searches; everything else, from limits to resuming, is the ``Evaluator``'s:
///
/// ```swift
/// struct Guessing: Minimizer {
///   let name = "guessing"
///   func search(_ evaluator: Evaluator) throws -> StopReason {
///     var random = evaluator.random
///     while true { _ = try evaluator.value(evaluator.start.map { $0 + random.normal() }) }
///   }
/// }
/// ```
public protocol Minimizer: Sendable {
  /// What messages and records call it.
  var name: String { get }

  /// The numbers that it was made with.
  var settings: [Setting] { get }

  /// What it takes and needs.
  var traits: MinimizerTraits { get }

  /// Searches from the evaluator's start, and says why it ended.
  ///
  /// It throws on what the evaluator throws: that is how limits end a search.
  func search(_ evaluator: Evaluator) throws -> StopReason
}

/// What a method takes and what it needs.
public struct MinimizerTraits: Hashable, Sendable {
  /// Whether it keeps to bounds.
  public var takesBounds: Bool
  /// Whether it needs bounds with finite ends.
  public var needsFiniteBounds: Bool
  /// Whether it needs gradients.
  public var needsGradient: Bool
  /// How many weights it takes.
  public var sizes: ClosedRange<Int>

  /// Traits; by default those of a method that takes bounds and asks for values.
  public init(
    takesBounds: Bool = true, needsFiniteBounds: Bool = false, needsGradient: Bool = false,
    sizes: ClosedRange<Int> = 1...1_000_000
  ) {
    (self.takesBounds, self.needsFiniteBounds) = (takesBounds, needsFiniteBounds)
    (self.needsGradient, self.sizes) = (needsGradient, sizes)
  }
}

extension Minimizer {
  /// No numbers.
  public var settings: [Setting] { [] }
  /// It takes bounds and asks for values.
  public var traits: MinimizerTraits { MinimizerTraits() }
}

/// The methods of this module.
public enum Minimizers {
  /// One of each that needs nothing but an objective, with its usual settings.
  ///
  /// The laws of `checkMinimizerLaws` are proved for all of them.
  public static let all: [any Minimizer] = walking + throughNLopt

  private static let walking: [any Minimizer] = [
    SPSA.spsa(iterations: 300), SPSA.secondOrderSPSA(iterations: 300), NelderMead.nelderMead(),
    LBFGS.lbfgs(), NelderMead.nelderMead().multiStart(3), CMAES.cmaes(), Powell.powell(),
    AnalyticDescent.aqgd(rule: .momentum(rate: 0.1, momentum: 0.25)),
  ]

  private static let throughNLopt: [NLoptMinimizer] = [
    .cobyla(), .bobyqa(), .newuoa(), .praxis(), .subplex(), .direct(), .controlledRandomSearch(),
    .isres(), .esch(), .slsqp(), .mma(), .ccsa(), .truncatedNewton(), .variableMetric(),
  ]
}
