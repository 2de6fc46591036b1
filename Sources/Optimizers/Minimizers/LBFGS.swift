/// Quasi-Newton steps from the last few gradients, each with a line search for Wolfe's conditions.
///
/// J. Nocedal, "Updating quasi-Newton matrices with limited storage", Mathematics of Computation 35
/// (1980); the line search is that of J. Nocedal and S. J. Wright, "Numerical optimization",
/// algorithms 3.5 and 3.6.
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
  /// It needs gradients and takes no bounds.
  public var traits: MinimizerTraits { MinimizerTraits(takesBounds: false, needsGradient: true) }

  /// Walks until the gradient is small.
  public func search(_ evaluator: Evaluator) throws -> StopReason {
    var place = try LinePoint(evaluator, evaluator.start)
    var pairs: [(step: [Double], change: [Double], product: Double)] = []
    while place.gradient.contains(where: { $0.magnitude > tolerance }) {
      evaluator.current = place.point
      let direction = direction(at: place.gradient, pairs)
      let first =
        pairs.isEmpty ? min(1, 1 / place.gradient.reduce(0) { $0 + $1.magnitude }) : 1
      guard let next = try wolfePoint(evaluator, place, direction, first) else {
        // Old pairs may mislead; without them the direction is that of the gradient.
        if pairs.isEmpty { return .roundoff }
        pairs = []
        continue
      }
      let step = zip(next.point, place.point).map { $0 - $1 }
      let change = zip(next.gradient, place.gradient).map { $0 - $1 }
      let product = dot(step, change)
      if product > 1e-300 { pairs.append((step, change, product)) }
      if pairs.count > memory { pairs.removeFirst() }
      place = next
    }
    evaluator.current = place.point
    return .converged
  }

  /// Minus the gradient, turned by the pairs: the two loops of Nocedal.
  private func direction(
    at gradient: [Double], _ pairs: [(step: [Double], change: [Double], product: Double)]
  ) -> [Double] {
    var direction = gradient.map { -$0 }
    var parts: [Double] = []
    for pair in pairs.reversed() {
      let part = dot(pair.step, direction) / pair.product
      parts.append(part)
      direction = direction.moved(-part, pair.change)
    }
    if let last = pairs.last {
      let scale = last.product / dot(last.change, last.change)
      direction = direction.map { scale * $0 }
    }
    for (pair, part) in zip(pairs, parts.reversed()) {
      let other = dot(pair.change, direction) / pair.product
      direction = direction.moved(part - other, pair.step)
    }
    return direction
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
