internal import Circuits
internal import Encoders
internal import Numerics
public import Simulation
public import Training

/// One or two qubits into which the features go again and again, and whose state ends near that of a class.
///
/// In each layer each qubit is turned by $U(\theta + w \circ x)$, about Y, Z and Y, three features at a time; between
/// two layers two qubits are joined by CZ. Each class has a state of a qubit, as far from the others as can be, and
/// the fidelities with them, as means over the qubits, stand for the classes. A. Pérez-Salinas, A. Cervera-Lierta, E.
/// Gil-Fuster and J. I. Latorre, "Data re-uploading for a universal quantum classifier", Quantum 4, 226 (2020).
///
/// ```swift
/// let circles = try DataSet.circles(count: 300, noise: 0.05, seed: 1).split(seed: 2)
/// let model = try ReuploadingClassifier.fitted(to: circles.train, qubits: 2, layers: 4)
/// try model.accuracy(on: circles.test)
/// ```
public struct ReuploadingClassifier: Classifier, CircuitModel {
  /// What is made small.
  public enum Cost: String, Hashable, Sendable, CaseIterable {
    /// $\frac12\sum_c (a_c F_c - Y_c)^2$ with the fidelities *Y* of the state of the row's class with those of all: the
    /// weighted fidelity of the paper.
    case weightedFidelity
    /// Cross-entropy of the softmax of $a_c F_c$, with fidelities *F* and factors *a* that are trained.
    case crossEntropy
  }

  /// What the classes are called.
  public let classNames: [String]
  /// What was made small.
  public let cost: Cost
  /// The mean loss of each epoch.
  public let losses: [Double]
  /// What came of training; nothing for a model that comes from a file.
  public let record: TrainingRecord?
  let scaled: ScaledNet

  init(
    classNames: [String], cost: Cost, losses: [Double], record: TrainingRecord?, scaled: ScaledNet
  ) {
    (self.classNames, self.cost, self.losses) = (classNames, cost, losses)
    (self.record, self.scaled) = (record, scaled)
  }

  static let name = "re-uploading classifier"

  /// A circuit with more turns is not trained in any time.
  static let mostTurns = 100_000

  /// Learns from data.
  ///
  /// - Parameters:
  ///   - data: Rows of known classes, raw; at most 20 classes.
  ///   - validation: Rows that are looked at after each epoch, but not learned from.
  ///   - qubits: 1 or 2.
  ///   - layers: How often the features go in.
  ///   - cost: What is made small.
  ///   - scaling: How features become those of the circuit.
  ///   - training: How it learns.
  /// - Returns: The model.
  /// - Throws: ``LearningError`` for data without classes, of one class or of more than 20, numbers that are not allowed,
  ///   and what training throws.
  /// - Complexity: O(*e* *m* *l* *d*) for *e* epochs, *m* rows, *l* layers and *d* features.
  public static func fitted(
    to data: DataSet, validatingOn validation: DataSet? = nil, qubits: Int = 2, layers: Int = 4,
    cost: Cost = .weightedFidelity, scaling: FeatureScaling = .standard,
    training: CircuitTraining = CircuitTraining()
  ) throws(LearningError) -> ReuploadingClassifier {
    _ = try data.checkedLabels(for: name)
    try training.checked()
    try check(name, "qubits", qubits, in: 1...2)
    try check(name, "layers", layers, in: 1...1_000)
    guard data.classCount <= LabelStates.most else {
      throw .unfit(
        name, given: "\(data.classCount) classes",
        allowed: "it tells at most \(LabelStates.most) apart; take a variational or a hybrid "
          + "classifier, or fewer classes")
    }
    let turns = 3 * qubits * layers * ((data.featureCount + 2) / 3)
    guard turns <= mostTurns else {
      throw .unfit(
        name, given: "\(layers) layers for \(data.featureCount) features",
        allowed:
          "that makes \(turns) turns, and at most \(mostTurns) are taken; take fewer layers, or "
          + "fewer features by principal components")
    }
    let others = try validation?.checkedValidation(for: name, like: data)
    let states = LabelStates(classes: data.classCount)
    let plan = UploadPlan(features: data.featureCount, qubits: qubits, layers: layers)
    var scaled = try ScaledNet(
      name, for: data, scaling: scaling,
      map: FeatureMap("re-uploading", plan.circuit, features: data.featureCount),
      reading: states.observables(qubits: qubits),
      readout: .affine(
        outputs: data.classCount, factor: cost == .crossEntropy ? 5 : 1, hasOffsets: false),
      circuitWeights: plan.startingWeights(seed: training.seed), training)
    let record = try scaled.train(
      data.rows, data.targets, validatingOn: others,
      loss: cost == .crossEntropy ? .crossEntropy : states.weightedFidelity, training)
    return ReuploadingClassifier(
      classNames: data.classNames, cost: cost, losses: record.losses, record: record,
      scaled: scaled)
  }

