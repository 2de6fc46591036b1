internal import CLapack

/// The LAPACK and BLAS routines that Quill uses, over plain pointers.
///
/// Matrices are row-major and contiguous; every pointer points to numbers of the `ScalarType` that
/// comes first, or to their real kind where the comment says so. The routines return LAPACK's
/// `info`: zero for success, a positive number with the routine's own meaning, a negative one for
/// a bad argument or for want of memory. Nothing is checked here; `Numerics` does that.
public enum Routine {
  /// LAPACK's four kinds of numbers.
  @frozen public enum ScalarType: Sendable {
    case float, double, complexFloat, complexDouble

    /// The type of the real and imaginary parts is `Float`.
    var isSingle: Bool { self == .float || self == .complexFloat }

    var isComplex: Bool { self == .complexFloat || self == .complexDouble }
  }
}

/// LAPACKE's name for matrices whose columns are contiguous, as `withColumns` makes them.
let columnMajor = LAPACK_COL_MAJOR

/// One of LAPACK's single-letter options.
func option(_ letter: Unicode.Scalar) -> CChar { CChar(truncatingIfNeeded: letter.value) }

/// The numbers at an address, of the type that the call at hand wants.
func at<Number>(_ address: UnsafeMutableRawPointer) -> UnsafeMutablePointer<Number> {
  address.assumingMemoryBound(to: Number.self)
}

/// The numbers at an address that may be missing.
func at<Number>(_ address: UnsafeMutableRawPointer?) -> UnsafeMutablePointer<Number>? {
  address?.assumingMemoryBound(to: Number.self)
}
