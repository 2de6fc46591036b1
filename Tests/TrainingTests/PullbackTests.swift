import Circuits
import Testing
import Training

/// Slopes of a function of means, by weights and by features.
@Suite struct PullbackTests {
  private static let circuit = Circuit(qubits: 2) { c in
    for qubit in 0..<2 { c.ry(.weight(qubit) * .feature(qubit) + .feature(1 - qubit), qubit) }
    c.cz(0, 1)
    c.rx(.weight(2), 0)
  }

  /// The function is $\sum_r (r + 1) m_0^2 + m_1$ of the means of row *r*.
  @Test func `slopes by features are those of differences, by any method`() throws {
    let means = try Expectation(of: [.z(0), .x(1)], in: Self.circuit)
    let (weights, rows) = ([0.4, -0.9, 0.3], [[0.2, 0.7], [-0.5, 1.1]])
    func value(_ rows: [[Double]]) throws -> Double {
      try means.values(at: weights, features: rows).enumerated().reduce(0) { sum, row in
        sum + Double(row.offset + 1) * row.element[0] * row.element[0] + row.element[1]
      }
    }
    let methods: [any GradientMethod] = [AutomaticMethod(), AdjointMethod(), ParameterShift()]
    for method in methods {
      let pulled = try means.pullback(
        at: weights, features: rows, by: method, includingFeatures: true
      ) { row, means, slopes in
        slopes[0] = 2 * Double(row + 1) * means[0]
        slopes[1] = 1
      }
      #expect(pulled.features.count == 2)
      for row in rows.indices {
        for place in 0..<2 {
          var (up, down) = (rows, rows)
          up[row][place] += 1e-5
          down[row][place] -= 1e-5
          let slope = try (value(up) - value(down)) / 2e-5
          #expect(abs(slope - pulled.features[row][place]) < 1e-8, "\(method)")
        }
      }
    }
    let plain = try means.pullback(at: weights, features: rows) { $2[0] = $1[0] }
    #expect(plain.features.isEmpty)
  }
}
