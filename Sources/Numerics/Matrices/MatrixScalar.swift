import Lapack

/// What a matrix is made of: `Float`, `Double`, `Complex<Float>` or `Complex<Double>`.
///
/// LAPACK knows these four types, so do not conform others.
public protocol MatrixScalar: SignedNumeric, Hashable, BitwiseCopyable, Sendable
where Magnitude == Real {
  /// The type of absolute values and of the real part.
  associatedtype Real: RealScalar

  /// A real number as an element.
  init(_ real: Real)

  /// A real and an imaginary part as an element; a real type drops the imaginary part.
  init(real: Real, imaginary: Real)

  /// The quotient of two elements.
  static func / (left: Self, right: Self) -> Self

  /// The complex conjugate; a real number is its own.
  var conjugate: Self { get }

  /// The real part.
  var real: Real { get }

  /// The imaginary part, zero for a real number.
  var imaginary: Real { get }

  /// The square of the absolute value, |z|².
  var squaredMagnitude: Real { get }

  /// Whether every part is neither NaN nor infinite.
  var isFinite: Bool { get }

  /// LAPACK's name for this type.
  static var lapackType: Routine.ScalarType { get }
}

extension RealScalar {
  /// The real part as it is; the imaginary part is dropped.
  @inlinable public init(real: Self, imaginary: Self) { self = real }

  /// The number itself, which is its own conjugate.
  @inlinable public var conjugate: Self { self }

  /// The number itself.
  @inlinable public var real: Self { self }

  /// Zero.
  @inlinable public var imaginary: Self { 0 }

  /// The square of the number.
  @inlinable public var squaredMagnitude: Self { self * self }
}

extension Complex: BitwiseCopyable where Scalar: BitwiseCopyable {}

extension Complex: MatrixScalar where Scalar: RealScalar {
  /// The type of the parts.
  public typealias Real = Scalar

  /// LAPACK's name for this type.
  public static var lapackType: Routine.ScalarType { Scalar.complexLapackType }
}
