import Circuits
import Numerics
import Simulation
import Testing

/// Gradients on up to 14 qubits, where states take several blocks, against their definition, and against
/// states that are simulated gate by gate and shifted.
@Suite struct ManyQubitGradientTests {
  /// Random circuits over every gate, every derivative.
  @Test(arguments: 0..<24) func gradientsAreThoseOfTheDefinition(_ seed: UInt64) throws {
    var random = RandomStream(seed: seed)
    let qubits = 1 + Int(seed % 8)
    let circuit = openCircuit(qubits: qubits, gates: 30, using: &random)
    let (weights, features) = (circuit.layout(of: .weight), circuit.layout(of: .feature))
    let numbers = (0..<weights.count + features.count).map { _ in random.uniform() * 4 - 2 }
    var values: [Symbol: Double] = [:]
    for (symbol, place) in weights.symbols { values[symbol] = numbers[place] }
    for (symbol, place) in features.symbols { values[symbol] = numbers[weights.count + place] }
    let observables = someObservables(qubits)
    let result = try AdjointGradient(of: observables, in: circuit).evaluate(
      weights: Array(numbers[..<weights.count]), features: Array(numbers[weights.count...]))
    let slow = SlowGradient(circuit)
    for (number, observable) in observables.enumerated() {
      let expected = slow.run(observable) { values[$0] ?? .nan }
      #expect(abs(result.values[number] - expected.mean) < 1e-12, "seed \(seed)")
      for (symbol, place) in weights.symbols {
        let slope = expected.slopes[symbol] ?? 0
        #expect(abs(result.weights[number][place] - slope) < 1e-11, "seed \(seed), \(symbol)")
      }
      for (symbol, place) in features.symbols {
        let slope = expected.slopes[symbol] ?? 0
        #expect(abs(result.features[number][place] - slope) < 1e-11, "seed \(seed), \(symbol)")
      }
    }
  }

  /// Random circuits over every gate.
  @Test(arguments: 5..<13) func valuesAreThoseOfStates(_ qubits: Int) throws {
    for seed in 0..<3 as Range<UInt64> {
      var random = RandomStream(seed: seed)
      let circuit = openCircuit(qubits: qubits, gates: 40, using: &random)
      let observables = someObservables(qubits)
      let weights = (0..<circuit.layout(of: .weight).count).map { _ in random.uniform() * 6 - 3 }
      let features = (0..<circuit.layout(of: .feature).count).map { _ in random.uniform() }
      let result = try AdjointGradient(of: observables, in: circuit)
        .evaluate(weights: weights, features: features)
      let state = try circuit.bound(weights: weights, features: features).state()
      for (place, observable) in observables.enumerated() {
        let mean = try state.expectation(of: observable)
        #expect(abs(result.values[place] - mean) < 1e-11, "\(qubits) qubits, seed \(seed)")
      }
      try expectSlopes(of: circuit, observables, weights, features, result, "seed \(seed)")
    }
  }

  /// Layers on 13 and 14 qubits: blocks, turns that reach beyond them, and moves through a ring of CX.
  @Test(arguments: [3, 4, 12, 13, 14]) func layersAreDifferentiated(_ qubits: Int) throws {
    let circuit = Circuit(qubits: qubits) { circuit in
      var w = Weights()
      for _ in 0..<2 {
        for qubit in 0..<qubits {
          circuit.ry(w.next(), qubit)
          circuit.rz(w.next(), qubit)
        }
        for qubit in 0..<qubits { circuit.cx(qubit, (qubit + 1) % qubits) }
        circuit.rxx(w.next(), 0, qubits - 1)
        circuit.cry(w.next(), qubits - 1, 0)
        circuit.cp(w.next(), qubits / 2, qubits - 1)
        circuit.ccx(0, qubits / 2, qubits - 1)
        circuit.h(qubits - 1)
      }
    }
    var random = RandomStream(seed: 3)
    let weights = circuit.weights.map { _ in random.uniform() * 2 - 1 }
    let observables = someObservables(qubits)
    let result = try AdjointGradient(of: observables, in: circuit).evaluate(weights: weights)
    try expectSlopes(of: circuit, observables, weights, [], result, "\(qubits) qubits")
  }

