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
    return withColumns(type, a, n, n) { a in
      switch type {
      case .float: LAPACKE_ssyevd(columnMajor, job, lower, n, at(a), n, at(values))
      case .double: LAPACKE_dsyevd(columnMajor, job, lower, n, at(a), n, at(values))
      case .complexFloat: LAPACKE_cheevd(columnMajor, job, lower, n, at(a), n, at(values))
      case .complexDouble: LAPACKE_zheevd(columnMajor, job, lower, n, at(a), n, at(values))
      }
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
    guard let vectors else { return geev(type, n, a, values, nil) }
    return withColumns(type, vectors, n, n) { geev(type, n, a, values, $0) }
  }

  private static func geev(
    _ type: ScalarType, _ n: Int32, _ a: UnsafeMutableRawPointer,
    _ values: UnsafeMutableRawPointer, _ vectors: UnsafeMutableRawPointer?
  ) -> Int32 {
    let none = option("N")
    let job = option(vectors == nil ? "N" : "V")
    return withColumns(type, a, n, n) { a in
      type.isSingle
        ? LAPACKE_cgeev(columnMajor, none, job, n, at(a), n, at(values), nil, n, at(vectors), n)
        : LAPACKE_zgeev(columnMajor, none, job, n, at(a), n, at(values), nil, n, at(vectors), n)
    }
  }
}
