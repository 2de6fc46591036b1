import NLopt
import Numerics

/// A method of NLopt, by Steven Johnson and others (https://github.com/stevengj/nlopt).
///
/// Its static members have the references of the algorithms.
public struct NLoptMinimizer: Minimizer, Hashable {
  /// The algorithm.
  let algorithm: NLoptAlgorithm
  /// How far the first points lie from the start, or nil for NLopt's own guess.
  public let radius: Double?
  /// The search has converged when weights move less than this.
  public let tolerance: Double
  /// What it takes and needs.
  public let traits: MinimizerTraits

  /// What messages and records call it.
  public var name: String { algorithm.rawValue }

  /// The radius and the tolerance.
  public var settings: [Setting] {
    [.positive("the tolerance", tolerance)] + (radius.map { [.positive("the radius", $0)] } ?? [])
  }

  init(
    _ algorithm: NLoptAlgorithm, radius: Double? = nil, tolerance: Double = 1e-8,
    _ traits: MinimizerTraits
  ) {
    (self.algorithm, self.radius, self.tolerance) = (algorithm, radius, tolerance)
    self.traits = traits
  }

  /// Searches by NLopt.
  public func search(_ evaluator: Evaluator) throws -> StopReason {
    var random = evaluator.random
    var search = NLoptSearch(
      algorithm, start: evaluator.start, lower: evaluator.ranges.map(\.lowerBound),
      upper: evaluator.ranges.map(\.upperBound), step: step(within: evaluator.ranges),
      coordinateTolerance: tolerance, seed: random.next())
    let outcome = try search.run { point, gradient in
      guard let gradient else { return try evaluator.value(evaluator.inside(Array(point))) }
      let answer = try evaluator.gradient(evaluator.inside(Array(point)))
      _ = gradient.update(fromContentsOf: answer.gradient)
      return answer.value
    }
    switch outcome {
    case .converged: return .converged
    case .roundoff: return .roundoff
    case .failed(let words): throw OptimizerError.failed(name, reason: words)
    }
  }

  /// The radius, made smaller where bounds leave no room for it.
  private func step(within ranges: [ClosedRange<Double>]) -> Double? {
    guard let radius else { return nil }
    let widths = ranges.map { $0.upperBound - $0.lowerBound }.filter { $0 > 0 }
    return min(radius, (widths.min() ?? .infinity) / 4)
  }
}

extension Minimizer where Self == NLoptMinimizer {
  /// Linear models of the objective on a simplex, inside a trust region that shrinks.
  ///
  /// M. J. D. Powell, "A direct search optimization method that models the objective and constraint
  /// functions by linear interpolation", 1994. It creeps along narrow, bent valleys; `bobyqa` knows them
  /// better. A wider beginning helps there: on Wood's function, whose lowest point lies 4 away in each
  /// weight, 218 evaluations suffice from a radius of 5, and 100,000 do not from 0.5.
  ///
  /// - Parameters:
  ///   - radius: The trust region at first: about how far weights may have to go.
  ///   - tolerance: The trust region at the end.
  /// - Returns: The method.
  public static func cobyla(radius: Double = 0.5, tolerance: Double = 1e-6) -> Self {
    NLoptMinimizer(
      .cobyla, radius: radius, tolerance: tolerance, MinimizerTraits(sizes: 1...2_000))
  }

  /// Quadratic models of the objective, inside a trust region and bounds; for two weights and more.
  ///
  /// M. J. D. Powell, "The BOBYQA algorithm for bound constrained optimization without derivatives",
  /// Cambridge 2009.
  public static func bobyqa(radius: Double = 0.5, tolerance: Double = 1e-8) -> Self {
    NLoptMinimizer(
      .bobyqa, radius: radius, tolerance: tolerance, MinimizerTraits(sizes: 2...1_000))
  }

  /// Quadratic models of the objective, inside a trust region; for two weights and more.
  ///
  /// M. J. D. Powell, "The NEWUOA software for unconstrained optimization without derivatives", 2004.
  public static func newuoa(radius: Double = 0.5, tolerance: Double = 1e-8) -> Self {
    NLoptMinimizer(
      .newuoa, radius: radius, tolerance: tolerance,
      MinimizerTraits(takesBounds: false, sizes: 2...1_000))
  }

