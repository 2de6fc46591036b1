extension Complex: SignedNumeric {
  /// The sum of two complex numbers.
  @inlinable public static func + (left: Complex, right: Complex) -> Complex {
    Complex(real: left.real + right.real, imaginary: left.imaginary + right.imaginary)
  }

  /// The difference of two complex numbers.
  @inlinable public static func - (left: Complex, right: Complex) -> Complex {
    Complex(real: left.real - right.real, imaginary: left.imaginary - right.imaginary)
  }

  /// The product (a + ib)(c + id) = (ac − bd) + i(ad + bc).
  @inlinable public static func * (left: Complex, right: Complex) -> Complex {
    Complex(
      real: left.real * right.real - left.imaginary * right.imaginary,
      imaginary: left.real * right.imaginary + left.imaginary * right.real)
  }

  /// The additive inverse.
  @inlinable public static prefix func - (number: Complex) -> Complex {
    Complex(real: -number.real, imaginary: -number.imaginary)
  }

  /// Multiplies in place.
  @inlinable public static func *= (left: inout Complex, right: Complex) { left = left * right }

  /// A whole number, if the scalar can hold it exactly.
  @inlinable public init?<Source: BinaryInteger>(exactly source: Source) {
    guard let real = Scalar(exactly: source) else { return nil }
    self.init(real: real, imaginary: 0)
  }
}

extension Complex {
  /// The quotient of two complex numbers, z/w = z w* / |w|².
  ///
  /// Where |w|² or a product would overflow or underflow, both numbers are first scaled by powers
  /// of two, after D. M. Priest, "Efficient scaling for complex division", ACM Transactions on
  /// Mathematical Software 30 (2004). Division by zero gives infinities or NaN, as for reals.
  @inlinable public static func / (left: Complex, right: Complex) -> Complex {
    let square = right.squaredMagnitude
    if square.isNormal {
      let inverse = Complex(real: right.real / square, imaginary: -right.imaginary / square)
      let quotient = left * inverse
      if quotient.isFinite { return quotient }
    }
    return left.carefullyDivided(by: right)
  }

  /// Divides in place.
  @inlinable public static func /= (left: inout Complex, right: Complex) { left = left / right }

  @usableFromInline func carefullyDivided(by divisor: Complex) -> Complex {
    let (size, divisorSize) = (largestPart, divisor.largestPart)
    if divisorSize == 0 { return Complex(real: real / 0, imaginary: imaginary / 0) }
    if divisorSize.isInfinite, isFinite { return .zero }
    guard size > 0, size.isFinite, divisorSize.isFinite else { return self * divisor.conjugate }
    let (e, f) = (size.exponent, divisorSize.exponent)
    let (z, w) = (scaled(byPowerOfTwo: -e), divisor.scaled(byPowerOfTwo: -f))
    let product = z * w.conjugate
    let square = w.squaredMagnitude
    return Complex(real: product.real / square, imaginary: product.imaginary / square)
      .scaled(byPowerOfTwo: e - f)
  }

  private func scaled(byPowerOfTwo exponent: Scalar.Exponent) -> Complex {
    Complex(
      real: Scalar(sign: .plus, exponent: exponent, significand: real),
      imaginary: Scalar(sign: .plus, exponent: exponent, significand: imaginary))
  }
}

// Literals are complex numbers by themselves, so in `2 * z` the operators of two complex numbers
// fit as well as these; these stand back, or the compiler would call such a line ambiguous.
extension Complex {
  /// A real number times a complex one.
  @_disfavoredOverload @inlinable public static func * (left: Scalar, right: Complex) -> Complex {
    Complex(real: left * right.real, imaginary: left * right.imaginary)
  }

  /// A complex number times a real one.
  @_disfavoredOverload @inlinable public static func * (left: Complex, right: Scalar) -> Complex {
    right * left
  }

  /// A complex number divided by a real one.
  @_disfavoredOverload @inlinable public static func / (left: Complex, right: Scalar) -> Complex {
    Complex(real: left.real / right, imaginary: left.imaginary / right)
  }

  /// A real number divided by a complex one.
  @_disfavoredOverload @inlinable public static func / (left: Scalar, right: Complex) -> Complex {
    Complex(left) / right
  }

  /// A real number plus a complex one.
  @_disfavoredOverload @inlinable public static func + (left: Scalar, right: Complex) -> Complex {
    Complex(real: left + right.real, imaginary: right.imaginary)
  }

  /// A complex number plus a real one.
  @_disfavoredOverload @inlinable public static func + (left: Complex, right: Scalar) -> Complex {
    right + left
  }

  /// A real number minus a complex one.
  @_disfavoredOverload @inlinable public static func - (left: Scalar, right: Complex) -> Complex {
    Complex(real: left - right.real, imaginary: -right.imaginary)
  }

  /// A complex number minus a real one.
  @_disfavoredOverload @inlinable public static func - (left: Complex, right: Scalar) -> Complex {
    Complex(real: left.real - right, imaginary: left.imaginary)
  }
}
