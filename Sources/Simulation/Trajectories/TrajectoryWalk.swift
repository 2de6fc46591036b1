internal import Circuits
internal import Noise
internal import Numerics

/// Follows many runs of a noisy circuit at once, those that have gone the same way as one state.
///
/// For each run a number is drawn; it goes on without an error for as long as that is more likely than
/// the number says. So all runs share the way on which nothing goes wrong, and one that leaves it does so
/// from the state that is there. Where runs part, the fewer are followed to their end before the most go on,
/// so that there are never more states at once than halvings of the runs.
///
/// J. Dalibard, Y. Castin and K. Mølmer, "Wave-function approach to dissipative processes in quantum
/// optics", Phys. Rev. Lett. 68, 580 (1992).
struct TrajectoryWalk {
  private let plan: TrajectoryPlan
  private let angles: [Double]
  private var random: RandomStream
  /// What is done with a state at the end: the classical bits, and how many runs end there.
  private let arrive: (any Engine, ClassicalBits, Int, inout RandomStream) throws -> Void

  init(
    _ plan: TrajectoryPlan, _ angles: [Double], _ random: RandomStream,
    arrive: @escaping (any Engine, ClassicalBits, Int, inout RandomStream) throws -> Void
  ) {
    (self.plan, self.angles, self.random, self.arrive) = (plan, angles, random, arrive)
  }

  /// Follows some runs from a step on.
  ///
  /// - Parameters:
  ///   - first: The step.
  ///   - engine: The state of all, which is used up.
  ///   - bits: The classical bits.
  ///   - count: How many runs there are.
  /// - Throws: ``SimulationError/tooLarge(qubits:bytes:free:)``.
  mutating func follow(from first: Int, _ engine: any Engine, bits: ClassicalBits, _ count: Int)
    throws
  {
    try follow(from: first, engine, bits: bits, Group(count, &random))
  }

  private mutating func follow(
    from first: Int, _ state: any Engine, bits: ClassicalBits, _ runs: Group
  ) throws {
    var (place, engine, bits, group) = (first, state, bits, runs)
    while place < plan.steps.count && group.count > 0 {
      if let calm = plan.calm[place], group.staysCalm(calm.survival) {
        engine.run(calm.gates, angles, isZero: place == 0)
        group.survival *= calm.survival
        place += calm.count
        continue
      }
      let step = plan.steps[place]
      place += 1
      switch step {
      case .gates(let run): engine.run(run, angles, isZero: place == 1)
      case .site(let site): try pass(site, &engine, &group, bits, next: place)
      case .skip(let condition, let steps):
        if !bits.meets(condition) { place += steps }
      case .measure(let qubit, let bit, let error):
        let value = try split(qubit, engine, &group) { walk, engine, value, count in
          var (read, rest) = (bits, Group(count, &walk.random))
          try walk.write(value, into: bit, of: &read, error, engine, &rest, next: place)
          try walk.follow(from: place, engine, bits: read, rest)
        }
        try write(value, into: bit, of: &bits, error, engine, &group, next: place)
      case .reset(let qubit):
        let value = try split(qubit, engine, &group) { walk, engine, value, count in
          if value { engine.apply(.x, [], on: [qubit]) }
          try walk.follow(from: place, engine, bits: bits, count)
        }
        if value { engine.apply(.x, [], on: [qubit]) }
      }
    }
    if group.count > 0 { try arrive(engine, bits, group.count, &random) }
  }

  /// Writes a value into a bit, for some runs the wrong one; of the two ways the one with fewer runs is
  /// followed to its end, and the others go on.
  private mutating func write(
    _ value: Bool, into bit: Int, of bits: inout ClassicalBits, _ error: ReadoutError,
    _ engine: any Engine, _ group: inout Group, next place: Int
  ) throws {
    let count = group.count
    let misreading = error.probability(ofMisreading: value)
    let misread =
      misreading == 0 ? 0 : (0..<count).count { _ in random.uniform() < misreading }
    let areMostMisread = 2 * misread > count
    let fewer = min(misread, count - misread)
    let mostRead = areMostMisread ? !value : value
    bits[bit] = mostRead
    guard fewer > 0 else { return }
    try follow(from: place, engine.copy(), bits: bits.with(bit, !mostRead), fewer)
    group = Group(count - fewer, &random)
  }

