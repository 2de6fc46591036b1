import Circuits
import Numerics
import Simulation
import Testing

/// Derivatives against differences of the means.
@Suite struct AdjointGradientTests {
  /// Random circuits with weights and features in sums and products, shared between gates.
  @Test(arguments: 0..<40) func theGradientIsTheLimitOfDifferences(_ seed: UInt64) throws {
    var random = RandomStream(seed: seed)
    let qubits = 1 + Int(seed % 4)
    let (circuit, observables) = problem(qubits, &random)
    let weights = (0..<circuit.layout(of: .weight).count).map { _ in random.uniform() * 4 - 2 }
    let features = (0..<circuit.layout(of: .feature).count).map { _ in random.uniform() }
    let adjoint = try AdjointGradient(of: observables, in: circuit)
    let result = try adjoint.evaluate(weights: weights, features: features)
    for (place, observable) in observables.enumerated() {
      func mean(_ weights: [Double], _ features: [Double]) throws -> Double {
        try circuit.bound(weights: weights, features: features).expectation(of: observable)
      }
      #expect(try abs(result.values[place] - mean(weights, features)) < 1e-12, "seed \(seed)")
      for index in weights.indices {
        let slope = try slope { try mean(weights.adding($0, at: index), features) }
        #expect(abs(result.weights[place][index] - slope) < 1e-8, "seed \(seed), w[\(index)]")
      }
      for index in features.indices {
        let slope = try slope { try mean(weights, features.adding($0, at: index)) }
        #expect(abs(result.features[place][index] - slope) < 1e-8, "seed \(seed), x[\(index)]")
      }
    }
  }

  /// Every gate with angles, each of them a weight.
  @Test(arguments: Gate.all.filter { $0.angleCount > 0 && $0.qubitCount > 0 })
  func everyGateIsDifferentiated(_ gate: Gate) throws {
    var random = RandomStream(seed: 2)
    let qubits = gate.qubitCount
    let circuit = Circuit(qubits: qubits) { circuit in
      for qubit in 0..<qubits { circuit.u3(Angle(random.uniform()), 0.4, 0.9, qubit) }
      circuit.append(
        gate, (0..<gate.angleCount).map { 1.5 * .weight($0) + 0.1 }, on: Array(0..<qubits))
      for qubit in 0..<qubits { circuit.u3(Angle(random.uniform()), 1.4, 0.2, qubit) }
    }
    let observable = (0..<qubits).reduce(Observable.x(0)) { $0 + .z($1) }
    let weights = (0..<gate.angleCount).map { _ in random.uniform() }
    let result = try AdjointGradient(of: [observable], in: circuit).evaluate(weights: weights)
    for index in weights.indices {
      let slope = try slope {
        try circuit.expectation(of: observable, weights: weights.adding($0, at: index))
      }
      #expect(abs(result.weights[0][index] - slope) < 1e-8, "\(gate), angle \(index)")
    }
  }

  @Test func whatCannotBeDifferentiatedIsSaid() throws {
    func words(_ run: () throws -> Void) -> String {
      do { try run() } catch { return "\(error)" }
      return "nothing was thrown"
    }
    let circuit = Circuit(qubits: 1) { $0.rx(.weight(0), 0) }
    #expect(words { _ = try AdjointGradient(of: [.z(1)], in: circuit) }.contains("qubit 1"))
    let measured = Circuit(qubits: 1) { $0.measure(0) }
    #expect(words { _ = try AdjointGradient(of: [], in: measured) }.contains("parameter-shift"))
    let wide = Circuit(qubits: 45) { $0.rx(.weight(0), 44) }
    #expect(words { _ = try AdjointGradient(of: [.z(0)], in: wide) }.contains("bytes"))
    let adjoint = try AdjointGradient(of: [.z(0)], in: circuit)
    #expect(words { _ = try adjoint.evaluate() }.contains("w[0]"))
    #expect(try AdjointGradient(of: [], in: circuit).evaluate(weights: [1]).values.isEmpty)
  }

  /// A difference of the fourth order.
  private func slope(_ mean: (Double) throws -> Double) throws -> Double {
    let step = 1e-3
    let near = try mean(step) - mean(-step)
    let far = try mean(2 * step) - mean(-2 * step)
    return (8 * near - far) / (12 * step)
  }

  private func problem(
    _ qubits: Int, _ random: inout RandomStream
  ) -> (Circuit, [Observable]) {
    let (w, x) = (Weights(count: 4), Features(count: 2))
    let circuit = Circuit(qubits: qubits) { circuit in
      while circuit.operations.count < 14 {
        let gate = Gate.all[Int(random.next() % UInt64(Gate.all.count))]
        guard gate.qubitCount <= qubits else { continue }
        let places = random.shuffled(Array(0..<qubits)).prefix(gate.qubitCount)
        let angles: [Angle] = (0..<gate.angleCount).map { _ in
          let (a, b) = (w[Int(random.next() % 4)], x[Int(random.next() % 2)])
          return [a * b + 0.3, 2 * (1 - a) * (0.5 - b), a + b, a * a, 0.7][Int(random.next() % 5)]
        }
        circuit.append(gate, angles, on: Array(places))
      }
    }
    return (circuit, [.z(0), .x(qubits - 1) + 0.5 * .y(0) + 2, .z(0) * .z(qubits - 1) - 0.25])
  }
}

extension [Double] {
  fileprivate func adding(_ step: Double, at index: Int) -> [Double] {
    var moved = self
    moved[index] += step
    return moved
  }
}
