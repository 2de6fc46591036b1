internal import Circuits
internal import Numerics

/// The memory in which eight states at a time, with their adjoints, are run through a program.
final class LaneWorkspace: @unchecked Sendable {
  typealias Lanes = SIMD8<Double>
  typealias Block = UnsafeMutablePointer<Lanes>

  let program: LaneProgram
  private let memory: Block
  private(set) var state: Block
  private(set) var adjoints: [Block]
  /// Memory for what is moved, for groups and for sums.
  private var spare: Block
  /// The angles, their sines and cosines.
  private let angles: Block
  private let sines: Block
  private let cosines: Block
  /// The sine and the cosine of each phase of layers whose states differ.
  private let phases: Block
  /// The same of layers whose states have it in common, as single numbers.
  private let commonPhases: UnsafeMutablePointer<Double>
  /// Half of the derivatives by the angles, those of one observable after the other.
  let slopes: Block
  let means: Block

  /// Whether each eight states have weights of their own.
  let weightsDiffer: Bool
  /// The angles that differ between the states, and those of them that turns need.
  private let ownAngles: [Int]
  private let ownTurnAngles: [Int]

  init(_ program: LaneProgram, weightsDiffer: Bool) {
    (self.program, self.weightsDiffer) = (program, weightsDiffer)
    func differs(_ angle: Int) -> Bool {
      weightsDiffer ? program.angles.isOpen[angle] : program.angles.dependsOnFeatures[angle]
    }
    ownAngles = (0..<program.angles.count).filter(differs)
    ownTurnAngles = program.turnAngles.filter(differs)
    let (size, angleCount) = (2 << program.bits, program.angles.count)
    let count = program.observables.count
    let slopeCount = max(1, count) * program.slopeAngles.count
    let layers = program.layers.count * size
    memory = .allocate(capacity: (2 + count) * size + 3 * angleCount + slopeCount + count + layers)
    var next = memory
    func take(_ count: Int) -> Block {
      defer { next += count }
      return next
    }
    (state, spare) = (take(size), take(size))
    adjoints = (0..<count).map { _ in take(size) }
    (angles, sines, cosines) = (take(angleCount), take(angleCount), take(angleCount))
    (slopes, means, phases) = (take(slopeCount), take(count), take(layers))
    commonPhases = .allocate(capacity: max(1, layers))
  }

  deinit {
    memory.deallocate()
    commonPhases.deallocate()
  }

  private var size: Int { 1 << program.bits }

  private func isOwn(_ layer: LanePhases) -> Bool {
    weightsDiffer ? layer.isOpen : layer.dependsOnFeatures
  }

  /// Binds what all states have in common; the values of what differs do not count.
  func bindCommon(_ values: UnsafePointer<Lanes>) {
    program.angles.evaluate(Array(0..<program.angles.count), values, into: angles)
    makeTurns(program.turnAngles)
    for (number, layer) in program.layers.enumerated() where !isOwn(layer) {
      let phases = self.phases + 2 * size * number
      makePhases(layer, into: phases)
      let common = commonPhases + 2 * size * number
      for place in 0..<2 * size { common[place] = phases[place][0] }
    }
  }

  /// Binds what differs between eight states.
  func bind(_ values: UnsafePointer<Lanes>) {
    program.angles.evaluate(ownAngles, values, into: angles)
    makeTurns(ownTurnAngles)
    for (number, layer) in program.layers.enumerated() where isOwn(layer) {
      makePhases(layer, into: phases + 2 * size * number)
    }
  }

  /// What one of the eight states is multiplied with.
  func globalFactor(ofLane lane: Int) -> Complex<Double> {
    let (sine, cosine) = sineCosine(reducedTurns(angles[program.globalPhase]))
    return Complex(cosine[lane], sine[lane])
  }

  private func makeTurns(_ numbers: [Int]) {
    for angle in numbers {
      (sines[angle], cosines[angle]) = sineCosine(reducedTurns(angles[angle]))
    }
  }