  /// Passes a place at which something can go wrong; of the ways on which runs then are, all but the one
  /// with the most runs are followed to their end.
  private mutating func pass(
    _ site: ChannelSite, _ engine: inout any Engine, _ group: inout Group, _ bits: ClassicalBits,
    next: Int
  ) throws {
    var source = engine
    var stay = site.fixedProbabilities?[0] ?? 1
    if !site.isCalm {
      source = try engine.copy()
      engine.multiply(by: site.operators[0], on: site.qubits)
      stay = min(1, engine.squaredNorm())
    }
    let leaving = group.leave(staying: stay).count
    if !site.isCalm && group.count > 0 { engine.normalize() }
    guard leaving > 0 else { return }
    var errors = try choices(of: site, source, leaving).filter { $0.count > 0 }
    guard let most = errors.indices.max(by: { errors[$0].count < errors[$1].count }) else { return }
    let kept = errors[most].count > group.count ? errors.remove(at: most) : nil
    for (number, count) in errors {
      try follow(from: next, source.copy().failed(site, number), bits: bits, count)
    }
    guard let kept else { return }
    if group.count > 0 {
      try follow(from: next, site.isCalm ? engine.copy() : engine, bits: bits, group)
    }
    engine = source.failed(site, kept.number)
    group = Group(kept.count, &random)
  }

  /// How many of some runs each error takes.
  private mutating func choices(
    of site: ChannelSite, _ engine: any Engine, _ count: Int
  ) throws -> [(number: Int, count: Int)] {
    var weights = [0.0]
    for number in 1..<max(1, site.operators.count) {
      if let fixed = site.fixedProbabilities {
        weights.append(fixed[number])
      } else {
        let own = try engine.copy()
        own.multiply(by: site.operators[number], on: site.qubits)
        weights.append(own.squaredNorm())
      }
    }
    let total = weights.reduce(0, +)
    // Rounding alone can make a run leave where nothing can go wrong.
    guard total > 0 else { return [(0, count)] }
    var counts = [Int](repeating: 0, count: weights.count)
    for _ in 0..<count {
      var rest = random.uniform() * total
      var chosen = weights.lastIndex { $0 > 0 } ?? 0
      for (number, weight) in weights.enumerated() where weight > 0 {
        if rest < weight {
          chosen = number
          break
        }
        rest -= weight
      }
      counts[chosen] += 1
    }
    return counts.enumerated().map { ($0.offset, $0.element) }
  }

  /// Follows the value of a qubit that fewer runs take; the others go on with the state.
  ///
  /// - Returns: The value that they have.
  private mutating func split(
    _ qubit: Int, _ engine: any Engine, _ group: inout Group,
    _ follow: (inout TrajectoryWalk, any Engine, Bool, Int) throws -> Void
  ) throws -> Bool {
    let count = group.count
    let one = min(1, max(0, engine.probabilityOfOne(qubit)))
    let ones = (0..<count).count { _ in random.uniform() < one }
    let value = 2 * ones > count
    let fewer = min(ones, count - ones)
    if fewer > 0 {
      let copy = try engine.copy()
      _ = copy.project(qubit, to: !value)
      try follow(&self, copy, !value, fewer)
    }
    _ = engine.project(qubit, to: value)
    group = Group(count - fewer, &random)
    return value
  }
}

extension Engine {
  /// The state after something has gone wrong with it.
  fileprivate func failed(_ site: ChannelSite, _ number: Int) -> any Engine {
    multiply(by: site.operators[number], on: site.qubits)
    normalize()
    return self
  }
}

/// Runs that have gone the same way, by how likely their way without errors may become.
private struct Group {
  /// The number of each run, in ascending order; the last one leaves first.
  private var limits: [Double]
  /// How likely it was that nothing went wrong so far.
  var survival = 1.0

  var count: Int { limits.count }

  init(_ count: Int, _ random: inout RandomStream) {
    limits = (0..<count).map { _ in random.uniform() }
    limits.sort()
  }

  /// Whether no run leaves if it becomes less likely by a factor.
  func staysCalm(_ factor: Double) -> Bool {
    limits.last.map { $0 <= survival * factor } ?? true
  }

  /// Makes it less likely, and takes out the runs that leave.
  mutating func leave(staying probability: Double) -> ArraySlice<Double> {
    survival *= probability
    let kept = limits.lastIndex { $0 <= survival }.map { $0 + 1 } ?? 0
    let leaving = limits[kept...]
    limits.removeSubrange(kept...)
    return leaving
  }
}
