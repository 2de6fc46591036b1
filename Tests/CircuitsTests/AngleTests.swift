import Circuits
import Numerics
import Testing

/// Angles as sums.
@Suite struct AngleTests {
  let x = Features(count: 3)
  let w = Weights(count: 3)

  @Test func anAngleIsItsFormula() {
    #expect("\(w[0] * x[1] + 0.3)" == "x[1]·w[0] + 0.3")
    #expect(
      "\(2 * (.pi - x[0]) * (.pi - x[1]))"
        == "-2π·x[0] + 2·x[0]·x[1] - 2π·x[1] + 19.739208802178716"
    )
    #expect("\(Angle.weight(2) * Angle.weight(2) - 1)" == "w[2]^2 - 1")
    #expect("\(-Angle.pi / 2)" == "-π/2" && "\(Angle(0))" == "0" && "\(Angle(0.75))" == "0.75")
    #expect("\(3 * Angle.pi / 4)" == "3π/4")
  }

  @Test func theOrderOfWritingDoesNotCount() {
    #expect(x[0] * w[0] + w[1] == w[1] + w[0] * x[0])
    #expect((x[0] + w[0]) * (x[0] - w[0]) == x[0] * x[0] - w[0] * w[0])
    #expect(x[0] - x[0] == 0 && (x[0] - x[0]).isConstant)
    #expect(Set([x[0] + 1, 1 + x[0]]).count == 1)
  }

  /// Sums and products of random angles against the same of their values, and derivatives against
  /// differences.
  @Test(arguments: 0..<50) func arithmeticIsThatOfTheValues(_ seed: UInt64) {
    var random = RandomStream(seed: seed)
    let (a, b) = (angle(&random), angle(&random))
    var values: [Symbol: Double] = [:]
    for symbol in Set((a + b).symbols + (a * b).symbols) { values[symbol] = random.normal() }
    let value = { (angle: Angle) in angle.value { values[$0] ?? 0 } }
    #expect(abs(value(a + b) - value(a) - value(b)) < 1e-12, "seed \(seed)")
    #expect(abs(value(a * b) - value(a) * value(b)) < 1e-10, "seed \(seed)")
    #expect(abs(value(a - b / 4) - value(a) + value(b) / 4) < 1e-12, "seed \(seed)")
    for symbol in (a * b).symbols {
      let step = 1e-5
      func moved(_ by: Double) -> Double {
        (a * b).value { (values[$0] ?? 0) + ($0 == symbol ? by : 0) }
      }
      let slope = (moved(step) - moved(-step)) / (2 * step)
      #expect(abs(value((a * b).derivative(by: symbol)) - slope) < 1e-6, "seed \(seed)")
    }
  }

  @Test func symbolsAreReplaced() {
    let angle = w[0] * x[0] + w[1]
    let bound = angle.substituting { $0.role == .feature ? 0.5 : nil }
    #expect(bound == 0.5 * w[0] + w[1])
    #expect(angle.substituting { _ in 2 } == 6)
    #expect(angle.substituting { $0.index == 1 ? x[2] * x[2] : nil } == w[0] * x[0] + x[2] * x[2])
  }

  @Test func groupsHaveNamesAndShapes() {
    let grid = Weights("θ", shape: [3, 2])
    #expect(grid[2, 1].symbols == [Symbol(.weight, group: "θ", index: 5)])
    var open = Weights()
    #expect([open.next(), open.next(), open.next()] == [.weight(0), .weight(1), .weight(2)])
    #expect("\(Features("pixel", shape: [2, 2])[1, 0])" == "pixel[2]")
  }

  @Test func whatIsOutsideAGroupIsAFlaw() {
    #expect(x[3].flaws == ["x[3]: x has places 0 to 2"])
    #expect(x[-1].flaws == ["x[-1]: x has places 0 to 2"])
    #expect(Weights("θ", shape: [3, 2])[0, 2].flaws == ["θ[0, 2]: θ has the shape 3 × 2"])
    #expect((1 + 2 * x[9] * w[0]).flaws.count == 1)
    var two = Weights(count: 2)
    #expect((0..<3).map { _ in two.next().flaws.count } == [0, 0, 1])
  }

  private func angle(_ random: inout RandomStream) -> Angle {
    (0..<4).reduce(Angle(random.normal())) { sum, _ in
      let place = { (random: inout RandomStream) in Int(random.uniform() * 3) }
      let product = x[place(&random)] * w[place(&random)]
      return sum + random.normal()
        * (random.uniform() < 0.5 ? product : product * w[place(&random)])
    }
  }
}
