internal import Glibc
internal import Numerics

extension Complex where Scalar == Double {
  /// The factor $e^{i\varphi}$.
  @inline(__always) static func turn(_ angle: Double) -> Complex {
    Complex(Glibc.cos(angle), Glibc.sin(angle))
  }
}
