internal import CLapack

extension Routine {
  /// Householder QR (`geqrf`): R above the diagonal of `a`, the reflectors below and in `tau`.
  public static func geqrf(
    _ type: ScalarType, rows m: Int32, columns n: Int32, _ a: UnsafeMutableRawPointer,
    tau: UnsafeMutableRawPointer
  ) -> Int32 {
    withColumns(type, a, m, n) { a in
      switch type {
      case .float: LAPACKE_sgeqrf(columnMajor, m, n, at(a), m, at(tau))
      case .double: LAPACKE_dgeqrf(columnMajor, m, n, at(a), m, at(tau))
      case .complexFloat: LAPACKE_cgeqrf(columnMajor, m, n, at(a), m, at(tau))
      case .complexDouble: LAPACKE_zgeqrf(columnMajor, m, n, at(a), m, at(tau))
      }
    }
  }

  /// The first `columns` columns of Q out of `reflectors` reflectors (`orgqr`, `ungqr`), in place.
  public static func ungqr(
    _ type: ScalarType, rows m: Int32, columns n: Int32, reflectors k: Int32,
    _ a: UnsafeMutableRawPointer, tau: UnsafeMutableRawPointer
  ) -> Int32 {
    withColumns(type, a, m, n) { a in
      switch type {
      case .float: LAPACKE_sorgqr(columnMajor, m, n, k, at(a), m, at(tau))
      case .double: LAPACKE_dorgqr(columnMajor, m, n, k, at(a), m, at(tau))
      case .complexFloat: LAPACKE_cungqr(columnMajor, m, n, k, at(a), m, at(tau))
      case .complexDouble: LAPACKE_zungqr(columnMajor, m, n, k, at(a), m, at(tau))
      }
    }
  }

  /// Cholesky (`potrf`): the lower triangle of `a` becomes L with A = L L†.
  ///
  /// A positive `info` is the order of the first leading minor that is not positive.
  public static func potrf(
    _ type: ScalarType, order n: Int32, _ a: UnsafeMutableRawPointer
  ) -> Int32 {
    let lower = option("L")
    return withColumns(type, a, n, n) { a in
      switch type {
      case .float: LAPACKE_spotrf(columnMajor, lower, n, at(a), n)
      case .double: LAPACKE_dpotrf(columnMajor, lower, n, at(a), n)
      case .complexFloat: LAPACKE_cpotrf(columnMajor, lower, n, at(a), n)
      case .complexDouble: LAPACKE_zpotrf(columnMajor, lower, n, at(a), n)
      }
    }
  }

  /// LU with partial pivoting (`getrf`), in place; `pivots` are the rows exchanged, from one.
  ///
  /// A positive `info` says which pivot is exactly zero.
  public static func getrf(
    _ type: ScalarType, order n: Int32, _ a: UnsafeMutableRawPointer,
    pivots: UnsafeMutablePointer<Int32>
  ) -> Int32 {
    withColumns(type, a, n, n) { a in
      switch type {
      case .float: LAPACKE_sgetrf(columnMajor, n, n, at(a), n, pivots)
      case .double: LAPACKE_dgetrf(columnMajor, n, n, at(a), n, pivots)
      case .complexFloat: LAPACKE_cgetrf(columnMajor, n, n, at(a), n, pivots)
      case .complexDouble: LAPACKE_zgetrf(columnMajor, n, n, at(a), n, pivots)
      }
    }
  }
}
