internal import Circuits
internal import Numerics

/// Many samples at once: states of few qubits run eight at a time.
extension AdjointGradient {
  /// The means for many samples.
  ///
  /// ```swift
  /// let predictions = try model.values(weights: w, features: rows)
  /// predictions[3][0]                           // sample 3, observable 0
  /// ```
  ///
  /// - Parameters:
  ///   - weights: The value of each weight, which the samples share.
  ///   - features: The features of each sample.
  /// - Returns: For each sample, the mean of each observable.
  /// - Throws: As ``evaluate(weights:features:)-([Double],[Double])``; what is said names the sample.
  /// - Complexity: O(*s k* 2ⁿ) for *s* samples and *k* gates.
  public func values(weights: [Double] = [], features: [[Double]]) throws -> [[Double]] {
    try means(batch(.shared(weights), features))
  }

  /// The means for many lists of weights, as those of a sweep of parameter shifts.
  ///
  /// - Parameters:
  ///   - weights: The weights of each sample.
  ///   - features: The features of each sample; none for a circuit without features.
  /// - Returns: For each sample, the mean of each observable.
  /// - Throws: As ``evaluate(weights:features:)-([Double],[Double])``; what is said names the sample.
  public func values(
    weights: [[Double]], features: [[Double]]? = nil
  ) throws -> [[Double]] {
    try means(batch(.own(weights), features))
  }

  /// The means for many samples, and the derivatives of each: the Jacobian of every sample.
  ///
  /// - Parameters:
  ///   - weights: The value of each weight, which the samples share.
  ///   - features: The features of each sample.
  /// - Returns: For each sample, what ``evaluate(weights:features:)-([Double],[Double])`` gives.
  /// - Throws: As that.
  /// - Complexity: O(*s k* 2ⁿ) for *s* samples, *k* gates and each observable.
  public func evaluate(weights: [Double] = [], features: [[Double]]) throws -> [Result] {
    try jacobians(batch(.shared(weights), features))
  }

  /// The means for many lists of weights, and the derivatives of each.
  ///
  /// - Parameters:
  ///   - weights: The weights of each sample.
  ///   - features: The features of each sample; none for a circuit without features.
  /// - Returns: For each sample, what ``evaluate(weights:features:)-([Double],[Double])`` gives.
  /// - Throws: As that.
  public func evaluate(
    weights: [[Double]], features: [[Double]]? = nil
  ) throws -> [Result] {
    try jacobians(batch(.own(weights), features))
  }

  /// The derivatives of a function of all means, as a loss is, by weights that all samples share.
  public struct Pullback: Hashable, Sendable {
    /// For each sample, the mean of each observable.
    public var values: [[Double]]
    /// The derivative by each weight, summed over the samples.
    public var weights: [Double]
    /// For each sample, the derivative by each feature, if they are asked for.
    public var features: [[Double]]
  }

  /// The means for many samples, and the derivatives of a function of them: a product of a vector with the
  /// Jacobian, at the cost of one gradient whatever the number of observables.
  ///
  /// ```swift
  /// // The mean of the squared errors: its derivative by a mean is twice the error, over the count.
  /// let step = try model.pullback(weights: w, features: rows) { sample, values, slopes in
  ///   slopes[0] = 2 * (values[0] - targets[sample]) / Double(rows.count)
  /// }
  /// step.weights                                // the gradient of the loss
  /// ```
  ///
  /// - Parameters:
  ///   - weights: The value of each weight, which the samples share.
  ///   - features: The features of each sample.
  ///   - includingFeatures: Whether derivatives by features are made.
  ///   - slopes: Sets the derivatives of the function by the means of a sample, which are 0 before; it is
  ///     given the number of the sample and its means.
  /// - Returns: The means and the derivatives.
  /// - Throws: As ``evaluate(weights:features:)-([Double],[Double])``; what is said names the sample. Also
  ///   ``SimulationError/unfit(_:given:allowed:)`` where the number of slopes is changed.
  /// - Complexity: O(*s k* 2ⁿ) for *s* samples and *k* gates.
  public func pullback(
    weights: [Double] = [], features: [[Double]], includingFeatures: Bool = false,
    slopes: (_ sample: Int, _ values: [Double], _ slopes: inout [Double]) -> Void
  ) throws -> Pullback {
    let batch = try batch(.shared(weights), features)
    if let narrow { return try pullback(narrow, batch, includingFeatures, slopes) }
    return engine.prefersLanes
      ? try engine.pullbackOfLanes(batch, includingFeatures, slopes)
      : try engine.pullbackOfSingles(batch, includingFeatures, slopes) { try engine.jacobian($0) }
  }

