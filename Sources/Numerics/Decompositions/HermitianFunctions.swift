extension Matrix {
  /// A function of a Hermitian matrix, f(A) = V diag(f(λ)) V†.
  ///
  /// ```swift
  /// let inverseRoot = try overlap.hermitianFunction { 1 / $0.squareRoot() }
  /// ```
  ///
  /// - Throws: `NumericsError` if the matrix is not Hermitian or has elements that are not finite,
  ///   or if the function is not finite at an eigenvalue.
  /// - Complexity: O(n³).
  public func hermitianFunction(
    tolerance: Element.Real = defaultTolerance, _ function: (Element.Real) -> Element.Real
  ) throws(NumericsError) -> Matrix {
    let eigen = try hermitianEigendecomposition(tolerance: tolerance)
    let values = eigen.values.map(function)
    for (eigenvalue, value) in zip(eigen.values, values) where !value.isFinite {
      throw .notFinite(
        operation: "hermitianFunction", position: "the value at eigenvalue \(shortText(eigenvalue))"
      )
    }
    return try eigen.vectors.conjugating(values.map { Element($0) })
  }

  /// The exponential e^(zA) of a Hermitian matrix times a complex number.
  ///
  /// With z = −it it is the time evolution e^(−itH), unitary to rounding.
  ///
  /// ```swift
  /// let evolution = try hamiltonian.hermitianExponential(times: -.i * t)
  /// ```
  ///
  /// - Throws: `NumericsError` if the matrix is not Hermitian, or an element or the factor is not
  ///   finite.
  /// - Complexity: O(n³).
  public func hermitianExponential(
    times factor: Complex<Element.Real> = 1, tolerance: Element.Real = defaultTolerance
  ) throws(NumericsError) -> Matrix<Complex<Element.Real>> {
    guard factor.isFinite else {
      throw .notFinite(operation: "hermitianExponential", position: "the factor")
    }
    let eigen = try hermitianEigendecomposition(tolerance: tolerance)
    let vectors = eigen.vectors.map { Complex(real: $0.real, imaginary: $0.imaginary) }
    return try vectors.conjugating(eigen.values.map { .exp(factor * $0) })
  }

  /// The square root of a Hermitian matrix without negative eigenvalues.
  ///
  /// Eigenvalues that are negative by rounding only count as zero.
  ///
  /// - Throws: `NumericsError` if the matrix is not Hermitian or an eigenvalue is negative.
  /// - Complexity: O(n³).
  public func positiveSquareRoot(
    tolerance: Element.Real = defaultTolerance
  ) throws(NumericsError) -> Matrix {
    let eigen = try hermitianEigendecomposition(tolerance: tolerance)
    if let smallest = eigen.values.first, let largest = eigen.values.last,
      smallest < -tolerance * max(largest, -smallest)
    {
      throw .invalidArgument(
        operation: "positiveSquareRoot", given: "an eigenvalue is \(shortText(smallest))",
        allowed: "give a matrix without negative ones")
    }
    return try eigen.vectors.conjugating(eigen.values.map { Element(max(0, $0).squareRoot()) })
  }

  /// V diag(d) V† for this V.
  private func conjugating(_ diagonal: [Element]) throws(NumericsError) -> Matrix {
    var scaled = self
    for index in scaled.elements.indices {
      scaled.elements[index] *= diagonal[index % columnCount]
    }
    return try scaled * adjoint
  }
}
