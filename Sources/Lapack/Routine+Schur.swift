internal import CLapack

extension Routine {
  /// The Schur form A = V T V† of a general matrix of complex numbers (`gees`).
  ///
  /// `a` becomes the upper triangle T. A positive `info` means that the QR iteration did not converge.
  /// The numbers must be complex, of either precision.
  public static func gees(
    _ type: ScalarType, order n: Int32, _ a: UnsafeMutableRawPointer,
    values: UnsafeMutableRawPointer, vectors: UnsafeMutableRawPointer
  ) -> Int32 {
    let (wanted, unsorted) = (option("V"), option("N"))
    var sorted: Int32 = 0
    return withColumns(type, a, n, n) { a in
      withColumns(type, vectors, n, n) { v in
        type.isSingle
          ? LAPACKE_cgees(
            columnMajor, wanted, unsorted, nil, n, at(a), n, &sorted, at(values), at(v), n)
          : LAPACKE_zgees(
            columnMajor, wanted, unsorted, nil, n, at(a), n, &sorted, at(values), at(v), n)
      }
    }
  }
}
