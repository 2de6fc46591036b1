internal import Circuits
public import Learning
public import Training

extension EdgeModel: EdgeExportable {
  /// The model itself.
  public func edgeModel() -> EdgeModel { self }
}

extension ExpectationModel: EdgeExportable {
  /// The circuit with its trained weights, and its means times the scale; exact and without noise, whatever it was
  /// trained on.
  ///
  /// ```swift
  /// try model.train(on: data, epochs: 30, with: .adam(rate: 0.1), loss: .crossEntropy)
  /// try model.exported(for: [.cortexM4F], to: "export")
  /// ```
  ///
  /// - Throws: As ``EdgeModel/init(_:weights:outputs:)``.
  public func edgeModel() throws -> EdgeModel {
    try EdgeModel(
      expectation.circuit, weights: weights, outputs: expectation.observables.map { scale * $0 })
  }
}

extension DenseStack: EdgeExportable {
  /// The layers.
  public func edgeModel() -> EdgeModel { EdgeModel(self) }
}

extension DenseClassifier: EdgeExportable {
  /// Its layers: an output for each class, the largest of which is the answer.
  public func edgeModel() -> EdgeModel { EdgeModel(stack) }
}

extension DenseRegressor: EdgeExportable {
  /// Its layers: one output.
  public func edgeModel() -> EdgeModel { EdgeModel(stack) }
}
