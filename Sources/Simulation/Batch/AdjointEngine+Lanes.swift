internal import Circuits
internal import Numerics

extension AdjointEngine {
  typealias Lanes = SIMD8<Double>

  /// Binds the values of all samples, eight at a time.
  ///
  /// - Parameters:
  ///   - batch: The samples.
  ///   - body: What is done with the values of eight samples: with the number of the group, how many of its
  ///     lanes are samples, and the values.
  /// - Throws: What the program cannot do, and what the body throws.
  func forEachBound(
    of batch: SampleBatch,
    _ body: (LaneWorkspace, _ block: Int, _ used: Int, UnsafePointer<Lanes>) throws -> Void
  ) throws {
    if batch.count == 0 { return }
    try withLanes(weightsDiffer: batch.weightsDiffer) { workspace in
      try withUnsafeTemporaryAllocation(of: Lanes.self, capacity: valueCount + 1) { buffer in
        guard let values = buffer.baseAddress else { return }
        for block in 0..<batch.blockCount {
          batch.load(block, into: values)
          if block == 0 { workspace.bindCommon(values) }
          workspace.bind(values)
          try body(workspace, block, min(8, batch.count - 8 * block), values)
        }
      }
    }
  }

  /// Makes the states of all samples, eight at a time.
  private func forEachBlock(
    of batch: SampleBatch,
    _ body: (LaneWorkspace, _ block: Int, _ used: Int, UnsafePointer<Lanes>) throws -> Void
  ) throws {
    try forEachBound(of: batch) { workspace, block, used, values in
      workspace.run()
      try body(workspace, block, used, values)
    }
  }

  /// Makes the states of a batch; returns where their basis states lie.
  func fillLanes(_ batch: SampleBatch, _ memory: StateMemory) throws -> AffineFrame {
    var frame = AffineFrame(qubits: qubitCount)
    try forEachBlock(of: batch) { workspace, block, used, _ in
      memory.block(block).update(from: workspace.state, count: 2 * memory.size)
      for lane in 0..<used {
        memory.globalFactors[8 * block + lane] = workspace.globalFactor(ofLane: lane)
      }
      frame = workspace.program.frame
    }
    return frame
  }

  /// The means of many samples.
  func meansOfLanes(_ batch: SampleBatch) throws -> [[Double]] {
    var means: [[Double]] = []
    means.reserveCapacity(batch.count)
    try forEachBlock(of: batch) { workspace, _, used, _ in
      workspace.measure()
      for lane in 0..<used {
        means.append(workspace.means(ofLane: lane))
        try checkMeans(means[means.count - 1])
      }
    }
    return means
  }

  /// The means of many samples and the derivatives of each.
  func jacobiansOfLanes(_ batch: SampleBatch) throws -> [AdjointGradient.Result] {
    var results: [AdjointGradient.Result] = []
    results.reserveCapacity(batch.count)
    let (count, first) = (valueCount, featureCount)
    var gradients = [Lanes](repeating: Lanes(), count: max(1, observables.count * count))
    try forEachBlock(of: batch) { workspace, _, used, values in
      workspace.measure()
      workspace.differentiate(
        adjoints: observables.count, where: workspace.program.angles.isOpen)
      for place in gradients.indices { gradients[place] = Lanes() }
      gradients.withUnsafeMutableBufferPointer { buffer in
        guard let gradients = buffer.baseAddress else { return }
        for observable in observables.indices {
          workspace.addChain(of: observable, at: values, to: gradients + observable * count)
        }
      }
      for lane in 0..<used {
        var result = AdjointGradient.Result()
        result.values = workspace.means(ofLane: lane)
        try checkMeans(result.values)
        for observable in observables.indices {
          let gradient = gradients[observable * count..<(observable + 1) * count]
          result.features.append(gradient.prefix(first).map { $0[lane] })
          result.weights.append(gradient.dropFirst(first).map { $0[lane] })
        }
        results.append(result)
      }
    }
    return results
  }

  /// The means of many samples and the derivatives of a function of them.
  func pullbackOfLanes(
    _ batch: SampleBatch, _ includingFeatures: Bool,
    _ slopes: (Int, [Double], inout [Double]) -> Void
  ) throws -> AdjointGradient.Pullback {
    var result = AdjointGradient.Pullback(values: [], weights: [], features: [])
    result.values.reserveCapacity(batch.count)
    let (count, first) = (valueCount, featureCount)
    var factors = [Lanes](repeating: Lanes(), count: max(1, observables.count))
    var own = [Double](repeating: 0, count: observables.count)
    var sums = [Lanes](repeating: Lanes(), count: count + 1)
    var gradient = sums
    try forEachBlock(of: batch) { workspace, block, used, values in
      workspace.measure()
      for place in factors.indices { factors[place] = Lanes() }
      for lane in 0..<used {
        let means = workspace.means(ofLane: lane)
        own.reset(to: observables.count)
        try checkMeans(means)
        slopes(8 * block + lane, means, &own)
        try checkSlopes(own.count, of: 8 * block + lane)
        for (place, slope) in own.enumerated() { factors[place][lane] = slope }
        result.values.append(means)
      }
      let angles = workspace.program.angles
      factors.withUnsafeBufferPointer { buffer in
        if let factors = buffer.baseAddress { workspace.joinAdjoints(factors) }
      }
      workspace.differentiate(
        adjoints: min(1, observables.count),
        where: includingFeatures ? angles.isOpen : angles.dependsOnWeights)
      for place in gradient.indices { gradient[place] = Lanes() }
      gradient.withUnsafeMutableBufferPointer { buffer in
        if let gradient = buffer.baseAddress {
          workspace.addChain(of: 0, at: values, to: gradient)
        }
      }
      for place in first..<count { sums[place] += gradient[place] }
      guard includingFeatures else { return }
      for lane in 0..<used { result.features.append(gradient.prefix(first).map { $0[lane] }) }
    }
    result.weights = sums[first..<count].map { $0.sum() }
    return result
  }
}

extension [Double] {
  /// So many zeros, in the same memory if it fits.
  fileprivate mutating func reset(to count: Int) {
    if self.count != count { self = Array(repeating: 0, count: count) }
    for place in indices { self[place] = 0 }
  }
}

extension LaneWorkspace {
  /// The means of one of the eight states.
  fileprivate func means(ofLane lane: Int) -> [Double] {
    var own = [Double](repeating: 0, count: program.observables.count)
    for place in own.indices { own[place] = means[place][lane] }
    return own
  }

  /// Adds the derivatives of an observable by the values to a gradient.
  fileprivate func addChain(
    of observable: Int, at values: UnsafePointer<Lanes>, to gradient: Block
  ) {
    guard observable < program.observables.count else { return }
    let slopes = slopes + observable * program.slopeAngles.count
    for (place, angle) in program.slopeAngles.enumerated() {
      program.angles.addChain(2 * slopes[place], of: angle, at: values, to: gradient)
    }
  }
}
