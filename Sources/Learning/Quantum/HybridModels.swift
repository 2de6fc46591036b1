public import Circuits
internal import Encoders
public import Simulation
public import Training

/// Dense layers, a circuit and dense layers again, which tell classes apart together.
///
/// The first layer brings the features to the circuit, so that any number of them goes into a few qubits; the last
/// makes an output for each class of the means. Slopes run through all three. A. Mari, T. R. Bromley, J. Izaac, M.
/// Schuld and N. Killoran, "Transfer learning in hybrid classical-quantum neural networks", Quantum 4, 340 (2020).
///
/// ```swift
/// let model = try HybridClassifier.fitted(to: train, qubits: 4, training: .init(epochs: 30, learningRate: 0.02))
/// try model.confusion(on: test)
/// ```
public struct HybridClassifier: Classifier, CircuitModel {
  /// What the classes are called.
  public let classNames: [String]
  /// The mean loss of each epoch.
  public let losses: [Double]
  /// What came of training; nothing for a model that comes from a file.
  public let record: TrainingRecord?
  let scaled: ScaledNet

  init(classNames: [String], losses: [Double], record: TrainingRecord?, scaled: ScaledNet) {
    (self.classNames, self.losses) = (classNames, losses)
    (self.record, self.scaled) = (record, scaled)
  }

  static let name = "hybrid classifier"

  /// Learns from data.
  ///
  /// - Parameters:
  ///   - data: Rows of known classes, raw.
  ///   - validation: Rows that are looked at after each epoch, but not learned from.
  ///   - qubits: How many qubits the circuit has, where none is given.
  ///   - hidden: How many neurons each layer before the circuit has, besides the last, which has one for each feature
  ///     of the circuit.
  ///   - circuit: A circuit whose features are numbers from -1 to 1; turns of each qubit by up to a quarter and two layers
  ///     that are strongly entangling unless given.
  ///   - observables: What is measured; Z of each qubit unless given.
  ///   - scaling: How features become those of the first layer.
  ///   - training: How it learns.
  /// - Returns: The model.
  /// - Throws: ``LearningError`` for data without classes or of one class, parts that do not fit together, numbers
  ///   that are not allowed, and what training throws.
  public static func fitted(
    to data: DataSet, validatingOn validation: DataSet? = nil, qubits: Int = 4, hidden: [Int] = [],
    circuit: Circuit? = nil, reading observables: [Observable]? = nil,
    scaling: FeatureScaling = .standard, training: CircuitTraining = CircuitTraining()
  ) throws(LearningError) -> HybridClassifier {
    _ = try data.checkedLabels(for: name)
    try training.checked()
    let others = try validation?.checkedValidation(for: name, like: data)
    var scaled = try ScaledNet(
      hybrid: name, for: data, outputs: data.classCount, qubits: qubits, hidden: hidden,
      circuit: circuit, reading: observables, scaling: scaling, training)
    let record = try scaled.train(
      data.rows, data.targets, validatingOn: others, loss: .crossEntropy, training)
    return HybridClassifier(
      classNames: data.classNames, losses: record.losses, record: record, scaled: scaled)
  }

  /// How many numbers a row has.
  public var featureCount: Int { scaled.featureCount }

  /// The net that was trained, which takes what the scaling makes of rows.
  public var net: HybridNet { scaled.net }

  /// Features, layers, circuit, weights and losses.
  public var card: ModelCard { card(HybridClassifier.name, classNames: classNames) }

  /// The class that each row is taken for.
  ///
  /// - Parameter rows: The features of each row, raw.
  /// - Returns: A class for each row.
  /// - Throws: ``LearningError`` for rows that do not fit, and what the backend throws.
  public func labels(of rows: [[Double]]) throws(LearningError) -> [Int] {
    try scaled.outputs(of: rows).map(likeliestClass)
  }

  /// For each row the probability of each class.
  ///
  /// - Parameter rows: The features of each row, raw.
  /// - Returns: A number for each class, for each row.
  /// - Throws: ``LearningError`` for rows that do not fit, and what the backend throws.
  public func probabilities(of rows: [[Double]]) throws(LearningError) -> [[Double]] {
    try scaled.outputs(of: rows).map(chances)
  }

  /// The same model on another backend, exact or with shots; see ``CircuitModel/running(on:shots:seed:)``.
  ///
  /// - Throws: ``LearningError`` for shots below 1.
  public func running(
    on backend: any Backend, shots: Int? = nil, seed: UInt64 = 0
  ) throws(LearningError) -> HybridClassifier {
    HybridClassifier(
      classNames: classNames, losses: losses, record: record,
      scaled: try scaled.running(on: backend, shots: shots, seed: seed))
  }
}

/// Dense layers, a circuit and a dense layer again, which give rows a number together.
///
/// ```swift
/// let model = try HybridRegressor.fitted(to: train, qubits: 3, training: .init(epochs: 60, learningRate: 0.02))
/// try model.r2(on: test)
/// ```
public struct HybridRegressor: Regressor, CircuitModel {
  /// The mean loss of each epoch, in squared deviations.
  public let losses: [Double]
  /// What came of training; nothing for a model that comes from a file.
  public let record: TrainingRecord?
  let scale: ValueScale
  let scaled: ScaledNet

  init(losses: [Double], record: TrainingRecord?, scale: ValueScale, scaled: ScaledNet) {
    (self.losses, self.record) = (losses, record)
    (self.scale, self.scaled) = (scale, scaled)
  }

