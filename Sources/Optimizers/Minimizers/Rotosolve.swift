internal import Glibc

/// One weight after the other to its exact minimum, for values that are a wave in each weight.
///
/// Where a weight turns one gate whose generator has eigenvalues ±½, the value is a + b cos(w + φ), which
/// three evaluations know wholly. M. Ostaszewski, E. Grant and M. Benedetti, "Structure optimization
/// for parameterized quantum circuits", Quantum 5, 391 (2021).
public struct Rotosolve: Minimizer, Hashable {
  /// What messages and records call it.
  public var name: String { "rotosolve" }
  /// How many times all weights are visited.
  public let sweeps: Int
  /// It has converged when a sweep lowers the value by less than this.
  public let tolerance: Double

  /// The sweeps and the tolerance.
  public var settings: [Setting] {
    [.count("the number of sweeps", sweeps), .notNegative("the tolerance", tolerance)]
  }
  /// It takes no bounds: weights are angles.
  public var traits: MinimizerTraits { MinimizerTraits(takesBounds: false) }

  /// Visits the weights.
  public func search(_ evaluator: Evaluator) throws -> StopReason {
    var weights = evaluator.start
    var value = try evaluator.value(weights)
    for _ in 0..<sweeps {
      let before = value
      for place in weights.indices {
        let pair = [0.5 * Double.pi, -0.5 * Double.pi].map { turn in
          var turned = weights
          turned[place] += turn
          return turned
        }
        let values = try evaluator.values(pair)
        let mean = 0.5 * (values[0] + values[1])
        let (cosine, sine) = (value - mean, 0.5 * (values[0] - values[1]))
        // The wave is mean + cosine·cos(t) + sine·sin(t) at the turn t, lowest opposite to its phase.
        weights[place] += atan2(-sine, -cosine)
        weights[place] = remainder(weights[place], 2 * .pi)
        value = mean - (cosine * cosine + sine * sine).squareRoot()
        evaluator.current = weights
      }
      // The value was calculated; rounding and noise would add up over sweeps.
      value = try evaluator.value(weights)
      if before - value <= tolerance { return .converged }
    }
    return .iterations
  }
}

extension Minimizer where Self == Rotosolve {
  /// One weight after the other to its exact minimum, two evaluations each.
  ///
  /// - Parameters:
  ///   - sweeps: How many times all weights are visited.
  ///   - tolerance: It has converged when a sweep lowers the value by less.
  /// - Returns: The method.
  public static func rotosolve(sweeps: Int = 100, tolerance: Double = 1e-8) -> Self {
    Rotosolve(sweeps: sweeps, tolerance: tolerance)
  }
}
