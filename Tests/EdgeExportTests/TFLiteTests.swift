import EdgeExport
import Numerics
import TestSupport
import Testing

/// Models for TensorFlow Lite, run by the interpreter for microcontrollers.
@Suite struct TFLiteTests {
  struct Question: Encodable {
    let model: [UInt8]
    let inputs: [[Int32]]
  }
  struct Answer: Decodable { let outputs: [[Int32]] }

  @Test(arguments: [DenseStudent.Activation.relu, .tanh, .none])
  func theInterpreterComputesTheSameBits(_ activation: DenseStudent.Activation) throws {
    let stack = try randomStack([8, 24, 16, 5], activation, seed: 21)
    let inputs = rows(1_000, of: 8, seed: 22, from: -1.1, to: 1)
    let body = try DenseInt8(stack, calibratedWith: Array(inputs.prefix(100)))
    let program = try EdgeProgram("net", body)
    let words = try inputs.map { try program.words(of: $0) }
    let answer: Answer = try askOracle(
      "tflm_oracle.py", Question(model: body.tfliteModel, inputs: words))
    let expected = words.map { body.run($0) }
    let differing = zip(answer.outputs.joined(), expected.joined()).count { $0 != $1 }
    #expect(answer.outputs.joined().count == 5_000)
    #expect(differing == 0, "\(differing) of 5000 outputs differ")
    #expect(Set(expected.joined()).count > 100)
  }

  @Test func aChangedWeightIsSeen() throws {
    var stack = try randomStack([8, 24, 16, 5], .relu, seed: 21)
    let inputs = rows(1_000, of: 8, seed: 22, from: -1, to: 1)
    let body = try DenseInt8(stack, calibratedWith: inputs)
    var layers = stack.layers
    layers[1].weights[3][7] += 0.05
    stack = try DenseStudent(layers)
    let changed = try DenseInt8(stack, calibratedWith: inputs)
    let words = try inputs.map { try EdgeProgram("net", body).words(of: $0) }
    let answer: Answer = try askOracle(
      "tflm_oracle.py", Question(model: changed.tfliteModel, inputs: words))
    #expect(zip(answer.outputs.joined(), words.flatMap { body.run($0) }).contains { $0 != $1 })
  }
}
