public import Optimizers
public import Simulation
public import Training

/// How models with circuits learn: by the trainer of `Training`, whose options are all there.
///
/// ```swift
/// let quick = CircuitTraining(epochs: 40, learningRate: 0.1, seed: 1)
/// let noisy = CircuitTraining(
///   epochs: 20, rule: .adam(rate: 0.1), backend: DensityMatrixBackend(noise: noise), shots: 1_000,
///   options: TrainingOptions(batchSize: 16, metrics: [.accuracy], patience: 5))
/// ```
///
/// Progress and the curve of the loss are drawn while a model learns, unless the options say otherwise.
public struct CircuitTraining: Sendable {
  /// How often all rows are seen.
  public var epochs: Int
  /// How weights follow the gradient.
  public var rule: any StepRule
  /// What runs the circuit, in training and later.
  public var backend: any Backend
  /// How often each circuit is run; nothing for exact means.
  public var shots: Int?
  /// Batches, the seed of everything, and all else that the trainer can do.
  public var options: TrainingOptions

  /// A way to learn with everything that the trainer can do.
  ///
  /// - Parameters:
  ///   - epochs: How often all rows are seen.
  ///   - rule: How weights follow the gradient.
  ///   - backend: What runs the circuit.
  ///   - shots: How often each circuit is run; nothing for exact means.
  ///   - options: Batches, the seed of everything, and all else.
  public init(
    epochs: Int = 60, rule: any StepRule = Adam.adam(rate: 0.05),
    backend: any Backend = .automatic, shots: Int? = nil,
    options: TrainingOptions = TrainingOptions()
  ) {
    (self.epochs, self.rule, self.backend) = (epochs, rule, backend)
    (self.shots, self.options) = (shots, options)
  }

  /// A way to learn in batches with Adam.
  ///
  /// - Parameters:
  ///   - epochs: How often all rows are seen.
  ///   - batchSize: How many rows make a step; nothing for all.
  ///   - learningRate: How large a step is.
  ///   - seed: The seed of the first weights, of the order of rows and of shots.
  ///   - isDrawn: Whether progress and a curve are drawn.
  public init(
    epochs: Int = 60, batchSize: Int? = 32, learningRate: Double, seed: UInt64 = 0,
    isDrawn: Bool = true
  ) {
    self.init(
      epochs: epochs, rule: Adam.adam(rate: learningRate),
      options: TrainingOptions(batchSize: batchSize, seed: seed, isDrawn: isDrawn))
  }

  /// Where chance begins.
  public var seed: UInt64 { options.seed }

  /// More epochs than anybody waits for.
  static let mostEpochs = 10_000_000

  func checked() throws(LearningError) {
    try check("training", "epochs", epochs, in: 1...CircuitTraining.mostEpochs)
  }
}
