public import Learning
internal import Numerics

extension DenseStack {
  /// A stack that was taught to answer as a model does: an approximation, whose error has to be looked at.
  ///
  /// ```swift
  /// let student = try DenseStack.distilled(from: model, hidden: [16])
  /// try model.exported(for: [.cortexM0Plus], to: "export", as: .student(student, calibratedWith: rows))
  /// ```
  ///
  /// G. Hinton, O. Vinyals and J. Dean, "Distilling the knowledge in a neural network", arXiv:1503.02531 (2015).
  ///
  /// - Parameters:
  ///   - model: The teacher.
  ///   - hidden: The widths of the layers between.
  ///   - rows: The features that the teacher is asked about; 1000 rows between -π and π if nothing is said.
  ///   - activation: What is done to the sums of those layers.
  ///   - training: How the student learns; the same seed gives the same student.
  /// - Returns: The student.
  /// - Throws: What running the model throws, and as ``Learning/DenseStack/trained(on:targets:_:)``.
  /// - Complexity: O(*e r w*) for *e* epochs, *r* rows and *w* weights, besides asking the teacher.
  public static func distilled(
    from model: some EdgeExportable, hidden: [Int], rows: [[Double]]? = nil,
    activation: Activation = .tanh, training: DenseTraining = .distillation
  ) throws -> DenseStack {
    let teacher = try model.edgeModel()
    var random = RandomStream(seed: training.seed).split("rows")
    let usual = (0..<1000).map { _ in
      (0..<teacher.featureCount).map { _ in .pi * (2 * random.uniform() - 1) }
    }
    let asked = rows ?? usual
    let start = try DenseStack(
      sizes: [teacher.featureCount] + hidden + [teacher.outputCount], hidden: activation,
      seed: training.seed)
    return try start.trained(on: asked, targets: try teacher.values(for: asked), training).stack
  }
}

extension DenseTraining {
  /// How students learn: 300 epochs of batches of 32, with steps that shrink to a twentieth.
  public static let distillation = DenseTraining(
    epochs: 300, batchSize: 32, learningRate: 0.01, finalRate: 0.05)
}

extension DenseStack {
  /// The weights of a layer, a row for each of its outputs.
  func rows(of layer: Layer) -> [[Double]] {
    (0..<layer.outputCount).map { output in
      let first = layer.start + output * layer.inputCount
      return Array(weights[first..<first + layer.inputCount])
    }
  }

  /// What a layer adds to each output.
  func biases(of layer: Layer) -> [Double] {
    Array(weights[layer.biasStart..<layer.biasStart + layer.outputCount])
  }
}
