import Circuits
import Numerics
import Simulation
import Testing

/// Stabilizer states against state vectors.
@Suite struct StabilizerTests {
  /// Random circuits over every gate that turns out to be a Clifford gate at multiples of a quarter turn.
  @Test(arguments: 0..<60) func theStateIsThatOfTheVector(_ seed: UInt64) throws {
    var random = RandomStream(seed: seed)
    let qubits = 1 + Int(seed % 6)
    let circuit = randomCliffordCircuit(qubits: qubits, gates: 30, using: &random)
    let (state, vector) = (try StabilizerState(circuit), try circuit.state())
    for (index, probability) in try state.probabilities().enumerated() {
      #expect(abs(vector.probabilities[index] - probability) < 1e-12, "seed \(seed)")
    }
    var observable = Observable(0.25)
    for _ in 0..<12 {
      let string = randomString(qubits: qubits, using: &random)
      #expect(
        try abs(state.expectation(of: string) - vector.expectation(of: string)) < 1e-12,
        "seed \(seed), \(string)")
      observable = observable + random.normal() * string
    }
    #expect(
      try abs(state.variance(of: observable) - vector.variance(of: observable)) < 1e-10,
      "seed \(seed)")
    for stabilizer in state.stabilizers {
      #expect(try abs(vector.expectation(of: stabilizer) - 1) < 1e-12, "seed \(seed)")
      #expect(try state.expectation(of: stabilizer) == 1)
    }
    let kept = Array(random.shuffled(Array(0..<qubits)).prefix(1 + qubits / 2))
    for (index, probability) in try state.probabilities(of: kept).enumerated() {
      #expect(try abs(vector.probabilities(of: kept)[index] - probability) < 1e-12)
    }
    let (rho, sigma) = (
      try state.reducedDensityMatrix(of: kept), try vector.reducedDensityMatrix(of: kept)
    )
    #expect(try (rho - sigma).maxNorm < 1e-12, "seed \(seed)")
    let purity = try vector.reducedDensityMatrix(of: kept).elements
      .reduce(0) { $0 + $1.squaredMagnitude }
    #expect(
      try abs(purity - Double.power(ofTwo: -Int(state.entanglementEntropy(of: kept)))) < 1e-12,
      "seed \(seed)")
    let other = randomCliffordCircuit(qubits: qubits, gates: 5, using: &random)
    #expect(
      try abs(state.fidelity(with: StabilizerState(other)) - vector.fidelity(with: other.state()))
        < 1e-12, "seed \(seed)")
    #expect(try state.fidelity(with: state) == 1)
  }

  /// A gate at quarter turns is taken exactly when its matrix turns Pauli strings into Pauli strings.
  @Test(arguments: Gate.all) func everyGateIsRecognisedByItsMatrix(_ gate: Gate) throws {
    guard 1...4 ~= gate.qubitCount else { return }
    var random = RandomStream(seed: 3)
    for quarter in 0..<4 {
      let angles = (0..<gate.angleCount).map { _ in
        Double.pi / 2 * Double(quarter == 0 ? 0 : Int(random.next() % 4))
      }
      let circuit = Circuit(qubits: gate.qubitCount) {
        $0.append(gate, angles.map { Angle($0) }, on: Array(0..<gate.qubitCount))
      }
      let isClifford = try turnsStringsIntoStrings(circuit.unitary())
      if isClifford {
        _ = try StabilizerState(circuit)
      } else {
        #expect(throws: SimulationError.notClifford("\(circuit.operations[0])")) {
          try StabilizerState(circuit)
        }
      }
    }
  }

  @Test func theFirstGateThatIsNoCliffordGateIsNamed() throws {
    let circuit = Circuit(qubits: 2) {
      $0.h(0)
      $0.rz(.pi * 0.5, 1)
      $0.rz(0.3, 1)
      $0.t(0)
    }
    #expect(
      thrownWords { _ = try StabilizerState(circuit) }
        == "rz(0.3, 1): this is no Clifford gate, and a stabilizer simulator knows no others; take "
        + "a state vector or a matrix product state")
    let open = Circuit(qubits: 1) { $0.rx(.weight(2), 0) }
    #expect(thrownWords { _ = try StabilizerSampler(open) }.contains("w[2] open"))
    #expect(
      thrownWords { _ = try StabilizerState(Circuit(qubits: 1) { $0.rx(Angle(.nan), 0) }) }
        .contains("finite"))
    let measured = Circuit(qubits: 1) { $0.measure(0) }
    #expect(thrownWords { _ = try StabilizerState(measured) }.contains("StabilizerSampler"))
    #expect(thrownWords { _ = try StabilizerState(Circuit(qubits: 1 << 22)) }.contains("bytes"))
    #expect(
      thrownWords { _ = try StabilizerState(Circuit(qubits: 1) { $0.x(1) }) }.contains("outside"))
    let state = try StabilizerState(Circuit(qubits: 30))
    #expect(thrownWords { _ = try state.expectation(of: .z(30)) }.contains("qubit 30"))
    #expect(thrownWords { _ = try state.probabilities() }.contains("24 are the most"))
    #expect(thrownWords { _ = try state.probabilities(of: [1, 1]) }.contains("once"))
    #expect(
      thrownWords { _ = try state.reducedDensityMatrix(of: Array(0..<7)) }.contains("6 are the"))
    #expect(thrownWords { _ = try state.probability(of: [true]) }.contains("each of the 30 qubits"))
    #expect(thrownWords { _ = try state.entanglementEntropy(of: [-1]) }.contains("qubit -1"))
    #expect(thrownWords { _ = try state.sampled(shots: -2) }.contains("-2 shots"))
    #expect(thrownWords { _ = try state.sampled(shots: .max) }.contains("fewer shots"))
    #expect(
      thrownWords { _ = try state.fidelity(with: StabilizerState(Circuit(qubits: 1))) }
        .contains("30 and 1"))
    let table = try state.sampled(shots: 2)
    #expect(thrownWords { _ = try table.bits(ofShot: 2) }.contains("there are 2"))
  }

  @Test func aThousandEntangledQubitsAgree() throws {
    let circuit = Circuit(qubits: 1_000) { circuit in
      circuit.h(0)
      for qubit in 1..<1_000 { circuit.cx(qubit - 1, qubit) }
    }
    let state = try StabilizerState(circuit)
    #expect(try state.expectation(of: .z(0) * .z(999)) == 1)
    #expect(try state.expectation(of: .z(500)) == 0)
    let flips = Observable(Dictionary(uniqueKeysWithValues: (0..<1_000).map { ($0, Pauli.x) }))
    #expect(try state.expectation(of: flips) == 1)
    #expect(try state.variance(of: .z(3)) == 1)
    #expect(try state.entanglementEntropy(of: Array(0..<500)) == 1)
    #expect(try state.probability(of: Array(repeating: true, count: 1_000)) == 0.5)
    for table in [
      try state.sampled(shots: 200, seed: 4), try StabilizerSampler(circuit).sampled(shots: 200),
    ] {
      let rows = try (0..<200).map { try Set(table.bits(ofShot: $0)) }
      #expect(rows.allSatisfy { $0.count == 1 })
      #expect(abs(table.mean(ofBit: 17) - 0.5) < 0.15)
    }
  }

  @Test func theSmallestAndTheEmptyRun() throws {
    let none = try StabilizerState(Circuit(qubits: 0))
    #expect(try none.probabilities() == [1] && none.sampled(shots: 3).counts == ["": 3])
    #expect(thrownWords { _ = try none.sampled(shots: .max) }.contains("fewer shots"))
    #expect(try none.expectation(of: 2) == 2 && none.stabilizers.isEmpty)
    let one = try StabilizerState(Circuit(qubits: 1) { $0.x(0) })
    #expect(try one.probabilities() == [0, 1] && one.stabilizers == [-1.0 * .z(0)])
    #expect(try one.sampled(shots: 0).counts.isEmpty)
    #expect(try one.sampled(shots: 5).outcomes == [1, 1, 1, 1, 1])
    #expect(try StabilizerSampler(Circuit(qubits: 2)).sampled(shots: 70).counts == ["00": 70])
    #expect(try "\(one.sampled(shots: 5))" == "5 shots: 1: 5")
  }

  /// Whether a matrix turns each product of Pauli matrices into one, seen by the traces of all products.
  private func turnsStringsIntoStrings(_ matrix: Matrix<Complex<Double>>) throws -> Bool {
    let qubits = matrix.rowCount.trailingZeroBitCount
    for qubit in 0..<qubits {
      for pauli in [Observable.x(qubit), .z(qubit)] {
        let turned = try matrix * pauli.matrix(qubits: qubits) * matrix.adjoint
        let sum = try Observable(turned)
        let largest = sum.terms.map { abs($0.coefficient) }.max() ?? 0
        if abs(largest - 1) > 1e-9 { return false }
      }
    }
    return true
  }
}

