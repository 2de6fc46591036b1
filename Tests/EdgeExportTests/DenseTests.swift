import Circuits
import EdgeExport
import Learning
import Numerics
import Testing

/// Stacks of dense layers, and what is left of them in eight bits.
@Suite struct DenseTests {
  @Test func aStudentLearnsItsTeacher() throws {
    let model = try ringModel(qubits: 2, layers: 1)
    let student = try DenseStack.distilled(from: model, hidden: [16])
    #expect(try DenseStack.distilled(from: model, hidden: [16]) == student)
    #expect("\(student)" == "dense 2 → 16 tanh → 2 identity, 82 weights")
    let rows = rows(100, of: 2, seed: 2, from: -3, to: 3)
    let gaps = zip(try student.outputs(of: rows), try model.values(for: rows)).map {
      abs($0[0] - $1[0]) + abs($0[1] - $1[1])
    }
    #expect(gaps.reduce(0, +) / 100 < 0.1, "\(gaps)")
  }

  @Test(arguments: [Activation.relu, .tanh, .sigmoid]) func eightBitsStayClose(
    _ activation: Activation
  ) throws {
    let stack = try randomStack([6, 20, 12, 3], activation, seed: 4)
    let inputs = rows(200, of: 6, seed: 5, from: -1, to: 1)
    let program = try EdgeProgram("net", DenseInt8(stack, calibratedWith: inputs))
    let expected = try inputs.map { try stack.outputs(of: [$0])[0] }
    let spread = expected.joined().reduce(0) { max($0, abs($1)) }
    for (row, values) in zip(inputs, expected) {
      for (a, b) in zip(values, try program.values(for: row)) {
        #expect(abs(a - b) < 0.06 * spread)
      }
    }
  }

  @Test func layersThatDoNotFitAreRefusedInWords() throws {
    let stack = try DenseStack(sizes: [1, 1], seed: 0)
    #expect(throws: EdgeError.self) { try DenseInt8(stack, calibratedWith: []) }
    #expect(throws: EdgeError.self) { try DenseInt8(stack, calibratedWith: [[.infinity]]) }
    let model = try ringModel(qubits: 2, layers: 1)
    #expect(throws: LearningError.self) { try DenseStack.distilled(from: model, hidden: [0]) }
    #expect(throws: LearningError.self) {
      try DenseStack.distilled(from: model, hidden: [2], rows: [])
    }
    #expect(throws: EdgeError.self) {
      try model.exported(
        for: [.host], to: "/nonexistent/x", as: .student(stack, calibratedWith: [[0]]))
    }
    for form in EdgeForm.ofCircuits {
      #expect(throws: EdgeError.self) {
        try stack.exported(for: [.host], to: "/nonexistent/x", as: form, samples: [[1]])
      }
    }
    let problem = #expect(throws: EdgeError.self) {
      try stack.exported(for: [.host], to: "/nonexistent/x")
    }
    #expect(
      "\(problem, default: "")"
        == "dense layers of no samples: give rows as the device will see them")
    let form = #expect(throws: EdgeError.self) { try FourierTensor(stack.edgeModel()) }
    #expect(
      "\(form, default: "")"
        == "a Fourier tensor of dense layers: it is made of a circuit; export layers in 8 bits")
  }

  @Test(arguments: [1e-30, 1e-9, 1, 1e9, 1e30]) func weightsOfAnySizeAreCutOrRefused(
    _ size: Double
  ) throws {
    let stack = try DenseStack(sizes: [2, 2, 1], hidden: .identity, seed: 0)
      .with(weights: [size, 0, 0, 0, 0, size, 1, 1, size])
    let inputs = rows(50, of: 2, seed: 6, from: -1, to: 1)
    guard let body = try? DenseInt8(stack, calibratedWith: inputs) else { return }
    for row in inputs { _ = try EdgeProgram("net", body).values(for: row) }
  }
}

/// A stack of random weights.
func randomStack(_ widths: [Int], _ activation: Activation, seed: UInt64) throws -> DenseStack {
  var random = RandomStream(seed: seed)
  let weights = zip(widths, widths.dropFirst()).flatMap { inputs, outputs in
    (0..<inputs * outputs).map { _ in random.normal() / Double(inputs).squareRoot() }
      + (0..<outputs).map { _ in 0.3 * random.normal() }
  }
  return try DenseStack(sizes: widths, hidden: activation, seed: 0).with(weights: weights)
}
