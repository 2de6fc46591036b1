internal import Glibc

extension VibrationGenerator {
  /// What a row of windows has.
  public enum Features: Hashable, Sendable {
    /// All samples.
    case samples
    /// Six numbers: see ``VibrationGenerator/summary(of:)``.
    case summary
  }

  /// What the numbers of a summary are called.
  public static let summaryNames = [
    "rms", "kurtosis", "crest", "outer race", "inner race", "ball",
  ]

  /// What six numbers say of a window: how strong it is, how spiky, and how its envelope beats.
  ///
  /// The root of the mean square; the kurtosis, 3 for noise; the largest sample divided by the root of the mean
  /// square; and for each kind of damage the amplitude of the envelope at its frequency, divided by the
  /// mean of the envelope. The envelope is the size of what is left when the shaft's slow sines are taken out by a
  /// difference of samples.
  ///
  /// - Parameter window: Samples; all numbers are 0 for fewer than two and for silence.
  /// - Returns: Six numbers.
  /// - Complexity: O(*n*).
  public func summary(of window: [Double]) -> [Double] {
    let count = Double(window.count)
    let mean = window.reduce(0, +) / max(1, count)
    let square = window.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / max(1, count)
    guard window.count >= 2, square > 0, square.isFinite else {
      return [Double](repeating: 0, count: 6)
    }
    let fourth = window.reduce(0) { $0 + ($1 - mean) * ($1 - mean) * ($1 - mean) * ($1 - mean) }
    let peak = window.reduce(0) { max($0, abs($1 - mean)) }
    let envelope = zip(window.dropFirst(), window).map { abs($0 - $1) }
    let beats = [Bearing.Fault.outerRace, .innerRace, .ball].map {
      beat(of: envelope, at: frequency(of: $0))
    }
    return [square.squareRoot(), fourth / count / (square * square), peak / square.squareRoot()]
      + beats
  }

  /// The amplitude of a series at a frequency, divided by its mean.
  private func beat(of series: [Double], at frequency: Double) -> Double {
    let mean = series.reduce(0, +) / Double(series.count)
    guard mean > 0 else { return 0 }
    let turn = 2 * .pi * frequency / samplingRate
    var (real, imaginary) = (0.0, 0.0)
    for (place, value) in series.enumerated() {
      real += (value - mean) * cos(turn * Double(place))
      imaginary += (value - mean) * sin(turn * Double(place))
    }
    return 2 * (real * real + imaginary * imaginary).squareRoot() / Double(series.count) / mean
  }
}
