internal import Numerics

extension Complex where Scalar == Double {
  /// The factor $e^{i\varphi}$.
  static func turn(_ angle: Double) -> Complex { Complex(Double.cos(angle), Double.sin(angle)) }
}
