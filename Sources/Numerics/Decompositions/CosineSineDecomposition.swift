import Lapack

/// The decomposition of a unitary matrix into two pairs of half its size and turns between them.
///
/// X = diag(U₁, U₂) · [cos θ, -sin θ; sin θ, cos θ] · diag(V₁†, V₂†).
public struct CosineSineDecomposition<Element: MatrixScalar>: Hashable, Sendable {
  /// U₁ and U₂, which stand on the left.
  public let left: [Matrix<Element>]
  /// The angles θ, in ascending order, from 0 to π/2.
  public let angles: [Element.Real]
  /// V₁† and V₂†, which stand on the right.
  public let right: [Matrix<Element>]
}

extension Matrix {
  /// The cosine-sine decomposition of a unitary matrix of even size.
  ///
  /// - Throws: `NumericsError` if the matrix is not square, not unitary or of odd size.
  /// - Complexity: O(n³), LAPACK's `uncsd`.
  public func cosineSineDecomposition() throws(NumericsError) -> CosineSineDecomposition<Element> {
    let operation = "cosineSineDecomposition"
    try requireSquare(operation)
    try requireLapackInput(operation)
    guard rowCount % 2 == 0, isUnitary() else {
      throw .invalidArgument(
        operation: operation, given: "a \(shape) matrix", allowed: "give a unitary one of even size"
      )
    }
    let half = rowCount / 2
    var x = [(0, 0), (0, 1), (1, 0), (1, 1)].map { row, column in
      quarter(row * half, column * half, half)
    }
    var factors = Array(repeating: x[0], count: 4)
    var angles = [Element.Real](repeating: 0, count: half)
    if half > 0 {
      try requireConvergence(operation, Matrix.uncsd(&x, &factors, &angles, Int32(half)))
    }
    let matrices = factors.map { Matrix(unchecked: half, half, $0) }
    return CosineSineDecomposition(
      left: Array(matrices[..<2]), angles: angles, right: Array(matrices[2...]))
  }

  private func quarter(_ top: Int, _ left: Int, _ size: Int) -> [Element] {
    (0..<size * size).map { elements[(top + $0 / size) * columnCount + left + $0 % size] }
  }

  private static func uncsd(
    _ x: inout [[Element]], _ factors: inout [[Element]], _ angles: inout [Element.Real],
    _ half: Int32
  ) -> Int32 {
    let count = x[0].count
    var quarters = Array(x.joined())
    var found = [Element](repeating: .zero, count: 4 * count)
    let info = quarters.withUnsafeMutableBytes { quarters in
      found.withUnsafeMutableBytes { found in
        guard let q = quarters.baseAddress, let f = found.baseAddress else { return Int32(-1) }
        let step = count * MemoryLayout<Element>.stride
        func four(_ start: UnsafeMutableRawPointer) -> Routine.Quarters {
          Routine.Quarters(start, start + step, start + 2 * step, start + 3 * step)
        }
        return Routine.uncsd(
          Element.lapackType, order: half, four(q), angles: &angles, factors: four(f))
      }
    }
    factors = (0..<4).map { Array(found[$0 * count..<($0 + 1) * count]) }
    return info
  }
}
