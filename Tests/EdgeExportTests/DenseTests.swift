import Circuits
import EdgeExport
import Numerics
import Testing

/// Stacks of dense layers, and what is left of them in eight bits.
@Suite struct DenseTests {
  @Test func aStackComputesItsFormula() throws {
    let stack = try DenseStudent([
      .init(weights: [[1, -2], [0.5, 0.25]], biases: [0.5, -1], activation: .relu),
      .init(weights: [[2, -1]], biases: [0.1], activation: .tanh),
    ])
    let hidden = [max(0, 0.3 - 2 * 0.2 + 0.5), max(0, 0.15 + 0.05 - 1)]
    #expect(
      abs(try stack.values(for: [0.3, 0.2])[0] - tanh(2 * hidden[0] - hidden[1] + 0.1)) < 1e-12)
    #expect(stack.parameterCount == 9)
  }

  @Test func aStackLearnsWhatItIsShown() throws {
    let inputs = rows(300, of: 2, seed: 1, from: -1, to: 1)
    let targets = inputs.map { [$0[0] * $0[1], $0[0] - $0[1]] }
    var training = DenseStudent.Training()
    training.epochs = 300
    let stack = try DenseStudent.trained(on: inputs, targets: targets, hidden: [12], training)
    #expect(try DenseStudent.trained(on: inputs, targets: targets, hidden: [12], training) == stack)
    let worst =
      try rows(100, of: 2, seed: 2, from: -0.9, to: 0.9).map { row in
        let values = try stack.values(for: row)
        return max(abs(values[0] - row[0] * row[1]), abs(values[1] - row[0] + row[1]))
      }.max() ?? 1
    #expect(worst < 0.1)
  }

  @Test(arguments: [DenseStudent.Activation.relu, .tanh]) func eightBitsStayClose(
    _ activation: DenseStudent.Activation
  ) throws {
    let stack = try randomStack([6, 20, 12, 3], activation, seed: 4)
    let inputs = rows(200, of: 6, seed: 5, from: -1, to: 1)
    let program = try EdgeProgram("net", DenseInt8(stack, calibratedWith: inputs))
    let expected = try inputs.map { try stack.values(for: $0) }
    let spread = expected.joined().reduce(0) { max($0, abs($1)) }
    for (row, values) in zip(inputs, expected) {
      for (a, b) in zip(values, try program.values(for: row)) {
        #expect(abs(a - b) < 0.06 * spread)
      }
    }
  }

  @Test func layersThatDoNotFitAreRefusedInWords() throws {
    #expect(throws: EdgeError.unfit("a stack", given: "no layers", allowed: "it has one at least"))
    {
      try DenseStudent([])
    }
    let problem = #expect(throws: EdgeError.self) {
      try DenseStudent([
        .init(weights: [[1, 2]], biases: [0]), .init(weights: [[1, 2]], biases: [0]),
      ])
    }
    #expect(
      "\(problem, default: "")"
        == "layer 1 of a stack of rows of [2] weights: each has 1, one for each input")
    #expect(throws: EdgeError.self) { try DenseStudent([.init(weights: [[.nan]], biases: [0])]) }
    #expect(throws: EdgeError.self) { try DenseStudent([.init(weights: [[]], biases: [0])]) }
    let stack = try DenseStudent([.init(weights: [[1]], biases: [0])])
    #expect(throws: EdgeError.self) { try DenseInt8(stack, calibratedWith: []) }
    #expect(throws: EdgeError.self) { try DenseInt8(stack, calibratedWith: [[.infinity]]) }
    #expect(throws: EdgeError.self) {
      try DenseStudent.trained(on: [[1]], targets: [[1]], hidden: [0])
    }
  }

  @Test(arguments: [1e-30, 1e-9, 1, 1e9, 1e30]) func weightsOfAnySizeAreCutOrRefused(
    _ size: Double
  ) throws {
    let stack = try DenseStudent([
      .init(weights: [[size, 0], [0, 0]], biases: [0, size]),
      .init(weights: [[1, 1]], biases: [size]),
    ])
    let inputs = rows(50, of: 2, seed: 6, from: -1, to: 1)
    guard let body = try? DenseInt8(stack, calibratedWith: inputs) else { return }
    for row in inputs { _ = try EdgeProgram("net", body).values(for: row) }
  }
}

/// The hyperbolic tangent, from the exponential.
func tanh(_ x: Double) -> Double { (Double.exp(x) - .exp(-x)) / (.exp(x) + .exp(-x)) }

/// A stack of random weights.
func randomStack(
  _ widths: [Int], _ activation: DenseStudent.Activation, seed: UInt64
) throws -> DenseStudent {
  var random = RandomStream(seed: seed)
  return try DenseStudent(
    zip(widths, widths.dropFirst()).enumerated().map { place, sizes in
      DenseStudent.Layer(
        weights: (0..<sizes.1).map { _ in
          (0..<sizes.0).map { _ in random.normal() / Double(sizes.0).squareRoot() }
        }, biases: (0..<sizes.1).map { _ in 0.3 * random.normal() },
        activation: place == widths.count - 2 ? .none : activation)
    })
}
