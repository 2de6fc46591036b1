import Circuits
import Numerics
import Simulation
import Testing

/// Second derivatives against differences of gradients.
@Suite struct HessianTests {
  @Test(arguments: 0..<12) func productsAreTheLimitsOfDifferences(_ seed: UInt64) throws {
    var random = RandomStream(seed: seed)
    let qubits = 1 + Int(seed % 6)
    let circuit = openCircuit(qubits: qubits, gates: 16, using: &random)
    let model = try AdjointGradient(of: someObservables(qubits), in: circuit)
    let weights = (0..<circuit.layout(of: .weight).count).map { _ in random.uniform() * 4 - 2 }
    let features = (0..<circuit.layout(of: .feature).count).map { _ in random.uniform() }
    let directions = (0..<10).map { _ in weights.map { _ in random.uniform() * 2 - 1 } }
    let products = try model.hessianProducts(
      along: directions, weights: weights, features: features)
    for (direction, product) in zip(directions, products) {
      let expected = try differences(of: model, weights, features, along: direction)
      for (a, b) in zip(product.joined(), expected.joined()) {
        #expect(abs(a - b) < 1e-8 * max(1, abs(b)), "seed \(seed): \(a), \(b)")
      }
    }
  }

  @Test func theHessianOfATurnIsKnown() throws {
    // <Z> = cos(w0 w1 + w2).
    let circuit = Circuit(qubits: 1) { $0.ry(.weight(0) * .weight(1) + .weight(2), 0) }
    let model = try AdjointGradient(of: [.z(0)], in: circuit)
    let hessian = try model.hessians(weights: [0.3, 0.7, 0.2])[0]
    let (c, s) = (Double.cos(0.41), Double.sin(0.41))
    let expected = [
      [-c * 0.49, -c * 0.21 - s, -c * 0.7], [-c * 0.21 - s, -c * 0.09, -c * 0.3],
      [-c * 0.7, -c * 0.3, -c],
    ]
    for row in 0..<3 {
      for column in 0..<3 {
        #expect(abs(hessian[row, column] - expected[row][column]) < 1e-14, "\(row), \(column)")
      }
    }
  }

  /// On more qubits than run eight at a time, differences take the place of derivatives.
  @Test func wideStatesHaveProductsToo() throws {
    let circuit = Circuit(qubits: 15) { circuit in
      for qubit in 0..<15 { circuit.ry(0.1 * Angle(Double(qubit)) + .weight(qubit % 2), qubit) }
      for qubit in 0..<14 { circuit.cx(qubit, qubit + 1) }
    }
    let narrow = Circuit(qubits: 14) { circuit in
      for qubit in 0..<14 { circuit.ry(0.1 * Angle(Double(qubit)) + .weight(qubit % 2), qubit) }
      for qubit in 0..<13 { circuit.cx(qubit, qubit + 1) }
    }
    let observable: Observable = .z(3) + .z(5)
    let wide = try AdjointGradient(of: [observable], in: circuit)
    let exact = try AdjointGradient(of: [observable], in: narrow)
    for direction in [[1, 0.5], [0, 0]] {
      let a = try wide.hessianProducts(along: [direction], weights: [0.2, -0.4])[0][0]
      let b = try exact.hessianProducts(along: [direction], weights: [0.2, -0.4])[0][0]
      for (x, y) in zip(a, b) { #expect(abs(x - y) < 1e-8, "\(x), \(y)") }
    }
  }

  private func differences(
    of model: AdjointGradient, _ weights: [Double], _ features: [Double], along direction: [Double]
  ) throws -> [[Double]] {
    func gradients(_ step: Double) throws -> [[Double]] {
      let moved = zip(weights, direction).map { $0 + step * $1 }
      return try model.evaluate(weights: moved, features: features).weights
    }
    let step = 1e-3
    let (a, b) = (try gradients(step), try gradients(-step))
    let (c, d) = (try gradients(2 * step), try gradients(-2 * step))
    return a.indices.map { row in
      a[row].indices.map { place in
        (8 * (a[row][place] - b[row][place]) - (c[row][place] - d[row][place])) / (12 * step)
      }
    }
  }
}