  private func makePhases(_ layer: LanePhases, into phases: Block) {
    // The sums stand in the upper half until their sines and cosines take all of it.
    let sums = phases + size
    for (mask, angle) in zip(layer.transform.masks, layer.angles) {
      sums[mask] = reducedTurns(angles[angle])
    }
    layer.transform.expand(sums)
    for place in 0..<size {
      let sum = sums[place]
      (phases[2 * place], phases[2 * place + 1]) = sineCosine(sum)
    }
  }

  /// Makes the states of the values that are bound.
  func run() {
    start()
    for pass in program.passes {
      switch pass {
      case .step(let index): apply(program.steps[index])
      case .twoTurns(let number, _):
        let turns = program.twoTurns[number]
        turns.fours.withUnsafeBufferPointer { LaneKernels.turn($0, two(turns), state) }
      }
    }
  }

  private func two(_ turns: LaneProgram.TwoTurns) -> LaneKernels.Two {
    LaneKernels.Two(
      firstCosine: cosines[turns.first.angle], firstSine: sines[turns.first.angle],
      secondCosine: cosines[turns.second.angle], secondSine: sines[turns.second.angle])
  }

  /// Makes states in which all qubits are 0.
  func start() {
    state.update(repeating: Lanes(), count: 2 * size)
    state[0] = Lanes(repeating: 1)
  }

  /// Does a step to the states.
  @inline(__always) func apply(_ step: LaneProgram.Step) { apply(step, to: &state, spare: &spare) }

  /// Does a step to any vectors.
  @inline(__always)
  func apply(_ step: LaneProgram.Step, to vectors: inout Block, spare: inout Block) {
    switch step.kind {
    case .turn:
      program.pairs[step.item].withUnsafeBufferPointer {
        LaneKernels.turn($0, cosines[step.angle], sines[step.angle], vectors)
      }
    case .phases: turnPhases(of: step.item, sign: 1, vectors)
    case .move:
      LaneKernels.gather(program.moves[step.item].forward, from: vectors, to: spare)
      swap(&vectors, &spare)
    case .dense:
      let dense = program.denses[step.item]
      LaneKernels.multiply(dense, by: dense.elements, vectors, scratch: spare)
    }
  }

  /// Undoes a step in any vectors.
  func undo(_ step: LaneProgram.Step, in vectors: inout Block, spare: inout Block) {
    switch step.kind {
    case .turn:
      program.pairs[step.item].withUnsafeBufferPointer {
        LaneKernels.turn($0, cosines[step.angle], -sines[step.angle], vectors)
      }
    case .phases: turnPhases(of: step.item, sign: -1, vectors)
    case .move:
      LaneKernels.gather(program.moves[step.item].backward, from: vectors, to: spare)
      swap(&vectors, &spare)
    case .dense:
      let dense = program.denses[step.item]
      LaneKernels.multiply(dense, by: dense.adjoint, vectors, scratch: spare)
    }
  }

  /// Undoes a step in the states and in one of the adjoints.
  func undo(_ step: LaneProgram.Step, adjoint: Int) {
    undo(step, in: &adjoints[adjoint], spare: &spare)
    undo(step, in: &state, spare: &spare)
  }

  @inline(__always)
  private func turnPhases(of number: Int, sign: Double, _ state: Block) {
    let offset = 2 * size * number
    if isOwn(program.layers[number]) {
      LaneKernels.turnPhases(phases + offset, sign: sign, state, count: size)
    } else {
      LaneKernels.turnPhases(commonPhases + offset, sign: sign, state, count: size)
    }
  }

  /// Makes the means of the observables, and the observables applied to the states.
  func measure() {
    for (number, observable) in program.observables.enumerated() {
      let replaces = observable.groups.count == 1
      if !replaces { adjoints[number].update(repeating: Lanes(), count: 2 * size) }
      means[number] = observable.groups.reduce(into: Lanes()) {
        $0 += LaneKernels.apply($1, to: state, into: adjoints[number], replaces: replaces)
      }
    }
  }

  /// Makes the first adjoint the sum of all, each times a factor of each state.
  func joinAdjoints(_ factors: UnsafePointer<Lanes>) {
    guard !adjoints.isEmpty else { return }
    for place in 0..<2 * size {
      var sum = factors[0] * adjoints[0][place]
      for number in 1..<adjoints.count {
        sum.addProduct(factors[number], adjoints[number][place])
      }
      adjoints[0][place] = sum
    }
  }

