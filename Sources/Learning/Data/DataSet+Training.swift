public import Training

extension DataSet: TrainingData {
  /// For each row the number of its class, or its number: what a model of `Training` learns from.
  public var targets: [[Double]] {
    switch target {
    case .labels(let labels, _): labels.map { [Double($0)] }
    case .values(let values, _): values.map { [$0] }
    }
  }
}
