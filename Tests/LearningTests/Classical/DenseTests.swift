import Encoders
import Learning
import Numerics
import Testing

@Suite struct DenseTests {
  @Test(arguments: Activation.allCases, Activation.allCases)
  func slopesAreThoseOfSmallSteps(_ hidden: Activation, _ output: Activation) throws {
    let stack = try DenseStack(sizes: [3, 4, 5, 2], hidden: hidden, output: output, seed: 7)
    var random = RandomStream(seed: 3)
    // Biases too, and nothing near the bend of relu.
    let start = try stack.with(weights: stack.weights.map { $0 + 0.1 * random.normal() })
    let rows = try (0..<3).map { _ in try random.normals(3) }
    let slopes = try (0..<3).map { _ in try random.normals(2) }
    func value(_ stack: DenseStack, _ rows: [[Double]]) throws -> Double {
      try zip(stack.outputs(of: rows), slopes).reduce(0) { sum, row in
        sum + zip(row.0, row.1).reduce(0) { $0 + $1.0 * $1.1 }
      }
    }
    let found = try start.pullback(of: rows, slopes: slopes)
    let step = 1e-6
    for place in start.weights.indices {
      var (up, down) = (start.weights, start.weights)
      up[place] += step
      down[place] -= step
      let slope =
        try (value(start.with(weights: up), rows) - value(start.with(weights: down), rows))
        / (2 * step)
      #expect(abs(slope - found.weights[place]) < 1e-7)
    }
    for (row, column) in [(0, 0), (1, 2), (2, 1)] {
      var (up, down) = (rows, rows)
      up[row][column] += step
      down[row][column] -= step
      let slope = try (value(start, up) - value(start, down)) / (2 * step)
      #expect(abs(slope - found.inputs[row][column]) < 1e-7)
    }
  }

  @Test func aStackIsItsFormula() throws {
    let stack = try DenseStack(sizes: [2, 2, 1], hidden: .relu, seed: 1)
      .with(weights: [1, 2, -3, 4, 0.5, -1, 2, 3, 0.25])
    #expect(try stack.outputs(of: [[1, 1]]) == [[2 * 3.5 + 3 * 0 + 0.25]])
    #expect(stack.layers.map(\.start) == [0, 6] && stack.layers[1].biasStart == 8)
    #expect("\(stack)" == "dense 2 → 2 relu → 1 identity, 9 weights")
    let wide = try DenseStack(sizes: [600, 1_000], seed: 2)
    let limit = (6.0 / 1_600).squareRoot()
    #expect(wide.weights.prefix(600_000).allSatisfy { abs($0) <= limit })
    #expect(wide.weights.suffix(1_000).allSatisfy { $0 == 0 })
    #expect(try DenseStack(sizes: [3, 2], seed: 5) == DenseStack(sizes: [3, 2], seed: 5))
    #expect(try DenseStack(sizes: [3, 2], seed: 5) != DenseStack(sizes: [3, 2], seed: 6))
  }

  @Test func itLearnsClasses() throws {
    let split = try DataSet.moons(count: 200, noise: 0.1, seed: 1).split(seed: 1)
    let training = DenseTraining(epochs: 150, learningRate: 0.02, seed: 4)
    let model = try DenseClassifier.fitted(to: split.train, hidden: [16], training: training)
    #expect(try model.accuracy(on: split.test) >= 0.95)
    #expect(model.losses.count == 150 && model.losses[149] < 0.2 * model.losses[0])
    #expect(try DenseClassifier.fitted(to: split.train, hidden: [16], training: training) == model)
    #expect(try model.probabilities(of: [[0, 0]])[0].reduce(0, +) - 1 < 1e-15)
    let untrained = try DenseClassifier.fitted(to: split.train, training: DenseTraining(epochs: 0))
    #expect(untrained.losses.isEmpty)
  }

