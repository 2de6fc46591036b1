internal import Circuits
internal import Numerics

/// A program for eight states at a time, one in each lane of the vectors.
///
/// The vectors of real and imaginary parts of an amplitude lie side by side. A turn is a list of pairs of
/// amplitudes, so that any pattern of flipped bits costs the same and nothing has to be moved for it; pairs
/// in which both are known to be 0 are left out.
struct LaneProgram: Sendable {
  typealias Lanes = SIMD8<Double>

  struct Step: Sendable {
    enum Kind: Sendable { case turn, phases, move, dense }
    let kind: Kind
    /// The place in the list of its kind.
    let item: Int
    var angle = 0
    /// The place of the derivative; below 0 where there is none.
    var slope = -1
  }

  /// The places of pairs of vectors, the first of each that turns towards the second.
  struct Pair: Sendable {
    let first: UInt32
    let second: UInt32
  }

  /// Four amplitudes that two turns change: those that turn first in both, in the second only, in the first
  /// only, and in none.
  struct Four: Sendable {
    let places: SIMD4<UInt32>
  }

  /// Two turns that are done at once.
  struct TwoTurns: Sendable {
    let fours: [Four]
    let first: Step
    let second: Step
  }

  /// What is done at once: one step, or two turns.
  enum Pass: Sendable {
    case step(Int)
    /// The place in the list of two turns, and of the first of their steps.
    case twoTurns(Int, Int)
  }

  let bits: Int
  private(set) var steps: [Step] = []
  /// The steps, with neighbouring turns two and two.
  private(set) var passes: [Pass] = []
  private(set) var twoTurns: [TwoTurns] = []
  private(set) var pairs: [[Pair]] = []
  private(set) var layers: [LanePhases] = []
  private(set) var moves: [LaneMove] = []
  private(set) var denses: [LaneDense] = []
  private(set) var angles: AngleSet
  /// The angle of each derivative.
  private(set) var slopeAngles: [Int] = []
  /// The angles whose cosines and sines turns need.
  private(set) var turnAngles: [Int] = []
  let observables: [LaneObservable]
  /// Where each state lies at the end.
  let frame: AffineFrame
  /// The angle of the phase of the whole state.
  let globalPhase: Int
  private var isReached: [Bool]
  private var pairLists: [[Int]: Int] = [:]
  private var fours: [SIMD4<Int>: [Four]] = [:]

  init(_ program: PauliProgram, measuring observables: [FramedObservable], angles: AngleSet) {
    bits = program.qubitCount
    let size = 1 << bits
    var angles = angles
    globalPhase = angles.add(program.globalPhase)
    self.angles = angles
    frame = program.frame
    self.observables = observables.map { LaneObservable($0, size: size) }
    isReached = Array(repeating: false, count: size)
    isReached[0] = true
    var last: PauliTurn?
    for step in program.steps {
      add(step)
      last = addPass(step, after: last)
    }
    turnAngles = Array(Set(steps.filter { $0.kind == .turn }.map(\.angle))).sorted()
  }

  private mutating func add(_ step: PauliProgram.Step) {
    switch step {
    case .turn(let turn):
      let angle = angles.add(turn.angle)
      let list = pairList(of: turn)
      steps.append(Step(kind: .turn, item: list, angle: angle, slope: slope(of: angle)))
    case .phases(let terms):
      let numbers = terms.map { angles.add($0.angle) }
      let slopes = numbers.map { slope(of: $0) }
      let layer = LanePhases(
        transform: ParityTransform(terms.map(\.mask), bits: bits), angles: numbers, slopes: slopes,
        dependsOnFeatures: numbers.contains { angles.dependsOnFeatures[$0] },
        isOpen: numbers.contains { angles.isOpen[$0] })
      layers.append(layer)
      steps.append(Step(kind: .phases, item: layers.count - 1, slope: slopes.max() ?? -1))
    case .move(let move):
      let moved = LaneMove(move, bits: bits)
      isReached = moved.forward.map { isReached[Int($0)] }
      moves.append(moved)
      steps.append(Step(kind: .move, item: moves.count - 1))
    case .dense(let elements, let qubits, let frame):
      denses.append(LaneDense(elements, qubits, frame, bits: bits))
      isReached = Array(repeating: true, count: isReached.count)
      steps.append(Step(kind: .dense, item: denses.count - 1))
    }
  }

  /// Adds the last step to the passes; returns its turn if another can join it.
  private mutating func addPass(_ step: PauliProgram.Step, after last: PauliTurn?) -> PauliTurn? {
    let index = steps.count - 1
    guard case .turn(let turn) = step, 2 * pairs[steps[index].item].count == 1 << bits else {
      passes.append(.step(index))
      return nil
    }
    guard let last, last.commutes(with: turn), !(last.flips & turn.phases).isOdd else {
      passes.append(.step(index))
      return turn
    }
    let key = SIMD4(last.flips, last.phases, turn.flips, turn.phases)
    let fours = self.fours[key] ?? LaneProgram.fours(last, turn, bits: bits)
    self.fours[key] = fours
    passes[passes.count - 1] = .twoTurns(twoTurns.count, index - 1)
    twoTurns.append(TwoTurns(fours: fours, first: steps[index - 1], second: steps[index]))
    return nil
  }

