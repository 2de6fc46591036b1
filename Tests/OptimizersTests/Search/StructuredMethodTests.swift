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

  /// Qubits each turned about one axis and measured along another: only one axis lowers each value.
  @Test func rotoselectFindsAxesAndAngles() throws {
    // The mean of Z after a turn of |0⟩ about x or y is a cosine; a turn about z leaves it 1.
    func mean(_ weights: [Double]) -> Double {
      weights[..<3].indices.reduce(0) { $0 + (weights[$1 + 3] == 2 ? 1 : cos(weights[$1] - 0.4)) }
    }
    let minimum = try minimize(mean, from: [0.1, 0.2, 0.3, 2, 2, 2], with: .rotoselect())
    #expect(abs(minimum.value + 3) < 1e-12 && minimum.reason == .converged)
    #expect(minimum.point[3...].allSatisfy { $0 == 0 })
    #expect(minimum.evaluations <= 1 + 2 * (3 * 7 + 1))
    #expect {
      try minimize(mean, from: [0.1, 0.5], with: .rotoselect())
    } throws: {
      "\($0)"
        == "rotoselect: it needs an angle and an axis for each gate; give all angles, then as "
        + "many axes, each of them 0, 1 or 2"
    }
  }

  /// For waves the shifted evaluations give the very gradient: the path is that of gradient descent.
  @Test func aqgdFollowsTheExactGradientOfWaves() throws {
    func waves(_ weights: [Double]) -> Double { cos(weights[0]) * sin(weights[1]) }
    let minimum = try minimize(
      waves, from: [0.4, 0.3], with: .aqgd(iterations: 5, rule: .gradientDescent(rate: 0.3)))
    var weights: [Double] = [0.4, 0.3]
    for _ in 0..<5 {
      let (a, b) = (weights[0], weights[1])
      weights = [a + 0.3 * sin(a) * sin(b), b - 0.3 * cos(a) * cos(b)]
    }
    #expect(zip(minimum.last, weights).allSatisfy { abs($0 - $1) < 1e-12 })
    #expect(minimum.evaluations == 5 * 5 + 1 && minimum.reason == .iterations)
    let found = try minimize(waves, from: [0.4, 0.3], with: .aqgd())
    #expect(abs(found.value + 1) < 1e-9 && found.reason == .converged)
  }

  /// The egg crate has a valley beside every other; only more points and new beginnings leave them.
  @Test func restartsOfCMAESLeaveAValley() throws {
    func crate(_ weights: [Double]) -> Double {
      weights.reduce(0) { $0 + 0.05 * $1 * $1 + 1 - cos(2 * .pi * $1) }
    }
    let bounds: Bounds = .all(-6...6)
    let one = try minimize(crate, from: [4, 5], with: .cmaes(radius: 0.1), bounds: bounds)
    #expect(one.value > 0.5)
    let many = try minimize(
      crate, from: [4, 5], with: .cmaes(radius: 1, restarts: 5), bounds: bounds,
      evaluations: 20_000, target: 1e-6)
    #expect(many.reason == .target, "\(many)")
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
