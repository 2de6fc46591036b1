import Circuits
import Numerics
import TestSupport
import Testing

/// Gates and texts against Qiskit, which reads what we write and writes what we read.
@Suite struct QiskitExchangeTests {
  private static let script = "qiskit_oracle.py"

  private struct GateQuestion: Encodable {
    let name: String
    let angles: [Double]
  }

  private struct GatesQuestion: Encodable {
    let gates: [GateQuestion]
    let texts: [String]
  }

  private struct GatesAnswer: Decodable {
    let gates: [[Double]?]
    let texts: [[Double]]
  }

  /// By its name where Qiskit has the name, and by our text for every gate.
  @Test func qiskitAgreesOnEveryGate() throws {
    let gates = Gate.all
    let angles = gates.map { Gate.someAngles($0.angleCount) }
    let circuits = zip(gates, angles).map { gate, angles in
      Circuit(qubits: max(1, gate.qubitCount)) {
        $0.append(gate, angles.map { Angle($0) }, on: Array(0..<gate.qubitCount))
      }
    }
    let texts = try circuits.map { try $0.openQASM2() } + circuits.map { try $0.openQASM3() }
    let answer: GatesAnswer = try askOracle(
      Self.script,
      GatesQuestion(
        gates: zip(gates, angles).map { GateQuestion(name: $0.name, angles: $1) }, texts: texts))
    var named = 0
    for (place, circuit) in circuits.enumerated() {
      let ours = try circuit.unitary()
      if let theirs = answer.gates[place] {
        named += 1
        #expect(try (matrix(theirs) - ours).maxNorm < 1e-9, "\(gates[place])")
      }
      let old = matrix(answer.texts[place]), new = matrix(answer.texts[circuits.count + place])
      #expect(try distanceUpToPhase(old, ours) < 1e-9, "\(texts[place])")
      #expect(try (new - ours).maxNorm < 1e-9, "\(texts[circuits.count + place])")
    }
    #expect(named > 35, "Qiskit knows \(named) of the gates by name")
  }

  private struct CircuitsQuestion: Encodable {
    struct Random: Encodable {
      let count: Int
      let seed: Int
    }
    let texts: [String]
    let circuits: Random
  }

  private struct CircuitsAnswer: Decodable {
    struct Circuit: Decodable {
      let matrix: [Double]
      let qasm2: String
      let qasm3: String
    }
    let texts: [[Double]]
    let circuits: [Circuit]
  }

  @Test func fiveHundredCircuitsGoEitherWay() throws {
    let count = 500
    let ours = (0..<count).map { seed in
      var random = RandomStream(seed: UInt64(seed))
      return random.circuit()
    }
    let texts = try ours.map { try $0.openQASM2() } + ours.map { try $0.openQASM3() }
    let answer: CircuitsAnswer = try askOracle(
      Self.script, CircuitsQuestion(texts: texts, circuits: .init(count: count, seed: 11)))
    for (seed, circuit) in ours.enumerated() {
      let unitary = try circuit.unitary()
      let old = matrix(answer.texts[seed]), new = matrix(answer.texts[count + seed])
      #expect(try distanceUpToPhase(old, unitary) < 1e-9, "seed \(seed)\n\(texts[seed])")
      #expect(try (new - unitary).maxNorm < 1e-9, "seed \(seed)\n\(texts[count + seed])")
    }
    for circuit in answer.circuits {
      for text in [circuit.qasm2, circuit.qasm3] {
        let read = try Circuit(openQASM: text).unitary()
        #expect(try distanceUpToPhase(read, matrix(circuit.matrix)) < 1e-9, "\(text)")
      }
    }
  }

  private struct ProgramsQuestion: Encodable {
    let distributions: [String]
    let programs: CircuitsQuestion.Random
  }

  private struct ProgramsAnswer: Decodable {
    struct Program: Decodable {
      let qasm2: String
      let distribution2: [Double]
      let qasm3: String
      let distribution3: [Double]
    }
    let distributions: [[Double]]
    let programs: [Program]
  }

  @Test func measurementsAndConditionsMeanTheSame() throws {
    let ours = (0..<60).map { seed in
      var random = RandomStream(seed: 1_000 + UInt64(seed))
      return random.program()
    }
    // Qiskit reads neither && nor != there, so the newer version shows single bits and whole registers.
    let old = try ours.map { try $0.openQASM2() }
    let new = try ours.map { try $0.openQASM3() }
    let readable = new.indices.filter { !new[$0].contains("&&") && !new[$0].contains("!=") }
    let answer: ProgramsAnswer = try askOracle(
      Self.script,
      ProgramsQuestion(
        distributions: old + readable.map { new[$0] }, programs: .init(count: 60, seed: 5)))
    let expected = ours.map(distribution(of:))
    for place in ours.indices {
      expectEqual(answer.distributions[place], expected[place], old[place])
    }
    for (place, index) in readable.enumerated() {
      expectEqual(answer.distributions[ours.count + place], expected[index], new[index])
    }
    #expect(readable.count > 10)
    for program in answer.programs {
      expectEqual(
        distribution(of: try Circuit(openQASM: program.qasm2)), program.distribution2, program.qasm2
      )
      expectEqual(
        distribution(of: try Circuit(openQASM: program.qasm3)), program.distribution3, program.qasm3
      )
    }
  }

  private func expectEqual(_ a: [Double], _ b: [Double], _ text: String) {
    #expect(
      a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) < 1e-9 }, "\(a)\n\(b)\n\(text)")
  }
}

extension Gate {
  /// Angles at which nothing is equal by accident.
  static func someAngles(_ count: Int) -> [Double] {
    (0..<count).map { 0.3 + 0.77 * Double($0) }
  }
}
