import Foundation
import Numerics
import Optimizers
import Testing

/// Methods that know more of a problem than the bowl of the laws has, against closed formulas.
@Suite struct StructuredMethodTests {
  /// A wave in each weight, whose lowest value is −1 − 2 − 3.
  @Test func rotosolveIsExactForWavesInOneSweep() throws {
    let phases = [0.3, -1.2, 2.5]
    func waves(_ weights: [Double]) -> Double {
      var value = 0.0
      for i in 0..<3 { value += Double(i + 1) * cos(weights[i] + phases[i]) }
      return value
    }
    let minimum = try minimize(waves, from: [0, 0, 0], with: .rotosolve())
    #expect(abs(minimum.value + 6) < 1e-12 && minimum.reason == .converged)
    #expect(minimum.evaluations <= 1 + 2 * 7)
  }

  /// In one step the natural gradient of a quadratic form, with the form as metric, is at the bottom.
  @Test func naturalGradientOfAQuadraticFormIsThereInOneStep() throws {
    let form = try Matrix<Double>([[2, 0.5], [0.5, 1]])
    let metric: @Sendable ([Double]) throws -> Matrix<Double> = { _ in form }
    var stepper = try Stepper(.naturalGradient(rate: 1, damping: 1e-12, metric: metric))
    var weights: [Double] = [3, -2]
    let gradient: [Double] = [5, -0.5]
    try stepper.step(&weights, along: gradient)
    #expect(weights.allSatisfy { abs($0) < 1e-10 })
    let large: @Sendable ([Double]) throws -> Matrix<Double> = { _ in try .identity(3) }
    var wrong = try Stepper(.naturalGradient(metric: large))
    let words =
      "natural gradient: a row of the metric has 3 numbers and there are 2 weights; give one for each"
    #expect {
      try wrong.step(&weights, along: gradient)
    } throws: {
      "\($0)" == words
    }
  }

  /// A product state of turned qubits: its energy, and the fidelity of two of them.
  @Test func qnspsaLowersTheEnergyOfAProductState() throws {
    func energy(_ weights: [Double]) -> Double { weights.map { cos($0) }.reduce(0, +) }
    let fidelity: @Sendable ([Double], [Double]) throws -> Double = { one, other in
      var product = 1.0
      for i in one.indices { product *= pow(cos((one[i] - other[i]) / 2), 2) }
      return product
    }
    let minimum = try minimize(
      energy, from: [0.4, 0.6, -0.5], with: .qnspsa(iterations: 200, fidelity: fidelity), seed: 2)
    #expect(minimum.value < -2.9 && minimum.reason == .iterations, "\(minimum)")
    // 50 find the rate; each step asks for two values and four fidelities; one value at the end.
    #expect(minimum.evaluations == 50 + 200 * 6 + 1)
  }

  /// A batch is asked for at once: the pairs of SPSA, the corners of a simplex.
  @Test func methodsAskInBatches() throws {
    var sizes: [Int] = []
    let objective = Objective(batch: { points in
      sizes.append(points.count)
      return points.map { $0.reduce(0) { $0 + $1 * $1 } }
    })
    _ = try minimize(objective, from: [1, 2, 3], with: .spsa(iterations: 3))
    #expect(sizes == [50, 2, 2, 2, 1])
    sizes = []
    _ = try minimize(objective, from: [1, 2, 3], with: .nelderMead(), evaluations: 5)
    #expect(sizes == [4, 1])
  }

  @Test func aMethodThatNeedsGradientsSaysSo() {
    #expect {
      try minimize({ $0[0] }, from: [0], with: .lbfgs())
    } throws: {
      "\($0)"
        == "lbfgs: it needs gradients; give an Objective(value:gradient:), or use a method without"
    }
    #expect {
      try minimize({ $0[0] }, from: [0], with: .bobyqa())
    } throws: {
      "\($0)" == "bobyqa: there are 1 weights, and it takes 2 to 1000; choose another method"
    }
    #expect {
      try minimize({ $0[0] }, from: [0], with: .direct())
    } throws: {
      "\($0)" == "direct: at weight 0, there is no finite bound; it searches a whole box, so give "
        + "bounds with finite ends for each weight"
    }
    #expect {
      try minimize(Objective(batch: { _ in [] }), from: [0], with: .cobyla())
    } throws: {
      "\($0)" == "cobyla: a batch of 1 points was answered by 0 values; give one for each"
    }
  }
}
