public import Circuits
public import Encoders
public import Simulation
public import Training

/// A circuit that gives rows a number: features go in by a map, gates are trained, and a mean is scaled.
///
/// The number is $a\langle O\rangle + b$ in deviations of the numbers of training, with *a* and *b* trained, too. As a
/// function of the features it is a Fourier series whose frequencies the map sets: M. Schuld, R. Sweke and J. J. Meyer,
/// "Effect of data encoding on the expressive power of variational quantum-machine-learning models", Physical
/// Review A 103, 032430 (2021).
///
/// ```swift
/// let model = try VariationalRegressor.fitted(to: train, training: .init(epochs: 80, learningRate: 0.1))
/// try model.r2(on: test)
/// ```
public struct VariationalRegressor: Regressor, CircuitModel {
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

  static let name = "variational regressor"

  /// Learns from data; the loss is the squared error.
  ///
  /// - Parameters:
  ///   - data: Rows with numbers, raw.
  ///   - validation: Rows that are looked at after each epoch, but not learned from.
  ///   - map: How features go into the circuit; unless given a turn of a qubit for each, uploaded three times with
  ///     trained gates between. It may have weights.
  ///   - ansatz: The gates that are trained behind it; a layer that is strongly entangling unless given.
  ///   - observable: What is measured; Z of qubit 0 unless given.
  ///   - scaling: How features become the map's.
  ///   - training: How it learns.
  /// - Returns: The model.
  /// - Throws: ``LearningError`` for data without numbers, a map without a common circuit, parts that do not fit
  ///   together, and what training throws.
  /// - Complexity: As ``VariationalClassifier``.
  public static func fitted(
    to data: DataSet, validatingOn validation: DataSet? = nil, map: FeatureMap? = nil,
    ansatz: Circuit? = nil, reading observable: Observable = .z(0),
    scaling: FeatureScaling = .halfTurn, training: CircuitTraining = CircuitTraining()
  ) throws(LearningError) -> VariationalRegressor {
    let values = try data.checkedValues(for: name)
    try training.checked()
    let others = try validation?.checkedValidation(for: name, like: data)
    let scale = ValueScale(of: values)
    let usual = try FeatureMap.usual(unless: map, features: data.featureCount, for: name)
    let layer = Circuit.stronglyEntangling(qubits: usual.qubitCount)
    let whole = map ?? usual.reuploaded(layers: 3, between: layer)
    var scaled = try ScaledNet(
      name, for: data, scaling: scaling, map: whole.followed(by: ansatz ?? layer),
      reading: [observable], readout: .affine(outputs: 1, factor: 1), training)
    let record = try scaled.train(
      data.rows, scale.targets(of: values),
      validatingOn: others.map { ($0.rows, $0.targets.map { $0.map(scale.scaled) }) },
      loss: .squared, training)
    return VariationalRegressor(
      losses: record.losses, record: record, scale: scale, scaled: scaled)
  }

  /// How many numbers a row has.
  public var featureCount: Int { scaled.featureCount }

  /// The net that was trained, which takes what the scaling makes of rows.
  public var net: HybridNet { scaled.net }

  /// Features, circuit, weights and losses.
  public var card: ModelCard { card(VariationalRegressor.name) }

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
  ) throws(LearningError) -> VariationalRegressor {
    VariationalRegressor(
      losses: losses, record: record, scale: scale,
      scaled: try scaled.running(on: backend, shots: shots, seed: seed))
  }
}

extension VariationalRegressor: CustomStringConvertible {
  /// `variational regressor: 2 features, circuit of 2 qubits, 24 weights → 1 outputs with factors`.
  public var description: String {
    "\(VariationalRegressor.name): \(scaled.featureCount) features, \(net)"
  }
}

/// Numbers in deviations from their mean, and back.
struct ValueScale: Hashable, Sendable {
  let mean: Double
  let deviation: Double

  init(mean: Double, deviation: Double) { (self.mean, self.deviation) = (mean, deviation) }

  /// That of some numbers; numbers that are all the same have the deviation 1.
  init(of values: [Double]) {
    // Divided first, so that no sum is beyond all numbers.
    let count = Double(max(1, values.count))
    let size = values.reduce(1) { max($0, abs($1)) }
    let mean = values.reduce(0) { $0 + $1 / size / count }
    let variance = values.reduce(0) { $0 + ($1 / size - mean) * ($1 / size - mean) / count }
    let deviation = variance.squareRoot()
    self.init(mean: mean * size, deviation: deviation > 1e-15 ? deviation * size : 1)
  }

  func scaled(_ value: Double) -> Double { value / deviation - mean / deviation }

  func targets(of values: [Double]) -> [[Double]] { values.map { [scaled($0)] } }

  func restored(_ value: Double) -> Double { value * deviation + mean }
}
