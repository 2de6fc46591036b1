internal import CInterruption
internal import Glibc
internal import Numerics

/// Gradient descent that spends shots where they pay: few as long as slopes are large, and for each weight
/// as many as its slope's noise asks for.
///
/// ```swift
/// let energy = try Expectation(of: hamiltonian, in: ansatz, shots: 100, seed: 3)
/// let descent = try ShotAdaptiveDescent(of: energy)
/// var state = try descent.begun(at: weights)
/// try descent.run(&state, shots: 100_000)
/// state.weights
/// ```
///
/// The state is a plain value: written and read again, it goes on to the last bit.
///
/// J. M. Kübler, A. Arrasmith, L. Cincio and P. J. Coles, "An adaptive optimizer for measurement-frugal
/// variational algorithms", Quantum 4, 263 (2020); A. Gu, A. Lowe, P. A. Dub, P. J. Coles and A.
/// Arrasmith, "Adaptive shot allocation for fast convergence in variational quantum algorithms",
/// arXiv:2108.10434 (2021).
public struct ShotAdaptiveDescent: Sendable {
  /// How shots are shared out among weights.
  public enum Sharing: String, Hashable, Sendable, CaseIterable {
    /// Each weight by its own slope and noise: iCANS.
    case individual
    /// All by what the whole step gains: gCANS.
    case global
  }

  /// The energy; its shots only say that there are some.
  public let energy: Expectation
  /// How shots are shared out.
  public let sharing: Sharing
  /// How far a step goes.
  public let rate: Double
  /// How fast the gradient may change at most: the sum of the coefficients' sizes.
  public let steepness: Double
  /// How much of the running means of slopes and variances is kept.
  public let memory: Double
  /// The fewest shots of a circuit.
  public let leastShots: Int

  /// A descent.
  ///
  /// - Parameters:
  ///   - energy: The energy, with shots and without features.
  ///   - sharing: How shots are shared out among weights.
  ///   - rate: How far a step goes; the inverse of the steepness unless given, and less than twice that.
  ///   - memory: How much of the running means of slopes and variances is kept.
  ///   - leastShots: The fewest shots of a circuit.
  /// - Throws: ``TrainingError`` for an exact energy, features, or numbers that are not allowed, and where
  ///   parameter shifts cannot differentiate the circuit.
  public init(
    of energy: Expectation, sharing: Sharing = .global, rate: Double? = nil,
    memory: Double = 0.99, leastShots: Int = 2
  ) throws {
    guard energy.shots != nil, energy.featureCount == 0 else {
      throw TrainingError.unfit(
        "energy", given: energy.shots == nil ? "exact means" : "\(energy.featureCount) features",
        allowed: "one with shots, in a circuit of weights alone")
    }
    guard energy.weightCount > 0 else { throw TrainingError.noWeights("the circuit") }
    let steepness = energy.observables[0].terms.reduce(0) { $0 + abs($1.coefficient) }
    let rate = rate ?? 1 / max(steepness, 1e-300)
    guard rate > 0, rate * steepness < 2 else {
      throw TrainingError.unfit(
        "rate", given: "\(rate)", allowed: "above 0 and below \(2 / steepness)")
    }
    guard memory >= 0, memory < 1, 2...1_000_000 ~= leastShots else {
      throw TrainingError.unfit(
        "descent", given: "a memory of \(memory) and \(leastShots) shots at least",
        allowed: "a memory from 0 to below 1, and 2 to 1000000 shots")
    }
    (self.energy, self.sharing, self.rate, self.steepness) = (energy, sharing, rate, steepness)
    (self.memory, self.leastShots) = (memory, leastShots)
    let all = GradientTask(
      expectation: energy, weights: [Double](repeating: 0, count: energy.weightCount),
      features: [[]], includesFeatures: false, places: nil, seed: 0)
    try ParameterShift().check(all)
  }

  /// Where a descent begins.
  ///
  /// - Throws: ``CircuitError`` and ``TrainingError`` for weights that do not fit.
  public func begun(at weights: [Double]) throws -> AdaptiveState {
    try energy.checkWeights(weights)
    return AdaptiveState(weights: weights, leastShots: leastShots)
  }

  /// Makes steps as long as the shots of one more are left, or until an interrupt.
  ///
  /// - Parameters:
  ///   - state: Where the descent stands.
  ///   - shots: How many shots it may have spent at the end, with those of earlier runs.
  /// - Throws: ``TrainingError`` for a state of another circuit, and what running the circuit throws.
  public func run(_ state: inout AdaptiveState, shots: Int) throws {
    try check(state)
    let runs = state.weights.indices.map(runs(of:))
    while true {
      let cost = zip(runs, state.shots).reduce(0.0) { $0 + Double($1.0) * Double($1.1) }
      guard cost <= Double(shots) - Double(state.spent), runs.contains(where: { $0 > 0 }) else {
        return
      }
      if quill_is_interrupted() != 0 { return }
      try step(&state)
    }
  }

