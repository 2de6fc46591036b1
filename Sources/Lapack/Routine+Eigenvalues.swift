internal import CLapack

extension Routine {
  /// Eigenvalues of a Hermitian matrix, ascending, by divide and conquer (`syevd`, `heevd`).
  ///
  /// The lower triangle of `a` is read; with `vectors` the columns of `a` become eigenvectors.
  /// `values` are real. A positive `info` means that the iteration did not converge.
  public static func heevd(
    _ type: ScalarType, vectors: Bool, order n: Int32, _ a: UnsafeMutableRawPointer,
    values: UnsafeMutableRawPointer
  ) -> Int32 {
    let job = option(vectors ? "V" : "N")
    let lower = option("L")
    return switch type {
    case .float: LAPACKE_ssyevd(rowMajor, job, lower, n, at(a), n, at(values))
    case .double: LAPACKE_dsyevd(rowMajor, job, lower, n, at(a), n, at(values))
    case .complexFloat: LAPACKE_cheevd(rowMajor, job, lower, n, at(a), n, at(values))
    case .complexDouble: LAPACKE_zheevd(rowMajor, job, lower, n, at(a), n, at(values))
    }
  }

  /// Eigenvalues and right eigenvectors of a general matrix of complex numbers (`geev`).
  ///
  /// `a` is overwritten. Without `vectors` only the values are computed. A positive `info` means
  /// that the QR iteration did not converge. The numbers must be complex, of either precision.
  public static func geev(
    _ type: ScalarType, order n: Int32, _ a: UnsafeMutableRawPointer,
    values: UnsafeMutableRawPointer, vectors: UnsafeMutableRawPointer?
  ) -> Int32 {
    let none = option("N")
    let job = option(vectors == nil ? "N" : "V")
    return type.isSingle
      ? LAPACKE_cgeev(rowMajor, none, job, n, at(a), n, at(values), nil, n, at(vectors), n)
      : LAPACKE_zgeev(rowMajor, none, job, n, at(a), n, at(values), nil, n, at(vectors), n)
  }
}
