import Circuits
import Encoders
import Learning
import Noise
import Simulation
import Testing
import Training

@Suite struct VariationalTests {
  static func quick(_ epochs: Int, _ rate: Double, _ seed: UInt64) -> CircuitTraining {
    ReuploadingTests.quick(epochs, rate: rate, seed: seed)
  }

  /// A mean for each class behind one circuit, with everything computed by hand.
  @Test func `probabilities are the softmax of scaled means`() throws {
    let iris = DataSet.iris
    let model = try VariationalClassifier.fitted(to: iris, training: Self.quick(2, 0.1, 1))
    let rows = Array(iris.rows.prefix(5))
    let normalizer = try Normalizer.minMax(of: iris.rows, into: 0 ... .pi)
    let circuit = model.circuit
    let weights = model.net.weights
    let inside = Array(weights.prefix(weights.count - 6))
    for (row, found) in zip(rows, try model.probabilities(of: rows)) {
      let scaled = try normalizer.normalized(row).rows[0]
      let state = try circuit.state(weights: inside, features: scaled)
      let outputs = try (0..<3).map { place in
        weights[weights.count - 6 + place] * (try state.expectation(of: .z(place)))
          + weights[weights.count - 3 + place]
      }
      let powers = outputs.map { exponential($0) }
      for (power, chance) in zip(powers, found) {
        #expect(abs(power / powers.reduce(0, +) - chance) < 1e-12)
      }
    }
    #expect(try model.labels(of: rows).count == 5)
    #expect(model.losses.count == 2 && model.record?.losses == model.losses)
  }

  private func exponential(_ x: Double) -> Double {
    // The series, which needs no library.
    var (sum, term) = (1.0, 1.0)
    for place in 1..<80 {
      term *= x / Double(place)
      sum += term
    }
    return sum
  }

  @Test func `more classes are read from products of Z`() throws {
    let data = try DataSet.blobs(count: 60, classes: 6, features: 3, seed: 1)
    let model = try VariationalClassifier.fitted(to: data, training: Self.quick(1, 0.1, 1))
    #expect(
      model.net.expectation.observables.map(\.description)
        == ["Z0", "Z1", "Z2", "Z0 Z1", "Z0 Z2", "Z1 Z2"])
    let few = try DataSet.blobs(count: 60, classes: 8, features: 3, seed: 1)
    #expect(
      words { try VariationalClassifier.fitted(to: few, training: Self.quick(1, 0.1, 1)) }
        == "variational classifier of 8 classes: products of Z tell 7 apart on 3 qubits; take a map with "
        + "more qubits, or give an observable for each")
  }

  @Test func `a function of one number is found`() throws {
    let rows = (0..<60).map { [Double($0) / 10] }
    let data = try DataSet(rows: rows, values: rows.map { 40 + 7 * sine($0[0]) })
    let parts = try data.split(seed: 2)
    let model = try VariationalRegressor.fitted(
      to: parts.train, validatingOn: parts.test, training: Self.quick(120, 0.05, 1))
    let score = try model.score(on: parts.test)
    #expect(score > 0.97, "\(score)")
    #expect(model.record?.validationLosses.count == 120)
  }

  private func sine(_ x: Double) -> Double {
    var (sum, term) = (0.0, x)
    for place in 0..<40 {
      sum += term
      term *= -x * x / Double((2 * place + 2) * (2 * place + 3))
    }
    return sum
  }

  @Test func `runs on a noisy device and with shots, and repeats itself`() throws {
    let data = try DataSet.moons(count: 60, seed: 1)
    let model = try VariationalClassifier.fitted(to: data, training: Self.quick(10, 0.1, 1))
    var noise = NoiseModel()
    try noise.add(.depolarizing(0.2), after: .oneQubitGates)
    let noisy = try model.running(on: DensityMatrixBackend(noise: noise))
    let (clean, dirty) = (
      try model.probabilities(of: data.rows), try noisy.probabilities(of: data.rows)
    )
    #expect(clean != dirty && noisy.net.weights == model.net.weights)
    let sampled = try model.running(on: .automatic, shots: 100, seed: 5)
    #expect(
      try sampled.probabilities(of: data.rows) == sampled.probabilities(of: data.rows))
    #expect(words { try model.running(on: .automatic, shots: 0) }.contains("0 shots"))
    var training = Self.quick(2, 0.1, 1)
    training.shots = 50
    let shots = try VariationalClassifier.fitted(to: data, training: training)
    #expect(shots.record?.method.contains("parameter shift") == true)
  }

  @Test func `says what does not fit together`() throws {
    let iris = DataSet.iris
    func said(
      _ data: DataSet = iris, map: FeatureMap? = nil, ansatz: Circuit? = nil,
      reading: [Observable]? = nil, validatingOn: DataSet? = nil
    ) -> String {
      words {
        try VariationalClassifier.fitted(
          to: data, validatingOn: validatingOn, map: map, ansatz: ansatz, reading: reading,
          training: Self.quick(1, 0.1, 1))
      }
    }
    #expect(
      said(map: .angle(features: 3))
        == "variational classifier, features of the map angle: 3 are given, and it takes 4")
    #expect(
      said(reading: [.z(0)])
        == "variational classifier, observables for 3 classes: 1 are given, and it takes 3")
    #expect(said(reading: [.z(0), .z(1), .z(9)]).contains("qubit 9"))
    #expect(said(ansatz: Circuit(qubits: 4) { $0.cx(0, 0) }).contains("cx"))
    #expect(said(ansatz: .stronglyEntangling(qubits: 9)).contains("9"))
    #expect(said(map: .basis(bits: 4)).contains("a bit is 0 or 1"))
    let own = FeatureMap("own", features: 4, qubits: 1) { _ in Circuit(qubits: 1) }
    #expect(
      said(map: own)
        == "own: each row makes gates of its own, so there is no common circuit; use circuit(for:)")
    #expect(
      said(.breastCancer)
        == "variational classifier of 30 features: with a qubit for each at most 12 are taken; give a map "
        + "with more features a qubit, or fewer features by principal components")
    #expect(
      said(validatingOn: .wine)
        == "variational classifier, features of the validation: 13 are given, and it takes 4")
    #expect(
      said(validatingOn: try? DataSet(rows: iris.rows, values: iris.rows.map { $0[0] })).contains(
        "it has the classes of the data, setosa, versicolor, virginica"))
    #expect(
      words { try VariationalRegressor.fitted(to: iris, training: Self.quick(1, 0.1, 1)) }
        == "variational regressor: it takes rows with numbers, and the data have classes")
    let model = try VariationalClassifier.fitted(to: iris, training: Self.quick(1, 0.1, 1))
    #expect(
      words { try model.labels(of: [[1, 2]]) }
        == "variational classifier, numbers of a row: 2 are given, and it takes 4")
    #expect(
      words { try model.labels(of: [[1, 2, 3, .nan]]) }.contains("number 3 of row 0 is not finite"))
    #expect(try model.labels(of: []).isEmpty && model.probabilities(of: []).isEmpty)
  }

  @Test func `data that are none are refused before any model sees them`() {
    #expect(words { try DataSet(rows: [], labels: []) }.contains("give at least one row"))
    #expect(
      words { try DataSet(rows: [[1], [1, 2]], labels: [0, 1]) }.contains("row 1 has 2 numbers"))
    #expect(
      words { try DataSet(rows: [[1], [.nan]], labels: [0, 1]) }.contains(
        "number 0 of row 1 is not finite"))
    #expect(
      words { try DataSet(rows: [[1], [2]], labels: [0]) }.contains("1 are given, and it takes 2"))
  }
}
