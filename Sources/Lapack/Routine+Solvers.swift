internal import CLapack

extension Routine {
  /// Solves A X = B out of `getrf`'s factors (`getrs`); the solutions take the place of `b`.
  public static func getrs(
    _ type: ScalarType, order n: Int32, rightSides k: Int32, _ a: UnsafeMutableRawPointer,
    pivots: UnsafeMutablePointer<Int32>, _ b: UnsafeMutableRawPointer
  ) -> Int32 {
    let plain = option("N")
    return withColumns(type, a, n, n) { a in
      withColumns(type, b, n, k) { b in
        switch type {
        case .float: LAPACKE_sgetrs(columnMajor, plain, n, k, at(a), n, pivots, at(b), n)
        case .double: LAPACKE_dgetrs(columnMajor, plain, n, k, at(a), n, pivots, at(b), n)
        case .complexFloat: LAPACKE_cgetrs(columnMajor, plain, n, k, at(a), n, pivots, at(b), n)
        case .complexDouble: LAPACKE_zgetrs(columnMajor, plain, n, k, at(a), n, pivots, at(b), n)
        }
      }
    }
  }

  /// The reciprocal condition number in the 1-norm out of `getrf`'s factors (`gecon`).
  ///
  /// `norm` is the 1-norm of the matrix before it was factored.
  public static func gecon(
    _ type: ScalarType, order n: Int32, _ a: UnsafeMutableRawPointer, norm: Double
  ) -> (reciprocal: Double, info: Int32) {
    let one = option("1")
    var single: Float = 0
    var double = 0.0
    let info = withColumns(type, a, n, n) { a in
      switch type {
      case .float: LAPACKE_sgecon(columnMajor, one, n, at(a), n, Float(norm), &single)
      case .double: LAPACKE_dgecon(columnMajor, one, n, at(a), n, norm, &double)
      case .complexFloat: LAPACKE_cgecon(columnMajor, one, n, at(a), n, Float(norm), &single)
      case .complexDouble: LAPACKE_zgecon(columnMajor, one, n, at(a), n, norm, &double)
      }
    }
    return (type.isSingle ? Double(single) : double, info)
  }

  /// Minimum-norm least squares by singular values (`gelsd`).
  ///
  /// `b` has max(rows, columns) rows; its first `columns` rows become the solutions. Singular
  /// values below `cutoff` times the largest count as zero; all of them come back in `values`,
  /// which are real.
  public static func gelsd(
    _ type: ScalarType, rows m: Int32, columns n: Int32, rightSides k: Int32,
    _ a: UnsafeMutableRawPointer, _ b: UnsafeMutableRawPointer,
    values s: UnsafeMutableRawPointer, cutoff: Double
  ) -> (rank: Int32, info: Int32) {
    var rank: Int32 = 0
    let single = Float(cutoff)
    let order = columnMajor
    let ldb = max(m, n)
    let info = withColumns(type, a, m, n) { a in
      withColumns(type, b, ldb, k) { b in
        switch type {
        case .float:
          LAPACKE_sgelsd(order, m, n, k, at(a), m, at(b), ldb, at(s), single, &rank)
        case .double:
          LAPACKE_dgelsd(order, m, n, k, at(a), m, at(b), ldb, at(s), cutoff, &rank)
        case .complexFloat:
          LAPACKE_cgelsd(order, m, n, k, at(a), m, at(b), ldb, at(s), single, &rank)
        case .complexDouble:
          LAPACKE_zgelsd(order, m, n, k, at(a), m, at(b), ldb, at(s), cutoff, &rank)
        }
      }
    }
    return (rank, info)
  }
}
