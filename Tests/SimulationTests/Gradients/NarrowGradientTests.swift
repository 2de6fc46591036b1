import Circuits
import Numerics
import Simulation
import Testing

/// Derivatives in single precision against those in double.
@Suite struct NarrowGradientTests {
  @Test(arguments: 0..<24) func singlePrecisionFollowsDouble(_ seed: UInt64) throws {
    var random = RandomStream(seed: 1_200 + seed)
    let qubits = 1 + Int(seed % 6) * (seed < 18 ? 1 : 2)
    let (w, x) = (Weights(count: 4), Features(count: 2))
    let circuit = Circuit(qubits: qubits) { circuit in
      while circuit.operations.count < 24 {
        let gate = Gate.all[Int(random.next() % UInt64(Gate.all.count))]
        guard gate.qubitCount <= qubits else { continue }
        let places = random.shuffled(Array(0..<qubits)).prefix(gate.qubitCount)
        let angles: [Angle] = (0..<gate.angleCount).map { _ in
          let (a, b) = (w[Int(random.next() % 4)], x[Int(random.next() % 2)])
          return [a * b + 0.3, a + b, a * a, 0.7][Int(random.next() % 4)]
        }
        circuit.append(gate, angles, on: Array(places))
      }
    }
    let observables: [Observable] = [
      .z(0), .x(qubits - 1) + 0.5 * .y(0) + 2, .z(0) * .y(qubits / 2) - 0.25, 1.5,
    ].filter { $0.flaws.isEmpty }
    let weights = (0..<circuit.layout(of: .weight).count).map { _ in random.uniform() * 4 - 2 }
    let features = (0..<circuit.layout(of: .feature).count).map { _ in random.uniform() }
    let double = try AdjointGradient(of: observables, in: circuit)
    let single = try AdjointGradient(of: observables, in: circuit, precision: .single)
    let expected = try double.evaluate(weights: weights, features: features)
    let found = try single.evaluate(weights: weights, features: features)
    near(found.values, expected.values, "seed \(seed)")
    for place in observables.indices {
      near(found.weights[place], expected.weights[place], "seed \(seed), weights")
      near(found.features[place], expected.features[place], "seed \(seed), features")
    }
  }

  @Test(arguments: Gate.all.filter { $0.angleCount > 0 && $0.qubitCount > 0 })
  func everyGateIsDifferentiated(_ gate: Gate) throws {
    let qubits = gate.qubitCount
    let circuit = Circuit(qubits: qubits) { circuit in
      for qubit in 0..<qubits { circuit.u3(Angle(0.3 + Double(qubit)), 0.4, 0.9, qubit) }
      circuit.append(
        gate, (0..<gate.angleCount).map { 1.5 * .weight($0) + 0.1 }, on: Array(0..<qubits))
      for qubit in 0..<qubits { circuit.u3(Angle(1.1 - Double(qubit)), 1.4, 0.2, qubit) }
    }
    let observable = (0..<qubits).reduce(Observable.x(0)) { $0 + .z($1) }
    let weights = (0..<gate.angleCount).map { 0.2 + 0.7 * Double($0) }
    let single = try AdjointGradient(of: [observable], in: circuit, precision: .single)
      .evaluate(weights: weights)
    let double = try AdjointGradient(of: [observable], in: circuit).evaluate(weights: weights)
    near(single.weights[0], double.weights[0], gate.name)
  }

  @Test func batchesAndLossesFollowToo() throws {
    let circuit = Circuit(qubits: 3) { circuit in
      for qubit in 0..<3 { circuit.ry(.feature(qubit) * .weight(qubit), qubit) }
      for qubit in 0..<2 { circuit.rzz(.weight(3 + qubit), qubit, qubit + 1) }
      for qubit in 0..<3 { circuit.rx(.weight(5), qubit) }
    }
    let weights = [0.3, 0.9, -0.4, 1.1, 0.2, 0.7]
    let rows = (0..<9).map { row in (0..<3).map { 0.2 * Double(row) - 0.3 * Double($0) } }
    let models = try [Precision.single, .double].map {
      try AdjointGradient(of: [.z(0), .z(1) * .x(2)], in: circuit, precision: $0)
    }
    let means = try models.map { try $0.values(weights: weights, features: rows) }
    let all = try models.map { try $0.evaluate(weights: weights, features: rows) }
    for row in rows.indices {
      near(means[0][row], means[1][row], "row \(row)")
      near(all[0][row].weights[1], all[1][row].weights[1], "row \(row)")
      near(all[0][row].features[0], all[1][row].features[0], "row \(row)")
    }
    let steps = try models.map { model in
      try model.pullback(weights: weights, features: rows, includingFeatures: true) {
        sample, values, slopes in
        slopes = [2 * values[0], Double(sample)]
      }
    }
    near(steps[0].weights, steps[1].weights, "loss", 1e-3)
    near(steps[0].features[4], steps[1].features[4], "loss")
    let none = try AdjointGradient(of: [], in: circuit, precision: .single)
    #expect(try none.evaluate(weights: weights, features: rows[0]).values.isEmpty)
  }

  private func near(_ a: [Double], _ b: [Double], _ what: String, _ allowed: Double = 2e-5) {
    #expect(a.count == b.count, "\(what)")
    for (x, y) in zip(a, b) { #expect(abs(x - y) < allowed, "\(what): \(x), \(y)") }
  }
}