  /// How many numbers a row has.
  public var featureCount: Int { scaled.featureCount }

  /// The net that was trained, which takes what the scaling makes of rows.
  public var net: HybridNet { scaled.net }

  /// Features, circuit, weights and losses.
  public var card: ModelCard { card(ReuploadingClassifier.name, classNames: classNames) }

  /// The class that each row is taken for: that of the greatest fidelity, each with its factor.
  ///
  /// - Parameter rows: The features of each row, raw.
  /// - Returns: A class for each row.
  /// - Throws: ``LearningError`` for rows that do not fit, and what the backend throws.
  public func labels(of rows: [[Double]]) throws(LearningError) -> [Int] {
    try scaled.outputs(of: rows).map(likeliestClass)
  }

  /// For each row the probability of each class: the softmax of the outputs or, for weighted fidelities, their parts of
  /// the sum.
  ///
  /// - Parameter rows: The features of each row, raw.
  /// - Returns: A number for each class, for each row.
  /// - Throws: ``LearningError`` for rows that do not fit, and what the backend throws.
  public func probabilities(of rows: [[Double]]) throws(LearningError) -> [[Double]] {
    let outputs = try scaled.outputs(of: rows)
    guard cost == .weightedFidelity else { return outputs.map(chances) }
    return outputs.map { fidelities in
      let parts = fidelities.map { max(0, $0) }
      let sum = parts.reduce(0, +)
      return parts.map { sum > 0 ? $0 / sum : 1 / Double(parts.count) }
    }
  }

  /// The same model on another backend, exact or with shots; see ``CircuitModel/running(on:shots:seed:)``.
  ///
  /// - Throws: ``LearningError`` for shots below 1.
  public func running(
    on backend: any Backend, shots: Int? = nil, seed: UInt64 = 0
  ) throws(LearningError) -> ReuploadingClassifier {
    ReuploadingClassifier(
      classNames: classNames, cost: cost, losses: losses, record: record,
      scaled: try scaled.running(on: backend, shots: shots, seed: seed))
  }
}

extension ReuploadingClassifier: CustomStringConvertible {
  /// `re-uploading classifier: 2 features, 2 classes, circuit of 2 qubits, 40 weights → 2 outputs with factors`.
  public var description: String {
    "\(ReuploadingClassifier.name): \(scaled.featureCount) features, \(classNames.count) classes, \(net)"
  }
}

extension LabelStates {
  /// The weighted fidelity cost of a row.
  fileprivate var weightedFidelity: Loss {
    let fidelities = fidelities
    return Loss("weighted fidelity", isOfClasses: true) { outputs, target in
      let label = target.first.flatMap { Int(exactly: $0) } ?? -1
      guard fidelities.indices.contains(label) else { return (.nan, outputs.map { _ in 0 }) }
      let errors = zip(outputs, fidelities[label]).map { $0 - $1 }
      return (errors.reduce(0) { $0 + $1 * $1 / 2 }, errors)
    }
  }
}

/// The circuit of uploads, and which of its weights stand before a feature.
private struct UploadPlan {
  private(set) var circuit: Circuit
  private var isFactor: [Bool] = []

  init(features: Int, qubits: Int, layers: Int) {
    var (weights, isFactor) = (Weights(), [Bool]())
    circuit = Circuit(qubits: qubits) { circuit in
      for layer in 0..<layers {
        if layer > 0, qubits > 1 { circuit.cz(0, 1) }
        for qubit in 0..<qubits {
          for start in stride(from: 0, to: features, by: 3) {
            for (turn, gate) in [Gate.ry, .rz, .ry].enumerated() {
              var angle = weights.next()
              isFactor.append(false)
              if start + turn < features {
                angle = angle + weights.next() * .feature(start + turn)
                isFactor.append(true)
              }
              circuit.append(gate, [angle], on: [qubit])
            }
          }
        }
      }
    }
    self.isFactor = isFactor
  }

  /// Turns anywhere, and factors around 0, so that the first functions are smooth.
  func startingWeights(seed: UInt64) -> [Double] {
    var random = RandomStream(seed: seed).split("ReuploadingClassifier")
    return isFactor.map { $0 ? random.normal() : (2 * random.uniform() - 1) * .pi }
  }
}
