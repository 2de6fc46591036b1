internal import Glibc
import Numerics

/// By what factor the rate of a rule changes from step to step.
///
/// Schedules multiply, so a warm-up goes before anything else:
///
/// ```swift
/// .adam(rate: 0.05, schedule: .warmUp(over: 10) * .cosine(over: 200))
/// ```
public struct Schedule: Hashable, Sendable {
  /// The schedules whose factors are multiplied.
  var parts: [Part]

  enum Part: Hashable, Sendable {
    case steps(factor: Double, every: Int)
    case exponential(factor: Double)
    case cosine(over: Int, floor: Double)
    case warmUp(over: Int)
    case plateau(Plateau)
  }

  /// The rate stays as it is.
  public static let constant: Schedule = Schedule(parts: [])

  /// The rate is multiplied by `factor` once every so many steps.
  public static func steps(factor: Double = 0.1, every steps: Int) -> Schedule {
    Schedule(parts: [.steps(factor: factor, every: steps)])
  }

  /// The rate is multiplied by `factor` at every step: factorᵗ.
  public static func exponential(factor: Double) -> Schedule {
    Schedule(parts: [.exponential(factor: factor)])
  }

  /// Half a wave from 1 down to `floor`, and `floor` from there on.
  ///
  /// floor + (1 − floor)·(1 + cos(π t / steps)) / 2; I. Loshchilov and F. Hutter, "SGDR: stochastic
  /// gradient descent with warm restarts", ICLR 2017, without the restarts.
  public static func cosine(over steps: Int, floor: Double = 0) -> Schedule {
    Schedule(parts: [.cosine(over: steps, floor: floor)])
  }

  /// A straight line that reaches 1 at step `steps`: (t + 1) / steps.
  public static func warmUp(over steps: Int) -> Schedule {
    Schedule(parts: [.warmUp(over: steps)])
  }

  /// The rate is multiplied by `factor` when the loss has not fallen for `patience` observations.
  ///
  /// The loss has fallen when it is below the best by more than the part `threshold` of it. What is
  /// observed is said by ``Stepper/observe(loss:)``; the factor does not fall below `floor`.
  public static func plateau(
    factor: Double = 0.1, patience: Int = 10, threshold: Double = 1e-4, floor: Double = 0
  ) -> Schedule {
    Schedule(
      parts: [
        .plateau(Plateau(factor: factor, patience: patience, threshold: threshold, floor: floor))
      ])
  }

  /// Both schedules: their factors are multiplied.
  public static func * (left: Schedule, right: Schedule) -> Schedule {
    Schedule(parts: left.parts + right.parts)
  }

  /// The factor at a step, the first being 0, as far as it depends on the step alone.
  public func factor(at step: Int) -> Double {
    parts.reduce(1) { $0 * $1.factor(at: max(step, 0)) }
  }

  /// The plateaus among the parts.
  var plateaus: [Plateau] {
    parts.compactMap { if case .plateau(let plateau) = $0 { plateau } else { nil } }
  }

  /// The numbers that it was made with.
  var settings: [Setting] { parts.flatMap(\.settings) }
}

extension Schedule.Part {
  func factor(at step: Int) -> Double {
    switch self {
    case .steps(let factor, let every): power(factor, step / max(every, 1))
    case .exponential(let factor): power(factor, step)
    case .cosine(let steps, let floor):
      step >= steps
        ? floor
        : floor + (1 - floor) * 0.5 * (1 + cos(Double.pi * Double(step) / Double(steps)))
    case .warmUp(let steps): step >= steps ? 1 : (Double(step) + 1) / Double(steps)
    case .plateau: 1
    }
  }

  var settings: [Setting] {
    switch self {
    case .steps(let factor, let every):
      [.positive("the schedule's factor", factor), .count("the schedule's steps", every)]
    case .exponential(let factor): [.positive("the schedule's factor", factor)]
    case .cosine(let steps, let floor):
      [.count("the schedule's steps", steps), .notNegative("the schedule's floor", floor)]
    case .warmUp(let steps): [.count("the schedule's steps", steps)]
    case .plateau(let plateau):
      [
        .positive("the plateau's factor", plateau.factor),
        .count("the plateau's patience", plateau.patience, 0...Int.max),
        .notNegative("the plateau's threshold", plateau.threshold),
        .notNegative("the plateau's floor", plateau.floor),
      ]
    }
  }
}

/// When a loss that does not fall lowers the rate.
struct Plateau: Hashable, Sendable {
  var factor: Double
  var patience: Int
  var threshold: Double
  var floor: Double
}

/// What a plateau has seen so far.
public struct PlateauState: Hashable, Sendable, Codable {
  /// The lowest loss so far.
  public var best: Double
  /// How many losses in a row were not lower.
  public var waited: Int
  /// The factor that has come of it.
  public var factor: Double

  /// What there is before the first loss.
  public init(best: Double = .greatestFiniteMagnitude, waited: Int = 0, factor: Double = 1) {
    (self.best, self.waited, self.factor) = (best, waited, factor)
  }

  mutating func observe(_ loss: Double, _ plateau: Plateau) {
    if loss < best - plateau.threshold * best.magnitude || best == .greatestFiniteMagnitude {
      (best, waited) = (loss, 0)
      return
    }
    waited += 1
    guard waited > plateau.patience else { return }
    (factor, waited) = (max(factor * plateau.factor, plateau.floor), 0)
  }
}

/// A whole power by squaring: the same bits wherever it runs, unlike the C library's.
func power(_ base: Double, _ exponent: Int) -> Double {
  var (result, square, rest) = (1.0, base, exponent)
  while rest > 0 {
    if rest & 1 == 1 { result *= square }
    square *= square
    rest >>= 1
  }
  return result
}
