internal import Circuits
internal import Numerics

/// One shot, which others are compared with.
struct StabilizerReference {
  private let program: CliffordProgram
  private var random: RandomStream
  /// The state of the shot; nothing where its outcomes are only read again.
  var tableau: Tableau?
  private(set) var bits: [Bool]
  private var outcomes: [Bool] = []

  init(_ program: CliffordProgram, random: RandomStream) {
    (self.program, self.random) = (program, random)
    bits = Array(repeating: false, count: program.bitCount)
  }

  /// The shot of a frame that others are relative to from now on.
  init(_ other: StabilizerReference, first frames: PauliFrames, random: RandomStream) {
    self = other
    self.random = random
    bits = (0..<frames.bitCount).map { frames.hasMeasured($0, 0) }
    tableau?.flip(x: { frames.isSet(2 * $0, 0) }, z: { frames.isSet(2 * $0 + 1, 0) })
  }

  /// Takes frames through a program without branches; the tableau is needed once.
  mutating func run(_ frames: PauliFrames) {
    var cursor = 0
    bits = Array(repeating: false, count: program.bitCount)
    for step in program.steps { run(step, frames, &cursor) }
    tableau = nil
  }

  /// Does one step to the reference and to the frames.
  mutating func run(
    _ step: CliffordProgram.Step, _ frames: PauliFrames, _ cursor: inout Int
  ) {
    switch step {
    case .gate(let action, let qubits, let range):
      tableau?.apply(action, on: qubits)
      frames.add(program.additions[range])
    case .measure(let qubit, let bit, let flips, let phases, let isLast):
      let outcome = measure(qubit, &cursor)
      bits[bit] = outcome
      frames.measure(outcome, into: bit, flips: flips, phases: phases, isLast: isLast)
    case .reset(let qubit, let flips, let phases):
      if measure(qubit, &cursor) { tableau?.flip(qubit) }
      frames.reset(flips: flips, phases: phases)
    case .flip(let factors, let condition):
      var mask = frames.mask(of: condition)
      if condition.holds(for: bits) {
        for word in mask.indices { mask[word] = ~mask[word] }
        for factor in factors {
          tableau?.flip(
            x: { $0 == factor.qubit && factor.isFlip },
            z: { $0 == factor.qubit && factor.isPhase })
        }
      }
      frames.flip(factors, where: mask)
    case .skip: break
    }
  }

  private mutating func measure(_ qubit: Int, _ cursor: inout Int) -> Bool {
    defer { cursor += 1 }
    guard tableau != nil else { return outcomes[cursor] }
    let outcome = tableau?.measure(qubit, using: &random) ?? false
    outcomes.append(outcome)
    return outcome
  }
}

/// Follows shots that go different ways.
struct StabilizerWalk {
  private struct Way {
    var reference: StabilizerReference
    let frames: PauliFrames
    var place: Int
  }

  private let program: CliffordProgram
  private let random: RandomStream
  private var waiting: [Way] = []
  private var splits = 0

  init(_ program: CliffordProgram, random: RandomStream) {
    (self.program, self.random) = (program, random)
  }

  mutating func run(
    _ frames: PauliFrames, from start: StabilizerReference, finish: (PauliFrames) -> Void
  ) {
    waiting = [Way(reference: start, frames: frames, place: 0)]
    while let way = waiting.popLast() {
      if let frames = follow(way) { finish(frames) }
    }
  }

  /// Follows a way to its end, or to where it splits.
  private mutating func follow(_ start: Way) -> PauliFrames? {
    var way = start
    var cursor = 0
    while way.place < program.steps.count {
      let step = program.steps[way.place]
      way.place += 1
      guard case .skip(let condition, let count) = step else {
        way.reference.run(step, way.frames, &cursor)
        continue
      }
      let mask = way.frames.mask(of: condition)
      let holding = mask.reduce(0) { $0 + $1.nonzeroBitCount }
      if holding > 0 && holding < way.frames.shotCount {
        split(way, mask, skipping: count)
        return nil
      }
      if condition.holds(for: way.reference.bits) != (holding > 0) {
        way.reference = relative(way.reference, way.frames)
      }
      if holding == 0 { way.place += count }
    }
    return way.frames
  }

  private mutating func split(_ way: Way, _ mask: [UInt64], skipping count: Int) {
    for (isHolding, place) in [(true, way.place), (false, way.place + count)] {
      let kept = isHolding ? mask : mask.map { ~$0 }
      splits += 1
      let frames = PauliFrames(way.frames, where: kept, random: random.split(splits))
      waiting.append(
        Way(reference: relative(way.reference, frames), frames: frames, place: place))
    }
  }

  /// The reference, made the first shot of the frames: it then goes the way that they go.
  private mutating func relative(
    _ reference: StabilizerReference, _ frames: PauliFrames
  ) -> StabilizerReference {
    splits += 1
    let first = StabilizerReference(reference, first: frames, random: random.split(splits))
    frames.becomeRelative()
    return first
  }
}