  /// One observable has passes of its own: its gradient is the one that it has among several.
  @Test(arguments: [1, 2, 4, 9, 12, 13, 14, 15]) func oneObservableIsAsAmongSeveral(
    _ qubits: Int
  ) throws {
    var random = RandomStream(seed: UInt64(qubits))
    let circuit = Circuit(qubits: qubits) { circuit in
      var w = Weights()
      for layer in 0..<3 {
        for qubit in 0..<qubits {
          circuit.ry(w.next(), qubit)
          circuit.rz(w.next(), qubit)
        }
        for qubit in 0..<qubits - 1 { circuit.cx(qubit, qubit + 1) }
        if qubits > 3 { circuit.cx(qubits - 1, layer) }
        if layer == 1 { circuit.x(qubits - 1) }
      }
    }
    let weights = circuit.weights.map { _ in random.uniform() * 4 - 2 }
    let observables = someObservables(qubits)
    let several = try AdjointGradient(of: observables, in: circuit).evaluate(weights: weights)
    for (place, observable) in observables.enumerated() {
      let alone = try AdjointGradient(of: [observable], in: circuit).evaluate(weights: weights)
      expectClose([alone.values], [[several.values[place]]], "\(qubits) qubits, value \(place)")
      expectClose(alone.weights, [several.weights[place]], "\(qubits) qubits, slopes \(place)")
      let mean = try circuit.expectation(of: observable, weights: weights)
      #expect(abs(alone.values[0] - mean) < 1e-11, "\(qubits) qubits, \(place)")
    }
  }

  /// Compares some derivatives with differences of means.
  private func expectSlopes(
    of circuit: Circuit, _ observables: [Observable], _ weights: [Double], _ features: [Double],
    _ result: AdjointGradient.Result, _ name: String
  ) throws {
    for index in Set([0, weights.count / 2, weights.count - 1]) where index >= 0 && !weights.isEmpty
    {
      for (place, observable) in observables.enumerated() {
        func mean(_ step: Double) throws -> Double {
          var moved = weights
          moved[index] += step
          return try circuit.bound(weights: moved, features: features).expectation(of: observable)
        }
        let step = 1e-3
        let (near, far) = (
          try mean(step) - mean(-step), try mean(2 * step) - mean(-2 * step)
        )
        let slope = (8 * near - far) / (12 * step)
        #expect(abs(result.weights[place][index] - slope) < 1e-8, "\(name), w[\(index)], \(place)")
      }
    }
  }
}

/// Observables of several kinds.
func someObservables(_ qubits: Int) -> [Observable] {
  let last = qubits - 1
  let pair: Observable = qubits == 1 ? .x(0) : .x(0) * .x(last)
  let mixed: Observable = qubits == 1 ? .y(0) : .y(last) * .z(0)
  return [
    (0..<qubits).reduce(0) { $0 + .z($1) }, pair + 0.5 * .y(0) - .z(last), mixed + 0.25,
  ]
}

/// A seeded circuit over every gate that fits, with weights and features in sums and products.
func openCircuit(qubits: Int, gates: Int, using random: inout RandomStream) -> Circuit {
  let (w, x) = (Weights(count: 5), Features(count: 2))
  return Circuit(qubits: qubits) { circuit in
    while circuit.operations.count < gates {
      let gate = Gate.all[Int(random.next() % UInt64(Gate.all.count))]
      guard gate.qubitCount <= qubits else { continue }
      let places = random.shuffled(Array(0..<qubits)).prefix(gate.qubitCount)
      let angles: [Angle] = (0..<gate.angleCount).map { _ in
        let (a, b) = (w[Int(random.next() % 5)], x[Int(random.next() % 2)])
        return [a * b + 0.3, 2 * (1 - a) * (0.5 - b), a + b, a * a, 0.7, b][Int(random.next() % 6)]
      }
      circuit.append(gate, angles, on: Array(places))
    }
  }
}
