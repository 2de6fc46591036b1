internal import Circuits
internal import Encoders
internal import Optimizers
internal import Simulation
internal import Training

/// Raw rows in, outputs out: a scaling, a feature map, and the net that was trained behind them.
struct ScaledNet: Sendable {
  /// What errors call the model.
  let name: String
  /// How many numbers a raw row has.
  let featureCount: Int
  let scaler: Normalizer?
  /// The circuit with its ansatz; nothing where dense layers take the row.
  let map: FeatureMap?
  var net: HybridNet

  /// What the net is given for raw rows.
  func encoded(_ rows: [[Double]]) throws(LearningError) -> [[Double]] {
    try checkRows(name, rows, width: featureCount)
    return try learning {
      let scaled = try scaler?.normalized(rows).rows ?? rows
      return try map.map { map in try scaled.map(map.values) } ?? scaled
    }
  }

  /// The outputs for raw rows.
  func outputs(of rows: [[Double]]) throws(LearningError) -> [[Double]] {
    let rows = try encoded(rows)
    return try learning { try net.outputs(for: rows, seed: net.expectation.seed) }
  }

  /// Learns from raw rows and their targets.
  mutating func train(
    _ rows: [[Double]], _ targets: [[Double]],
    validatingOn validation: (rows: [[Double]], targets: [[Double]])?, loss: Loss,
    _ training: CircuitTraining
  ) throws(LearningError) -> TrainingRecord {
    let examples = Examples(rows: try encoded(rows), targets: targets)
    var others: Examples?
    if let validation {
      others = Examples(rows: try encoded(validation.rows), targets: validation.targets)
    }
    var net = net
    let record = try learning {
      try net.train(
        on: examples, validatingOn: others, epochs: training.epochs, with: training.rule,
        loss: loss, options: training.options)
    }
    self.net = net
    return record
  }

  /// The same model on another backend, exact or with shots.
  func running(
    on backend: any Backend, shots: Int?, seed: UInt64
  ) throws(LearningError) -> ScaledNet {
    let means = net.expectation
    let expectation = try learning {
      try Expectation(
        of: means.observables, in: means.circuit, on: backend, shots: shots, seed: seed)
    }
    var copy = self
    copy.net = try net.with(expectation)
    return copy
  }
}

extension FeatureMap {
  /// More qubits than this are not taken unless a map says so.
  static let mostUsualQubits = 12

  /// The map that is given, else a turn of a qubit for each feature, where there are not too many.
  static func usual(
    unless given: FeatureMap?, features: Int, for name: String
  ) throws(LearningError) -> FeatureMap {
    if let given { return given }
    guard features <= mostUsualQubits else {
      throw .unfit(
        name, given: "\(features) features",
        allowed: "with a qubit for each at most \(mostUsualQubits) are taken; give a map with more "
          + "features a qubit, or fewer features by principal components")
    }
    return .angle(features: features)
  }

  /// The map and gates that are trained behind it, with weights of their own.
  func followed(by ansatz: Circuit) throws(LearningError) -> FeatureMap {
    guard flaws.isEmpty else { throw .encoding(.flawed(name, flaws: flaws)) }
    guard let template else { throw .encoding(.noTemplate(name)) }
    var weights = Weights()
    var circuit = template.withWeights(from: &weights)
    circuit.append(ansatz.withWeights(from: &weights))
    let map = self
    return FeatureMap(name, features: featureCount, template: circuit) {
      row throws(EncodingError) in
      try map.values(for: row)
    }
  }
}

extension DataSet {
  /// The rows with the targets of a model, for validation; the features have to be as many.
  func checkedValidation(
    for what: String, like data: DataSet
  ) throws(LearningError) -> (rows: [[Double]], targets: [[Double]]) {
    guard featureCount == data.featureCount else {
      throw .wrongCount(
        "\(what), features of the validation", given: featureCount, expected: data.featureCount)
    }
    if data.classCount > 0 {
      guard classNames == data.classNames else {
        throw .unfit(
          "\(what), validation",
          given: classCount == 0 ? "numbers" : "classes \(listed(classNames))",
          allowed: "it has the classes of the data, \(listed(data.classNames))")
      }
    } else {
      _ = try checkedValues(for: "\(what), validation")
    }
    return (rows, targets)
  }
}

extension ScaledNet {
  /// A net that is to be trained: a map with all gates, and the means behind it.
  init(
    _ name: String, for data: DataSet, scaling: FeatureScaling, map: FeatureMap,
    reading observables: [Observable], readout: HybridNet.Readout, circuitWeights: [Double]? = nil,
    _ training: CircuitTraining
  ) throws(LearningError) {
    guard map.featureCount == data.featureCount else {
      throw .wrongCount(
        "\(name), features of the map \(map.name)", given: map.featureCount,
        expected: data.featureCount)
    }
    let circuit = map.template ?? Circuit(qubits: map.qubitCount)
    guard circuit.layout(of: .feature).count > 0 else {
      throw .unfit(name, given: "the map \(map.name)", allowed: "its circuit reads no feature")
    }
    let expectation = try learning {
      try Expectation(
        of: observables, in: circuit, on: training.backend, shots: training.shots,
        seed: training.seed)
    }
    self.init(
      name: name, featureCount: data.featureCount, scaler: try scaling.normalizer(of: data.rows),
      map: map,
      net: try HybridNet(
        expectation, readout: readout, circuitWeights: circuitWeights, seed: training.seed))
  }
}
