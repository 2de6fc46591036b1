/// How weights move one step along a gradient: a plain value, whose memory lies in a ``StepState``.
///
/// A rule says what it is made of and what a step does; a ``Stepper`` checks, counts and keeps the
/// memory. This is all of a rule of one's own:
///
/// ```swift
/// struct SignDescent: StepRule {
///   let name = "sign descent"
///   var rate = 0.01
///   func update(
///     _ weights: inout [Double], along gradient: [Double], rate: Double, _ state: inout StepState
///   ) {
///     for i in weights.indices { weights[i] -= gradient[i] < 0 ? -rate : rate }
///   }
/// }
/// ```
public protocol StepRule: Sendable {
  /// What messages and records call it.
  var name: String { get }

  /// How far a step goes, before the schedule.
  var rate: Double { get }

  /// By what factors the rate changes.
  var schedule: Schedule { get }

  /// The other numbers that it was made with.
  var settings: [Setting] { get }

  /// How many lists as long as the weights it remembers; they begin as zeros.
  var vectorCount: Int { get }

  /// Moves the weights. `state.steps` counts this step already; the lists have the same lengths.
  func update(
    _ weights: inout [Double], along gradient: [Double], rate: Double, _ state: inout StepState
  ) throws
}

extension StepRule {
  /// The rate stays as it is.
  public var schedule: Schedule { .constant }
  /// No other numbers.
  public var settings: [Setting] { [] }
  /// Nothing is remembered.
  public var vectorCount: Int { 0 }
}

/// The rules of this module.
public enum StepRules {
  /// One of each that needs nothing but a gradient, with its usual settings.
  ///
  /// The laws of `checkStepRuleLaws` are proved for all of them.
  public static let all: [any StepRule] = [
    Momentum.gradientDescent(rate: 0.1), Momentum.momentum(rate: 0.05),
    Momentum.nesterov(rate: 0.05),
    Adagrad.adagrad(rate: 0.5), RMSProp.rmsProp(rate: 0.02), Adam.adam(rate: 0.1),
    Adam.adamW(rate: 0.1, decay: 1e-4), Adam.amsGrad(rate: 0.1), Lion.lion(rate: 0.01),
  ]
}
