internal import Numerics

/// Values that were measured at several scales of the noise, and what a curve through them says of no noise.
///
/// ```swift
/// let decay = try Extrapolation(scales: [1, 2, 3], values: [0.8, 0.64, 0.51], fit: .exponential)
/// decay.estimate                                // about 1
/// decay                                         // its display: the raw points and the curve
/// ```
public struct Extrapolation: Hashable, Sendable {
  /// A kind of curve.
  public enum Fit: Hashable, Sendable {
    /// A polynomial of a degree, by least squares; with as many points as it takes it goes through all.
    case polynomial(degree: Int)
    /// $a + b\, e^{-cs}$ with a known *a*, where the value goes when there is nothing but noise.
    case exponential(towards: Double)

    /// A straight line.
    public static let linear = Fit.polynomial(degree: 1)
    /// A parabola.
    public static let quadratic = Fit.polynomial(degree: 2)
    /// A decay to 0, as that of products of Pauli matrices under depolarising noise.
    public static let exponential = Fit.exponential(towards: 0)

    /// How many points it takes.
    public var pointsNeeded: Int {
      switch self {
      case .polynomial(let degree): degree + 1
      case .exponential: 2
      }
    }
  }

  /// The scales of the noise.
  public let scales: [Double]
  /// The value at each scale.
  public let values: [Double]
  /// The kind of curve.
  public let fit: Fit
  /// The numbers of the curve: those of 1, *s*, *s*², … of a polynomial, or *a*, *b* and *c* of
  /// $a + b\, e^{-cs}$.
  public let coefficients: [Double]

  /// A curve through points.
  ///
  /// An exponential is fitted to the values and not to their logarithms, which noise would pull about, and
  /// which values of either sign have not. It decays to a twentieth at most at the least scale, and grows
  /// by a factor of 4.5 at most: of what is lost beyond that nothing can be said.
  ///
  /// K. Temme, S. Bravyi and J. M. Gambetta, "Error mitigation for short-depth quantum circuits", Phys.
  /// Rev. Lett. 119, 180509 (2017). Y. Li and S. C. Benjamin, "Efficient variational quantum simulator
  /// incorporating active error minimization", Phys. Rev. X 7, 021050 (2017).
  ///
  /// - Parameters:
  ///   - scales: The scales of the noise, from 1 on; 0 is none.
  ///   - values: The value at each scale.
  ///   - fit: The kind of curve.
  /// - Throws: ``MitigationError/unfit(_:given:allowed:)`` for numbers that are not finite, scales that
  ///   are not above 0, and fewer different scales than the curve takes.
  public init(scales: [Double], values: [Double], fit: Fit) throws(MitigationError) {
    try Extrapolation.check(scales, for: fit)
    guard values.count == scales.count, values.allSatisfy(\.isFinite) else {
      throw .unfit(
        "an extrapolation", given: "the values \(values) at the scales \(scales)",
        allowed: "each scale has one value, which is finite")
    }
    (self.scales, self.values, self.fit) = (scales, values, fit)
    switch fit {
    case .polynomial(let degree):
      coefficients = try Extrapolation.polynomial(scales, values, degree)
    case .exponential(let limit):
      let decay = Decay(scales, values.map { $0 - limit })
      coefficients = [limit, decay.factor, decay.rate]
    }
  }

  /// Sees to it that a curve can go through points at these scales.
  static func check(_ scales: [Double], for fit: Fit) throws(MitigationError) {
    guard scales.allSatisfy({ $0 > 0 && $0.isFinite }) else {
      throw .unfit("an extrapolation", given: "the scales \(scales)", allowed: "scales are above 0")
    }
    switch fit {
    case .polynomial(let degree):
      guard 0...12 ~= degree else {
        throw .unfit("a polynomial", given: "the degree \(degree)", allowed: "it is from 0 to 12")
      }
    case .exponential(let limit):
      guard limit.isFinite else {
        throw .unfit("an exponential", given: "the end \(limit)", allowed: "it is finite")
      }
    }
    guard Set(scales).count >= fit.pointsNeeded else {
      throw .unfit(
        "an extrapolation", given: "\(Set(scales).count) different scales, \(scales)",
        allowed: "\(fit) takes \(fit.pointsNeeded) at least")
    }
  }

  private static func polynomial(
    _ scales: [Double], _ values: [Double], _ degree: Int
  ) throws(MitigationError) -> [Double] {
    let rows = scales.map { scale in
      (0..<degree).reduce(into: [1.0]) { powers, place in powers.append(powers[place] * scale) }
    }
    do {
      return try Matrix(rows).leastSquares(values).solution.elements
    } catch {
      throw .unfit(
        "an extrapolation", given: "the scales \(scales)", allowed: "no curve was found: \(error)")
    }
  }

