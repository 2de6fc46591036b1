import Display

/// A number that goes up by itself, with buttons to start and to stop.
///
/// ```swift
/// Play(0...100, every: .milliseconds(200)) { step in plots[step] }
/// ```
public final class Play: Control<Int>, @unchecked Sendable {
  /// Makes a player.
  ///
  /// - Parameters:
  ///   - range: From where to where it goes, within ±2⁵³.
  ///   - step: How far it goes each time, at least 1.
  ///   - value: Where it stands at first; at the lower end by default.
  ///   - interval: How long it stays at each number, at least 10 ms.
  public init(
    _ range: ClosedRange<Int>, step: Int = 1, value: Int? = nil,
    every interval: Duration = .milliseconds(100)
  ) {
    let range = range.drawable
    let (seconds, attoseconds) = interval.components
    let milliseconds = seconds.clamped(to: 0...3600) * 1000 + attoseconds / 1_000_000_000_000_000
    super.init(
      .play,
      [
        "min": .integer(range.lowerBound), "max": .integer(range.upperBound),
        "step": .integer(max(step, 1)), "interval": .integer(Int(max(milliseconds, 10))),
      ], label: "", value: value ?? range.lowerBound, coding: .within(range))
  }

  /// Makes a player, and below it what a closure returns for its number.
  public convenience init<Drawn>(
    _ range: ClosedRange<Int>, step: Int = 1, value: Int? = nil,
    every interval: Duration = .milliseconds(100),
    drawing draw: @escaping (Int) throws -> Drawn
  ) {
    self.init(range, step: step, value: value, every: interval)
    respond(draw)
  }

  override var valueText: String { "▶ \(value)" }
}