  static let name = "hybrid regressor"

  /// Learns from data; the loss is the squared error, and all else is as with ``HybridClassifier``.
  ///
  /// - Parameters:
  ///   - data: Rows with numbers, raw.
  ///   - validation: Rows that are looked at after each epoch, but not learned from.
  ///   - qubits: How many qubits the circuit has, where none is given.
  ///   - hidden: How many neurons each layer before the circuit has, besides the last.
  ///   - circuit: A circuit with features.
  ///   - observables: What is measured; Z of each qubit unless given.
  ///   - scaling: How features become those of the first layer.
  ///   - training: How it learns.
  /// - Returns: The model.
  /// - Throws: ``LearningError`` for data without numbers, parts that do not fit together, numbers that are not
  ///   allowed, and what training throws.
  public static func fitted(
    to data: DataSet, validatingOn validation: DataSet? = nil, qubits: Int = 4, hidden: [Int] = [],
    circuit: Circuit? = nil, reading observables: [Observable]? = nil,
    scaling: FeatureScaling = .standard, training: CircuitTraining = CircuitTraining()
  ) throws(LearningError) -> HybridRegressor {
    let values = try data.checkedValues(for: name)
    try training.checked()
    let others = try validation?.checkedValidation(for: name, like: data)
    let scale = ValueScale(of: values)
    var scaled = try ScaledNet(
      hybrid: name, for: data, outputs: 1, qubits: qubits, hidden: hidden, circuit: circuit,
      reading: observables, scaling: scaling, training)
    let record = try scaled.train(
      data.rows, scale.targets(of: values),
      validatingOn: others.map { ($0.rows, $0.targets.map { $0.map(scale.scaled) }) },
      loss: .squared, training)
    return HybridRegressor(losses: record.losses, record: record, scale: scale, scaled: scaled)
  }

  /// How many numbers a row has.
  public var featureCount: Int { scaled.featureCount }

  /// The net that was trained, which takes what the scaling makes of rows.
  public var net: HybridNet { scaled.net }

  /// Features, layers, circuit, weights and losses.
  public var card: ModelCard { card(HybridRegressor.name) }

  /// The number that each row is given.
  ///
  /// - Parameter rows: The features of each row, raw.
  /// - Returns: A number for each row.
  /// - Throws: ``LearningError`` for rows that do not fit, and what the backend throws.
  public func values(of rows: [[Double]]) throws(LearningError) -> [Double] {
    try scaled.outputs(of: rows).map { scale.restored($0[0]) }
  }

  /// The same model on another backend, exact or with shots; see ``CircuitModel/running(on:shots:seed:)``.
  ///
  /// - Throws: ``LearningError`` for shots below 1.
  public func running(
    on backend: any Backend, shots: Int? = nil, seed: UInt64 = 0
  ) throws(LearningError) -> HybridRegressor {
    HybridRegressor(
      losses: losses, record: record, scale: scale,
      scaled: try scaled.running(on: backend, shots: shots, seed: seed))
  }
}

extension ScaledNet {
  /// Dense, circuit, dense: the first layers end in numbers from -1 to 1, the last layer is plain.
  init(
    hybrid name: String, for data: DataSet, outputs: Int, qubits: Int, hidden: [Int],
    circuit given: Circuit?, reading observables: [Observable]?, scaling: FeatureScaling,
    _ training: CircuitTraining
  ) throws(LearningError) {
    let circuit: Circuit
    if let given {
      circuit = given
    } else {
      try check(name, "qubits", qubits, in: 1...FeatureMap.mostUsualQubits)
      circuit = Circuit(qubits: qubits) { circuit in
        for qubit in 0..<qubits { circuit.ry(.pi / 2 * .feature(qubit), qubit) }
        circuit.append(.stronglyEntangling(qubits: qubits, layers: 2))
      }
    }
    let read = observables ?? (0..<circuit.qubitCount).map { Observable.z($0) }
    let means = try learning {
      try Expectation(
        of: read, in: circuit, on: training.backend, shots: training.shots, seed: training.seed)
    }
    guard means.featureCount > 0 else {
      throw .unfit(
        name, given: "a circuit of \(circuit.qubitCount) qubits", allowed: "it reads no feature")
    }
    let front = try DenseStack(
      sizes: [data.featureCount] + hidden + [means.featureCount], hidden: .tanh,
      output: .tanh, seed: training.seed)
    let back = try DenseStack(sizes: [read.count, outputs], seed: training.seed &+ 1)
    self.init(
      name: name, featureCount: data.featureCount, scaler: try scaling.normalizer(of: data.rows),
      map: nil,
      net: try HybridNet(front: front, means, readout: .dense(back), seed: training.seed))
  }
}

extension HybridClassifier: CustomStringConvertible {
  /// `hybrid classifier: 4 features, 3 classes, dense 4 → 4 identity, 20 weights → circuit of …`.
  public var description: String {
    "\(HybridClassifier.name): \(scaled.featureCount) features, \(classNames.count) classes, \(net)"
  }
}

extension HybridRegressor: CustomStringConvertible {
  /// `hybrid regressor: 4 features, dense 4 → 4 identity, 20 weights → circuit of …`.
  public var description: String {
    "\(HybridRegressor.name): \(scaled.featureCount) features, \(net)"
  }
}
