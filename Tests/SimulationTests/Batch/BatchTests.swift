import Circuits
import Numerics
import Simulation
import Testing

/// Many samples at once against one sample after the other.
@Suite struct BatchTests {
  /// Batches that fill groups of eight, and that do not.
  @Test(arguments: [1, 7, 8, 9, 64]) func aBatchIsItsSamples(_ count: Int) throws {
    for qubits in [1, 2, 3, 5, 7, 11] {
      var random = RandomStream(seed: UInt64(count * 100 + qubits))
      let circuit = openCircuit(qubits: qubits, gates: 20, using: &random)
      let observables = someObservables(qubits)
      let model = try AdjointGradient(of: observables, in: circuit)
      let weights = (0..<circuit.layout(of: .weight).count).map { _ in random.uniform() * 4 - 2 }
      let width = circuit.layout(of: .feature).count
      let rows = (0..<min(count, qubits > 10 ? 3 : count)).map { _ in
        (0..<width).map { _ in random.uniform() }
      }
      let single = try rows.map { try model.evaluate(weights: weights, features: $0) }
      let values = try model.values(weights: weights, features: rows)
      expectClose(values, single.map(\.values), "\(qubits) qubits, values")
      let jacobians = try model.evaluate(weights: weights, features: rows)
      for (batch, one) in zip(jacobians, single) {
        expectClose([batch.values], [one.values], "\(qubits) qubits")
        expectClose(batch.weights, one.weights, "\(qubits) qubits, weights")
        expectClose(batch.features, one.features, "\(qubits) qubits, features")
      }
    }
  }

  @Test(arguments: [2, 4, 11]) func eachSampleCanHaveWeightsOfItsOwn(_ qubits: Int) throws {
    var random = RandomStream(seed: UInt64(qubits))
    let circuit = openCircuit(qubits: qubits, gates: 24, using: &random)
    let model = try AdjointGradient(of: someObservables(qubits), in: circuit)
    let rows = (0..<11).map { _ in
      (0..<circuit.layout(of: .weight).count).map { _ in random.uniform() * 4 - 2 }
    }
    let features = rows.map { _ in
      (0..<circuit.layout(of: .feature).count).map { _ in random.uniform() }
    }
    let single = try zip(rows, features).map { try model.evaluate(weights: $0, features: $1) }
    expectClose(
      try model.values(weights: rows, features: features), single.map(\.values), "values")
    let jacobians = try model.evaluate(weights: rows, features: features)
    for (batch, one) in zip(jacobians, single) {
      expectClose(batch.weights, one.weights, "weights")
      expectClose(batch.features, one.features, "features")
    }
    // What was bound before does not stay.
    let shared = try model.values(weights: rows[0], features: features)
    expectClose(
      shared, try features.map { try model.evaluate(weights: rows[0], features: $0).values }, "")
  }

  /// A loss of all means: its gradient is the sum of Jacobians times the slopes.
  @Test(arguments: [(3, 13), (4, 256), (11, 3)]) func theLossOfABatchHasItsGradient(
    _ qubits: Int, _ count: Int
  ) throws {
    var random = RandomStream(seed: UInt64(qubits))
    let circuit = openCircuit(qubits: qubits, gates: 20, using: &random)
    let observables = someObservables(qubits)
    for observables in [observables, Array(observables.prefix(1))] {
      let model = try AdjointGradient(of: observables, in: circuit)
      let weights = (0..<circuit.layout(of: .weight).count).map { _ in random.uniform() * 4 - 2 }
      let rows = (0..<count).map { _ in
        (0..<circuit.layout(of: .feature).count).map { _ in random.uniform() }
      }
      func factor(_ sample: Int, _ place: Int, _ value: Double) -> Double {
        2 * (value - Double(sample % 3)) + Double(place)
      }
      for includes in [false, true] {
        let pulled = try model.pullback(
          weights: weights, features: rows, includingFeatures: includes
        ) { sample, values, slopes in
          for place in values.indices { slopes[place] = factor(sample, place, values[place]) }
        }
        var sum = weights.map { _ in 0.0 }
        for (sample, result) in try model.evaluate(weights: weights, features: rows).enumerated() {
          var own = rows[sample].map { _ in 0.0 }
          for (place, value) in result.values.enumerated() {
            let factor = factor(sample, place, value)
            for index in sum.indices { sum[index] += factor * result.weights[place][index] }
            for index in own.indices { own[index] += factor * result.features[place][index] }
          }
          expectClose([pulled.values[sample]], [result.values], "values")
          if includes { expectClose([pulled.features[sample]], [own], "features") }
        }
        #expect(pulled.features.isEmpty == !includes)
        let scale = Double(count)
        expectClose([pulled.weights.map { $0 / scale }], [sum.map { $0 / scale }], "weights")
      }
    }
  }

