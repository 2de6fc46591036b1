internal import Circuits
internal import Numerics

/// A program for one state at a time, with all that does not depend on values.
///
/// Neighbouring steps that keep to the lowest bits are done block by block, so that a block stays in the
/// cache; a step that reaches further is a pass of its own.
struct SingleProgram: Sendable {
  typealias Lanes = SIMD8<Double>

  /// How many of the lowest bits a block has.
  static let blockBits = 12
  /// The fewest bits of a state: those of two vectors.
  static let fewestBits = 3

  struct Step: Sendable {
    enum Kind: Sendable { case plainTurn, twoTurns, pairTurn, phases, move, dense }
    let kind: Kind
    /// The bit of a plain turn; the place in the list of its kind of another step.
    let item: Int
    var angle = 0
    /// The place of the derivative; below 0 where there is none.
    var slope = -1
    /// How many of the lowest bits are not all 0, behind the step.
    let support: Int
  }

  /// Neighbouring steps that are done on the same parts of the state.
  struct Stage: Sendable {
    enum Extent: Sendable, Equatable {
      /// Block by block.
      case blocks
      /// The state as a whole.
      case whole
      /// Tiles of rows, whose numbers begin at a bit.
      case tiles(from: Int)
    }
    var steps: Range<Int>
    let extent: Extent
    /// The place of a move, of a state without zeros, that is done block by block before the steps.
    var move: Int?
  }

  /// How many bits the number of a row of a tile has at most.
  static let tileBits = 8
  static let tileRows = 1 << tileBits

  let bits: Int
  private(set) var steps: [Step] = []
  private(set) var stages: [Stage] = []
  /// Plain turns of two bits that are done at once, the lower bit first.
  private(set) var twoTurns: [(low: Step, high: Step)] = []
  private(set) var pairTurns: [PairTurn] = []
  private(set) var layers: [PhaseLayer] = []
  private(set) var moves: [MoveTable] = []
  private(set) var denses: [DenseStep] = []
  private(set) var angles: AngleSet
  /// The angle of each derivative.
  private(set) var slopeAngles: [Int] = []
  let observables: [PauliSums]
  /// Where each state lies at the end.
  let frame: AffineFrame
  /// The angle of the phase of the whole state.
  let globalPhase: Int
  private var support = 0

  /// How many bits a block of this state has.
  var blockBits: Int { min(bits, SingleProgram.blockBits) }

  static func bits(for qubits: Int) -> Int { max(qubits, fewestBits) }

  init(_ program: PauliProgram, measuring observables: [FramedObservable], angles: AngleSet) {
    let width = program.qubitCount
    let block = min(width, SingleProgram.blockBits)
    bits = width
    frame = program.frame
    var angles = angles
    globalPhase = angles.add(program.globalPhase)
    self.angles = angles
    self.observables = observables.map { PauliSums($0, blockBits: block) }
    for step in SingleProgram.ordered(program.steps) { add(step) }
    joinTurns()
    makeStages()
  }

  /// The steps, with neighbouring turns from the lowest bit to the highest: those of a block stand beside what
  /// is before them.
  private static func ordered(_ steps: [PauliProgram.Step]) -> [PauliProgram.Step] {
    var ordered: [PauliProgram.Step] = []
    var run: [PauliTurn] = []
    func flush() {
      ordered += run.sorted { $0.flips < $1.flips }.map { .turn($0) }
      run = []
    }
    for step in steps {
      guard case .turn(let turn) = step else {
        flush()
        ordered.append(step)
        continue
      }
      if !run.allSatisfy({ $0.commutes(with: turn) }) { flush() }
      run.append(turn)
    }
    flush()
    return ordered
  }

  private mutating func add(_ step: PauliProgram.Step) {
    switch step {
    case .turn(let turn):
      let angle = angles.add(turn.angle)
      let reach = Int.bitWidth - turn.flips.leadingZeroBitCount
      support = turn.isPlain ? max(support, reach) : bits
      if !turn.isPlain { pairTurns.append(PairTurn(turn)) }
      steps.append(
        Step(
          kind: turn.isPlain ? .plainTurn : .pairTurn,
          item: turn.isPlain ? turn.flips.trailingZeroBitCount : pairTurns.count - 1,
          angle: angle, slope: slope(of: angle), support: support))
    case .phases(let terms):
      let numbers = terms.map { angles.add($0.angle) }
      let slopes = numbers.map { slope(of: $0) }
      layers.append(
        PhaseLayer(terms.map(\.mask), numbers, slopes, blockBits: blockBits))
      steps.append(
        Step(
          kind: .phases, item: layers.count - 1, slope: slopes.max() ?? -1, support: support))
    case .move(let move):
      support = bits
      moves.append(MoveTable(move, bits: bits))
      steps.append(Step(kind: .move, item: moves.count - 1, support: support))
    case .dense(let elements, let qubits, _):
      support = bits
      denses.append(DenseStep(elements, qubits))
      steps.append(Step(kind: .dense, item: denses.count - 1, support: support))
    }
  }

  private mutating func slope(of angle: Int) -> Int {
    guard angles.isOpen[angle] else { return -1 }
    slopeAngles.append(angle)
    return slopeAngles.count - 1
  }

