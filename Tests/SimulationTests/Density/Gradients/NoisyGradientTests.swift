import Circuits
import Noise
import Numerics
import Simulation
import Testing

/// Derivatives under noise against those of density matrices that are made without them.
@Suite struct NoisyGradientTests {
  /// Random circuits with random channels, resets and forgotten measurements; weights and features in sums and
  /// products.
  @Test(arguments: 0..<24) func theGradientIsTheLimitOfDifferences(_ seed: UInt64) throws {
    var random = RandomStream(seed: 700 + seed)
    let qubits = 1 + Int(seed % 4)
    let circuit = openCircuit(qubits: qubits, operations: 14, using: &random)
    var noise = NoiseModel()
    try noise.add(randomChannel(qubits: 1, using: &random), after: .oneQubitGates)
    try noise.add(randomChannel(qubits: 2, using: &random), after: .twoQubitGates)
    noise.readout = try Readout(
      (0..<qubits).map { _ in
        try ReadoutError(zeroAsOne: 0.1 * random.uniform(), oneAsZero: 0.1 * random.uniform())
      })
    let observables: [Observable] = [
      .z(0), .x(qubits - 1) + 0.5 * .y(0) + 2, .z(0) * .z(qubits - 1) - 0.25, 1.5, 0,
    ]
    let weights = (0..<circuit.layout(of: .weight).count).map { _ in random.uniform() * 4 - 2 }
    let features = (0..<circuit.layout(of: .feature).count).map { _ in random.uniform() }
    let result = try NoisyGradient(of: observables, in: circuit, noise: noise)
      .evaluate(weights: weights, features: features)
    let plan = try NoisyPlan(circuit, noise: noise)
    func means(_ weights: [Double], _ features: [Double]) throws -> [Double] {
      try plan.densityMatrix(weights: weights, features: features).expectations(of: observables)
    }
    for (found, mean) in zip(result.values, try means(weights, features)) {
      #expect(abs(found - mean) < 1e-12, "seed \(seed)")
    }
    for index in weights.indices {
      let slopes = try slopes { try means(weights.adding($0, at: index), features) }
      for (place, slope) in slopes.enumerated() {
        #expect(abs(result.weights[place][index] - slope) < 1e-9, "seed \(seed), w[\(index)]")
      }
    }
    for index in features.indices {
      let slopes = try slopes { try means(weights, features.adding($0, at: index)) }
      for (place, slope) in slopes.enumerated() {
        #expect(abs(result.features[place][index] - slope) < 1e-9, "seed \(seed), x[\(index)]")
      }
    }
  }

  /// Every gate with angles, each of them a weight, with noise behind it.
  @Test(arguments: Gate.all.filter { $0.angleCount > 0 && $0.qubitCount > 0 })
  func everyGateIsDifferentiated(_ gate: Gate) throws {
    var random = RandomStream(seed: 2)
    let qubits = gate.qubitCount
    let circuit = surrounded(gate, using: &random)
    var noise = NoiseModel()
    try noise.add(.amplitudeDamping(0.07), after: .gate(gate))
    try noise.add(.depolarizing(0.03), after: .oneQubitGates)
    let observable = (0..<qubits).reduce(Observable.x(0)) { $0 + .z($1) }
    let weights = (0..<gate.angleCount).map { _ in random.uniform() }
    let result = try NoisyGradient(of: [observable], in: circuit, noise: noise)
      .evaluate(weights: weights)
    let plan = try NoisyPlan(circuit, noise: noise)
    for index in weights.indices {
      let slope = try slopes {
        try [
          plan.densityMatrix(weights: weights.adding($0, at: index)).expectation(of: observable)
        ]
      }[0]
      #expect(abs(result.weights[0][index] - slope) < 1e-9, "\(gate), angle \(index)")
    }
  }

  /// Without noise it is the gradient of the state vector, also where turns are on many qubits.
  @Test func withoutNoiseItIsThePureGradient() throws {
    var random = RandomStream(seed: 9)
    let generator: Observable = 0.4 * .x(0) * .y(1) * .z(2) * .x(3) + 0.3 * .z(0) * .z(1)
    let turn = try Gate.evolution(under: .x(0) * .y(1) * .z(2) * .x(3) * .z(4))
    for seed in 0..<3 {
      let circuit = Circuit(qubits: 5) { circuit in
        for qubit in 0..<5 { circuit.u3(Angle(random.uniform()), .weight(qubit), 0.9, qubit) }
        circuit.append(turn, [.weight(0) * .weight(5)], on: [4, 2, 0, 1, 3])
        circuit.mcp(.weight(6), [0, 2, 3], 4)
        for qubit in 0..<5 { circuit.u3(Angle(random.uniform()), 1.4, .feature(0), qubit) }
      }
      let weights = (0..<7).map { _ in random.uniform() * 3 }
      let observables = [generator, .y(4) + .x(2)]
      let noisy = try NoisyGradient(of: observables, in: circuit)
        .evaluate(weights: weights, features: [0.3])
      let pure = try AdjointGradient(of: observables, in: circuit)
        .evaluate(weights: weights, features: [0.3])
      for place in observables.indices {
        for (a, b) in zip(
          noisy.weights[place] + noisy.features[place], pure.weights[place] + pure.features[place])
        {
          #expect(abs(a - b) < 1e-11, "seed \(seed)")
        }
      }
    }
  }

