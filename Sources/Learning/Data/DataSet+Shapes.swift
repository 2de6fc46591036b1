internal import Glibc
internal import Numerics

/// Shapes in the plane and clouds in any space, from a seed.
extension DataSet {
  /// Two half circles that reach into one another.
  ///
  /// ```swift
  /// let moons = try DataSet.moons(count: 200, noise: 0.1, seed: 1)
  /// ```
  ///
  /// The upper moon is $(\cos t, \sin t)$, the lower $(1 - \cos t, \frac12 - \sin t)$, with
  /// $t$ equally spaced from 0 to π; as many points on each, the rest on the lower.
  ///
  /// - Parameters:
  ///   - count: How many points there are.
  ///   - noise: The deviation of the normal noise in each coordinate.
  ///   - seed: The seed of the noise and of the order.
  /// - Returns: Points of the classes `upper` and `lower`.
  /// - Throws: ``LearningError/unfit(_:given:allowed:)`` for a count below 2 or too large, and a noise
  ///   that is negative or not finite.
  public static func moons(
    count: Int, noise: Double = 0.1, seed: UInt64
  ) throws(LearningError) -> DataSet {
    try planar("moons", count, noise, seed, ["upper", "lower"]) { place, size, label, _ in
      let t = .pi * Double(place) / Double(max(1, size - 1))
      return label == 0 ? [cos(t), sin(t)] : [1 - cos(t), 0.5 - sin(t)]
    }
  }

  /// A circle of radius 1, and one within.
  ///
  /// - Parameters:
  ///   - count: How many points there are.
  ///   - noise: The deviation of the normal noise in each coordinate.
  ///   - factor: The radius of the inner circle.
  ///   - seed: The seed of the noise and of the order.
  /// - Returns: Points of the classes `outer` and `inner`.
  /// - Throws: ``LearningError/unfit(_:given:allowed:)`` as for moons, and for a factor outside 0 to 1.
  public static func circles(
    count: Int, noise: Double = 0.1, factor: Double = 0.5, seed: UInt64
  ) throws(LearningError) -> DataSet {
    try check("circles", "factor", factor, in: 0...1)
    return try planar("circles", count, noise, seed, ["outer", "inner"]) { place, size, label, _ in
      let t = 2 * .pi * Double(place) / Double(size)
      let radius = label == 0 ? 1 : factor
      return [radius * cos(t), radius * sin(t)]
    }
  }

  /// The square from -1 to 1, its four quarters of two classes like the fields of a chessboard.
  ///
  /// - Parameters:
  ///   - count: How many points there are.
  ///   - noise: The deviation of the normal noise in each coordinate.
  ///   - seed: The seed of the points, the noise and the order.
  /// - Returns: Points of the classes `equal` (both signs are the same) and `different`.
  /// - Throws: ``LearningError/unfit(_:given:allowed:)`` as for moons.
  public static func xor(
    count: Int, noise: Double = 0, seed: UInt64
  ) throws(LearningError) -> DataSet {
    try planar("xor", count, noise, seed, ["equal", "different"]) { place, _, label, random in
      let (x, y) = (random.uniform(), random.uniform())
      let sign: Double = place % 2 == 0 ? 1 : -1
      return [sign * x, sign * (label == 0 ? y : -y)]
    }
  }

  /// Clouds of normal points, one for each class, round centres that are drawn from -10 to 10.
  ///
  /// - Parameters:
  ///   - count: How many points there are.
  ///   - classes: How many clouds there are.
  ///   - features: How many coordinates a point has.
  ///   - deviation: The deviation of a cloud in each coordinate.
  ///   - seed: The seed of centres, points and order.
  /// - Returns: Points of the classes `cloud 0` and so on.
  /// - Throws: ``LearningError/unfit(_:given:allowed:)`` for counts below 1 or too large, fewer points than
  ///   clouds, and a deviation that is negative or not finite.
  public static func blobs(
    count: Int, classes: Int = 3, features: Int = 2, deviation: Double = 1, seed: UInt64
  ) throws(LearningError) -> DataSet {
    try check("blobs", "features", features, in: 1...100_000)
    try check("blobs", "count", count, in: 1...mostNumbers / features)
    try check("blobs", "classes", classes, in: 1...count)
    try checkNotNegative("blobs", "deviation", deviation)
    var random = RandomStream(seed: seed).split("blobs")
    let centers = (0..<classes).map { _ in
      (0..<features).map { _ in 20 * random.uniform() - 10 }
    }
    let labels = random.shuffled((0..<count).map { $0 % classes })
    let rows = labels.map { label in centers[label].map { $0 + deviation * random.normal() } }
    return try DataSet(
      "blobs", rows: rows, labels: labels, classNames: (0..<classes).map { "cloud \($0)" })
  }

  /// More numbers than this are not made.
  static let mostNumbers = 100_000_000

  /// Two classes of points in the plane, half of the points each.
  private static func planar(
    _ name: String, _ count: Int, _ noise: Double, _ seed: UInt64, _ classNames: [String],
    _ point: (_ place: Int, _ size: Int, _ label: Int, _ random: inout RandomStream) -> [Double]
  ) throws(LearningError) -> DataSet {
    try check(name, "count", count, in: 2...mostNumbers / 2)
    try checkNotNegative(name, "noise", noise)
    var random = RandomStream(seed: seed).split(name)
    let places = random.shuffled(Array(0..<count))
    let labels = places.map { $0 < count / 2 ? 0 : 1 }
    let rows = zip(places, labels).map { place, label in
      let size = label == 0 ? count / 2 : count - count / 2
      let exact = point(label == 0 ? place : place - count / 2, size, label, &random)
      return exact.map { $0 + noise * random.normal() }
    }
    return try DataSet(
      name, rows: rows, labels: labels, classNames: classNames, featureNames: ["x", "y"])
  }
}
