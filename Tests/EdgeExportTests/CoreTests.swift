import Circuits
import EdgeExport
import Learning
import Numerics
import Testing

/// Programs that are compiled for cores and run there.
@Suite struct CoreTests {
  @Test(arguments: EdgeCore.all) func aFourierProgramIsTheSameOnEveryCore(_ core: EdgeCore) throws {
    let tensor = try FourierTensor(ringModel(qubits: 4, layers: 3))
    for body in [try FourierFloat(tensor), try FourierFixed(tensor)] as [any EdgeBody] {
      let program = try EdgeProgram("ring", body)
      let samples = try rows(64, of: 4, seed: 11).map { try program.words(of: $0) }
      let figures = try CoreCheck(program, on: core, samples: samples).figures()
      #expect(figures.comparedOutputs == 256)
      print(program.body.title, figures)
    }
  }

  @Test(arguments: EdgeCore.all) func aStackInEightBitsIsTheSameOnEveryCore(_ core: EdgeCore) throws
  {
    for activation in [Activation.relu, .tanh, .sigmoid] {
      let stack = try randomStack([16, 32, 10], activation, seed: 3)
      let inputs = rows(100, of: 16, seed: 12, from: -1, to: 1)
      let program = try EdgeProgram("net", DenseInt8(stack, calibratedWith: inputs))
      let samples = try inputs.map { try program.words(of: $0) }
      let figures = try CoreCheck(program, on: core, samples: samples).figures()
      #expect(figures.comparedOutputs == 1000)
      print(program.body.title, activation, figures)
    }
  }
}