extension Double {
  /// A power of two.
  static func power(ofTwo exponent: Int) -> Double {
    Double(sign: .plus, exponent: exponent, significand: 1)
  }
}

/// The words of what is thrown.
func thrownWords(_ run: () throws -> Void) -> String {
  do { try run() } catch { return "\(error)" }
  return "nothing was thrown"
}

/// A product of random Pauli matrices, on some of the qubits.
func randomString(qubits: Int, using random: inout RandomStream) -> Observable {
  let factors = (0..<qubits).compactMap { qubit in
    Int(random.next() % 4) == 0 ? nil : (qubit, Pauli.allCases[Int(random.next() % 3)])
  }
  return Observable(Dictionary(uniqueKeysWithValues: factors))
}

/// The gates that are Clifford gates at some multiples of a quarter turn, with these.
let cliffordGates: [(gate: Gate, angles: [Angle])] = {
  var found: [(Gate, [Angle])] = []
  for gate in Gate.all where 1...4 ~= gate.qubitCount && gate.angleCount <= 3 {
    for choice in 0..<1 << (2 * gate.angleCount) {
      let angles = (0..<gate.angleCount).map { Angle(.pi / 2 * Double(choice >> (2 * $0) & 3)) }
      let circuit = Circuit(qubits: gate.qubitCount) {
        $0.append(gate, angles, on: Array(0..<gate.qubitCount))
      }
      if (try? StabilizerState(circuit)) != nil { found.append((gate, angles)) }
    }
  }
  return found
}()

/// A seeded circuit of Clifford gates.
func randomCliffordCircuit(
  qubits: Int, gates: Int, using random: inout RandomStream
) -> Circuit {
  Circuit(qubits: qubits) { circuit in
    while circuit.operations.count < gates {
      let (gate, angles) = cliffordGates[Int(random.next() % UInt64(cliffordGates.count))]
      guard gate.qubitCount <= qubits else { continue }
      let places = random.shuffled(Array(0..<qubits)).prefix(gate.qubitCount)
      circuit.append(gate, angles, on: Array(places))
    }
  }
}
