import Circuits
import Encoders
import Numerics
import Testing

/// States of maps against formulas and matrices.
@Suite struct KernelLawTests {
  private func kernel(_ map: FeatureMap, _ a: [Double], _ b: [Double]) throws -> Double {
    try overlap(map.state(a), map.state(b)).squaredMagnitude
  }

  @Test func kernelsWithoutEntanglementAreProductsOfCosines() throws {
    let (a, b) = ([0.3, 1.1, -2], [0.7, 0.2, 0.9])
    func product(_ scale: Double) -> Double {
      zip(a, b).reduce(1) {
        let cosine = Double.cos(scale * ($1.0 - $1.1))
        return $0 * cosine * cosine
      }
    }
    #expect(try abs(kernel(.angle(features: 3), a, b) - product(0.5)) < 1e-14)
    #expect(try abs(kernel(.z(features: 3, repetitions: 1), a, b) - product(1)) < 1e-14)
    #expect(try abs(kernel(.phase(features: 3), a, b) - product(0.5)) < 1e-14)
    for map in [FeatureMap.zz(features: 3), .iqp(features: 3), .pauli(["X", "YZ"], features: 3)] {
      #expect(try abs(kernel(map, a, a) - 1) < 1e-13)
      #expect(try abs(kernel(map, a, b) - kernel(map, b, a)) < 1e-14)
    }
  }

  /// One layer of ZZ from its phases: nothing but signs of bits.
  @Test func oneLayerOfZZIsItsPhases() throws {
    let x = [0.4, -0.9, 1.7]
    let amplitudes = try FeatureMap.zz(features: 3, repetitions: 1).state(x)
    for (index, amplitude) in amplitudes.enumerated() {
      let z = (0..<3).map { index >> $0 & 1 == 0 ? 1.0 : -1.0 }
      var phase = -(x[0] * z[0] + x[1] * z[1] + x[2] * z[2])
      for (i, j) in [(0, 1), (0, 2), (1, 2)] { phase -= (.pi - x[i]) * (.pi - x[j]) * z[i] * z[j] }
      let expected = Complex(magnitude: 0.125.squareRoot(), phase: phase)
      #expect((amplitude - expected).magnitude < 1e-14)
    }
  }

  @Test(arguments: [2, 3, 4, 8]) func theHamiltonianIsTheExponentialOfItsMatrix(_ rows: Int) throws
  {
    var random = RandomStream(seed: UInt64(rows))
    let row = try random.normals(rows * rows).map { 0.3 * $0 }
    let map = FeatureMap.hamiltonian(rows: rows, time: .weight(0))
    let size = 1 << map.qubitCount
    let energy = try Matrix<Complex<Double>>(rows: size, columns: size) { i, j in
      max(i, j) < rows ? Complex((row[i * rows + j] + row[j * rows + i]) / 2) : 0
    }
    let exact = try energy.hermitianExponential(times: Complex(0, -0.8))
    let circuit = try map.circuit(for: row).bound(weights: [0.8])
    #expect(try (circuit.unitary() - exact).maxNorm < 1e-12)
    // By steps up to the phase of the whole state, and closer with more of them.
    func error(_ steps: Int) throws -> Double {
      let steps = FeatureMap.hamiltonian(rows: rows, time: 0.8, steps: steps)
      let matrix = try steps.circuit(for: row).unitary()
      let trace = try (exact.adjoint * matrix).trace()
      return try (matrix - trace / Complex(trace.magnitude) * exact).frobeniusNorm
    }
    let (coarse, fine) = (try error(8), try error(16))
    #expect(fine < 0.02 * Double(rows) && abs(coarse / fine - 2) < 0.3, "\(coarse), \(fine)")
  }