  /// As that of the engine, in single precision.
  private func pullback(
    _ narrow: NarrowAdjoint, _ batch: SampleBatch, _ includingFeatures: Bool,
    _ slopes: (Int, [Double], inout [Double]) -> Void
  ) throws -> Pullback {
    try engine.pullbackOfSingles(batch, includingFeatures, slopes) { values in
      let found = try narrow.evaluate(values)
      return (found.values, Array(found.gradients.joined()))
    }
  }

  private func means(_ batch: SampleBatch) throws -> [[Double]] {
    if let narrow { return try (0..<batch.count).map { try narrow.values(batch.values(of: $0)) } }
    let threads = engine.threads(for: batch.count)
    if engine.prefersLanes {
      return try batch.parts(threads).mapped(threads) { try engine.meansOfLanes($0) }.flatMap(
        \.self)
    }
    return try (0..<batch.count).mapped(threads) { sample in
      try engine.withSingle { workspace in
        batch.values(of: sample).withPointer { workspace.bind($0) }
        workspace.run()
        workspace.measure()
        try workspace.checkMeans()
        return engine.observables.indices.map { workspace.values[$0] }
      }
    }
  }

  private func jacobians(_ batch: SampleBatch) throws -> [Result] {
    let threads = narrow == nil ? engine.threads(for: batch.count) : 1
    if engine.prefersLanes && narrow == nil {
      return try batch.parts(threads).mapped(threads) { try engine.jacobiansOfLanes($0) }
        .flatMap(\.self)
    }
    let count = engine.featureCount
    return try (0..<batch.count).mapped(threads) { sample in
      let values = batch.values(of: sample)
      return try evaluate(weights: Array(values[count...]), features: Array(values[..<count]))
    }
  }
}

extension AdjointEngine {
  /// Refuses another number of slopes than there are means.
  func checkSlopes(_ count: Int, of sample: Int) throws(SimulationError) {
    try checkSlopeCount(count, of: sample, needed: observables.count)
  }

  /// On how many threads samples are best worked on.
  ///
  /// States of many qubits take turns: two of them at once would take twice the memory.
  fileprivate func threads(for samples: Int) -> Int {
    guard qubitCount <= AdjointEngine.widestShared else { return 1 }
    return WorkerPool.partCount(for: vectorsPerSample, times: samples)
  }

  /// As that of lanes, where each sample has a state of its own.
  fileprivate func pullbackOfSingles(
    _ batch: SampleBatch, _ includingFeatures: Bool,
    _ slopes: (Int, [Double], inout [Double]) -> Void,
    _ jacobian: ([Double]) throws -> (means: [Double], gradients: [Double])
  ) throws -> AdjointGradient.Pullback {
    var result = AdjointGradient.Pullback(
      values: [], weights: Array(repeating: 0, count: weightCount), features: [])
    let (count, first, threads) = (valueCount, featureCount, threads(for: batch.count))
    // As many samples at once as there are threads; the function is asked in between, in order.
    for start in stride(from: 0, to: batch.count, by: threads) {
      let samples = start..<min(start + threads, batch.count)
      let rows = try samples.mapped(threads) { try jacobian(batch.values(of: $0)) }
      for (sample, row) in zip(samples, rows) {
        var factors = [Double](repeating: 0, count: observables.count)
        slopes(sample, row.means, &factors)
        try checkSlopes(factors.count, of: sample)
        result.values.append(row.means)
        func derivative(_ place: Int) -> Double {
          factors.indices.reduce(0) { $0 + factors[$1] * row.gradients[$1 * count + place] }
        }
        for place in 0..<weightCount { result.weights[place] += derivative(first + place) }
        if includingFeatures { result.features.append((0..<first).map(derivative)) }
      }
    }
    return result
  }

  /// The means for one list of values, and their derivatives, those of one observable after the other.
  fileprivate func jacobian(_ values: [Double]) throws -> (means: [Double], gradients: [Double]) {
    var gradients = [Double](repeating: 0, count: max(1, observables.count * valueCount))
    let means = try withSingle { workspace in
      values.withPointer { numbers in
        gradients.withUnsafeMutableBufferPointer { buffer in
          guard let gradients = buffer.baseAddress else { return }
          differentiate(workspace, numbers, into: gradients)
        }
      }
      try workspace.checkMeans()
      return observables.indices.map { workspace.values[$0] }
    }
    return (means, gradients)
  }
}

extension [Double] {
  /// Calls with a pointer to the numbers, also where there are none.
  func withPointer<Result>(_ body: (UnsafePointer<Double>) -> Result) -> Result {
    withUnsafeBufferPointer { buffer in
      if let base = buffer.baseAddress { return body(base) }
      return withUnsafePointer(to: 0.0, body)
    }
  }
}

/// Refuses another number of slopes than there are means.
func checkSlopeCount(_ count: Int, of sample: Int, needed: Int) throws(SimulationError) {
  guard count == needed else {
    throw .unfit(
      "slopes of sample \(sample)", given: "\(count) numbers",
      allowed: "there are \(needed), one for each observable; set them where they stand")
  }
}
