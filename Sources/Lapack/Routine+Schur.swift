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

  /// The four quarters of a unitary matrix, each of the same order, in one array of four matrices.
  public struct Quarters {
    var addresses: [UnsafeMutableRawPointer]

    /// Four matrices, those of the upper rows first.
    public init(
      _ first: UnsafeMutableRawPointer, _ second: UnsafeMutableRawPointer,
      _ third: UnsafeMutableRawPointer, _ fourth: UnsafeMutableRawPointer
    ) {
      addresses = [first, second, third, fourth]
    }
  }

  /// The cosine-sine decomposition of a unitary matrix in four quarters (`orcsd`, `uncsd`).
  ///
  /// X = diag(U₁, U₂) · [cos θ, -sin θ; sin θ, cos θ] · diag(V₁†, V₂†).
  ///
  /// `x` is overwritten; `factors` become U₁, U₂, V₁† and V₂†, and `angles`, which are real, θ. A positive
  /// `info` means that the iteration did not converge.
  public static func uncsd(
    _ type: ScalarType, order n: Int32, _ x: Quarters, angles: UnsafeMutableRawPointer,
    factors: Quarters
  ) -> Int32 {
    withEachOf(type, x.addresses + factors.addresses, n) { all in
      let (yes, plain, usual) = (option("Y"), option("N"), option("D"))
      let order = columnMajor
      return switch type {
      case .float:
        LAPACKE_sorcsd(
          order, yes, yes, yes, yes, plain, usual, 2 * n, n, n, at(all[0]), n, at(all[1]), n,
          at(all[2]), n, at(all[3]), n, at(angles), at(all[4]), n, at(all[5]), n, at(all[6]), n,
          at(all[7]), n)
      case .double:
        LAPACKE_dorcsd(
          order, yes, yes, yes, yes, plain, usual, 2 * n, n, n, at(all[0]), n, at(all[1]), n,
          at(all[2]), n, at(all[3]), n, at(angles), at(all[4]), n, at(all[5]), n, at(all[6]), n,
          at(all[7]), n)
      case .complexFloat:
        LAPACKE_cuncsd(
          order, yes, yes, yes, yes, plain, usual, 2 * n, n, n, at(all[0]), n, at(all[1]), n,
          at(all[2]), n, at(all[3]), n, at(angles), at(all[4]), n, at(all[5]), n, at(all[6]), n,
          at(all[7]), n)
      case .complexDouble:
        LAPACKE_zuncsd(
          order, yes, yes, yes, yes, plain, usual, 2 * n, n, n, at(all[0]), n, at(all[1]), n,
          at(all[2]), n, at(all[3]), n, at(angles), at(all[4]), n, at(all[5]), n, at(all[6]), n,
          at(all[7]), n)
      }
    }
  }

  /// Calls a routine with copies of square matrices of one order.
  private static func withEachOf(
    _ type: ScalarType, _ matrices: [UnsafeMutableRawPointer], _ n: Int32,
    _ routine: ([UnsafeMutableRawPointer]) -> Int32
  ) -> Int32 {
    guard let first = matrices.first else { return routine([]) }
    return withColumns(type, first, n, n) { copy in
      withEachOf(type, Array(matrices.dropFirst()), n) { routine([copy] + $0) }
    }
  }
}
