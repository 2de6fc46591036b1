internal import Glibc
internal import Numerics

/// The equation of Mackey and Glass, whose solutions are chaotic where the delay is long.
///
/// $$\dot x(t) = \frac{\beta\, x(t - \tau)}{1 + x(t - \tau)^n} - \gamma\, x(t)$$
///
/// M. C. Mackey and L. Glass, "Oscillation and chaos in physiological control systems", Science 197 (1977).
///
/// ```swift
/// let series = try MackeyGlass().series(count: 500, seed: 1)
/// let data = try DataSet(windowsOf: series, length: 4, spacing: 6, ahead: 6)
/// ```
public struct MackeyGlass: Hashable, Sendable {
  /// τ, how far back production looks, in tenths that are whole; 17 is chaotic.
  public var delay: Double
  /// β, how fast is produced.
  public var production: Double
  /// γ, how fast is lost.
  public var decay: Double
  /// n, how sharply production ends.
  public var exponent: Double

  /// An equation, with its usual numbers unless given.
  public init(
    delay: Double = 17, production: Double = 0.2, decay: Double = 0.1, exponent: Double = 10
  ) {
    (self.delay, self.production) = (delay, production)
    (self.decay, self.exponent) = (decay, exponent)
  }

  /// How many steps of the solver a unit of time has.
  private static let stepsPerUnit = 10

  /// A solution, one number for each unit of time, by the method of Runge and Kutta with steps of 0.1.
  ///
  /// Before the start the solution is the same all the time: 1.2, and up to 0.1 more or less by the seed.
  /// Half a step back, which the method asks for too, is taken between two steps by a cubic polynomial.
  ///
  /// - Parameters:
  ///   - count: How many numbers there are.
  ///   - transient: How many units of time pass before the first.
  ///   - seed: The seed; without one the start is 1.2.
  /// - Returns: The numbers.
  /// - Throws: ``LearningError/unfit(_:given:allowed:)`` for counts that are negative or too large, a delay
  ///   outside 0.1 to 1,000, and numbers that are negative or not finite or leave what can be computed.
  /// - Complexity: O(`transient` + `count`).
  public func series(
    count: Int, transient: Int = 100, seed: UInt64? = nil
  ) throws(LearningError) -> [Double] {
    try check("MackeyGlass", "count", count, in: 1...10_000_000)
    try check("MackeyGlass", "transient", transient, in: 0...10_000_000)
    try check("MackeyGlass", "delay", delay, in: 0.1...1_000)
    try check("MackeyGlass", "production", production, in: 0...1_000)
    try check("MackeyGlass", "decay", decay, in: 0...10)
    try check("MackeyGlass", "exponent", exponent, in: 0...1_000)
    var start = 1.2
    if let seed {
      var random = RandomStream(seed: seed).split("MackeyGlass")
      start += 0.2 * random.uniform() - 0.1
    }
    let path = path(from: start, units: transient + count - 1)
    let lag = path.count - (transient + count - 1) * MackeyGlass.stepsPerUnit - 1
    let series = (0..<count).map { path[lag + (transient + $0) * MackeyGlass.stepsPerUnit] }
    guard series.allSatisfy(\.isFinite) else {
      throw .unfit(
        "MackeyGlass", given: "\(self)", allowed: "the solution grows beyond all numbers")
    }
    return series
  }

  /// The solution at each step, behind as many steps of the past as the delay has.
  private func path(from start: Double, units: Int) -> [Double] {
    let step = 1 / Double(MackeyGlass.stepsPerUnit)
    let lag = Int((delay / step).rounded())
    var path = [Double](repeating: start, count: lag + 1)
    path.reserveCapacity(lag + 1 + units * MackeyGlass.stepsPerUnit)
    for now in lag..<lag + units * MackeyGlass.stepsPerUnit {
      let past = now - lag
      let (old, new) = (path[past], path[past + 1])
      // The cubic through four steps, of which the last may not be there yet; the solution has a bend at
      // the start, over which none is drawn.
      let after = past + 2 <= now ? path[past + 2] : 2 * new - old
      let before = past < lag ? old : past == lag ? 3 * (old - new) + after : path[past - 1]
      let middle = past < lag ? old : (9 * (old + new) - before - after) / 16
      let x = path[now]
      let k1 = slope(x, old)
      let k2 = slope(x + step / 2 * k1, middle)
      let k3 = slope(x + step / 2 * k2, middle)
      let k4 = slope(x + step * k3, new)
      path.append(x + step / 6 * (k1 + 2 * k2 + 2 * k3 + k4))
    }
    return path
  }

  private func slope(_ x: Double, _ delayed: Double) -> Double {
    production * delayed / (1 + pow(delayed, exponent)) - decay * x
  }
}

extension DataSet {
  /// Windows of a series, and what comes after each.
  ///
  /// Row *i* is $s_i, s_{i + d}, \dots, s_{i + (L - 1) d}$ for a window of length *L* and spacing *d*; its
  /// value stands `ahead` places after the last of them.
  ///
  /// - Parameters:
  ///   - series: The series.
  ///   - length: How many numbers a window has.
  ///   - spacing: How far apart these are.
  ///   - ahead: How far after the window the value is.
  ///   - name: What the data are called.
  /// - Throws: ``LearningError`` for numbers below 1, a series that is too short, and numbers that are not
  ///   finite.
  public init(
    windowsOf series: [Double], length: Int, spacing: Int = 1, ahead: Int = 1,
    name: String = "series"
  ) throws(LearningError) {
    let most = max(1, series.count)
    try check("windows", "length", length, in: 1...most)
    try check("windows", "spacing", spacing, in: 1...most)
    try check("windows", "ahead", ahead, in: 1...most)
    let (reach, overflow) = ((length - 1).multipliedReportingOverflow(by: spacing))
    let count = overflow ? 0 : series.count - ahead - reach
    guard count > 0, count <= DataSet.mostNumbers / length else {
      throw .unfit(
        "windows", given: "\(series.count) numbers",
        allowed: "a window with its value takes more than \(overflow ? Int.max : reach + ahead)")
    }
    try self.init(
      name, rows: (0..<count).map { start in (0..<length).map { series[start + $0 * spacing] } },
      values: (0..<count).map { series[$0 + reach + ahead] }, valueName: "next")
  }
}
