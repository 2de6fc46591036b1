internal import CLapack

extension Routine {
  /// How many of the singular vectors are wanted.
  @frozen public enum SingularVectors: Sendable {
    case none, thin, full

    var job: CChar {
      switch self {
      case .none: option("N")
      case .thin: option("S")
      case .full: option("A")
      }
    }
  }

  /// How LAPACK finds singular values.
  @frozen public enum SingularValueMethod: Sendable {
    /// Divide and conquer (`gesdd`).
    case divideAndConquer

    /// QR iteration (`gesvd`), slower and surer to converge.
    case iteration
  }

  /// Singular values and vectors; `a` is overwritten, `values` are real.
  ///
  /// `u` has `uColumns` columns; `v`, the adjoint of the right vectors, has `vRows` rows. Both are
  /// 1 without vectors. A positive `info` means that the method did not converge.
  public static func gesvd(
    _ type: ScalarType, by method: SingularValueMethod, _ wanted: SingularVectors,
    rows m: Int32, columns n: Int32, _ a: UnsafeMutableRawPointer,
    values s: UnsafeMutableRawPointer, u: UnsafeMutableRawPointer, uColumns: Int32,
    v: UnsafeMutableRawPointer, vRows: Int32
  ) -> Int32 {
    let (uRows, vColumns) = wanted == .none ? (1, 1) : (m, n)
    return withColumns(type, a, m, n) { a in
      withColumns(type, u, uRows, uColumns) { u in
        withColumns(type, v, vRows, vColumns) { v in
          switch method {
          case .divideAndConquer: gesdd(type, wanted.job, m, n, a, s, u, uRows, v, vRows)
          case .iteration: gesvd(type, wanted.job, m, n, a, s, u, uRows, v, vRows)
          }
        }
      }
    }
  }

  private static func gesdd(
    _ type: ScalarType, _ job: CChar, _ m: Int32, _ n: Int32, _ a: UnsafeMutableRawPointer,
    _ s: UnsafeMutableRawPointer, _ u: UnsafeMutableRawPointer, _ ldu: Int32,
    _ v: UnsafeMutableRawPointer, _ ldv: Int32
  ) -> Int32 {
    let order = columnMajor
    return switch type {
    case .float: LAPACKE_sgesdd(order, job, m, n, at(a), m, at(s), at(u), ldu, at(v), ldv)
    case .double: LAPACKE_dgesdd(order, job, m, n, at(a), m, at(s), at(u), ldu, at(v), ldv)
    case .complexFloat: LAPACKE_cgesdd(order, job, m, n, at(a), m, at(s), at(u), ldu, at(v), ldv)
    case .complexDouble: LAPACKE_zgesdd(order, job, m, n, at(a), m, at(s), at(u), ldu, at(v), ldv)
    }
  }

  private static func gesvd(
    _ type: ScalarType, _ job: CChar, _ m: Int32, _ n: Int32, _ a: UnsafeMutableRawPointer,
    _ s: UnsafeMutableRawPointer, _ u: UnsafeMutableRawPointer, _ ldu: Int32,
    _ v: UnsafeMutableRawPointer, _ ldv: Int32
  ) -> Int32 {
    let (order, size) = (columnMajor, Int(min(m, n)) * MemoryLayout<Double>.stride)
    return withUnsafeTemporaryAllocation(byteCount: size, alignment: 16) { rest in
      guard let rest = rest.baseAddress else { return -1 }
      return switch type {
      case .float:
        LAPACKE_sgesvd(
          order, job, job, m, n, at(a), m, at(s), at(u), ldu, at(v), ldv, at(rest))
      case .double:
        LAPACKE_dgesvd(
          order, job, job, m, n, at(a), m, at(s), at(u), ldu, at(v), ldv, at(rest))
      case .complexFloat:
        LAPACKE_cgesvd(
          order, job, job, m, n, at(a), m, at(s), at(u), ldu, at(v), ldv, at(rest))
      case .complexDouble:
        LAPACKE_zgesvd(
          order, job, job, m, n, at(a), m, at(s), at(u), ldu, at(v), ldv, at(rest))
      }
    }
  }
}
