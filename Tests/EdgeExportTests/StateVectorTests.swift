import Circuits
import EdgeExport
import Numerics
import Testing

/// State vectors in single precision against the simulator.
@Suite struct StateVectorTests {
  @Test func aProgramComputesWhatTheSimulatorDoes() throws {
    let circuit = Circuit(qubits: 3) {
      $0.h(0, 1, 2)
      $0.rzz(.feature(0) * .feature(1) + 0.25, 0, 2)
      $0.crx(.feature(1), 0, 1)
      $0.u3(0.3, .feature(0), -2, 2)
      $0.swap(1, 2)
      $0.s(0)
      $0.ccx(0, 1, 2)
      $0.ry(.weight(0), 1)
    }
    let outputs: [Observable] = [
      .z(0), .x(0) * .y(1), .y(0) * .y(2), .y(0) * .y(1) * .y(2), 0.5 * .x(1) - 2 * .y(2) + 0.25, 0,
    ]
    let model = try EdgeModel(circuit, weights: [0.7], outputs: outputs)
    let program = try EdgeProgram("circuit", StateVectorFloat(model))
    for row in rows(40, of: 2, seed: 8, from: -4, to: 4) {
      let expected = try model.values(for: [program.rounded(row)])[0]
      for (a, b) in zip(expected, try program.values(for: row)) { #expect(abs(a - b) < 4e-6) }
    }
  }

  @Test(arguments: EdgeCore.all) func aStateVectorIsTheSameOnEveryCore(_ core: EdgeCore) throws {
    let model = try ringModel(qubits: 4, layers: 3)
    let program = try EdgeProgram("ring", StateVectorFloat(model))
    let samples = try rows(32, of: 4, seed: 11).map { try program.words(of: $0) }
    let figures = try CoreCheck(program, on: core, samples: samples).figures()
    #expect(figures.comparedOutputs == 128)
    print(program.body.title, figures, core.estimate(of: program))
  }

  @Test func tooManyQubitsAreRefusedInWords() throws {
    let problem = #expect(throws: EdgeError.self) {
      try StateVectorFloat(ringModel(qubits: 13, layers: 1))
    }
    #expect(
      "\(problem, default: "")"
        == "the qubits of a state vector on a device: 13 are needed, and 12 are the most; export a "
        + "Fourier tensor or a student")
  }
}
