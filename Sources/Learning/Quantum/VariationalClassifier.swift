public import Circuits
public import Encoders
public import Simulation
public import Training

/// A circuit that tells classes apart: features go in by a map, gates are trained, and a mean stands for each class.
///
/// The outputs are $z_c = a_c \langle O_c\rangle + b_c$ with factors and offsets that are trained, too, and the
/// probabilities of the classes are their softmax; for two classes there is one output, *z* against *-z*. V. Havlíček
/// et al., "Supervised learning with quantum-enhanced feature spaces", Nature 567, 209 (2019); M. Schuld, A.
/// Bocharov, K. Svore and N. Wiebe, "Circuit-centric quantum classifiers", Physical Review A 101, 032308 (2020).
///
/// ```swift
/// let split = try DataSet.iris.split(seed: 1)
/// let model = try VariationalClassifier.fitted(to: split.train, training: .init(epochs: 40))
/// try model.accuracy(on: split.test)
/// try model.probabilities(of: [[5.1, 3.5, 1.4, 0.2]])      // a raw row: scaling is a part of the model
/// ```
public struct VariationalClassifier: Classifier, CircuitModel {
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

  static let name = "variational classifier"

  /// Learns from data.
  ///
  /// - Parameters:
  ///   - data: Rows of known classes, raw.
  ///   - validation: Rows that are looked at after each epoch, but not learned from.
  ///   - map: How features go into the circuit; a turn of a qubit for each unless given. It may have weights.
  ///   - ansatz: The gates that are trained behind it; three layers that are strongly entangling unless given.
  ///   - observables: What is measured: one for each class, or one for two classes. Unless given, Z of a qubit each,
  ///     and then products of Z.
  ///   - scaling: How features become the map's.
  ///   - training: How it learns.
  /// - Returns: The model.
  /// - Throws: ``LearningError`` for data without classes or of one class, more classes than there are means, a map
  ///   without a common circuit, parts that do not fit together, and what training throws.
  /// - Complexity: As many circuits with slopes as rows times epochs, O(*k* 2ⁿ) each for *k* gates on *n* qubits.
  public static func fitted(
    to data: DataSet, validatingOn validation: DataSet? = nil, map: FeatureMap? = nil,
    ansatz: Circuit? = nil, reading observables: [Observable]? = nil,
    scaling: FeatureScaling = .halfTurn, training: CircuitTraining = CircuitTraining()
  ) throws(LearningError) -> VariationalClassifier {
    _ = try data.checkedLabels(for: name)
    try training.checked()
    let others = try validation?.checkedValidation(for: name, like: data)
    let usual = try FeatureMap.usual(unless: map, features: data.featureCount, for: name)
    let qubits = usual.qubitCount
    let whole = try usual.followed(by: ansatz ?? .stronglyEntangling(qubits: qubits, layers: 3))
    let read = try readings(unless: observables, classes: data.classCount, qubits: qubits)
    let outputs = data.classCount == 2 && read.count == 1 ? 1 : data.classCount
    guard read.count == outputs else {
      throw .wrongCount(
        "\(name), observables for \(data.classCount) classes", given: read.count,
        expected: data.classCount)
    }
    var scaled = try ScaledNet(
      name, for: data, scaling: scaling, map: whole, reading: read,
      readout: .affine(outputs: outputs, factor: 3), training)
    let record = try scaled.train(
      data.rows, data.targets, validatingOn: others, loss: .crossEntropy, training)
    return VariationalClassifier(
      classNames: data.classNames, losses: record.losses, record: record, scaled: scaled)
  }

  /// The observables that are given, else one for each class: Z of the qubits, then of two qubits, and so on.
  private static func readings(
    unless given: [Observable]?, classes: Int, qubits: Int
  ) throws(LearningError) -> [Observable] {
    if let given { return given }
    if classes == 2 { return [.z(0)] }
    let most = qubits < 12 ? 1 << qubits - 1 : 4_095
    guard classes <= most else {
      throw .unfit(
        name, given: "\(classes) classes",
        allowed: "products of Z tell \(max(2, most)) apart on \(qubits) "
          + "qubit\(qubits == 1 ? "" : "s"); take a map with more qubits, or give an observable for each"
      )
    }
    var (products, found): ([[Int]], [Observable]) = ([[]], [])
    while found.count < classes {
      products = Array(
        products.lazy.flatMap { members in
          (0..<qubits).dropFirst((members.last ?? -1) + 1).map { members + [$0] }
        }.prefix(classes))
      found += products.map { $0.reduce(1) { $0 * .z($1) } }
    }
    return Array(found.prefix(classes))
  }

  /// How many numbers a row has.
  public var featureCount: Int { scaled.featureCount }

  /// The net that was trained, which takes what the scaling makes of rows.
  public var net: HybridNet { scaled.net }

  /// Features, circuit, weights and losses.
  public var card: ModelCard { card(VariationalClassifier.name, classNames: classNames) }

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
  ) throws(LearningError) -> VariationalClassifier {
    VariationalClassifier(
      classNames: classNames, losses: losses, record: record,
      scaled: try scaled.running(on: backend, shots: shots, seed: seed))
  }
}

extension VariationalClassifier: CustomStringConvertible {
  /// `variational classifier: 4 features, 3 classes, circuit of 4 qubits, 36 weights → 3 outputs with factors`.
  public var description: String {
    "\(VariationalClassifier.name): \(scaled.featureCount) features, \(classNames.count) classes, \(net)"
  }
}

/// Outputs as the probabilities of classes; one output *z* stands for *z* and *-z*.
func chances(_ outputs: [Double]) -> [Double] {
  softmax(outputs.count == 1 ? [outputs[0], -outputs[0]] : outputs)
}
