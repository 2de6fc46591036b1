import Circuits
import Noise
import Numerics
import Simulation
import TestSupport
import Testing

/// Noisy circuits against Qiskit Aer.
@Suite struct NoiseOracleTests {
  private struct Rule: Encodable {
    let gate: String
    let qubits: [Int]
    let name: String
    let numbers: [Double]
  }

  private struct Circuits: Encodable {
    struct Circuit: Encodable {
      let text: String
      let rules: [Rule]
      let readout: [[Double]]
    }
    let circuits: [Circuit]
  }

  private struct Answer: Decodable {
    struct State: Decodable {
      let matrix: [Double]
      let probabilities: [Double]
    }
    let circuits: [State]
  }

  private let oneQubitGates: [Gate] = [.rx, .ry, .rz, .h, .x]
  private let pairGates: [Gate] = [.cx, .cz]

  private func circuit(_ qubits: Int, using random: inout RandomStream) -> Circuit {
    let (single, pairs) = (oneQubitGates, pairGates)
    return Circuit(qubits: qubits) { circuit in
      for _ in 0..<14 {
        let places = random.shuffled([Int](0..<qubits))
        let gates = random.uniform() < 0.4 ? pairs : single
        let gate = gates[Int(random.next() % UInt64(gates.count))]
        let angles = (0..<gate.angleCount).map { _ in Angle(random.uniform() * 6 - 3) }
        circuit.append(gate, angles, on: [Int](places.prefix(gate.qubitCount)))
      }
    }
  }

  /// A model by classes, gates, qubits and pairs, and what Aer is told, gate by gate.
  private func model(_ qubits: Int) throws -> (noise: NoiseModel, rules: [Rule]) {
    var noise = NoiseModel()
    var rules: [Rule] = []
    func tell(_ gates: [Gate], _ places: [[Int]], _ name: String, _ numbers: [Double]) {
      for gate in gates {
        for own in places {
          rules.append(Rule(gate: gate.name, qubits: own, name: name, numbers: numbers))
        }
      }
    }
    let singles = (0..<qubits).map { [$0] }
    let pairs = singles.flatMap { a in singles.filter { $0 != a }.map { a + $0 } }
    try noise.add(.depolarizing(losing: 0.01), after: .oneQubitGates)
    tell(oneQubitGates, singles, "losing", [0.01])
    try noise.add(.depolarizing(0.03, qubits: 2), after: .twoQubitGates)
    tell(pairGates, pairs, "depolarizingOfTwo", [0.03])
    try noise.add(.thermalRelaxation(t1: 50, t2: 60, time: 3, excited: 0.1), after: .gate(.h))
    tell([.h], singles, "thermalRelaxation", [50, 60, 3, 0.1])
    try noise.add(.amplitudeDamping(0.08, excited: 0.2), after: .qubit(1))
    tell(oneQubitGates, [[1]], "amplitudeDamping", [0.08, 0.2])
    try noise.add(
      .pauli(0.05 * .x(0) * .x(1) + 0.02 * .z(0) * .y(1), qubits: 2), after: .pair(0, 1))
    tell(pairGates, [[0, 1]], "pauliOfTwo", [0.05, 0.02])
    return (noise, rules)
  }

  @Test func densityMatricesAndReadingsAreThoseOfAer() throws {
    var random = RandomStream(seed: 11)
    var (circuits, questions): ([(Circuit, NoiseModel)], [Circuits.Circuit]) = ([], [])
    for number in 0..<8 {
      let qubits = 2 + number % 3
      // Gates of the pair stand in one order here, since Aer counts qubits as the gate does.
      let circuit = circuit(qubits, using: &random).operations.reduce(
        into: Circuit(qubits: qubits)
      ) { circuit, operation in
        var operation = operation
        if operation.qubits == [1, 0] { operation.qubits = [0, 1] }
        circuit.append(operation)
      }
      var (noise, rules) = try model(qubits)
      var readout: [[Double]] = []
      for qubit in 0..<qubits {
        let error = try ReadoutError(zeroAsOne: 0.05 * random.uniform(), oneAsZero: 0.1)
        noise.readout[qubit] = error
        readout.append([error.zeroAsOne, error.oneAsZero])
      }
      circuits.append((circuit, noise))
      questions.append(
        .init(text: try circuit.openQASM2(), rules: rules, readout: readout))
    }
    let answer: Answer = try askOracle("noise_oracle.py", Circuits(circuits: questions))
    #expect(answer.circuits.count == circuits.count)
    for ((circuit, noise), theirs) in zip(circuits, answer.circuits) {
      let state = try DensityMatrix(circuit, noise: noise)
      let own = try state.matrix().elements.flatMap { [$0.real, $0.imaginary] }
      #expect(own.count == theirs.matrix.count)
      #expect(zip(own, theirs.matrix).allSatisfy { abs($0 - $1) < 1e-9 }, "\(circuit)")
      #expect(
        zip(state.probabilities, theirs.probabilities).allSatisfy { abs($0 - $1) < 1e-9 },
        "\(circuit)")
    }
  }
}
