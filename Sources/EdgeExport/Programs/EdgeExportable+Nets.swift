internal import Circuits
public import Learning

extension HybridNet: EdgeExportable {
  /// The circuit with its trained weights, and its means as the readout scales and moves them.
  ///
  /// Its features are those of the circuit: what the scaling of a classifier makes of rows is left to the firmware.
  ///
  /// ```swift
  /// let model = try VariationalClassifier.fitted(to: train)
  /// try model.net.exported(for: [.cortexM4F], to: "export")
  /// ```
  ///
  /// - Throws: ``EdgeError/unfit(_:given:allowed:)`` for a net with dense layers before or behind its circuit, and as
  ///   ``EdgeModel/init(_:weights:outputs:)``.
  public func edgeModel() throws -> EdgeModel {
    guard front == nil else { throw layered("before") }
    let behind = Array(weights.dropFirst(expectation.weightCount))
    let outputs: [Observable]
    switch readout {
    case .means: outputs = expectation.observables
    case .affine(let factors, let offsets):
      guard behind.count == factors.count + offsets.count else {
        throw EdgeError.unfit(
          "a net", given: "\(weights.count) weights",
          allowed: "it has \(expectation.weightCount + factors.count + offsets.count)")
      }
      outputs = expectation.observables.enumerated().map { place, mean -> Observable in
        let scaled: Observable = behind[place] * mean
        if offsets.isEmpty { return scaled }
        return scaled + behind[factors.count + place] * (1 as Observable)
      }
    case .dense: throw layered("behind")
    }
    return try EdgeModel(expectation.circuit, weights: circuitWeights, outputs: outputs)
  }

  private func layered(_ place: String) -> EdgeError {
    .unfit(
      "a net", given: "dense layers \(place) its circuit",
      allowed: "a circuit stands alone on a device; export the layers by themselves, or a student")
  }
}
