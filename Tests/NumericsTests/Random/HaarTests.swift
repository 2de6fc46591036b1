import Foundation
import Numerics
import Testing

@Suite struct HaarTests {
  @Test(arguments: [1, 2, 3, 8, 40]) func matricesAreUnitary(size: Int) throws {
    var stream = RandomStream(seed: 9)
    let unitary = try stream.haarUnitary(size)
    #expect(unitary.isUnitary(tolerance: 1e-14))
  }

  /// ⟨|tr U|²⟩ = 1, ⟨|tr U|⁴⟩ = 2 and ⟨|u|²⟩ = 1/n: moments that a wrong phase of R spoils.
  @Test func momentsAreThoseOfTheHaarMeasure() throws {
    var stream = RandomStream(seed: 9)
    let count = 4_000
    var (second, fourth, trace) = (0.0, 0.0, Complex<Double>.zero)
    var entries = Matrix<Double>(try Matrix<Double>.zeros(rows: 3, columns: 3))
    for _ in 0..<count {
      let unitary = try stream.haarUnitary(3)
      let square = try unitary.trace().squaredMagnitude
      second += square
      fourth += square * square
      trace += try unitary.trace()
      entries = try entries + unitary.map(\.squaredMagnitude)
    }
    #expect((second / Double(count) - 1).magnitude < 0.07)
    #expect((fourth / Double(count) - 2).magnitude < 0.35)
    #expect((trace / Double(count)).magnitude < 0.06)
    for entry in entries.elements {
      #expect((entry / Double(count) - 1.0 / 3).magnitude < 0.02)
    }
  }

  @Test func phasesOfOneByOneUnitariesAreUniform() throws {
    var stream = RandomStream(seed: 9)
    let phases = try (0..<10_000).map { _ in try stream.haarUnitary(1)[0, 0].phase }
    #expect(kolmogorovSmirnov(phases) { ($0 + .pi) / (2 * .pi) } < 1.95)
  }

  /// |ψ₀|² of a random state has the density (d − 1)(1 − p)^(d − 2).
  @Test func statesAreUniformOnTheSphere() throws {
    var stream = RandomStream(seed: 9)
    let weights = try (0..<10_000).map { _ in try stream.haarState(4)[0].squaredMagnitude }
    #expect(kolmogorovSmirnov(weights) { 1 - pow(1 - $0, 3) } < 1.95)
    let norm = try stream.haarState(64).reduce(0) { $0 + $1.squaredMagnitude }
    #expect((norm - 1).magnitude < 1e-14)
  }
}
