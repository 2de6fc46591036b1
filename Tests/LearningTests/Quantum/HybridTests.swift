import Circuits
import Learning
import Simulation
import Testing
import Training

@Suite struct HybridTests {
  static let circuit = Circuit(qubits: 2) { c in
    for qubit in 0..<2 { c.ry(.feature(qubit), qubit) }
    c.ry(.weight(0), 0)
    c.cz(0, 1)
    c.rx(.weight(1), 1)
  }

  static func net(_ readout: HybridNet.Readout, shots: Int? = nil) throws -> HybridNet {
    try HybridNet(
      front: DenseStack(sizes: [3, 2], hidden: .tanh, seed: 1),
      Expectation(of: [.z(0), .x(1)], in: circuit, shots: shots), readout: readout, seed: 2)
  }

  static let readouts: [HybridNet.Readout] = [
    .means, .affine(factors: [2, -1], offsets: []),
    .affine(factors: [2, -1], offsets: [0.1, 0.2]),
  ]

  /// The slopes along all weights against differences, with exact and with shifted gradients.
  @Test func `slopes run through all three parts`() throws {
    let dense = HybridNet.Readout.dense(try DenseStack(sizes: [2, 2], hidden: .tanh, seed: 3))
    let rows = [[0.3, -0.2, 0.9], [0.1, 0.5, -0.4], [1, 1, 0]]
    for readout in Self.readouts + [dense] {
      let net = try Self.net(readout)
      func loss(_ weights: [Double]) throws -> Double {
        var moved = net
        moved.weights = weights
        return try moved.outputs(for: rows).enumerated().reduce(0) { sum, row in
          sum + row.element[0] * row.element[0] + Double(row.offset) * row.element[1]
        }
      }
      let methods: [any GradientMethod] = [AdjointMethod(), ParameterShift()]
      for method in methods {
        let pulled = try net.pullback(for: rows, by: method, places: nil, seed: 0) {
          $2[0] = 2 * $1[0]
          $2[1] = Double($0)
        }
        #expect(pulled.weights.count == net.weights.count)
        #expect(try pulled.values == net.outputs(for: rows))
        for place in net.weights.indices {
          var (up, down) = (net.weights, net.weights)
          up[place] += 1e-5
          down[place] -= 1e-5
          let slope = try (loss(up) - loss(down)) / 2e-5
          #expect(abs(slope - pulled.weights[place]) < 1e-8, "\(readout), \(place)")
        }
      }
      let some = try net.pullback(for: rows, by: .adjoint, places: [0, 9], seed: 0) {
        $2[0] = 2 * $1[0]
        $2[1] = Double($0)
      }
      #expect(
        some.weights.enumerated().allSatisfy { $0.element == 0 || [0, 9].contains($0.offset) })
    }
  }

  @Test func `learns digits that do not fit into four qubits`() throws {
    let parts = try DataSet.digits.selecting(classes: ["0", "1", "2", "3"]).split(seed: 1)
    let model = try HybridClassifier.fitted(
      to: parts.train, qubits: 4, hidden: [16], training: ReuploadingTests.quick(30, rate: 0.02))
    let accuracy = try model.accuracy(on: parts.test)
    #expect(accuracy > 0.95, "\(accuracy)")
  }

  @Test func `learns numbers`() throws {
    let series = try MackeyGlass().series(count: 300, seed: 1)
    let parts = try DataSet(windowsOf: series, length: 4, spacing: 6).split(seed: 1)
    let model = try HybridRegressor.fitted(
      to: parts.train, qubits: 3, training: ReuploadingTests.quick(40, rate: 0.02))
    let score = try model.score(on: parts.test)
    #expect(score > 0.98, "\(score)")
  }

  @Test func `is trained as any model of the trainer is`() throws {
    var net = try Self.net(.dense(DenseStack(sizes: [2, 2], seed: 4)))
    let data = try DataSet.blobs(count: 60, classes: 2, features: 3, seed: 1)
    let record = try net.train(
      on: data, epochs: 20, with: .adam(rate: 0.05), loss: .crossEntropy,
      options: TrainingOptions(metrics: [.accuracy], isDrawn: false))
    #expect(record.epochs[19].loss < record.epochs[0].loss / 2)
    #expect(net.fingerprint != (try Self.net(.means)).fingerprint)
  }

  @Test func `says what does not fit together`() throws {
    let means = try Expectation(of: [.z(0)], in: Self.circuit)
    let wide = try DenseStack(sizes: [3, 5], seed: 1)
    #expect(
      words { try HybridNet(front: wide, means) }
        == "hybrid net, outputs of the layers before the circuit: 5 are given, and it takes 2")
    #expect(
      words { try HybridNet(means, readout: .dense(wide)) }
        == "hybrid net, inputs of the readout: 3 are given, and it takes 1")
    #expect(words { try HybridNet(means, circuitWeights: [1]) }.contains("1 weights"))
    #expect(
      words { try HybridNet(means, readout: .affine(factors: [1], offsets: [1, 2])) }
        == "hybrid net, offsets of the readout: 2 are given, and it takes 1")
    var net = try HybridNet(means)
    net.weights = [1]
    #expect(
      words { try net.outputs(for: [[1, 2]]) }
        == "hybrid net, weights: 1 are given, and it takes 2")
    let iris = DataSet.iris
    func said(qubits: Int = 2, hidden: [Int] = [], circuit: Circuit? = nil) -> String {
      words {
        try HybridClassifier.fitted(
          to: iris, qubits: qubits, hidden: hidden, circuit: circuit,
          training: ReuploadingTests.quick(1))
      }
    }
    #expect(said(qubits: 0) == "hybrid classifier of qubits 0: 1 to 12 is allowed")
    #expect(said(qubits: .max).contains("1 to 12 is allowed"))
    #expect(said(hidden: [0]).contains("size 0"))
    #expect(
      said(circuit: Circuit(qubits: 2) { $0.h(0) })
        == "hybrid classifier of a circuit of 2 qubits: it reads no feature")
  }
}