  /// One step along the gradient, and the shots of the next.
  ///
  /// - Throws: ``TrainingError`` for a state of another circuit, and what running the circuit throws.
  public func step(_ state: inout AdaptiveState) throws {
    try check(state)
    var (slopes, variances, spent) = ([Double](), [Double](), 0)
    var random = RandomStream(seed: energy.seed).split("adaptive").split(state.steps)
    for place in state.weights.indices {
      var task = task(state.weights, place, seed: random.next())
      task.shots = state.shots[place]
      let found = try ParameterShift().derivatives(of: task)
      let error = found.weightErrors[0][0][place]
      slopes.append(found.weights[0][0][place])
      variances.append(error * error * Double(state.shots[place]))
      spent += found.runs * state.shots[place]
    }
    for place in slopes.indices { state.weights[place] -= rate * slopes[place] }
    state.remember(slopes, variances, memory: memory, spent: spent)
    state.shots = nextShots(state)
  }

  private func task(_ weights: [Double], _ place: Int, seed: UInt64 = 0) -> GradientTask {
    GradientTask(
      expectation: energy, weights: weights, features: [[]], includesFeatures: false,
      places: [place], seed: seed, omitsValues: true)
  }

  /// How many circuits the slope of a weight takes.
  private func runs(of place: Int) -> Int {
    let rules = task([], place).slots.map { slot -> Int in
      let gate = energy.opened.slots[slot]
      let frequencies = (try? gate.gate.frequencies(ofAngle: gate.angle)) ?? []
      return 2 * (ShiftRule(frequencies: frequencies)?.terms.count ?? 0)
    }
    return rules.reduce(0, +) * energy.estimator.runsPerRow
  }

  private func check(_ state: AdaptiveState) throws(TrainingError) {
    let count = energy.weightCount
    let lists = [state.weights.count, state.shots.count, state.slopes.count, state.variances.count]
    guard lists.allSatisfy({ $0 == count }), state.steps >= 0, state.spent >= 0,
      state.shots.allSatisfy({ 1...Expectation.mostShots ~= $0 })
    else {
      throw .unfit(
        "state", given: "lists of \(lists) numbers after \(state.steps) steps",
        allowed: "one that this descent has begun, with \(count) weights")
    }
  }

  /// The shots of the next step, from the running means of slopes and variances.
  private func nextShots(_ state: AdaptiveState) -> [Int] {
    let (slopes, variances) = state.means(memory: memory)
    let product = rate * steepness
    let scale = 2 * product / (2 - product)
    // What keeps the quotient finite; it matters less with every step.
    let bias = 1e-6 * pow(memory, Double(state.steps))
    switch sharing {
    case .global:
      let spread = variances.reduce(0) { $0 + $1.squareRoot() }
      let length = slopes.reduce(bias) { $0 + $1 * $1 }
      return variances.map { allowed(scale * $0.squareRoot() * spread / length) }
    case .individual:
      let wanted = zip(slopes, variances).map { allowed(scale * $1 / ($0 * $0 + bias)) }
      let gains = wanted.indices.map { place -> Double in
        let slope = slopes[place] * slopes[place] * (rate - 0.5 * rate * product)
        let noise = 0.5 * rate * product * variances[place] / Double(wanted[place])
        return (slope - noise) / Double(wanted[place])
      }
      let best = gains.indices.max { gains[$0] < gains[$1] } ?? 0
      return wanted.map { min($0, wanted[best]) }
    }
  }

  private func allowed(_ shots: Double) -> Int {
    guard shots < 1e9 else { return 1_000_000_000 }
    return max(leastShots, Int(shots.rounded(.up)))
  }

}

/// Where a ``ShotAdaptiveDescent`` stands: a plain value, from which it goes on to the last bit.
public struct AdaptiveState: Hashable, Sendable, Codable {
  /// The weights reached.
  public internal(set) var weights: [Double]
  /// How often the circuits of each weight's slope are run in the next step.
  public internal(set) var shots: [Int]
  /// How many steps were made.
  public internal(set) var steps = 0
  /// How many shots were spent.
  public internal(set) var spent = 0
  /// The running mean of slopes, and that of the variances of single shots; both begin at zero.
  var (slopes, variances): ([Double], [Double])

  init(weights: [Double], leastShots: Int) {
    self.weights = weights
    shots = weights.map { _ in leastShots }
    (slopes, variances) = (weights.map { _ in 0 }, weights.map { _ in 0 })
  }

  mutating func remember(
    _ newSlopes: [Double], _ newVariances: [Double], memory: Double, spent more: Int
  ) {
    for place in slopes.indices {
      slopes[place] = memory * slopes[place] + (1 - memory) * newSlopes[place]
      variances[place] = memory * variances[place] + (1 - memory) * newVariances[place]
    }
    steps += 1
    spent += more
  }

  /// The running means, freed of their beginning at zero.
  func means(memory: Double) -> (slopes: [Double], variances: [Double]) {
    let kept = pow(memory, Double(steps))
    return (slopes.map { $0 / (1 - kept) }, variances.map { $0 / (1 - kept) })
  }
}
