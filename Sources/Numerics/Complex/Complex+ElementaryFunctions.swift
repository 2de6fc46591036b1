extension Complex where Scalar: RealScalar {
  /// The number r·e^(iφ), `magnitude` r and `phase` φ in radians.
  public init(magnitude: Scalar, phase: Scalar) {
    self.init(real: magnitude * .cos(phase), imaginary: magnitude * .sin(phase))
  }

  /// The angle φ in z = |z|·e^(iφ), in −π...π; zero for zero.
  public var phase: Scalar { .atan2(y: imaginary, x: real) }

  /// The exponential e^z = e^x (cos y + i sin y).
  public static func exp(_ z: Complex) -> Complex {
    if z.imaginary == 0 { return Complex(real: .exp(z.real), imaginary: z.imaginary) }
    let growth = Scalar.exp(z.real)
    guard growth.isInfinite else { return Complex(magnitude: growth, phase: z.imaginary) }
    // Half of the growth at a time, so that e^x·cos y is right where e^x alone overflows.
    let half = Scalar.exp(z.real / 2)
    return half * Complex(magnitude: half, phase: z.imaginary)
  }

  /// The principal logarithm, log|z| + iφ with φ in −π...π; log 0 is −∞.
  public static func log(_ z: Complex) -> Complex {
    Complex(real: .log(z.magnitude), imaginary: z.phase)
  }

  /// The square root in the right half plane; the branch cut runs along the negative real axis.
  ///
  /// After W. Kahan, "Branch cuts for complex elementary functions" (1987): of the two parts, the
  /// larger is computed first, so that nothing cancels.
  public static func sqrt(_ z: Complex) -> Complex {
    if z.imaginary.isInfinite { return Complex(real: .infinity, imaginary: z.imaginary) }
    guard z.isFinite else { return z.rootOfInfinity }
    let size = z.largestPart
    guard size > 0 else { return Complex(real: 0, imaginary: z.imaginary) }
    // A power of four brings the larger part into 1..<4, so that no square leaves the range.
    let half = size.exponent >> 1
    let down = Scalar(sign: .plus, exponent: -half, significand: 1)
    let up = Scalar(sign: .plus, exponent: half, significand: 1)
    let (x, y) = (z.real * down * down, z.imaginary * down * down)
    let larger = ((x.magnitude + Complex(x, y).magnitude) / 2).squareRoot()
    let smaller = y.magnitude / (2 * larger)
    let (re, im) = x >= 0 ? (larger, smaller) : (smaller, larger)
    return Complex(real: up * re, imaginary: Scalar(signOf: y, magnitudeOf: up * im))
  }

  private var rootOfInfinity: Complex {
    guard real.isInfinite, !imaginary.isNaN else { return Complex(real: .nan, imaginary: .nan) }
    return real > 0
      ? Complex(real: .infinity, imaginary: 0)
      : Complex(real: 0, imaginary: Scalar(signOf: imaginary, magnitudeOf: .infinity))
  }

  /// The number raised to a whole power, by repeated squaring; z⁰ is 1.
  public func raised(to exponent: Int) -> Complex {
    var (result, square) = (Complex.one, self)
    var rest = exponent.magnitude
    while rest > 0 {
      if rest & 1 == 1 { result *= square }
      square *= square
      rest >>= 1
    }
    return exponent < 0 ? .one / result : result
  }

  /// The principal power z^w = e^(w·log z); 0^w is 0 for a w with positive real part, z⁰ is 1.
  public func raised(to exponent: Complex) -> Complex {
    if exponent == .zero { return .one }
    if self == .zero, exponent.real > 0 { return .zero }
    return .exp(exponent * .log(self))
  }
}
