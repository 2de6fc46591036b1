import Circuits
import Learning
import Testing
import Training

@Suite struct ReuploadingTests {
  /// Seven in ten of three hundred points to learn from.
  static func parts(_ data: DataSet) throws -> DataSet.Split {
    try data.split(trainFraction: 0.7, seed: 11)
  }

  static func quick(_ epochs: Int, rate: Double = 0.1, seed: UInt64 = 1) -> CircuitTraining {
    CircuitTraining(epochs: epochs, learningRate: rate, seed: seed, isDrawn: false)
  }

  @Test(arguments: [1, 2, 3] as [UInt64], ReuploadingClassifier.Cost.allCases)
  func `tells moons and circles apart on two qubits`(
    seed: UInt64, cost: ReuploadingClassifier.Cost
  ) throws {
    let shapes = [
      try DataSet.moons(count: 300, noise: 0.1, seed: seed),
      try DataSet.circles(count: 300, noise: 0.05, seed: seed),
    ]
    for shape in shapes {
      let parts = try Self.parts(shape)
      let model = try ReuploadingClassifier.fitted(
        to: parts.train, qubits: 2, layers: 5, cost: cost, training: Self.quick(50, seed: seed))
      let accuracy = try model.accuracy(on: parts.test)
      #expect(accuracy >= 0.95, "\(shape.name), seed \(seed), \(cost): \(accuracy)")
      let chances = try model.probabilities(of: parts.test.rows)
      #expect(chances.allSatisfy { abs($0.reduce(0, +) - 1) < 1e-12 && $0.allSatisfy { $0 >= 0 } })
    }
  }

  @Test func `tells four clouds apart on one qubit, whose states are a tetrahedron`() throws {
    let parts = try Self.parts(DataSet.blobs(count: 200, classes: 4, features: 2, seed: 3))
    let model = try ReuploadingClassifier.fitted(
      to: parts.train, qubits: 1, layers: 4, training: Self.quick(60, seed: 2))
    #expect(try model.accuracy(on: parts.test) >= 0.95)
    #expect(model.circuit.qubitCount == 1)
    // Two points of a tetrahedron have the product -1/3, so the states have the fidelity 1/3.
    let means = model.net.expectation.observables
    for (place, a) in means.enumerated() {
      for b in means[..<place] {
        let product = a.terms.filter { $0.string != .identity }.reduce(0.0) { sum, term in
          let other = b.terms.first { $0.string == term.string }?.coefficient ?? 0
          return sum + 4 * term.coefficient * other
        }
        #expect(abs(product + 1.0 / 3) < 1e-6)
      }
    }
  }

  @Test func `two classes stand at the poles`() throws {
    let model = try ReuploadingClassifier.fitted(
      to: .moons(count: 20, seed: 1), qubits: 1, layers: 1, training: Self.quick(1))
    let means = model.net.expectation.observables
    #expect(means == [0.5 + 0.5 * .z(0), 0.5 - 0.5 * .z(0)])
  }

  @Test func `the same seed is the same model`() throws {
    let data = try DataSet.moons(count: 40, seed: 1)
    func weights(_ seed: UInt64) throws -> [Double] {
      try ReuploadingClassifier.fitted(
        to: data, layers: 2, training: Self.quick(3, seed: seed)
      ).net.weights
    }
    #expect(try weights(4) == weights(4))
    #expect(try weights(4) != weights(5))
  }

  @Test func `says what it cannot learn`() throws {
    let data = try DataSet.moons(count: 40, seed: 1)
    func said(
      _ data: DataSet, qubits: Int = 2, layers: Int = 2,
      _ training: CircuitTraining = ReuploadingTests.quick(1)
    ) -> String {
      words {
        try ReuploadingClassifier.fitted(
          to: data, qubits: qubits, layers: layers, training: training)
      }
    }
    #expect(
      said(data, qubits: 3) == "re-uploading classifier of qubits 3: 1 to 2 is allowed")
    #expect(said(data, layers: 0) == "re-uploading classifier of layers 0: 1 to 1000 is allowed")
    #expect(
      said(.digits, layers: 1_000).contains("1000 layers for 64 features: that makes 132000 turns"))
    #expect(said(data, layers: .max).contains("layers 9223372036854775807"))
    let many = try DataSet(rows: (0..<42).map { [Double($0)] }, labels: (0..<42).map { $0 % 21 })
    #expect(
      said(many) == "re-uploading classifier of 21 classes: it tells at most 20 apart; take a "
        + "variational or a hybrid classifier, or fewer classes")
    let one = try DataSet(rows: [[1], [2]], labels: [0, 0], classNames: ["a", "b"])
    #expect(
      said(one)
        == "re-uploading classifier: all rows are of the class a; give rows of two classes at "
        + "least")
    #expect(said(.diabetes).contains("it takes rows of known classes, and the data have numbers"))
    for epochs in [0, -1, .min] {
      #expect(
        said(data, Self.quick(epochs)) == "training of epochs \(epochs): 1 to 10000000 is allowed")
    }
    #expect(said(data, Self.quick(1, rate: .nan)).contains("rate"))
    #expect(
      said(data, CircuitTraining(epochs: 1, batchSize: 0, learningRate: 0.1, isDrawn: false))
        .contains("batch size of 0: 1 or more"))
  }
}