  @Test func uploadsHaveWeightsOfTheirOwn() throws {
    let map = FeatureMap.angle(features: 2).reuploaded(
      layers: 3, between: .stronglyEntangling(qubits: 2), scaling: true, weights: "v")
    #expect(map.template?.weights.count == 3 * (2 + 6) && map.featureCount == 2)
    #expect(map.template?.operations[0].description == "ry(x[0]·v[0], 0)")
    #expect(map.template?.weights.allSatisfy { $0.group == "v" } == true)
    let (x, w) = (Features(count: 2), Weights())
    let expected = Circuit(qubits: 2) { circuit in
      for layer in 0..<2 {
        for qubit in 0..<2 { circuit.ry(x[qubit], qubit) }
        for qubit in 0..<2 { circuit.rx(w[2 * layer + qubit], qubit) }
        circuit.cx(0, 1)
      }
    }
    #expect(
      FeatureMap.angle(features: 2).reuploaded(layers: 2, between: .basicEntangler(qubits: 2))
        .template
        == expected)
    // A map that is trained itself, and one that makes gates for each row.
    let trained = FeatureMap.trainable(features: 2)
      .reuploaded(layers: 2, between: .basicEntangler(qubits: 2))
    #expect(trained.template?.weights.count == 2 * (3 + 2))
    let matrix = FeatureMap.hamiltonian(rows: 4, time: .weight(0))
      .reuploaded(layers: 3, between: .basicEntangler(qubits: 2))
    #expect(matrix.template == nil && matrix.flaws.isEmpty)
    let circuit = try matrix.circuit(for: Array(repeating: 0.1, count: 16))
    #expect(circuit.weights.count == 3 * (1 + 2) && circuit.operations.count == 3 * 4)
    #expect(
      matrix.reuploaded(layers: 1, between: Circuit(qubits: 2), scaling: true).flaws.count == 1)
    let appended = FeatureMap.zz(features: 2).appending(.realAmplitudes(qubits: 2))
    #expect(appended.template?.weights.count == 8 && appended.featureCount == 2)
  }

  @Test func partsStandOnTheirQubitsWithTheirFeatures() throws {
    let map = FeatureMap("mixed", features: 6, qubits: 4) {
      $0.append(.angle(features: 2), reading: [5, 0], on: [3, 1])
      $0.append(.amplitude(features: 4), reading: [1, 2, 3, 4], on: [0, 2])
    }
    let row = [0.4, 1, -2, 3, 0.5, 1.1]
    let length = (1 + 4 + 9 + 0.25).squareRoot()
    let amplitudes = try map.state(row)
    for index in 0..<16 {
      let (low, high) = (index & 1 | index >> 1 & 2, [index >> 3 & 1, index >> 1 & 1])
      let expected =
        row[1 + low] / length
        * (high[0] == 0 ? Double.cos(0.55) : Double.sin(0.55))
        * (high[1] == 0 ? Double.cos(0.2) : Double.sin(0.2))
      #expect((amplitudes[index] - Complex(expected)).magnitude < 1e-14, "\(index)")
    }
    let gates = FeatureMap("gates", features: 4, qubits: 3) {
      $0.append(.hamiltonian(rows: 2, time: .weight(0)), on: [2])
      $0.append(.trainable(features: 2), reading: [1, 1], on: [0, 1])
      $0.append(.hamiltonian(rows: 2, time: .weight(0)), on: [0])
    }
    #expect(gates.template == nil && gates.flaws.isEmpty)
    let circuit = try gates.circuit(for: [0.1, 0.2, 0.3, 0.4])
    #expect(circuit.weights.count == 5 && circuit.operations.count == 9)
    let flawed = FeatureMap("flawed", features: 2, qubits: 2) {
      $0.append(.angle(features: 2), reading: [0])
      $0.append(.angle(features: 1), reading: [2])
      $0.append(.angle(features: 1), on: [0, 1])
      $0.append(Circuit(qubits: 1) { $0.rx(.feature(0), 0) })
      $0.append(Circuit(qubits: 1), on: [0, 1])
    }
    let error = #expect(throws: EncodingError.self) { try flawed.circuit(for: [1, 2]) }
    let words = "\(try #require(error))"
    for expected in [
      "angle takes 2 features, and reads 1", "angle reads feature 2, and a row has 0 to 1",
      "angle has 1 qubits, and 2 are given", "a circuit that reads x[0]",
      "a circuit of 1 qubits on 2 of them",
    ] { #expect(words.contains(expected), "\(words)") }
  }
}
