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

  /// Singular values by divide and conquer (`gesdd`); `a` is overwritten, `values` are real.
  ///
  /// `u` has `uColumns` columns, `v` is the adjoint of the right vectors with `columns` columns.
  /// A positive `info` means that the iteration did not converge; `gesvd` may then.
  public static func gesdd(
    _ type: ScalarType, _ wanted: SingularVectors, rows m: Int32, columns n: Int32,
    _ a: UnsafeMutableRawPointer, values s: UnsafeMutableRawPointer,
    u: UnsafeMutableRawPointer?, uColumns k: Int32, v: UnsafeMutableRawPointer?
  ) -> Int32 {
    let job = wanted.job
    return switch type {
    case .float: LAPACKE_sgesdd(rowMajor, job, m, n, at(a), n, at(s), at(u), k, at(v), n)
    case .double: LAPACKE_dgesdd(rowMajor, job, m, n, at(a), n, at(s), at(u), k, at(v), n)
    case .complexFloat: LAPACKE_cgesdd(rowMajor, job, m, n, at(a), n, at(s), at(u), k, at(v), n)
    case .complexDouble: LAPACKE_zgesdd(rowMajor, job, m, n, at(a), n, at(s), at(u), k, at(v), n)
    }
  }

  /// Singular values by QR iteration (`gesvd`), slower than `gesdd` and surer to converge.
  ///
  /// The arguments are those of `gesdd`, and `rest`, min(rows, columns) real numbers of work space.
  public static func gesvd(
    _ type: ScalarType, _ wanted: SingularVectors, rows m: Int32, columns n: Int32,
    _ a: UnsafeMutableRawPointer, values s: UnsafeMutableRawPointer,
    u: UnsafeMutableRawPointer?, uColumns k: Int32, v: UnsafeMutableRawPointer?,
    rest: UnsafeMutableRawPointer
  ) -> Int32 {
    let j = wanted.job
    return switch type {
    case .float:
      LAPACKE_sgesvd(rowMajor, j, j, m, n, at(a), n, at(s), at(u), k, at(v), n, at(rest))
    case .double:
      LAPACKE_dgesvd(rowMajor, j, j, m, n, at(a), n, at(s), at(u), k, at(v), n, at(rest))
    case .complexFloat:
      LAPACKE_cgesvd(rowMajor, j, j, m, n, at(a), n, at(s), at(u), k, at(v), n, at(rest))
    case .complexDouble:
      LAPACKE_zgesvd(rowMajor, j, j, m, n, at(a), n, at(s), at(u), k, at(v), n, at(rest))
    }
  }
}