  @Test func itLearnsNumbers() throws {
    let series = try MackeyGlass().series(count: 300, seed: 1)
    let data = try DataSet(windowsOf: series, length: 4, spacing: 6)
    let split = try data.split(seed: 1)
    let model = try DenseRegressor.fitted(
      to: split.train, hidden: [12], training: DenseTraining(epochs: 100, seed: 2))
    #expect(try model.r2(on: split.test) > 0.95)
  }

  @Test func itLearnsSeveralNumbers() throws {
    var random = RandomStream(seed: 1)
    let rows = (0..<300).map { _ in (0..<2).map { _ in 2 * random.uniform() - 1 } }
    let targets = rows.map { [$0[0] * $0[1], $0[0] - $0[1]] }
    let start = try DenseStack(sizes: [2, 12, 2], seed: 3)
    let training = DenseTraining(epochs: 200, batchSize: 32, finalRate: 0.05, seed: 3)
    let (stack, losses) = try start.trained(on: rows, targets: targets, training)
    #expect(losses.count == 200 && losses[199] < 1e-3)
    #expect(try start.trained(on: rows, targets: targets, training).stack == stack)
    // Steps that shrink lead elsewhere, and end more quietly.
    let steady = DenseTraining(epochs: 200, batchSize: 32, seed: 3)
    let others = try start.trained(on: rows, targets: targets, steady).losses
    func spread(_ losses: [Double]) -> Double {
      zip(losses.suffix(20), losses.suffix(20).dropFirst()).reduce(0) { $0 + abs($1.0 - $1.1) }
    }
    #expect(spread(losses) < spread(others))
    #expect(words { try start.trained(on: [], targets: []) }.contains("there are no numbers"))
    #expect(words { try start.trained(on: [[1]], targets: [[1, 2]]) }.contains("takes 2"))
    #expect(words { try start.trained(on: [[1, 2]], targets: [[1]]) }.contains("targets"))
    #expect(words { try start.trained(on: [[1, 2]], targets: []) }.contains("takes 1"))
  }

  @Test func whatIsNoStackIsRefused() throws {
    func of(_ sizes: [Int]) -> String { words { try DenseStack(sizes: sizes, seed: 1) } }
    #expect(of([3]) == "dense stack of sizes 1: 2 to 1000 is allowed")
    #expect(
      of([3, 0]).contains("size 0") && of([.max, 2]).contains("size")
        && of([-1, 2]).contains("size -1"))
    #expect(of([1_000_000, 1_000_000]).contains("weights"))
    let stack = try DenseStack(sizes: [2, 1], seed: 1)
    #expect(
      words { try stack.with(weights: [1]) } == "dense stack, weights: 1 are given, and it takes 3")
    #expect(
      words { try stack.with(weights: [1, .nan, 2]) }.contains("number 1 of row 0 is not finite"))
    #expect(words { try stack.outputs(of: [[1]]) }.contains("1 are given, and it takes 2"))
    #expect(words { try stack.pullback(of: [[1, 2]], slopes: [[1, 2]]) }.contains("slopes"))
    #expect(
      words { try stack.pullback(of: [[1, 2]], slopes: []) }.contains("0 are given, and it takes 1")
    )
    func training(_ training: DenseTraining) -> String {
      words { try DenseClassifier.fitted(to: .iris, training: training) }
    }
    #expect(training(DenseTraining(epochs: -1)).contains("epochs -1"))
    #expect(training(DenseTraining(batchSize: 0)).contains("batchSize 0"))
    #expect(training(DenseTraining(learningRate: .infinity)).contains("learningRate inf"))
    #expect(training(DenseTraining(finalRate: .nan)).contains("finalRate nan"))
    #expect(training(DenseTraining(finalRate: 1.5)).contains("0.0 to 1.0 is allowed"))
    let steep = words {
      try DenseRegressor.fitted(
        to: .diabetes, activation: .identity,
        training: DenseTraining(epochs: 9, learningRate: 1e200))
    }
    #expect(steep.contains("is not finite; scale the data, or take smaller steps"))
    #expect(words { try DenseClassifier.fitted(to: .iris, hidden: [0]) }.contains("size 0"))
  }
}
