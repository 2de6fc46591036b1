import Numerics

/// A method, begun at several points of a box; the best of what it finds.
public struct MultiStart<Method: Minimizer>: Minimizer {
  /// What messages and records call it.
  public var name: String { "multiStart of \(method.name)" }
  /// The method.
  public let method: Method
  /// How many times it begins: once at the start, then at random points.
  public let starts: Int

  /// The number of starts, and what the method was made with.
  public var settings: [Setting] {
    [.count("the number of starts", starts, 1...1_000_000)] + method.settings
  }
  /// Those of the method, with finite bounds to draw from.
  public var traits: MinimizerTraits {
    var traits = method.traits
    traits.needsFiniteBounds = true
    return traits
  }

  /// Evaluates all starts as a batch, then searches from each, the lowest first.
  public func search(_ evaluator: Evaluator) throws -> StopReason {
    var random = evaluator.random
    let points =
      [evaluator.start]
      + (1..<max(starts, 1)).map { _ in
        evaluator.inside(
          evaluator.ranges.map { range in
            range.lowerBound + random.uniform() * (range.upperBound - range.lowerBound)
          })
      }
    let values = try evaluator.values(points)
    let order = points.indices.sorted { (values[$0], $0) < (values[$1], $1) }
    var reason = StopReason.converged
    for start in order {
      evaluator.beginAnew(at: points[start], random.split(start))
      reason = try method.search(evaluator)
    }
    evaluator.current = nil
    return reason
  }
}

extension Minimizer {
  /// The method, begun at several points of a box, of which the best result counts.
  ///
  /// - Parameter starts: How many times it begins.
  /// - Returns: The method.
  public func multiStart(_ starts: Int) -> MultiStart<Self> {
    MultiStart(method: self, starts: starts)
  }
}