  /// A rotation about a Pauli string: half the difference of the means a quarter turn to both sides.
  @Test func theGradientIsThatOfShifts() throws {
    let (circuit, noise) = try ansatz(qubits: 4, layers: 3)
    let observables: [Observable] = [.z(0) * .z(1) + .x(3), .y(2)]
    let gradient = try NoisyGradient(of: observables, in: circuit, noise: noise)
    let weights = (0..<circuit.layout(of: .weight).count).map { 0.1 + 0.37 * Double($0) }
    let result = try gradient.evaluate(weights: weights)
    let plan = try NoisyPlan(circuit, noise: noise)
    for index in weights.indices {
      let sides = try [1, -1].map { side in
        try plan.densityMatrix(weights: weights.adding(side * .pi / 2, at: index))
          .expectations(of: observables)
      }
      for place in observables.indices {
        let slope = (sides[0][place] - sides[1][place]) / 2
        #expect(abs(result.weights[place][index] - slope) < 1e-12)
      }
    }
  }

  /// Nine qubits take more memory than is kept for all steps, so that stretches are run again.
  @Test func stretchesThatAreRunAgainGiveTheSame() throws {
    let (circuit, noise) = try ansatz(qubits: 9, layers: 3)
    let observable: Observable = .z(0) * .z(8) + .x(4)
    let gradient = try NoisyGradient(of: [observable], in: circuit, noise: noise)
    let weights = (0..<circuit.layout(of: .weight).count).map { 0.1 + 0.37 * Double($0) }
    let result = try gradient.evaluate(weights: weights)
    let plan = try NoisyPlan(circuit, noise: noise)
    for index in [0, 5, 17, 26, 33, weights.count - 1] {
      let sides = try [1, -1].map { side in
        try plan.densityMatrix(weights: weights.adding(side * .pi / 2, at: index))
          .expectation(of: observable)
      }
      #expect(abs(result.weights[0][index] - (sides[0] - sides[1]) / 2) < 1e-12, "w[\(index)]")
    }
  }

