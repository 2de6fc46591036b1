internal import Glibc
import Lapack

/// A real number that matrices and complex numbers are made of: `Float` or `Double`.
///
/// The elementary functions are those of the C library, whose last bit differs between machines;
/// where every bit counts, as in `RandomStream`, they are not used.
public protocol RealScalar: BinaryFloatingPoint, MatrixScalar where Real == Self {
  /// e raised to a number.
  static func exp(_ x: Self) -> Self

  /// The natural logarithm.
  static func log(_ x: Self) -> Self

  /// The cosine of an angle in radians.
  static func cos(_ x: Self) -> Self

  /// The sine of an angle in radians.
  static func sin(_ x: Self) -> Self

  /// The angle of the point (x, y), in −π...π.
  static func atan2(y: Self, x: Self) -> Self

  /// LAPACK's name for complex numbers of this precision.
  static var complexLapackType: Routine.ScalarType { get }
}

extension Double: RealScalar {
  /// e raised to a number.
  public static func exp(_ x: Double) -> Double { Glibc.exp(x) }

  /// The natural logarithm.
  public static func log(_ x: Double) -> Double { Glibc.log(x) }

  /// The cosine of an angle in radians.
  public static func cos(_ x: Double) -> Double { Glibc.cos(x) }

  /// The sine of an angle in radians.
  public static func sin(_ x: Double) -> Double { Glibc.sin(x) }

  /// The angle of the point (x, y), in −π...π.
  public static func atan2(y: Double, x: Double) -> Double { Glibc.atan2(y, x) }

  /// LAPACK's name for complex numbers of this precision.
  public static var complexLapackType: Routine.ScalarType { .complexDouble }

  /// LAPACK's name for this type.
  public static var lapackType: Routine.ScalarType { .double }
}

extension Float: RealScalar {
  /// e raised to a number.
  public static func exp(_ x: Float) -> Float { Glibc.expf(x) }

  /// The natural logarithm.
  public static func log(_ x: Float) -> Float { Glibc.logf(x) }

  /// The cosine of an angle in radians.
  public static func cos(_ x: Float) -> Float { Glibc.cosf(x) }

  /// The sine of an angle in radians.
  public static func sin(_ x: Float) -> Float { Glibc.sinf(x) }

  /// The angle of the point (x, y), in −π...π.
  public static func atan2(y: Float, x: Float) -> Float { Glibc.atan2f(y, x) }

  /// LAPACK's name for complex numbers of this precision.
  public static var complexLapackType: Routine.ScalarType { .complexFloat }

  /// LAPACK's name for this type.
  public static var lapackType: Routine.ScalarType { .float }
}
