internal import Glibc

/// One gate after the other to its best axis and angle, for circuits of turns.
///
/// The first half of the weights are angles, the second half axes: 0, 1 and 2 for x, y and z. About each
/// axis the value is a + b cos(w + φ), and all three waves meet at the angle 0, so that seven evaluations
/// know them. `Training` has an `AxisSelection` that makes circuits of such weights.
/// M. Ostaszewski, E. Grant and M. Benedetti, "Structure optimization for parameterized quantum
/// circuits", Quantum 5, 391 (2021).
public struct Rotoselect: Minimizer, Hashable {
  /// What messages and records call it.
  public var name: String { "rotoselect" }
  /// How many times all gates are visited.
  public let sweeps: Int
  /// It has converged when a sweep lowers the value by less than this.
  public let tolerance: Double

  /// The sweeps and the tolerance.
  public var settings: [Setting] {
    [.count("the number of sweeps", sweeps), .notNegative("the tolerance", tolerance)]
  }
  /// It takes no bounds: weights are angles and axes.
  public var traits: MinimizerTraits { MinimizerTraits(takesBounds: false, sizes: 2...1_000_000) }

  /// Visits the gates.
  public func search(_ evaluator: Evaluator) throws -> StopReason {
    var weights = evaluator.start
    let gates = weights.count / 2
    guard weights.count == 2 * gates, weights[gates...].allSatisfy([0, 1, 2].contains) else {
      throw OptimizerError.needs(
        name, what: "an angle and an axis for each gate",
        remedy: "give all angles, then as many axes, each of them 0, 1 or 2")
    }
    var value = try evaluator.value(weights)
    for _ in 0..<sweeps {
      let before = value
      for gate in 0..<gates {
        try choose(evaluator, gate, &weights)
        evaluator.current = weights
      }
      value = try evaluator.value(weights)
      if before - value <= tolerance { return .converged }
    }
    return .iterations
  }

  /// The best axis of a gate and the best angle about it; of axes that are alike, the first.
  private func choose(_ evaluator: Evaluator, _ gate: Int, _ weights: inout [Double]) throws {
    let axis = gate + weights.count / 2
    func turned(_ angle: Double, about number: Int) -> [Double] {
      var turned = weights
      (turned[gate], turned[axis]) = (angle, Double(number))
      return turned
    }
    let pairs = (0..<3).flatMap { number in
      [0.5 * Double.pi, -0.5 * Double.pi].map { turned($0, about: number) }
    }
    let values = try evaluator.values([turned(0, about: 0)] + pairs)
    var lowest = Double.infinity
    for number in 0..<3 {
      let (forth, back) = (values[1 + 2 * number], values[2 + 2 * number])
      let mean = 0.5 * (forth + back)
      let (cosine, sine) = (values[0] - mean, 0.5 * (forth - back))
      let value = mean - (cosine * cosine + sine * sine).squareRoot()
      // Rounding shall not choose between axes that are alike.
      guard value < lowest - 1e-12 * max(1, abs(value)) else { continue }
      lowest = value
      (weights[gate], weights[axis]) = (atan2(-sine, -cosine), Double(number))
    }
  }
}

extension Minimizer where Self == Rotoselect {
  /// One gate after the other to its best axis and angle, seven evaluations each.
  ///
  /// - Parameters:
  ///   - sweeps: How many times all gates are visited.
  ///   - tolerance: It has converged when a sweep lowers the value by less.
  /// - Returns: The method.
  public static func rotoselect(sweeps: Int = 100, tolerance: Double = 1e-8) -> Self {
    Rotoselect(sweeps: sweeps, tolerance: tolerance)
  }
}