  /// Puts neighbouring plain turns together, two and two.
  private mutating func joinTurns() {
    var joined: [Step] = []
    for step in steps {
      // Turns by which the state grows are simpler alone.
      guard joined.count >= 2, joined[joined.count - 2].support == step.support,
        let last = joined.last, last.kind == .plainTurn, step.kind == .plainTurn,
        last.support == step.support, min(last.item, step.item) >= 2,
        tile(of: last.item) == tile(of: step.item), last.item != step.item
      else {
        joined.append(step)
        continue
      }
      twoTurns.append(last.item < step.item ? (last, step) : (step, last))
      joined[joined.count - 1] = Step(
        kind: .twoTurns, item: twoTurns.count - 1, slope: max(last.slope, step.slope),
        support: step.support)
    }
    steps = joined
  }

  private mutating func makeStages() {
    for (place, step) in steps.enumerated() {
      let before = place == 0 ? 0 : steps[place - 1].support
      let extent = extent(of: step, before: before)
      if let last = stages.last, last.extent == extent, extent != .whole {
        stages[stages.count - 1].steps = last.steps.lowerBound..<place + 1
      } else if extent == .blocks, place > 0, isJoinable(steps[place - 1], at: place - 1) {
        let move = steps[place - 1].item
        stages[stages.count - 1] = Stage(steps: place..<place + 1, extent: .blocks, move: move)
      } else {
        stages.append(Stage(steps: place..<place + 1, extent: extent))
      }
    }
    // One turn alone is quicker where it stands.
    for (place, stage) in stages.enumerated() where stage.steps.count == 1 {
      guard case .tiles = stage.extent, steps[stage.steps.lowerBound].kind == .plainTurn else {
        continue
      }
      stages[place] = Stage(steps: stage.steps, extent: .whole)
    }
  }

  /// Whether a step is a move that can be done block by block.
  private func isJoinable(_ step: Step, at place: Int) -> Bool {
    step.kind == .move && moves[step.item].forward.isBlocked && place > 0
      && steps[place - 1].support == bits
  }

  private func extent(of step: Step, before support: Int) -> Stage.Extent {
    if keepsToBlocks(step) { return .blocks }
    guard support == bits else { return .whole }
    switch step.kind {
    case .plainTurn: return .tiles(from: tile(of: step.item))
    case .twoTurns: return .tiles(from: tile(of: twoTurns[step.item].low.item))
    case .pairTurn, .phases, .move, .dense: return .whole
    }
  }

  /// The first bit of the tiles that have a bit in the numbers of their rows.
  private func tile(of bit: Int) -> Int {
    bit < blockBits ? 0 : bit - (bit - blockBits) % SingleProgram.tileBits
  }

  private func keepsToBlocks(_ step: Step) -> Bool {
    switch step.kind {
    case .plainTurn: step.item < blockBits
    case .twoTurns: twoTurns[step.item].high.item < blockBits
    case .pairTurn: pairTurns[step.item].flips < 1 << blockBits
    case .phases: true
    case .move, .dense: false
    }
  }
}

/// Phases by parities: those of a block's bits, each with the parities of higher bits that stand before it.
struct PhaseLayer: Sendable {
  let transform: ParityTransform
  /// For each phase: the vector of a block that it belongs to, the bits within the vector, those of the
  /// number of a block, its angle and the place of its derivative.
  let terms: [Term]

  struct Term: Sendable {
    let vector: Int
    let lanes: Int
    let high: Int
    let angle: Int
    let slope: Int
  }

  init(_ masks: [Int], _ angles: [Int], _ slopes: [Int], blockBits: Int) {
    let block = 1 << blockBits - 1
    terms = masks.indices.map { index in
      let mask = masks[index]
      return Term(
        vector: (mask & block) >> 3, lanes: mask & 7, high: mask & ~block,
        angle: angles[index], slope: slopes[index])
    }
    transform = ParityTransform(Array(Set(terms.map(\.vector))).sorted(), bits: blockBits - 3)
  }
}

/// An observable as sums of parities, block by block, for each pattern of flipped bits.
struct PauliSums: Sendable {
  struct Group: Sendable {
    let flips: Int
    let transform: ParityTransform
    let terms: [Term]
    /// Whether all factors are real.
    let isReal: Bool
  }

  struct Term: Sendable {
    let vector: Int
    let lanes: Int
    let high: Int
    let factor: Complex<Double>
  }

  let groups: [Group]

  init(_ observable: FramedObservable, blockBits: Int) {
    let block = 1 << blockBits - 1
    groups = observable.groups.map { group in
      let terms = group.terms.map { term in
        Term(
          vector: (term.mask & block) >> 3, lanes: term.mask & 7, high: term.mask & ~block,
          factor: term.factor)
      }
      return Group(
        flips: group.flips,
        transform: ParityTransform(Array(Set(terms.map(\.vector))).sorted(), bits: blockBits - 3),
        terms: terms, isReal: terms.allSatisfy { $0.factor.imaginary == 0 })
    }
  }
}

/// A matrix on some bits.
struct DenseStep: Sendable {
  let elements: [Complex<Double>]
  let adjoint: [Complex<Double>]
  let bits: [Int]
  let sortedBits: [Int]

  init(_ elements: [Complex<Double>], _ bits: [Int]) {
    let size = 1 << bits.count
    (self.elements, self.bits, sortedBits) = (elements, bits, bits.sorted())
    adjoint = (0..<size * size).map { elements[$0 % size * size + $0 / size].conjugate }
  }
}