  @Test func batchesAreTheirSamples() throws {
    let circuit = Circuit(qubits: 3) { circuit in
      for qubit in 0..<3 { circuit.ry(.feature(qubit) * .weight(qubit), qubit) }
      for qubit in 0..<2 { circuit.cx(qubit, qubit + 1) }
      for qubit in 0..<3 { circuit.rx(.weight(3 + qubit), qubit) }
    }
    var noise = NoiseModel()
    try noise.add(.depolarizing(0.02), after: .oneQubitGates)
    let model = try NoisyGradient(of: [.z(0), .z(1) * .x(2)], in: circuit, noise: noise)
    let weights = [0.3, 0.9, -0.4, 1.1, 0.2, 0.7]
    let rows = (0..<50).map { row in (0..<3).map { 0.1 * Double(row) - 0.3 * Double($0) } }
    let results = try model.evaluate(weights: weights, features: rows)
    let values = try model.values(weights: weights, features: rows)
    let own = try model.evaluate(weights: rows.map { _ in weights }, features: rows)
    #expect(own == results)
    #expect(try model.values(weights: [weights], features: [rows[3]]) == [values[3]])
    for (row, result) in zip(rows, results) {
      #expect(try model.evaluate(weights: weights, features: row) == result)
    }
    #expect(results.map(\.values) == values)
    let step = try model.pullback(weights: weights, features: rows, includingFeatures: true) {
      sample, values, slopes in
      slopes = [2 * values[0], Double(sample)]
    }
    #expect(step.values == values)
    var expected = [Double](repeating: 0, count: 6)
    for (sample, result) in results.enumerated() {
      func joined(_ a: [Double], _ b: [Double]) -> [Double] {
        zip(a, b).map { 2 * result.values[0] * $0 + Double(sample) * $1 }
      }
      for (place, slope) in joined(result.weights[0], result.weights[1]).enumerated() {
        expected[place] += slope
      }
      let features = joined(result.features[0], result.features[1])
      for (a, b) in zip(step.features[sample], features) { #expect(abs(a - b) < 1e-12) }
    }
    for (a, b) in zip(step.weights, expected) { #expect(abs(a - b) < 1e-10) }
    #expect(try model.evaluate(weights: weights, features: [[Double]]()).isEmpty)
  }

  @Test func whatCannotBeDifferentiatedIsSaid() throws {
    let circuit = Circuit(qubits: 1) { $0.rx(.weight(0), 0) }
    let noise = NoiseModel()
    #expect(
      thrownWords { _ = try NoisyGradient(of: [.z(1)], in: circuit, noise: noise) }
        .contains("qubit 1"))
    let branching = Circuit(qubits: 1, bits: 1) {
      $0.measure(0, into: 0)
      $0.when(Condition(bit: 0)) { $0.x(0) }
    }
    #expect(
      thrownWords { _ = try NoisyGradient(of: [.z(0)], in: branching, noise: noise) }
        .contains("take the parameter-shift rule"))
    #expect(
      thrownWords { _ = try NoisyGradient(of: [], in: Circuit(qubits: 25), noise: noise) }
        .contains("bytes"))
    let model = try NoisyGradient(of: [.z(0)], in: circuit, noise: noise)
    #expect(thrownWords { _ = try model.evaluate() }.contains("w[0]"))
    #expect(thrownWords { _ = try model.evaluate(weights: [.nan]) }.contains("weight 0 of nan"))
    #expect(
      thrownWords { _ = try model.values(weights: [[0.1], [.infinity]]) }
        .contains("weight 0 of sample 1 of inf"))
    #expect(
      thrownWords {
        _ = try model.pullback(weights: [1], features: [[]]) { _, _, slopes in slopes = [] }
      }.contains("slopes of sample 0 of 0 numbers"))
    let fast = Circuit(qubits: 1) { $0.rx(10 * .weight(0), 0) }
    let faster = try NoisyGradient(of: [.z(0)], in: fast, noise: noise)
    #expect(thrownWords { _ = try faster.evaluate(weights: [1e308]) }.contains("finite"))
    #expect(try NoisyGradient(of: [], in: circuit).evaluate(weights: [1]).values.isEmpty)
    #expect(try NoisyGradient(of: [.z(0)], in: Circuit(qubits: 1)).evaluate().values == [1])
    #expect(try NoisyGradient(of: [0.5], in: Circuit(qubits: 0)).evaluate().values == [0.5])
  }

  // MARK: Problems

  private func ansatz(qubits: Int, layers: Int) throws -> (Circuit, NoiseModel) {
    let circuit = Circuit(qubits: qubits) { circuit in
      for layer in 0..<layers {
        let first = layer * (3 * qubits - 1)
        for qubit in 0..<qubits {
          circuit.ry(.weight(first + qubit), qubit)
          circuit.rz(.weight(first + qubits + qubit), qubit)
        }
        for qubit in 0..<qubits - 1 {
          circuit.rxx(.weight(first + 2 * qubits + qubit), qubit, qubit + 1)
        }
      }
    }
    var noise = NoiseModel()
    try noise.add(.amplitudeDamping(0.02), after: .oneQubitGates)
    try noise.add(.depolarizing(0.03, qubits: 2), after: .twoQubitGates)
    return (circuit, noise)
  }

  private func surrounded(_ gate: Gate, using random: inout RandomStream) -> Circuit {
    let qubits = gate.qubitCount
    return Circuit(qubits: qubits) { circuit in
      for qubit in 0..<qubits { circuit.u3(Angle(random.uniform()), 0.4, 0.9, qubit) }
      circuit.append(
        gate, (0..<gate.angleCount).map { 1.5 * .weight($0) + 0.1 }, on: Array(0..<qubits))
      for qubit in 0..<qubits { circuit.u3(Angle(random.uniform()), 1.4, 0.2, qubit) }
    }
  }

  private func openCircuit(
    qubits: Int, operations: Int, using random: inout RandomStream
  ) -> Circuit {
    let (w, x) = (Weights(count: 4), Features(count: 2))
    return Circuit(qubits: qubits, bits: 1) { circuit in
      while circuit.operations.count < operations {
        let gate = Gate.all[Int(random.next() % UInt64(Gate.all.count))]
        guard gate.qubitCount <= qubits else { continue }
        let places = random.shuffled(Array(0..<qubits)).prefix(gate.qubitCount)
        let angles: [Angle] = (0..<gate.angleCount).map { _ in
          let (a, b) = (w[Int(random.next() % 4)], x[Int(random.next() % 2)])
          return [a * b + 0.3, 2 * (1 - a) * (0.5 - b), a + b, a * a, 0.7][Int(random.next() % 5)]
        }
        circuit.append(gate, angles, on: Array(places))
        switch random.next() % 16 {
        case 0: circuit.reset(places.first ?? 0)
        case 1: circuit.measure(places.first ?? 0, into: 0)
        default: break
        }
      }
    }
  }

  /// Differences of the sixth order.
  private func slopes(_ means: (Double) throws -> [Double]) throws -> [Double] {
    let step = 4e-3
    let sides = try [1, 2, 3].map { distance -> [Double] in
      let (a, b) = (try means(distance * step), try means(-distance * step))
      return zip(a, b).map { $0 - $1 }
    }
    return sides[0].indices.map {
      (45 * sides[0][$0] - 9 * sides[1][$0] + sides[2][$0]) / (60 * step)
    }
  }
}

extension [Double] {
  fileprivate func adding(_ step: Double, at index: Int) -> [Double] {
    var moved = self
    moved[index] += step
    return moved
  }
}