  /// What the curve says of no noise.
  public var estimate: Double { value(at: 0) }

  /// The curve at a scale.
  public func value(at scale: Double) -> Double {
    switch fit {
    case .polynomial:
      coefficients.reversed().reduce(0) { $0 * scale + $1 }
    case .exponential:
      coefficients[0] + coefficients[1] * .exp(-coefficients[2] * scale)
    }
  }
}

extension Extrapolation: CustomStringConvertible {
  /// `1: 0.8, 2: 0.64, 3: 0.51 → 1.0 (exponential towards 0.0)`.
  public var description: String {
    let points = zip(scales, values).map { "\($0): \($1)" }.joined(separator: ", ")
    return "\(points) → \(estimate) (\(fit))"
  }
}

extension Extrapolation.Fit: CustomStringConvertible {
  /// `linear`, `exponential towards 0.0`.
  public var description: String {
    switch self {
    case .polynomial(degree: 1): "linear"
    case .polynomial(degree: 2): "quadratic"
    case .polynomial(let degree): "polynomial of degree \(degree)"
    case .exponential(let limit): "exponential towards \(limit)"
    }
  }
}

/// The decay $b\, e^{-cs}$ with the least squares.
///
/// For each rate the best factor is known, so that one number is searched for: on a grid, then between its
/// points by the golden section, and at last by Gauss's and Newton's steps in both.
///
/// G. H. Golub and V. Pereyra, "The differentiation of pseudo-inverses and nonlinear least squares problems
/// whose variables separate", SIAM J. Numer. Anal. 10, 413 (1973).
private struct Decay {
  private(set) var rate: Double
  private let scales: [Double]
  private let values: [Double]
  /// The least scale, at which the best factor is found so that it stays within bounds.
  private let first: Double
  private var near: Double

  /// The factor at no noise.
  var factor: Double { near * .exp(rate * first) }

  init(_ scales: [Double], _ values: [Double]) {
    (self.scales, self.values) = (scales, values)
    first = scales.min() ?? 1
    (rate, near) = (0, 0)
    let (low, high) = (-1.5 / first, 3 / first)
    let steps = 64
    let grid = (0...steps).map { low + (high - low) * Double($0) / Double(steps) }
    let best = grid.indices.min { residual(grid[$0]) < residual(grid[$1]) } ?? 0
    rate = goldenSection(grid[max(0, best - 1)], grid[min(steps, best + 1)])
    near = bestFactor(rate)
    for _ in 0..<6 { refine(within: low...high) }
  }

  private func weight(_ scale: Double, _ rate: Double) -> Double { .exp(-rate * (scale - first)) }

  private func bestFactor(_ rate: Double) -> Double {
    var (above, below) = (0.0, 0.0)
    for (scale, value) in zip(scales, values) {
      let own = weight(scale, rate)
      above += own * value
      below += own * own
    }
    return above / below
  }

  private func residual(_ rate: Double) -> Double { residual(bestFactor(rate), rate) }

  private func residual(_ factor: Double, _ rate: Double) -> Double {
    zip(scales, values).reduce(0) { sum, point in
      let rest = point.1 - factor * weight(point.0, rate)
      return sum + rest * rest
    }
  }

  private func goldenSection(_ low: Double, _ high: Double) -> Double {
    let ratio = (5.0.squareRoot() - 1) / 2
    var (low, high) = (low, high)
    for _ in 0..<60 {
      let (a, b) = (high - ratio * (high - low), low + ratio * (high - low))
      if residual(a) <= residual(b) { high = b } else { low = a }
    }
    return (low + high) / 2
  }

  /// A step of Gauss and Newton, where it makes the rest smaller.
  private mutating func refine(within bounds: ClosedRange<Double>) {
    var (aa, ab, bb, ar, br) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for (scale, value) in zip(scales, values) {
      let own = weight(scale, rate)
      let slope = -near * (scale - first) * own
      let rest = value - near * own
      aa += own * own
      ab += own * slope
      bb += slope * slope
      ar += own * rest
      br += slope * rest
    }
    let determinant = aa * bb - ab * ab
    guard determinant > 0 else { return }
    let nextFactor = near + (bb * ar - ab * br) / determinant
    let nextRate = rate + (aa * br - ab * ar) / determinant
    guard bounds.contains(nextRate), residual(nextFactor, nextRate) <= residual(near, rate) else {
      return
    }
    (near, rate) = (nextFactor, nextRate)
  }
}
