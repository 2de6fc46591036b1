import Circuits
import Testing
import Training
import _Differentiation

/// Swift's own differentiation runs through circuits: against the derivatives of the library.
@Suite struct DifferentiationTests {
  struct Hybrid: Differentiable {
    var weights: [Double]
    var bias: Double
  }

  static let circuit = Circuit(qubits: 2) {
    $0.ry(.weight(0) + .feature(0), 0)
    $0.cx(0, 1)
    $0.ry(.weight(1) * .feature(1), 1)
  }

  @Test func `the chain rule goes through a circuit`() throws {
    let mean = try Expectation(of: .z(1), in: Self.circuit)
    let (weights, features) = ([0.3, 0.8], [0.2, -0.6])
    let value = try mean.value(at: weights, features: features)
    let slope = try mean.gradient(at: weights, features: features)
    let found = gradient(at: weights) { (mean($0, features) - 1) * (mean($0, features) - 1) }
    for place in 0..<2 { #expect(abs(found[place] - 2 * (value - 1) * slope[place]) < 1e-12) }
  }

  @Test func `features are differentiated as weights are`() throws {
    let mean = try Expectation(of: .z(1), in: Self.circuit)
    let exact = try mean.derivatives(
      at: [0.3, 0.8], features: [[0.2, -0.6]], includingFeatures: true)
    let found = gradient(at: [0.3, 0.8], [0.2, -0.6]) { mean($0, $1) }
    for place in 0..<2 {
      #expect(abs(found.0[place] - exact.weights[0][0][place]) < 1e-12)
      #expect(abs(found.1[place] - exact.features[0][0][place]) < 1e-12)
    }
  }

  @Test func `structs and loops around a circuit`() throws {
    let mean = try Expectation(of: .z(0), in: Circuit(qubits: 1) { $0.ry(.weight(0), 0) })
    let found = gradient(at: Hybrid(weights: [0.4], bias: 0.5)) { model in
      var sum = model.bias
      for _ in 0..<2 { sum = sum + mean(model.weights) * model.bias }
      return sum
    }
    let (value, slope) = try (mean.value(at: [0.4]), mean.gradient(at: [0.4])[0])
    #expect(abs(found.weights[0] - 2 * slope * 0.5) < 1e-12)
    #expect(abs(found.bias - (1 + 2 * value)) < 1e-12)
  }

  @Test func `a batch is one call`() throws {
    let mean = try Expectation(of: [.z(0), .z(1)], in: Self.circuit)
    let rows = [[0.2, -0.6], [1.1, 0.4], [-0.3, 0.9]]
    let found = gradient(at: [0.3, 0.8]) { weights in
      let means = mean.batch(weights, rows: rows)
      var sum = 0.0
      for place in 0..<6 { sum = sum + means[place] * means[place] }
      return sum
    }
    let exact = try mean.pullback(at: [0.3, 0.8], features: rows) { _, values, slopes in
      for place in slopes.indices { slopes[place] = 2 * values[place] }
    }
    for place in 0..<2 { #expect(abs(found[place] - exact.weights[place]) < 1e-12) }
  }

  @Test func `what cannot be said in a call is no number`() throws {
    let mean = try Expectation(of: .z(1), in: Self.circuit)
    #expect(mean([0.3], [0.1, 0.2]).isNaN)
    let means = mean.batch([0.3, 0.8], rows: [[0.1]])
    let areAllNaN = means.allSatisfy { $0.isNaN }
    #expect(means.count == 1 && areAllNaN)
  }
}
