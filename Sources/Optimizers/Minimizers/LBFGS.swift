/// Quasi-Newton steps from the last few gradients, each with a line search for Wolfe's conditions.
///
/// J. Nocedal, "Updating quasi-Newton matrices with limited storage", Mathematics of Computation 35
/// (1980); the line search is that of J. Nocedal and S. J. Wright, "Numerical optimization",
/// algorithms 3.5 and 3.6. Between bounds, weights at an end that the gradient pushes outwards stay, and the
/// others step and are put back inside: D. P. Bertsekas, "Projected Newton methods for optimization problems
/// with simple constraints", SIAM Journal on Control and Optimization 20 (1982).
public struct LBFGS: Minimizer, Hashable {
  /// What messages and records call it.
  public var name: String { "lbfgs" }
  /// How many pairs of steps and changes of the gradient are kept.
  public let memory: Int
  /// It has converged when no number of the gradient is larger than this.
  public let tolerance: Double

  /// The memory and the tolerance.
  public var settings: [Setting] {
    [.count("the memory", memory, 1...1_000), .positive("the tolerance", tolerance)]
  }
  /// It needs gradients.
  public var traits: MinimizerTraits { MinimizerTraits(needsGradient: true) }

  /// Walks until the gradient is small, or at bounds leads outwards.
  public func search(_ evaluator: Evaluator) throws -> StopReason {
    let isOpen = evaluator.ranges.allSatisfy { $0 == -.infinity ... .infinity }
    return try isOpen ? searchOpen(evaluator) : searchBox(evaluator)
  }

  private func searchOpen(_ evaluator: Evaluator) throws -> StopReason {
    var place = try LinePoint(evaluator, evaluator.start)
    var pairs: [CurvaturePair] = []
    while place.gradient.contains(where: { $0.magnitude > tolerance }) {
      evaluator.current = place.point
      let direction = quasiNewtonDirection(at: place.gradient, pairs)
      let first = pairs.isEmpty ? firstLength(place.gradient) : 1
      guard let next = try wolfePoint(evaluator, place, direction, first) else {
        // Old pairs may mislead; without them the direction is that of the gradient.
        if pairs.isEmpty { return .roundoff }
        pairs = []
        continue
      }
      remember(CurvaturePair(from: place, to: next), in: &pairs)
      place = next
    }
    evaluator.current = place.point
    return .converged
  }

  /// A first step of about 1, but not where the slope is small.
  func firstLength(_ gradient: [Double]) -> Double {
    min(1, 1 / gradient.reduce(0) { $0 + $1.magnitude })
  }

  /// Keeps a pair where the slope has grown along the step, and forgets the oldest.
  func remember(_ pair: CurvaturePair, in pairs: inout [CurvaturePair]) {
    if pair.product > 1e-300 { pairs.append(pair) }
    if pairs.count > memory { pairs.removeFirst() }
  }
}

extension Minimizer where Self == LBFGS {
  /// Quasi-Newton steps from the last few gradients.
  ///
  /// - Parameters:
  ///   - memory: How many steps are remembered.
  ///   - tolerance: It has converged when no number of the gradient is larger.
  /// - Returns: The method.
  public static func lbfgs(memory: Int = 10, tolerance: Double = 1e-6) -> Self {
    LBFGS(memory: memory, tolerance: tolerance)
  }
}
