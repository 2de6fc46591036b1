/// What is minimised: values of points, one at a time or many at once, with gradients where there are.
///
/// ```swift
/// let energy = Objective { weights in try simulator.energy(weights) }
/// let batched = Objective(batch: { points in try simulator.energies(points) })
/// let smooth = Objective(value: energyAt, gradient: energyAndSlopeAt)
/// ```
///
/// A method that asks for several points, as SPSA does for pairs, asks for them in one batch.
public struct Objective {
  /// The values of several points, in their order.
  let values: ([[Double]]) throws -> [Double]

  /// The value and the gradient of a point, if gradients are known.
  let gradient: (([Double]) throws -> (value: Double, gradient: [Double]))?

  /// A function of one point.
  public init(_ value: @escaping ([Double]) throws -> Double) {
    self.init(batch: { try $0.map(value) })
  }

  /// A function of many points at once, with a gradient where a method asks for it.
  public init(
    batch: @escaping ([[Double]]) throws -> [Double],
    gradient: (([Double]) throws -> (value: Double, gradient: [Double]))? = nil
  ) {
    (values, self.gradient) = (batch, gradient)
  }

  /// A function of one point, and its value together with its gradient.
  public init(
    value: @escaping ([Double]) throws -> Double,
    gradient: @escaping ([Double]) throws -> (value: Double, gradient: [Double])
  ) {
    self.init(batch: { try $0.map(value) }, gradient: gradient)
  }
}
