internal import Glibc

/// What a layer of neurons does to its sums.
public enum Activation: String, Hashable, Sendable, CaseIterable {
  /// Nothing.
  case identity
  /// $\max(0, x)$.
  case relu
  /// $\tanh x$.
  case tanh
  /// $\frac1{1 + e^{-x}}$.
  case sigmoid

  /// The value for a sum.
  ///
  /// - Parameter x: The sum.
  /// - Returns: The value.
  public func callAsFunction(_ x: Double) -> Double {
    switch self {
    case .identity: x
    case .relu: max(0, x)
    case .tanh: Glibc.tanh(x)
    case .sigmoid: 1 / (1 + exp(-x))
    }
  }

  /// The slope at a sum, told from the value there; that of ``relu`` at 0 is 0.
  ///
  /// - Parameter value: The value.
  /// - Returns: The slope.
  public func slope(atValue value: Double) -> Double {
    switch self {
    case .identity: 1
    case .relu: value > 0 ? 1 : 0
    case .tanh: 1 - value * value
    case .sigmoid: value * (1 - value)
    }
  }
}
