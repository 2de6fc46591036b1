internal import Circuits
public import Numerics

/// Second derivatives by the weights.
extension AdjointGradient {
  /// The products of the Hessian matrix of each mean with directions of the weights.
  ///
  /// Up to 14 qubits the states are differentiated along each direction while they run forwards and back,
  /// so that the products are as exact as the gradient. On more qubits they are differences of the fourth
  /// order of gradients, with errors of about 10⁻⁹.
  ///
  /// B. A. Pearlmutter, "Fast exact multiplication by the Hessian", Neural Computation 6, 147 (1994).
  ///
  /// ```swift
  /// try energy.hessianProducts(along: [[1, 0]], weights: [0.1, 0.2])[0][0]   // the Hessian's first row
  /// ```
  ///
  /// - Parameters:
  ///   - directions: Directions, each with a number for each weight.
  ///   - weights: The value of each weight.
  ///   - features: The value of each feature.
  /// - Returns: For each direction and each observable, a number for each weight.
  /// - Throws: As ``evaluate(weights:features:)-([Double],[Double])``, also for directions.
  /// - Complexity: O(*d k* 2ⁿ) for *d* directions, *k* gates and each observable.
  public func hessianProducts(
    along directions: [[Double]], weights: [Double] = [], features: [Double] = []
  ) throws -> [[[Double]]] {
    try layout.check(weights: weights, features: features)
    for (number, direction) in directions.enumerated() {
      try layout.check(weights: direction, sample: number)
    }
    if !engine.canRunLanes(upTo: AdjointEngine.widestProgramOfLanes) {
      return try directions.map { try differences(along: $0, weights, features) }
    }
    let batch = try batch(
      .own(directions.map { _ in weights }), directions.map { _ in features })
    return try engine.hessianProducts(along: directions, batch)
  }

  /// The Hessian matrix of each mean: its second derivatives by each two weights.
  ///
  /// - Parameters:
  ///   - weights: The value of each weight.
  ///   - features: The value of each feature.
  /// - Returns: A symmetric matrix for each observable.
  /// - Throws: As ``hessianProducts(along:weights:features:)``.
  /// - Complexity: O(*w k* 2ⁿ) for *w* weights and *k* gates.
  public func hessians(
    weights: [Double] = [], features: [Double] = []
  ) throws -> [Matrix<Double>] {
    let directions = weights.indices.map { place in
      weights.indices.map { $0 == place ? 1.0 : 0 }
    }
    let rows = try hessianProducts(along: directions, weights: weights, features: features)
    return try engine.observables.indices.map { observable in
      try Matrix(rows: weights.count, columns: weights.count) { row, column in
        (rows[row][observable][column] + rows[column][observable][row]) / 2
      }
    }
  }

  private func differences(
    along direction: [Double], _ weights: [Double], _ features: [Double]
  ) throws -> [[Double]] {
    let size = direction.reduce(0) { max($0, abs($1)) }
    guard size > 0 else { return engine.observables.map { _ in weights.map { _ in 0 } } }
    let step = 2e-3 / size
    func gradients(_ count: Double) throws -> [[Double]] {
      let moved = zip(weights, direction).map { $0 + count * step * $1 }
      return try evaluate(weights: moved, features: features).weights
    }
    let (a, b) = (try gradients(1), try gradients(-1))
    let (c, d) = (try gradients(2), try gradients(-2))
    return a.indices.map { observable in
      weights.indices.map { place in
        let near = a[observable][place] - b[observable][place]
        let far = c[observable][place] - d[observable][place]
        return (8 * near - far) / (12 * step)
      }
    }
  }
}

extension AdjointEngine {
  fileprivate func hessianProducts(
    along directions: [[Double]], _ batch: SampleBatch
  ) throws -> [[[Double]]] {
    var products: [[[Double]]] = []
    let (count, first) = (valueCount, featureCount)
    var direction = [Lanes](repeating: Lanes(), count: count + 1)
    var gradients = [Lanes](repeating: Lanes(), count: observables.count * count + 1)
    try forEachBound(of: batch) { workspace, block, used, values in
      for place in first..<count {
        for lane in 0..<used {
          direction[place][lane] = directions[8 * block + lane][place - first]
        }
      }
      for place in gradients.indices { gradients[place] = Lanes() }
      withUnsafeTemporaryAllocation(
        of: Lanes.self, capacity: LaneTangents.capacity(of: workspace.program)
      ) { buffer in
        gradients.withUnsafeMutableBufferPointer { results in
          direction.withUnsafeBufferPointer { direction in
            guard let memory = buffer.baseAddress, let results = results.baseAddress,
              let direction = direction.baseAddress
            else { return }
            var tangents = LaneTangents(workspace, memory)
            tangents.run(along: direction, at: values, into: results, count: count)
          }
        }
      }
      for lane in 0..<used {
        products.append(
          observables.indices.map { observable in
            (first..<count).map { gradients[observable * count + $0][lane] }
          })
      }
    }
    return products
  }
}
