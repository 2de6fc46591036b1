/// A complex number, stored as two scalars: the real part, then the imaginary part.
///
/// ```swift
/// let z: Complex<Double> = 1 + 2 * .i
/// z * z.conjugate          // 5
/// z.magnitude              // √5
/// ```
///
/// An array of them has the memory layout of C's and LAPACK's complex numbers.
@frozen public struct Complex<Scalar: BinaryFloatingPoint & Sendable>: Hashable, Sendable {
  /// The real part.
  public var real: Scalar

  /// The imaginary part.
  public var imaginary: Scalar

  /// The number real + i·imaginary.
  @inlinable public init(real: Scalar, imaginary: Scalar) {
    self.real = real
    self.imaginary = imaginary
  }

  /// The number real + i·imaginary, as `Complex(1, -2)`.
  @inlinable public init(_ real: Scalar, _ imaginary: Scalar) {
    self.init(real: real, imaginary: imaginary)
  }

  /// A real number as a complex one.
  @inlinable public init(_ real: Scalar) { self.init(real: real, imaginary: 0) }

  /// The imaginary unit, i² = −1.
  @inlinable public static var i: Complex { Complex(real: 0, imaginary: 1) }

  /// Zero.
  @inlinable public static var zero: Complex { Complex(real: 0, imaginary: 0) }

  /// One.
  @inlinable public static var one: Complex { Complex(real: 1, imaginary: 0) }
}

extension Complex {
  /// The complex conjugate, z* = x − iy.
  @inlinable public var conjugate: Complex { Complex(real: real, imaginary: -imaginary) }

  /// The square of the absolute value, |z|² = x² + y².
  @inlinable public var squaredMagnitude: Scalar { real * real + imaginary * imaginary }

  /// Whether both parts are neither NaN nor infinite.
  @inlinable public var isFinite: Bool { real.isFinite && imaginary.isFinite }

  /// The absolute value |z| = √(x² + y²), right also where the squares overflow or underflow.
  @inlinable public var magnitude: Scalar {
    let square = squaredMagnitude
    return square.isNormal ? square.squareRoot() : carefulMagnitude
  }

  /// |z| by scaling with a power of two.
  @usableFromInline var carefulMagnitude: Scalar {
    if real.isInfinite || imaginary.isInfinite { return .infinity }
    let largest = largestPart
    guard largest > 0 else { return largest }
    let scale = Scalar(sign: .plus, exponent: largest.exponent, significand: 1)
    return scale * Complex(real / scale, imaginary / scale).squaredMagnitude.squareRoot()
  }

  /// The larger absolute value of the two parts, NaN if either is.
  @usableFromInline var largestPart: Scalar {
    let (x, y) = (real.magnitude, imaginary.magnitude)
    return x.isNaN || y.isNaN ? .nan : max(x, y)
  }

  /// Whether the two numbers lie within `tolerance` of each other, relative to the larger one.
  ///
  /// |z − w| ≤ tolerance · max(1, |z|, |w|), so near zero the tolerance is absolute.
  @inlinable public func isApproximatelyEqual(
    to other: Complex, tolerance: Scalar = Scalar.ulpOfOne.squareRoot()
  ) -> Bool {
    self == other || (self - other).magnitude <= tolerance * max(1, max(magnitude, other.magnitude))
  }
}

extension Complex: ExpressibleByIntegerLiteral {
  /// A whole number such as `2`.
  @inlinable public init(integerLiteral value: Scalar.IntegerLiteralType) {
    self.init(real: Scalar(integerLiteral: value), imaginary: 0)
  }
}

extension Complex: ExpressibleByFloatLiteral {
  /// A real number such as `0.5`.
  @inlinable public init(floatLiteral value: Scalar.FloatLiteralType) {
    self.init(real: Scalar(floatLiteral: value), imaginary: 0)
  }
}

extension Complex: CustomStringConvertible {
  /// The number as one writes it: "0.5+0.25i", "-1i", "3"; "(nan, inf)" if a part is not finite.
  public var description: String {
    guard isFinite else { return "(\(real), \(imaginary))" }
    return text { fullText($0) }
  }

  /// The number with at most four decimals a part.
  package var shortDescription: String {
    guard isFinite else { return "(\(shortText(real)), \(shortText(imaginary)))" }
    return text { shortText($0) }
  }

  private func text(_ part: (Scalar) -> String) -> String {
    if imaginary == 0 { return part(real) }
    if real == 0 { return part(imaginary) + "i" }
    return part(real) + (imaginary < 0 ? "-" : "+") + part(imaginary.magnitude) + "i"
  }
}
