internal import CLapack

extension Routine {
  /// Solves A X = B out of `getrf`'s factors (`getrs`); the solutions take the place of `b`.
  public static func getrs(
    _ type: ScalarType, order n: Int32, rightSides k: Int32, _ a: UnsafeMutableRawPointer,
    pivots: UnsafeMutablePointer<Int32>, _ b: UnsafeMutableRawPointer
  ) -> Int32 {
    let plain = option("N")
    return switch type {
    case .float: LAPACKE_sgetrs(rowMajor, plain, n, k, at(a), n, pivots, at(b), k)
    case .double: LAPACKE_dgetrs(rowMajor, plain, n, k, at(a), n, pivots, at(b), k)
    case .complexFloat: LAPACKE_cgetrs(rowMajor, plain, n, k, at(a), n, pivots, at(b), k)
    case .complexDouble: LAPACKE_zgetrs(rowMajor, plain, n, k, at(a), n, pivots, at(b), k)
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
    let info =
      switch type {
      case .float: LAPACKE_sgecon(rowMajor, one, n, at(a), n, Float(norm), &single)
      case .double: LAPACKE_dgecon(rowMajor, one, n, at(a), n, norm, &double)
      case .complexFloat: LAPACKE_cgecon(rowMajor, one, n, at(a), n, Float(norm), &single)
      case .complexDouble: LAPACKE_zgecon(rowMajor, one, n, at(a), n, norm, &double)
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
    let info =
      switch type {
      case .float:
        LAPACKE_sgelsd(rowMajor, m, n, k, at(a), n, at(b), k, at(s), single, &rank)
      case .double:
        LAPACKE_dgelsd(rowMajor, m, n, k, at(a), n, at(b), k, at(s), cutoff, &rank)
      case .complexFloat:
        LAPACKE_cgelsd(rowMajor, m, n, k, at(a), n, at(b), k, at(s), single, &rank)
      case .complexDouble:
        LAPACKE_zgelsd(rowMajor, m, n, k, at(a), n, at(b), k, at(s), cutoff, &rank)
      }
    return (rank, info)
  }
}
