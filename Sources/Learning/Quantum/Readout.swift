extension HybridNet {
  /// How outputs are made of the means of observables.
  ///
  /// ```swift
  /// let net = try HybridNet(means, readout: .affine(factors: [3, 3], offsets: [0, 0]))
  /// ```
  public enum Readout: Hashable, Sendable {
    /// They are the means.
    case means
    /// $z_k = a_k m_k + b_k$, with factors and offsets that are trained; without offsets *b* is 0.
    case affine(factors: [Double], offsets: [Double])
    /// Dense layers make them.
    case dense(DenseStack)
  }
}

extension HybridNet.Readout {
  /// An affine readout to begin from: the same factor for all.
  static func affine(outputs: Int, factor: Double, hasOffsets: Bool = true) -> HybridNet.Readout {
    .affine(
      factors: [Double](repeating: factor, count: outputs),
      offsets: [Double](repeating: 0, count: hasOffsets ? outputs : 0))
  }

  /// How many means it takes; nothing for any number.
  var inputCount: Int? {
    switch self {
    case .means: nil
    case .affine(let factors, _): factors.count
    case .dense(let stack): stack.inputCount
    }
  }

  /// How many outputs it makes; nothing for as many as there are means.
  var outputCount: Int? {
    switch self {
    case .means: nil
    case .affine(let factors, _): factors.count
    case .dense(let stack): stack.outputCount
    }
  }

  /// Its weights.
  var weights: [Double] {
    switch self {
    case .means: []
    case .affine(let factors, let offsets): factors + offsets
    case .dense(let stack): stack.weights
    }
  }

  /// The same with other weights, of which there are as many.
  func replacing(_ weights: [Double]) -> HybridNet.Readout {
    switch self {
    case .means: self
    case .affine(let factors, _):
      .affine(
        factors: Array(weights.prefix(factors.count)),
        offsets: Array(weights.dropFirst(factors.count)))
    case .dense(let stack): .dense(stack.replacing(weights))
    }
  }

  /// The means, and what comes out of each layer.
  func values(of means: [Double]) -> [[Double]] {
    switch self {
    case .means: [means]
    case .affine(let factors, let offsets):
      [
        means,
        means.indices.map { factors[$0] * means[$0] + (offsets.isEmpty ? 0 : offsets[$0]) },
      ]
    case .dense(let stack): stack.values(of: means)
    }
  }

  /// Adds the slopes along weights.
  ///
  /// - Returns: The slopes along means.
  func addSlopes(of values: [[Double]], _ slope: [Double], to sums: inout [Double]) -> [Double] {
    switch self {
    case .means: return slope
    case .affine(let factors, let offsets):
      for place in slope.indices { sums[place] += slope[place] * values[0][place] }
      for place in offsets.indices { sums[factors.count + place] += slope[place] }
      return slope.indices.map { slope[$0] * factors[$0] }
    case .dense(let stack): return stack.addSlopes(of: values, slope, to: &sums)
    }
  }

  /// In words; nothing for the means themselves.
  var words: String? {
    switch self {
    case .means: nil
    case .affine(let factors, _): "\(factors.count) outputs with factors"
    case .dense(let stack): "\(stack)"
    }
  }
}
