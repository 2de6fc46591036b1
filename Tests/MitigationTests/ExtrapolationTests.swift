import Mitigation
import Numerics
import Testing

/// Curves through points that are known.
@Suite struct ExtrapolationTests {
  @Test func polynomialsOfTheirDegreeAreFound() throws {
    let scales: [Double] = [1, 1.5, 2, 3]
    let line = try Extrapolation(
      scales: scales, values: scales.map { (s: Double) in 0.9 - 0.2 * s }, fit: .linear)
    #expect(abs(line.estimate - 0.9) < 1e-13)
    let parabola = try Extrapolation(
      scales: scales, values: scales.map { (s: Double) in 0.8 - 0.3 * s + 0.05 * s * s },
      fit: .quadratic)
    #expect(abs(parabola.estimate - 0.8) < 1e-13)
    #expect(zip(parabola.coefficients, [0.8, -0.3, 0.05]).allSatisfy { abs($0 - $1) < 1e-12 })
    // Four points about a line: the least squares are those of the normal equations.
    let rough = try Extrapolation(scales: [1, 2, 3, 4], values: [1, 0.7, 0.5, 0.2], fit: .linear)
    #expect(abs(rough.estimate - 1.25) < 1e-13 && abs(rough.coefficients[1] + 0.26) < 1e-13)
  }

  @Test(arguments: [-1.2, -0.3, 0, 1e-4, 0.05, 0.4, 1, 2.5])
  func exponentialsAreFoundExactly(_ rate: Double) throws {
    let curves: [(Double, Double)] = [(1, 0), (-0.7, 0), (0.4, 0.5), (3, -2)]
    let places: [[Double]] = [[1, 3], [1, 2, 3], [1, 1.2, 1.7, 2.9, 5]]
    for (factor, limit) in curves {
      for scales in places {
        let values = scales.map { limit + factor * .exp(-rate * $0) }
        let curve = try Extrapolation(
          scales: scales, values: values, fit: .exponential(towards: limit))
        #expect(abs(curve.estimate - factor - limit) < 1e-11 * max(1, Double.exp(rate)))
        #expect(abs(curve.value(at: scales[1]) - values[1]) < 1e-12)
      }
    }
  }

  @Test func anExponentialStaysWithinBoundsWhateverThePoints() throws {
    let noisy: [[Double]] = [
      [0, 0, 0], [1e-3, -1e-3, 5e-4], [0.5, 0, 0], [1e-17, 3e-17, -2e-17],
    ]
    for values in noisy {
      let curve = try Extrapolation(scales: [1, 2, 3], values: values, fit: .exponential)
      #expect(abs(curve.estimate) <= 20.1 * (values.map(abs).max() ?? 0))
    }
  }

  @Test func whatCannotBeIsSaid() {
    func said(
      _ scales: [Double], _ values: [Double], _ fit: Extrapolation.Fit
    ) -> String { words { _ = try Extrapolation(scales: scales, values: values, fit: fit) } }
    #expect(said([1, 1], [0, 0], .linear).contains("1 different scales"))
    #expect(said([1, 2], [0, 0], .quadratic).contains("quadratic takes 3 at least"))
    #expect(said([1, 2], [0], .linear).contains("each scale has one value"))
    #expect(said([1, 2], [0, .nan], .linear).contains("finite"))
    #expect(said([-1, 2], [0, 1], .linear).contains("above 0"))
    #expect(said([], [], .exponential).contains("0 different"))
    #expect(said([1, 2], [1, 2], .polynomial(degree: .max)).contains("from 0 to 12"))
    #expect(said([1, 2], [1, 2], .polynomial(degree: -1)).contains("from 0 to 12"))
    #expect(said([1, 2], [1, 2], .exponential(towards: .infinity)).contains("finite"))
  }
}

/// What a function throws, in words.
func words(_ run: () throws -> Void) -> String {
  do { try run() } catch { return "\(error)" }
  return "nothing"
}
