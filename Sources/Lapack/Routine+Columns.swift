internal import CLapack

/// Routines over complex matrices whose columns are contiguous, without copies.
///
/// What LAPACK decomposes has to have a column to spare behind its last, since vectorised kernels of
/// OpenBLAS 0.3.21 read there, though they use nothing of it.
extension Routine {
  /// The product C = A B, with the adjoint of A or of B where it is wanted; C has m×n elements.
  public static func columnProduct(
    adjointA: Bool, adjointB: Bool, _ m: Int, _ n: Int, _ k: Int,
    _ a: UnsafeRawPointer, _ aRows: Int, _ b: UnsafeRawPointer, _ bRows: Int,
    _ c: UnsafeMutableRawPointer
  ) {
    var one = QuillComplexDouble(real: 1, imaginary: 0)
    var zero = QuillComplexDouble()
    oneAtATime {
      cblas_zgemm(
        CblasColMajor, adjointA ? CblasConjTrans : CblasNoTrans,
        adjointB ? CblasConjTrans : CblasNoTrans, Int32(m), Int32(n), Int32(k), &one, a,
        Int32(aRows), b, Int32(bRows), &zero, c, Int32(m))
    }
  }

  /// The lower triangle of A† A, n×n, of an m×n matrix.
  public static func columnGram(
    _ m: Int, _ n: Int, _ a: UnsafeRawPointer, _ gram: UnsafeMutableRawPointer
  ) {
    oneAtATime {
      cblas_zherk(
        CblasColMajor, CblasLower, CblasConjTrans, Int32(n), Int32(m), 1, a, Int32(m), 0, gram,
        Int32(n))
    }
  }

  /// Q and R of an m×n matrix with n at most m: Q takes its place, and R is written as n×n elements.
  public static func columnQR(
    _ m: Int, _ n: Int, _ a: UnsafeMutableRawPointer, r: UnsafeMutableRawPointer
  ) -> Int32 {
    let (rows, columns) = (Int32(m), Int32(n))
    let elements: UnsafeMutablePointer<QuillComplexDouble> = at(a)
    let triangle: UnsafeMutablePointer<QuillComplexDouble> = at(r)
    return withUnsafeTemporaryAllocation(of: QuillComplexDouble.self, capacity: n + 1) { tau in
      oneAtATime {
        let info = LAPACKE_zgeqrf(columnMajor, rows, columns, elements, rows, tau.baseAddress)
        if info != 0 { return info }
        copyTriangle(elements, m, n, to: triangle)
        return LAPACKE_zungqr(
          columnMajor, rows, columns, columns, elements, rows, tau.baseAddress)
      }
    }
  }

  private static func copyTriangle(
    _ a: UnsafeMutablePointer<QuillComplexDouble>, _ m: Int, _ n: Int,
    to r: UnsafeMutablePointer<QuillComplexDouble>
  ) {
    for column in 0..<n {
      for row in 0..<n {
        r[column * n + row] = row <= column ? a[column * m + row] : QuillComplexDouble()
      }
    }
  }

  /// Singular values of an m×n matrix by divide and conquer (`zgesdd`), with the first min(m, n) vectors
  /// of both sides where there is room for them; `a` is overwritten.
  public static func columnSVD(
    _ m: Int, _ n: Int, _ a: UnsafeMutableRawPointer, values: UnsafeMutablePointer<Double>,
    u: UnsafeMutableRawPointer?, v: UnsafeMutableRawPointer?
  ) -> Int32 {
    let job = option(u == nil ? "N" : "S")
    let (rows, columns, rank) = (Int32(m), Int32(n), Int32(min(m, n)))
    return oneAtATime {
      LAPACKE_zgesdd(
        columnMajor, job, rows, columns, at(a), rows, values, at(u), rows, at(v), rank)
    }
  }
}
