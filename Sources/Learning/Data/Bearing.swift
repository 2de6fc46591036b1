internal import Glibc

/// The measures of a ball bearing, which say how often a damaged place is rolled over.
///
/// R. B. Randall and J. Antoni, "Rolling element bearing diagnostics: a tutorial", Mechanical Systems and
/// Signal Processing 25 (2011).
///
/// ```swift
/// let bearing = Bearing(balls: 9, ballDiameter: 7.94, pitchDiameter: 39.04)
/// bearing.frequency(of: .outerRace, shaft: 29.95)  // 107.4 Hz
/// ```
public struct Bearing: Hashable, Sendable {
  /// Where a bearing is damaged.
  public enum Fault: String, Hashable, Sendable, CaseIterable {
    /// Nowhere.
    case none = "healthy"
    /// The ring that stands still.
    case outerRace = "outer race"
    /// The ring on the shaft.
    case innerRace = "inner race"
    /// A ball.
    case ball
  }

  /// How many balls there are.
  public var balls: Int
  /// The diameter of a ball.
  public var ballDiameter: Double
  /// The diameter of the circle that the centres of the balls are on, in the same unit.
  public var pitchDiameter: Double
  /// The angle at which the balls press on the rings.
  public var contactAngle: Double

  /// A bearing of these measures; a 6205 unless given.
  public init(
    balls: Int = 9, ballDiameter: Double = 7.94, pitchDiameter: Double = 39.04,
    contactAngle: Double = 0
  ) {
    (self.balls, self.ballDiameter) = (balls, ballDiameter)
    (self.pitchDiameter, self.contactAngle) = (pitchDiameter, contactAngle)
  }

  /// $\frac dD \cos\varphi$.
  private var ratio: Double { ballDiameter / pitchDiameter * cos(contactAngle) }

  /// How often a damaged place is rolled over.
  ///
  /// With $r = \frac dD \cos\varphi$, *n* balls and the shaft's frequency *f*: $\frac n2 f (1 - r)$ for the outer
  /// race, $\frac n2 f (1 + r)$ for the inner race, and $\frac Dd f (1 - r^2)$ for a ball, which strikes both races in
  /// each of its turns.
  ///
  /// - Parameters:
  ///   - fault: Where the damage is.
  ///   - shaft: How often the shaft turns.
  /// - Returns: The frequency; 0 where there is no damage.
  public func frequency(of fault: Fault, shaft: Double) -> Double {
    switch fault {
    case .none: 0
    case .outerRace: Double(balls) / 2 * shaft * (1 - ratio)
    case .innerRace: Double(balls) / 2 * shaft * (1 + ratio)
    case .ball: pitchDiameter / ballDiameter * shaft * (1 - ratio * ratio)
    }
  }

  /// How often the cage turns that holds the balls: $\frac f2 (1 - r)$.
  ///
  /// - Parameter shaft: How often the shaft turns.
  /// - Returns: The frequency.
  public func cageFrequency(shaft: Double) -> Double { shaft / 2 * (1 - ratio) }

  func check() throws(LearningError) {
    try Learning.check("bearing", "balls", balls, in: 2...1_000)
    try checkPositive("bearing", "ballDiameter", ballDiameter)
    try checkPositive("bearing", "pitchDiameter", pitchDiameter)
    try Learning.check("bearing", "contactAngle", contactAngle, in: 0...1.5)
    guard ballDiameter < pitchDiameter else {
      throw .unfit(
        "bearing", given: "balls of \(ballDiameter) on a circle of \(pitchDiameter)",
        allowed: "balls are smaller than the circle that they run on")
    }
  }
}
