extension Matrix {
  /// The state of some subsystems of a composite system, the others traced out.
  ///
  /// `dimensions` are those of the subsystems, subsystem 0 the leftmost, most significant factor
  /// of the Kronecker product. The kept ones stay in that order, whatever the order of `kept`.
  ///
  /// ```swift
  /// let reduced = try bell.partialTrace(keeping: [0], dimensions: [2, 2])   // identity / 2
  /// ```
  ///
  /// - Throws: `NumericsError` if the dimensions do not multiply to the size of the matrix, or a
  ///   subsystem does not exist or is named twice.
  /// - Complexity: O(d² / t) for a d×d matrix and traced dimension t.
  public func partialTrace(
    keeping kept: [Int], dimensions: [Int]
  ) throws(NumericsError) -> Matrix {
    try requireSubsystems(kept, dimensions)
    let (keptOffsets, tracedOffsets) = offsets(keeping: Set(kept), dimensions)
    return try Matrix(rows: keptOffsets.count, columns: keptOffsets.count) { row, column in
      tracedOffsets.reduce(Element.zero) { sum, traced in
        sum + elements[(keptOffsets[row] + traced) * columnCount + keptOffsets[column] + traced]
      }
    }
  }

  /// The state that is left when some subsystems are traced out.
  ///
  /// The same as `partialTrace(keeping:dimensions:)` with the other subsystems.
  ///
  /// - Throws: `NumericsError`, as there.
  public func partialTrace(
    over traced: [Int], dimensions: [Int]
  ) throws(NumericsError) -> Matrix {
    try requireSubsystems(traced, dimensions)
    let traced = Set(traced)
    return try partialTrace(
      keeping: dimensions.indices.filter { !traced.contains($0) }, dimensions: dimensions)
  }

  /// What every basis state of the kept subsystems, and of the others, adds to an index.
  private func offsets(
    keeping kept: Set<Int>, _ dimensions: [Int]
  ) -> (kept: [Int], traced: [Int]) {
    var keptOffsets = [0]
    var tracedOffsets = [0]
    var stride = rowCount
    for (subsystem, dimension) in dimensions.enumerated() {
      stride /= dimension
      let steps = (0..<dimension).map { $0 * stride }
      if kept.contains(subsystem) {
        keptOffsets = keptOffsets.flatMap { offset in steps.map { offset + $0 } }
      } else {
        tracedOffsets = tracedOffsets.flatMap { offset in steps.map { offset + $0 } }
      }
    }
    return (keptOffsets, tracedOffsets)
  }

  private func requireSubsystems(
    _ subsystems: [Int], _ dimensions: [Int]
  ) throws(NumericsError) {
    try requireSquare("partialTrace")
    var size = 1
    for dimension in dimensions {
      let product = size.multipliedReportingOverflow(by: dimension)
      size = dimension > 0 && !product.overflow ? product.partialValue : 0
    }
    guard size == rowCount, size > 0 else {
      throw .invalidArgument(
        operation: "partialTrace", given: "dimensions \(dimensions) for a \(shape) matrix",
        allowed: "give positive dimensions whose product is its size")
    }
    for (position, subsystem) in subsystems.enumerated() {
      guard dimensions.indices.contains(subsystem) else {
        throw .indexOutOfRange(
          operation: "partialTrace", index: subsystem, count: dimensions.count)
      }
      guard !subsystems[..<position].contains(subsystem) else {
        throw .invalidArgument(
          operation: "partialTrace", given: "subsystem \(subsystem) is named twice",
          allowed: "name each once")
      }
    }
  }
}
