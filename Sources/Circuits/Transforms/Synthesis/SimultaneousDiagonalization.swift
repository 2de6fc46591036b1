internal import Numerics

/// The orthogonal matrix that makes commuting real symmetric matrices diagonal, found by turns of two
/// rows at a time; equal eigenvalues of one of them do no harm.
///
/// J.-F. Cardoso and A. Souloumiac, "Jacobi angles for simultaneous diagonalization", SIAM J. Matrix
/// Anal. Appl. 17, 161 (1996).
struct SimultaneousDiagonalization {
  /// Row after row; the columns are the eigenvectors.
  private(set) var vectors: [Double]
  private var matrices: [[Double]]
  private let size: Int

  init(_ matrices: [[Double]], size: Int) {
    (self.matrices, self.size) = (matrices, size)
    vectors = (0..<size * size).map { $0 / size == $0 % size ? 1 : 0 }
    for _ in 0..<60 where sweep() < 1e-15 { break }
  }

  /// Turns each pair of rows once; the largest sine of a turn.
  private mutating func sweep() -> Double {
    var largest = 0.0
    for p in 0..<size {
      for q in p + 1..<size {
        let angle = bestAngle(p, q)
        largest = max(largest, abs(angle))
        if abs(angle) > 1e-17 { rotate(p, q, .cos(angle), .sin(angle)) }
      }
    }
    return largest
  }

  private func bestAngle(_ p: Int, _ q: Int) -> Double {
    var (along, across) = (0.0, 0.0)
    for matrix in matrices {
      let difference = matrix[p * size + p] - matrix[q * size + q]
      let coupling = 2 * matrix[p * size + q]
      along += difference * difference - coupling * coupling
      across += 2 * difference * coupling
    }
    guard abs(across) > 1e-30 || along < -1e-30 else { return 0 }
    return 0.25 * Double.atan2(y: across, x: along)
  }

  private mutating func rotate(_ p: Int, _ q: Int, _ c: Double, _ s: Double) {
    for place in matrices.indices {
      SimultaneousDiagonalization.turnColumns(&matrices[place], size, p, q, c, s)
      SimultaneousDiagonalization.turnRows(&matrices[place], size, p, q, c, s)
    }
    SimultaneousDiagonalization.turnColumns(&vectors, size, p, q, c, s)
  }

  private static func turnColumns(
    _ matrix: inout [Double], _ size: Int, _ p: Int, _ q: Int, _ c: Double, _ s: Double
  ) {
    for row in 0..<size {
      let (a, b) = (matrix[row * size + p], matrix[row * size + q])
      (matrix[row * size + p], matrix[row * size + q]) = (c * a + s * b, c * b - s * a)
    }
  }

  private static func turnRows(
    _ matrix: inout [Double], _ size: Int, _ p: Int, _ q: Int, _ c: Double, _ s: Double
  ) {
    for column in 0..<size {
      let (a, b) = (matrix[p * size + column], matrix[q * size + column])
      (matrix[p * size + column], matrix[q * size + column]) = (c * a + s * b, c * b - s * a)
    }
  }
}
