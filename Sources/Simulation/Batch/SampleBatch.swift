internal import Circuits

/// The values of many samples: features of each, and weights that they share or that each has of its own.
struct SampleBatch {
  /// Weights for all samples, or for each.
  enum Weights {
    case shared([Double])
    case own([[Double]])
  }

  let count: Int
  let weights: Weights
  /// The features of each sample; nothing where the circuit has none.
  let features: [[Double]]?
  private let featureCount: Int
  private let weightCount: Int

  init(
    _ weights: Weights, _ features: [[Double]]?, featureCount: Int, weightCount: Int
  ) {
    (self.weights, self.features) = (weights, features)
    (self.featureCount, self.weightCount) = (featureCount, weightCount)
    switch weights {
    case .shared: count = features?.count ?? 0
    case .own(let rows): count = rows.count
    }
  }

  var weightsDiffer: Bool { if case .own = weights { true } else { false } }

  /// How many groups of eight there are, the last filled up.
  var blockCount: Int { (count + 7) / 8 }

  /// Writes the values of eight samples; behind the last it stands again.
  func load(_ block: Int, into values: UnsafeMutablePointer<SIMD8<Double>>) {
    let lanes = UnsafeMutableRawPointer(values).assumingMemoryBound(to: Double.self)
    for lane in 0..<8 {
      let sample = min(8 * block + lane, count - 1)
      if let features {
        let row = features[sample]
        for place in 0..<featureCount { lanes[8 * place + lane] = row[place] }
      }
      guard case .own(let rows) = weights else { continue }
      let row = rows[sample]
      for place in 0..<weightCount { lanes[8 * (featureCount + place) + lane] = row[place] }
    }
    guard block == 0, case .shared(let row) = weights else { return }
    for place in 0..<weightCount { values[featureCount + place] = SIMD8(repeating: row[place]) }
  }

  /// The samples in so many parts, each of whole groups of eight.
  func parts(_ count: Int) -> [SampleBatch] {
    let blocks = blockCount
    let parts = max(1, min(count, blocks))
    if parts == 1 { return [self] }
    return (0..<parts).map { part in
      let samples = 8 * (blocks * part / parts)..<min(self.count, 8 * (blocks * (part + 1) / parts))
      let own: Weights =
        switch weights {
        case .shared: weights
        case .own(let rows): .own(Array(rows[samples]))
        }
      return SampleBatch(
        own, features.map { Array($0[samples]) }, featureCount: featureCount,
        weightCount: weightCount)
    }
  }

  /// The values of one sample, features first.
  func values(of sample: Int) -> [Double] {
    let own: [Double] =
      switch weights {
      case .shared(let row): row
      case .own(let rows): rows[sample]
      }
    return (features?[sample].prefix(featureCount) ?? []) + own
  }
}

extension AdjointGradient {
  /// The values of samples, once all fit the circuit.
  func batch(_ weights: SampleBatch.Weights, _ features: [[Double]]?) throws -> SampleBatch {
    try layout.batch(weights, features)
  }
}