  private static func fours(_ first: PauliTurn, _ second: PauliTurn, bits: Int) -> [Four] {
    (0..<1 << bits).filter { !($0 & first.phases).isOdd && !($0 & second.phases).isOdd }.map {
      let (turned, other) = ($0 ^ first.flips, $0 ^ second.flips)
      let places = SIMD4(
        UInt32($0), UInt32(turned), UInt32(other), UInt32(turned ^ second.flips))
      return Four(places: places &* 2)
    }
  }

  private mutating func slope(of angle: Int) -> Int {
    guard angles.isOpen[angle] else { return -1 }
    slopeAngles.append(angle)
    return slopeAngles.count - 1
  }

  /// The number of the list of the pairs that a turn changes.
  private mutating func pairList(of turn: PauliTurn) -> Int {
    var numbers: [Int] = []
    for first in isReached.indices where !(first & turn.phases).isOdd {
      let second = first ^ turn.flips
      guard isReached[first] || isReached[second],
        turn.conditions.allSatisfy({ $0.holds(for: first) })
      else { continue }
      numbers += [first, second]
    }
    for place in numbers { isReached[place] = true }
    if let known = pairLists[numbers] { return known }
    pairs.append(
      stride(from: 0, to: numbers.count, by: 2).map {
        Pair(first: UInt32(2 * numbers[$0]), second: UInt32(2 * numbers[$0 + 1]))
      })
    pairLists[numbers] = pairs.count - 1
    return pairs.count - 1
  }
}

/// Phases by parities.
struct LanePhases: Sendable {
  let transform: ParityTransform
  /// The angle of each mask of the transform, and the place of its derivative.
  let angles: [Int]
  let slopes: [Int]
  let dependsOnFeatures: Bool
  let isOpen: Bool
}

/// Where amplitudes come from, and where they go back to.
struct LaneMove: Sendable {
  let forward: [UInt32]
  let backward: [UInt32]

  init(_ move: Move, bits: Int) {
    switch move {
    case .affine(let frame): forward = (0..<1 << bits).map { UInt32(frame.place(of: $0)) }
    case .table(let sources): forward = sources
    }
    var back = forward
    for (to, from) in forward.enumerated() { back[Int(from)] = UInt32(to) }
    backward = back
  }
}

/// A matrix on groups of amplitudes.
struct LaneDense: Sendable {
  let size: Int
  let elements: [Complex<Double>]
  let adjoint: [Complex<Double>]
  /// The places of each group, one group after the other.
  let places: [Int]

  init(_ elements: [Complex<Double>], _ qubits: [Int], _ frame: AffineFrame, bits: Int) {
    let size = 1 << qubits.count
    (self.size, self.elements) = (size, elements)
    adjoint = (0..<size * size).map { elements[$0 % size * size + $0 / size].conjugate }
    let sorted = qubits.sorted()
    places = (0..<1 << (bits - qubits.count)).flatMap { number in
      let base = sorted.reduce(number) { $0.openingBit($1) }
      return (0..<size).map { frame.place(of: base | $0.spread(to: qubits)) }
    }
  }
}

/// An observable as factors for each place: one list for each pattern of flipped bits.
struct LaneObservable: Sendable {
  struct Group: Sendable {
    let flips: Int
    let real: [Double]
    /// Nothing where all factors are real.
    let imaginary: [Double]?
  }

  let groups: [Group]

  init(_ observable: FramedObservable, size: Int) {
    groups = observable.groups.map { group in
      let bits = size.trailingZeroBitCount
      let real = LaneObservable.sums(group.terms.map { ($0.mask, $0.factor.real) }, bits: bits)
      let isReal = group.terms.allSatisfy { $0.factor.imaginary == 0 }
      let imaginary = group.terms.map { ($0.mask, $0.factor.imaginary) }
      return Group(
        flips: group.flips, real: real,
        imaginary: isReal ? nil : LaneObservable.sums(imaginary, bits: bits))
    }
  }

  private static func sums(_ terms: [(mask: Int, factor: Double)], bits: Int) -> [Double] {
    var values = [SIMD2<Double>](repeating: SIMD2(), count: 1 << bits)
    for term in terms { values[term.mask].x += term.factor }
    let transform = ParityTransform(terms.map(\.mask), bits: bits)
    values.withUnsafeMutableBufferPointer { buffer in
      if let base = buffer.baseAddress { transform.expand(base) }
    }
    return values.map(\.x)
  }
}
