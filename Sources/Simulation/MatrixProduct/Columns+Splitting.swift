internal import Lapack
internal import Numerics

extension Columns {
  /// Splits a matrix into orthonormal columns and what they are multiplied with, so that as little as
  /// possible is lost: $A \approx Q\,(Q^\dagger A)$.
  ///
  /// Small matrices are split by their singular values. Of larger ones, the columns that ``GramPivots``
  /// chooses are a basis; where there would be more of them than the limit, $A A^\dagger$ times them is
  /// one, which loses a few per cent more than the least. That is several times faster than singular
  /// vectors, half of which would be thrown away.
  ///
  /// N. Halko, P. G. Martinsson and J. A. Tropp, "Finding structure with randomness", SIAM Review 53, 217
  /// (2011).
  ///
  /// - Parameters:
  ///   - limit: The most columns of Q.
  ///   - cutoff: The share of the squared norm that may be lost for fewer.
  /// - Returns: Q and $Q^\dagger A$.
  func split(limit: Int, cutoff: Double) -> (q: Columns, rest: Columns) {
    if min(rowCount, columnCount) <= 16, let parts = svd {
      return Columns.cut(parts, limit, cutoff)
    }
    let gram = gram
    let pivots = GramPivots(gram, most: min(limit, rowCount, columnCount), cutoff: cutoff)
    // Where the pivots leave too much, a step of the power method comes close to the best choice.
    let basis =
      pivots.isExact
      ? columns(pivots.places) : Columns.product(self, gram.columns(pivots.places))
    let q = basis.qr.q
    return (q, Columns.product(q, self, adjointA: true))
  }

  /// The largest singular values, with their vectors.
  private static func cut(
    _ parts: (u: Columns, values: [Double], v: Columns), _ limit: Int, _ cutoff: Double
  ) -> (q: Columns, rest: Columns) {
    let weights = parts.values.map { $0 * $0 }
    let total = weights.reduce(0, +)
    var (kept, lost) = (min(limit, weights.count), weights.dropFirst(limit).reduce(0, +))
    while kept > 1, lost + weights[kept - 1] <= cutoff * total {
      lost += weights[kept - 1]
      kept -= 1
    }
    let (rank, columns) = (weights.count, parts.v.columnCount)
    let rest = Columns(kept, columns) { start in
      for column in 0..<columns {
        for row in 0..<kept {
          start[column * kept + row] =
            parts.values[row] * parts.v.elements[column * rank + row]
        }
      }
    }
    return (parts.u.columns(Array(0..<kept)), rest)
  }

  /// $A^\dagger A$.
  private var gram: Columns {
    Columns(columnCount, columnCount) { start in
      Routine.columnGram(rowCount, columnCount, elements, start)
      for column in 1..<max(1, columnCount) {
        for row in 0..<column {
          start[column * columnCount + row] = start[row * columnCount + column].conjugate
        }
      }
    }
  }
}
