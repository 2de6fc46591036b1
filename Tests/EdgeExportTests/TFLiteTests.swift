import EdgeExport
import Learning
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

  @Test(arguments: Activation.allCases)
  func theInterpreterComputesTheSameBits(_ activation: Activation) throws {
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
    let stack = try randomStack([8, 24, 16, 5], .relu, seed: 21)
    let inputs = rows(1_000, of: 8, seed: 22, from: -1, to: 1)
    let body = try DenseInt8(stack, calibratedWith: inputs)
    let changed = try DenseInt8(moved(stack, by: 0.05), calibratedWith: inputs)
    let words = try inputs.map { try EdgeProgram("net", body).words(of: $0) }
    let answer: Answer = try askOracle(
      "tflm_oracle.py", Question(model: changed.tfliteModel, inputs: words))
    #expect(zip(answer.outputs.joined(), words.flatMap { body.run($0) }).contains { $0 != $1 })
  }

  /// The stack with another weight from neuron 2 to neuron 3 of the second layer.
  private func moved(_ stack: DenseStack, by step: Double) throws -> DenseStack {
    var weights = stack.weights
    weights[stack.layers[1].start + 3 * stack.layers[1].inputCount + 2] += step
    return try stack.with(weights: weights)
  }

  struct Reading: Decodable {
    let identifier: Bool
    let version: Int
    let operators: [String]
    let kinds: [String]
    let shapes: [[Int]]
    let aligned: Bool
    let parameters: Int
    let outputs: [[Int32]]
  }

  @Test func anotherReaderFindsWhatWasWritten() throws {
    let stack = try randomStack([4, 6, 3], .sigmoid, seed: 2)
    let body = try DenseInt8(stack, calibratedWith: rows(9, of: 4, seed: 3, from: -1, to: 1))
    let reading: Reading = try askOracle(
      "tflite_oracle.py", Question(model: body.tfliteModel, inputs: []))
    #expect(reading.identifier && reading.version == 3 && reading.aligned)
    #expect(reading.operators == ["FULLY_CONNECTED", "LOGISTIC", "FULLY_CONNECTED"])
    #expect(reading.parameters == stack.weights.count)
    #expect(
      reading.kinds == ["int8", "int8", "int32", "int8", "int8", "int8", "int32", "int8"])
    #expect(reading.shapes == [[1, 4], [6, 4], [6], [1, 6], [1, 6], [3, 6], [3], [1, 3]])
  }

  @Test(arguments: Activation.allCases)
  func anotherReaderComputesTheSameNumbers(_ activation: Activation) throws {
    let stack = try randomStack([5, 12, 4], activation, seed: 31)
    let inputs = rows(300, of: 5, seed: 32, from: -1.2, to: 1)
    let body = try DenseInt8(stack, calibratedWith: inputs)
    let program = try EdgeProgram("net", body)
    let words = try inputs.map { try program.words(of: $0) }
    let expected = words.map { body.run($0) }
    for step in [0, 0.05] {
      let written = try DenseInt8(moved(stack, by: step), calibratedWith: inputs)
      let reading: Reading = try askOracle(
        "tflite_oracle.py", Question(model: written.tfliteModel, inputs: words))
      #expect((reading.outputs == expected) == (step == 0))
    }
  }
}