  /// Searches along axes that turn to the principal ones.
  ///
  /// R. Brent, "Algorithms for minimization without derivatives", Prentice-Hall 1972.
  public static func praxis(radius: Double = 0.5, tolerance: Double = 1e-8) -> Self {
    NLoptMinimizer(
      .praxis, radius: radius, tolerance: tolerance,
      MinimizerTraits(takesBounds: false, sizes: 1...1_000))
  }

  /// The simplex method on subspaces, for many weights and for noise.
  ///
  /// T. Rowan, "Functional stability analysis of numerical algorithms", Texas 1990.
  public static func subplex(radius: Double = 0.5, tolerance: Double = 1e-8) -> Self {
    NLoptMinimizer(.subplex, radius: radius, tolerance: tolerance, MinimizerTraits())
  }

  /// Divides a box into ever smaller ones; deterministic and global, for few weights.
  ///
  /// J. M. Gablonsky and C. T. Kelley, "A locally-biased form of the DIRECT algorithm", 2001.
  public static func direct(tolerance: Double = 1e-8) -> Self { global(.direct, tolerance) }

  /// A population whose members are replaced by reflections; global.
  ///
  /// P. Kaelo and M. M. Ali, "Some variants of the controlled random search algorithm", 2006.
  public static func controlledRandomSearch(tolerance: Double = 1e-8) -> Self {
    global(.controlledRandomSearch, tolerance)
  }

  /// An evolution strategy with stochastic ranking; global, ends by a limit only.
  ///
  /// T. P. Runarsson and X. Yao, "Search biases in constrained evolutionary optimization", 2005.
  public static func isres(tolerance: Double = 1e-8) -> Self { global(.isres, tolerance) }

  /// An evolutionary search with Cauchy mutations; global, ends by a limit only.
  ///
  /// C. H. da Silva Santos and others, "Designing novel photonic devices by bio-inspired computing",
  /// 2010.
  public static func esch(tolerance: Double = 1e-8) -> Self { global(.esch, tolerance) }

  private static func global(_ algorithm: NLoptAlgorithm, _ tolerance: Double) -> Self {
    NLoptMinimizer(
      algorithm, tolerance: tolerance, MinimizerTraits(needsFiniteBounds: true, sizes: 1...10_000))
  }

  /// Sequential quadratic programming with gradients and bounds.
  ///
  /// D. Kraft, "Algorithm 733: TOMP, Fortran modules for optimal control calculations", 1994.
  public static func slsqp(tolerance: Double = 1e-8) -> Self { smooth(.slsqp, tolerance, 2_000) }

  /// Moving asymptotes: separable convex models with gradients and bounds.
  ///
  /// K. Svanberg, "A class of globally convergent optimization methods", 2002.
  public static func mma(tolerance: Double = 1e-8) -> Self { smooth(.mma, tolerance) }

  /// Separable quadratic models with gradients and bounds, of the same paper as `mma`.
  public static func ccsa(tolerance: Double = 1e-8) -> Self { smooth(.ccsa, tolerance) }

  /// Newton's steps, solved for a few conjugate gradients each, with bounds.
  ///
  /// R. S. Dembo and T. Steihaug, "Truncated Newton algorithms for large-scale optimization", 1982.
  public static func truncatedNewton(tolerance: Double = 1e-8) -> Self {
    smooth(.truncatedNewton, tolerance)
  }

  /// Shifted limited-memory variable metric of rank two, with gradients and bounds.
  ///
  /// J. Vlček and L. Lukšan, "Shifted limited-memory variable metric methods", 2006.
  public static func variableMetric(tolerance: Double = 1e-8) -> Self {
    smooth(.variableMetric, tolerance)
  }

  private static func smooth(
    _ algorithm: NLoptAlgorithm, _ tolerance: Double, _ largest: Int = 1_000_000
  ) -> Self {
    NLoptMinimizer(
      algorithm, tolerance: tolerance, MinimizerTraits(needsGradient: true, sizes: 1...largest))
  }
}
