extension Matrix {
  /// The Frobenius norm, √Σ|aᵢⱼ|², right also where the squares overflow or underflow.
  public var frobeniusNorm: Element.Real {
    let sum = sumOfSquares(scaledBy: 1)
    if sum.isNormal { return sum.squareRoot() }
    let largest = maxNorm
    guard largest > 0, largest.isFinite else { return largest }
    let scale = Element.Real(sign: .plus, exponent: largest.exponent, significand: 1)
    return scale * sumOfSquares(scaledBy: scale).squareRoot()
  }

  /// The largest absolute value of an element, zero for no elements, NaN if any is NaN.
  public var maxNorm: Element.Real { largestMagnitude() }

  /// Whether no element is further than `tolerance` from the one of the adjoint.
  ///
  /// The tolerance is relative to the largest element where that exceeds 1; a matrix with a NaN,
  /// or one that is not square, is not Hermitian.
  public func isHermitian(tolerance: Element.Real = defaultTolerance) -> Bool {
    isSquare && hermitianDeviation() <= tolerance * max(1, maxNorm)
  }

  /// Whether U†U is the identity, no element further off than `tolerance`.
  public func isUnitary(tolerance: Element.Real = defaultTolerance) -> Bool {
    guard isSquare, let product = try? adjoint * self,
      let identity = try? Matrix.identity(rowCount), let difference = try? product - identity
    else { return false }
    return difference.maxNorm <= tolerance
  }

  /// Whether two matrices have one shape and elements within `tolerance` of each other.
  ///
  /// The tolerance is relative to the largest element where that exceeds 1; matrices with NaN or
  /// infinite elements are equal to none.
  public func isApproximatelyEqual(
    to other: Matrix, tolerance: Element.Real = defaultTolerance
  ) -> Bool {
    guard let difference = try? self - other else { return false }
    return difference.maxNorm <= tolerance * max(1, max(maxNorm, other.maxNorm))
  }

  /// The tolerance of comparisons that name none: the root of the rounding unit.
  public static var defaultTolerance: Element.Real { rootOfUnit() }

  @specialized(where Element == Complex<Double>)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Float)
  private static func rootOfUnit() -> Element.Real { Element.Real.ulpOfOne.squareRoot() }
}

extension Matrix {
  /// The largest |aᵢⱼ − aⱼᵢ*| of a square matrix, NaN if any element is.
  @specialized(where Element == Complex<Double>)
  @specialized(where Element == Double)
  func hermitianDeviation() -> Element.Real {
    var largest: Element.Real = 0
    for row in 0..<rowCount {
      for column in 0...row {
        let mirrored = elements[column * columnCount + row].conjugate
        let size = (elements[row * columnCount + column] - mirrored).magnitude
        if size.isNaN { return size }
        largest = max(largest, size)
      }
    }
    return largest
  }

  @specialized(where Element == Complex<Double>)
  @specialized(where Element == Double)
  private func largestMagnitude() -> Element.Real {
    var largest: Element.Real = 0
    for element in elements {
      let size = element.magnitude
      if size.isNaN { return size }
      largest = max(largest, size)
    }
    return largest
  }

  @specialized(where Element == Complex<Double>)
  @specialized(where Element == Double)
  private func sumOfSquares(scaledBy scale: Element.Real) -> Element.Real {
    let inverse = Element(1 / scale)
    return elements.reduce(0) { $0 + ($1 * inverse).squaredMagnitude }
  }
}
