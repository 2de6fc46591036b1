internal import Circuits

/// Many samples at once: those of few qubits share the threads, and those of many share the steps.
extension NoisyGradient {
  /// The means for many samples.
  ///
  /// - Parameters:
  ///   - weights: The value of each weight, which the samples share.
  ///   - features: The features of each sample.
  /// - Returns: For each sample, the mean of each observable.
  /// - Throws: As ``evaluate(weights:features:)-([Double],[Double])``; what is said names the sample.
  /// - Complexity: O(*s k* 4ⁿ) for *s* samples and *k* gates.
  public func values(weights: [Double] = [], features: [[Double]]) throws -> [[Double]] {
    try means(layout.batch(.shared(weights), features))
  }

  /// The means for many lists of weights, as those of a sweep of parameter shifts.
  ///
  /// - Parameters:
  ///   - weights: The weights of each sample.
  ///   - features: The features of each sample; none for a circuit without features.
  /// - Returns: For each sample, the mean of each observable.
  /// - Throws: As ``evaluate(weights:features:)-([Double],[Double])``; what is said names the sample.
  public func values(weights: [[Double]], features: [[Double]]? = nil) throws -> [[Double]] {
    try means(layout.batch(.own(weights), features))
  }

  /// The means for many samples, and the derivatives of each.
  ///
  /// - Parameters:
  ///   - weights: The value of each weight, which the samples share.
  ///   - features: The features of each sample.
  /// - Returns: For each sample, what ``evaluate(weights:features:)-([Double],[Double])`` gives.
  /// - Throws: As that.
  /// - Complexity: O(*s k* 4ⁿ) for *s* samples, *k* gates and each observable.
  public func evaluate(weights: [Double] = [], features: [[Double]]) throws -> [Result] {
    try results(layout.batch(.shared(weights), features))
  }

  /// The means for many lists of weights, and the derivatives of each.
  ///
  /// - Parameters:
  ///   - weights: The weights of each sample.
  ///   - features: The features of each sample; none for a circuit without features.
  /// - Returns: For each sample, what ``evaluate(weights:features:)-([Double],[Double])`` gives.
  /// - Throws: As that.
  public func evaluate(weights: [[Double]], features: [[Double]]? = nil) throws -> [Result] {
    try results(layout.batch(.own(weights), features))
  }

  /// The means for many samples, and the derivatives of a function of them, at the cost of one gradient
  /// whatever the number of observables.
  ///
  /// - Parameters:
  ///   - weights: The value of each weight, which the samples share.
  ///   - features: The features of each sample.
  ///   - includingFeatures: Whether derivatives by features are given out.
  ///   - slopes: Sets the derivatives of the function by the means of a sample, which are 0 before; it is
  ///     given the number of the sample and its means.
  /// - Returns: The means and the derivatives.
  /// - Throws: As ``evaluate(weights:features:)-([Double],[Double])``; also
  ///   ``SimulationError/unfit(_:given:allowed:)`` where the number of slopes is changed.
  /// - Complexity: O(*s k* 4ⁿ) for *s* samples and *k* gates.
  public func pullback(
    weights: [Double] = [], features: [[Double]], includingFeatures: Bool = false,
    slopes: (_ sample: Int, _ values: [Double], _ slopes: inout [Double]) -> Void
  ) throws -> Pullback {
    let batch = try layout.batch(.shared(weights), features)
    var result = Pullback(
      values: [], weights: Array(repeating: 0, count: layout.weightCount), features: [])
    let threads = threads(for: batch.count)
    // As many runs are kept at once as go back at once; the function is asked in between, in order.
    for first in stride(from: 0, to: batch.count, by: threads) {
      let samples = Array(first..<min(first + threads, batch.count))
      let runs = try samples.mapped(threads) { sample in
        let angles = try tape.angles.finiteValues(for: batch.values(of: sample))
        return try DensityRun(tape, angles, adjoints: 1)
      }
      let factors = try zip(samples, runs).map { sample, run in
        let means = means(of: run)
        var factors = [Double](repeating: 0, count: tape.observables.count)
        slopes(sample, means, &factors)
        try checkSlopeCount(factors.count, of: sample, needed: tape.observables.count)
        result.values.append(means)
        return factors
      }
      let gradients = try samples.indices.mapped(threads) { place in
        let own = try runs[place].slopes([tape.adjoint(factors[place])])[0]
        return gradient(own, at: batch.values(of: samples[place]))
      }
      for gradient in gradients {
        for place in result.weights.indices {
          result.weights[place] += gradient[layout.featureCount + place]
        }
        if includingFeatures { result.features.append(Array(gradient[..<layout.featureCount])) }
      }
    }
    return result
  }

  private func means(_ batch: SampleBatch) throws -> [[Double]] {
    try (0..<batch.count).mapped(threads(for: batch.count)) { sample in
      let angles = try tape.angles.finiteValues(for: batch.values(of: sample))
      return means(of: try DensityRun(tape, angles, adjoints: 0))
    }
  }

  private func results(_ batch: SampleBatch) throws -> [Result] {
    try (0..<batch.count).mapped(threads(for: batch.count)) { sample in
      try result(for: batch.values(of: sample))
    }
  }

  /// How many samples run at once: those whose steps are too short for threads, if all together are not.
  private func threads(for samples: Int) -> Int {
    let vectors = tape.stateBytes / MemoryLayout<PauliVector.Lanes>.stride
    guard WorkerPool.partCount(for: vectors) == 1 else { return 1 }
    return WorkerPool.partCount(for: tape.steps.count * vectors, times: samples)
  }
}