  /// Undoes all steps, and makes half of the derivatives by the angles on the way.
  ///
  /// - Parameters:
  ///   - count: How many of the adjoints are used.
  ///   - isWanted: Whether the derivative by an angle is asked for.
  func differentiate(adjoints count: Int, where isWanted: [Bool]) {
    slopes.update(repeating: Lanes(), count: count * program.slopeAngles.count)
    let first = program.steps.firstIndex { step in
      guard step.kind == .phases else { return step.slope >= 0 && isWanted[step.angle] }
      let layer = program.layers[step.item]
      return zip(layer.angles, layer.slopes).contains { isWanted[$0] && $1 >= 0 }
    }
    guard let first, count > 0 else { return }
    for pass in program.passes.reversed() {
      switch pass {
      case .step(let index):
        if index < first { return }
        undo(program.steps[index], adjoints: count, isWanted)
      case .twoTurns(let number, let index):
        if index + 1 < first { return }
        if count == 1 {
          undoTwo(program.twoTurns[number], isWanted)
        } else {
          undo(program.steps[index + 1], adjoints: count, isWanted)
          undo(program.steps[index], adjoints: count, isWanted)
        }
      }
    }
  }

  private func undoTwo(_ turns: LaneProgram.TwoTurns, _ isWanted: [Bool]) {
    let (first, second) = (turns.first, turns.second)
    turns.fours.withUnsafeBufferPointer { fours in
      guard isWanted[first.angle] || isWanted[second.angle] else {
        let back = two(turns).undone
        LaneKernels.turn(fours, back, adjoints[0])
        return LaneKernels.turn(fours, back, state)
      }
      let sums = LaneKernels.undo(fours, two(turns), state, adjoints[0])
      if first.slope >= 0 && isWanted[first.angle] { slopes[first.slope] = sums.first }
      if second.slope >= 0 && isWanted[second.angle] { slopes[second.slope] = sums.second }
    }
  }

  private func undo(_ step: LaneProgram.Step, adjoints count: Int, _ isWanted: [Bool]) {
    switch step.kind {
    case .turn: undoTurn(step, adjoints: count, isWanted)
    case .phases: undoPhases(of: step.item, adjoints: count, isWanted)
    case .move, .dense:
      undo(step, in: &state, spare: &spare)
      for number in 0..<count { undo(step, in: &adjoints[number], spare: &spare) }
    }
  }

  private func undoTurn(_ step: LaneProgram.Step, adjoints count: Int, _ isWanted: [Bool]) {
    let (c, s) = (cosines[step.angle], sines[step.angle])
    program.pairs[step.item].withUnsafeBufferPointer { pairs in
      for number in 1..<max(1, count) {
        if step.slope >= 0 && isWanted[step.angle] {
          slopes[number * program.slopeAngles.count + step.slope] = LaneKernels.slope(
            pairs, state, adjoints[number])
        }
        LaneKernels.turn(pairs, c, -s, adjoints[number])
      }
      if step.slope >= 0 && isWanted[step.angle] {
        slopes[step.slope] = LaneKernels.undo(pairs, c, s, state, adjoints[0])
      } else {
        LaneKernels.turn(pairs, c, -s, adjoints[0])
        LaneKernels.turn(pairs, c, -s, state)
      }
    }
  }

  private func undoPhases(of number: Int, adjoints count: Int, _ isWanted: [Bool]) {
    let layer = program.layers[number]
    let asks = zip(layer.angles, layer.slopes).contains { isWanted[$0] && $1 >= 0 }
    for adjoint in 0..<count {
      if asks {
        LaneKernels.imaginaryProducts(adjoints[adjoint], state, into: spare, count: size)
        layer.transform.reduce(spare)
        let slopes = slopes + adjoint * program.slopeAngles.count
        for (mask, slope) in zip(layer.transform.masks, layer.slopes) where slope >= 0 {
          slopes[slope] = -spare[mask]
        }
      }
      turnPhases(of: number, sign: -1, adjoints[adjoint])
    }
    turnPhases(of: number, sign: -1, state)
  }
}