  @Test func whatDoesNotFitABatchIsSaid() throws {
    func words(_ run: () throws -> Void) -> String {
      do { try run() } catch { return "\(error)" }
      return "nothing was thrown"
    }
    let circuit = Circuit(qubits: 2) {
      $0.rx(.weight(0) * .feature(1), 0)
      $0.cx(0, 1)
    }
    let model = try AdjointGradient(of: [.z(1)], in: circuit)
    #expect(
      words { _ = try model.values(weights: [] as [Double], features: [[1, 2]]) }.contains("w[0]"))
    #expect(
      words { _ = try model.values(weights: [1], features: [[1, 2], [1]]) }.contains("x[0...1]"))
    let infinite = words {
      _ = try model.values(weights: [1], features: [[1, 2], [1, .infinity]])
    }
    #expect(infinite == "feature 1 of sample 1 of inf: values are finite numbers")
    #expect(
      words { _ = try model.evaluate(weights: [.nan], features: [1, 2]) }.contains(
        "weight 0 of nan"))
    let ragged = words { _ = try model.values(weights: [[1], [2]], features: [[1, 2]]) }
    #expect(ragged.contains("2 samples of weights and 1 of features"))
    #expect(try model.values(weights: [1], features: []).isEmpty)
    #expect(try model.evaluate(weights: [1], features: [] as [[Double]]).isEmpty)
    // More features than the circuit has are left alone.
    let wide = try model.values(weights: [1], features: [[9, 0.5, .nan]])
    #expect(abs(wide[0][0] - Double.cos(0.5)) < 1e-14)
  }

  @Test func circuitsWithoutSymbolsOrGatesRun() throws {
    let fixed = Circuit(qubits: 2) {
      $0.h(0)
      $0.cx(0, 1)
    }
    let model = try AdjointGradient(of: [.z(0) * .z(1), .x(0)], in: fixed)
    let values = try model.values(features: [[], [1]])
    #expect(values.count == 2 && abs(values[1][0] - 1) < 1e-15)
    #expect(try model.evaluate().weights == [[], []])
    let empty = try AdjointGradient(of: [.z(0), 2], in: Circuit(qubits: 1))
    #expect(try empty.evaluate().values == [1, 2])
    #expect(try empty.values(weights: [[], [], []]) == [[1, 2], [1, 2], [1, 2]])
    let none = try AdjointGradient(of: [3], in: Circuit(qubits: 0) { $0.globalPhase(.weight(0)) })
    #expect(try none.evaluate(weights: [0.3]).weights == [[0]])
  }
}

/// Whether rows of numbers are the same to rounding.
func expectClose(_ a: [[Double]], _ b: [[Double]], _ name: String) {
  #expect(a.map(\.count) == b.map(\.count), "\(name)")
  let worst = zip(a.joined(), b.joined()).map { abs($0 - $1) }.max() ?? 0
  #expect(worst < 1e-11, "\(name): \(worst)")
}
