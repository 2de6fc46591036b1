import Circuits
import Noise
import Numerics
import Simulation
import Testing

/// Density matrices against sums over Kraus operators, one matrix product at a time.
@Suite struct DensityMatrixTests {
  @Test(arguments: 0..<24) func withoutNoiseItIsThePureState(_ seed: UInt64) throws {
    var random = RandomStream(seed: seed)
    let qubits = 1 + Int(seed % 6)
    let circuit = randomCircuit(qubits: qubits, gates: 20, using: &random)
    let (mixed, pure) = (try DensityMatrix(circuit), try circuit.state())
    #expect(try abs(mixed.fidelity(with: pure) - 1) < 1e-10, "seed \(seed)")
    #expect(abs(mixed.purity - 1) < 1e-10)
    let amplitudes = pure.amplitudes
    let matrix = try mixed.matrix()
    for row in amplitudes.indices {
      for column in amplitudes.indices {
        let expected = amplitudes[row] * amplitudes[column].conjugate
        #expect((matrix[row, column] - expected).magnitude < 1e-11, "seed \(seed)")
      }
    }
  }

  /// Channels behind gates, as the definition says.
  @Test(arguments: 0..<20) func noiseIsTheSumOverItsOperators(_ seed: UInt64) throws {
    var random = RandomStream(seed: 40 + seed)
    let qubits = 1 + Int(seed % 4)
    let circuit = randomCircuit(qubits: qubits, gates: 12, using: &random)
    var noise = NoiseModel()
    try noise.add(randomChannel(qubits: 1, using: &random), after: .oneQubitGates)
    try noise.add(randomChannel(qubits: 2, using: &random), after: .twoQubitGates)
    try noise.add(randomChannel(qubits: 1, using: &random), after: .twoQubitGates)
    let size = 1 << qubits
    var expected = Matrix(square: size) { $0 == 0 && $1 == 0 ? 1 : Complex<Double>.zero }
    for operation in circuit.operations {
      guard let gate = operation.gate else { continue }
      let matrix = try gate.matrix(operation.angles.map(\.constant))
      expected = try conjugated(expected, by: matrix, on: operation.qubits, of: qubits)
      for (channel, places) in noise.channels(after: gate, on: operation.qubits) {
        var sum = try Matrix<Complex<Double>>.zeros(rows: size, columns: size)
        for kraus in channel.kraus {
          sum = try sum + conjugated(expected, by: kraus, on: places, of: qubits)
        }
        expected = sum
      }
    }
    let state = try DensityMatrix(circuit, noise: noise)
    #expect(try (state.matrix() - expected).maxNorm < 1e-11, "seed \(seed)")
    #expect(try abs(state.matrix().trace().real - 1) < 1e-12)
    for (index, probability) in state.probabilities.enumerated() {
      #expect(abs(probability - expected[index, index].real) < 1e-12)
    }
    let observable = Observable(0.3) + 0.7 * .z(0) - 0.2 * .x(qubits - 1) * .y(0)
    if observable.flaws.isEmpty {
      let operation = try observable.matrix(qubits: qubits)
      let mean = try (operation * expected).trace().real
      #expect(try abs(state.expectation(of: observable) - mean) < 1e-12)
    }
  }

  @Test func measurementsMixAndConditionsFollow() throws {
    let circuit = Circuit(qubits: 3, bits: 2) {
      $0.ry(0.9, 0)
      $0.h(1)
      $0.cx(1, 2)
      $0.cx(0, 1)
      $0.h(0)
      $0.measure(0, into: 0)
      $0.measure(1, into: 1)
      $0.when(Condition(bit: 1)) { $0.x(2) }
      $0.when(Condition(bit: 0)) { $0.z(2) }
    }
    let state = try DensityMatrix(circuit)
    let expected = try Circuit(qubits: 1) { $0.ry(0.9, 0) }.state().amplitudes
    let arrived = try state.reducedDensityMatrix(of: [2])
    for row in 0..<2 {
      for column in 0..<2 {
        let element = expected[row] * expected[column].conjugate
        #expect((arrived[row, column] - element).magnitude < 1e-12)
      }
    }
    #expect(try abs(state.probabilities(of: [0, 1])[3] - 0.25) < 1e-12)
    let reset = Circuit(qubits: 2) {
      $0.h(0)
      $0.cx(0, 1)
      $0.reset(0)
    }
    #expect(try abs(DensityMatrix(reset).expectation(of: .z(0)) - 1) < 1e-12)
    #expect(try abs(DensityMatrix(reset).purity - 0.5) < 1e-12)
  }

  @Test func whatCannotBeIsSaid() throws {
    func words(_ run: () throws -> Void) -> String {
      do { try run() } catch { return "\(error)" }
      return "nothing was thrown"
    }
    #expect(words { _ = try DensityMatrix(Circuit(qubits: 20)) }.contains("bytes"))
    #expect(
      words { _ = try DensityMatrix(Circuit(qubits: 1) { $0.rx(.weight(0), 0) }) }.contains("w[0]"))
    let state = try DensityMatrix(Circuit(qubits: 2))
    #expect(words { _ = try state.expectation(of: .z(2)) }.contains("qubit 2"))
    #expect(words { _ = try state.probabilities(of: [0, 0]) }.contains("once"))
    #expect(words { _ = try state.fidelity(with: Circuit(qubits: 1).state()) }.contains("2 and 1"))
  }
}

/// A channel of three operators, seeded.
func randomChannel(qubits: Int, using random: inout RandomStream) throws -> Channel {
  let rows = 1 << qubits
  // The first columns of a unitary matrix, cut into pieces, sum to 1 by squares.
  let unitary = try random.haarUnitary(4 * rows)
  return try Channel(
    "random",
    kraus: (0..<3).map { piece in
      Matrix(square: rows) { unitary[piece * rows + $0, $1] }
    } + [Matrix(square: rows) { unitary[3 * rows + $0, $1] }])
}

/// $K \rho K^\dagger$ with an operator on some qubits.
private func conjugated(
  _ state: Matrix<Complex<Double>>, by operation: Matrix<Complex<Double>>, on qubits: [Int],
  of count: Int
) throws -> Matrix<Complex<Double>> {
  let mask = qubits.reduce(0) { $0 | 1 << $1 }
  func bits(_ index: Int) -> Int {
    qubits.indices.reduce(0) { $0 | (index >> qubits[$1] & 1) << $1 }
  }
  let wide = Matrix(square: 1 << count) { row, column in
    row & ~mask == column & ~mask ? operation[bits(row), bits(column)] : Complex<Double>.zero
  }
  return try wide * state * wide.adjoint
}
