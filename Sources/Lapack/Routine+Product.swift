internal import CLapack

extension Routine {
  /// The product C = A B of an m×k and a k×n matrix (`gemm`).
  public static func gemm(
    _ type: ScalarType, _ m: Int32, _ n: Int32, _ k: Int32,
    _ a: UnsafeRawPointer, _ b: UnsafeRawPointer, _ c: UnsafeMutableRawPointer
  ) {
    oneAtATime {
      type.isComplex
        ? complexProduct(type, m, n, k, a, b, c) : realProduct(type, m, n, k, a, b, c)
    }
  }

  private static func realProduct(
    _ type: ScalarType, _ m: Int32, _ n: Int32, _ k: Int32,
    _ a: UnsafeRawPointer, _ b: UnsafeRawPointer, _ c: UnsafeMutableRawPointer
  ) {
    if type.isSingle {
      let (a, b) = (a.assumingMemoryBound(to: Float.self), b.assumingMemoryBound(to: Float.self))
      cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, m, n, k, 1, a, k, b, n, 0, at(c), n)
    } else {
      let (a, b) = (a.assumingMemoryBound(to: Double.self), b.assumingMemoryBound(to: Double.self))
      cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, m, n, k, 1, a, k, b, n, 0, at(c), n)
    }
  }

  private static func complexProduct(
    _ type: ScalarType, _ m: Int32, _ n: Int32, _ k: Int32,
    _ a: UnsafeRawPointer, _ b: UnsafeRawPointer, _ c: UnsafeMutableRawPointer
  ) {
    if type.isSingle {
      var one = QuillComplexFloat(real: 1, imaginary: 0)
      var zero = QuillComplexFloat()
      cblas_cgemm(
        CblasRowMajor, CblasNoTrans, CblasNoTrans, m, n, k, &one, a, k, b, n, &zero, c, n)
    } else {
      var one = QuillComplexDouble(real: 1, imaginary: 0)
      var zero = QuillComplexDouble()
      cblas_zgemm(
        CblasRowMajor, CblasNoTrans, CblasNoTrans, m, n, k, &one, a, k, b, n, &zero, c, n)
    }
  }
}
