internal import Numerics

/// The derivatives of eight states and of their adjoints in a direction of the angles, one in each lane.
///
/// With a state goes its derivative: a turn acts on both, and adds to the derivative the state turned by a
/// right angle, times the derivative of the turn's angle; phases do the same with a factor of i. So the
/// gradients that are made on the way back have exact derivatives, too.
struct LaneTangents {
  typealias Lanes = SIMD8<Double>
  typealias Block = UnsafeMutablePointer<Lanes>

  private let memory: LaneWorkspace
  private let program: LaneProgram
  /// Derivatives of the angles, of the states and of the adjoints.
  private let angles: Block
  private var state: Block
  private var adjoint: Block
  private var spare: Block
  private let phases: Block
  private let size: Int

  /// - Parameters:
  ///   - memory: Memory to which values are bound.
  ///   - buffer: Further memory.
  init(_ memory: LaneWorkspace, _ buffer: Block) {
    (self.memory, program) = (memory, memory.program)
    size = 1 << memory.program.bits
    (state, adjoint, spare) = (buffer, buffer + 2 * size, buffer + 4 * size)
    (phases, angles) = (buffer + 6 * size, buffer + 7 * size)
  }

  /// How many vectors of memory are needed.
  static func capacity(of program: LaneProgram) -> Int {
    (7 << program.bits) + program.angles.count
  }

  /// Makes the derivatives of the gradient of each observable.
  ///
  /// - Parameters:
  ///   - direction: The direction of the values in each lane.
  ///   - values: The values that are bound.
  ///   - gradients: Where the derivatives go, those of one observable after the other.
  ///   - count: How many values there are.
  mutating func run(
    along direction: UnsafePointer<Lanes>, at values: UnsafePointer<Lanes>, into gradients: Block,
    count: Int
  ) {
    program.angles.evaluate(along: direction, at: values, into: angles)
    for (number, observable) in program.observables.enumerated() {
      runForward()
      memory.measure()
      adjoint.update(repeating: Lanes(), count: 2 * size)
      for group in observable.groups {
        _ = LaneKernels.apply(group, to: state, into: adjoint, replaces: false)
      }
      for step in program.steps.reversed() {
        undo(
          step, memory.adjoints[number], along: direction, at: values,
          into: gradients + number * count)
        memory.undo(step, adjoint: number)
      }
    }
  }

  private mutating func runForward() {
    memory.start()
    state.update(repeating: Lanes(), count: 2 * size)
    for step in program.steps {
      memory.apply(step, to: &state, spare: &spare)
      memory.apply(step)
      addStep(step, sign: 1, of: memory.state, to: state)
    }
  }

  /// Adds what the derivative of a step makes of states.
  private func addStep(_ step: LaneProgram.Step, sign: Double, of states: Block, to tangents: Block)
  {
    switch step.kind {
    case .turn:
      let change = sign * angles[step.angle]
      for pair in program.pairs[step.item] {
        let (i, j) = (Int(pair.first), Int(pair.second))
        for part in 0..<2 {
          tangents[i + part].addProduct(-change, states[j + part])
          tangents[j + part].addProduct(change, states[i + part])
        }
      }
    case .phases:
      let layer = program.layers[step.item]
      for (mask, angle) in zip(layer.transform.masks, layer.angles) {
        phases[mask] = sign * angles[angle]
      }
      layer.transform.expand(phases)
      for place in 0..<size {
        tangents[2 * place].addProduct(-phases[place], states[2 * place + 1])
        tangents[2 * place + 1].addProduct(phases[place], states[2 * place])
      }
    case .move, .dense: break
    }
  }

  /// Adds the derivatives of the slopes of a step, and undoes it in the derivatives of the states.
  private mutating func undo(
    _ step: LaneProgram.Step, _ adjoints: Block, along direction: UnsafePointer<Lanes>,
    at values: UnsafePointer<Lanes>, into gradient: Block
  ) {
    func add(_ slope: Lanes, _ change: Lanes, of angle: Int) {
      program.angles.addChain(2 * change, of: angle, at: values, to: gradient)
      program.angles.addSecondChain(
        2 * slope, of: angle, along: direction, at: values, to: gradient)
    }
    switch step.kind {
    case .turn where step.slope >= 0:
      program.pairs[step.item].withUnsafeBufferPointer { pairs in
        let slope = LaneKernels.slope(pairs, memory.state, adjoints)
        let change =
          LaneKernels.slope(pairs, memory.state, adjoint)
          + LaneKernels.slope(pairs, state, adjoints)
        add(slope, change, of: step.angle)
      }
    case .phases where step.slope >= 0:
      let layer = program.layers[step.item]
      let slopes = sums(layer, [(adjoints, memory.state)])
      let changes = sums(layer, [(adjoint, memory.state), (adjoints, state)])
      for (place, angle) in layer.angles.enumerated() where layer.slopes[place] >= 0 {
        add(slopes[place], changes[place], of: angle)
      }
    default: break
    }
    addStep(step, sign: -1, of: memory.state, to: state)
    addStep(step, sign: -1, of: adjoints, to: adjoint)
    memory.undo(step, in: &state, spare: &spare)
    memory.undo(step, in: &adjoint, spare: &spare)
  }

  /// The sums of parities of the imaginary parts of products, negative.
  private func sums(_ layer: LanePhases, _ products: [(Block, Block)]) -> [Lanes] {
    var sums = [Lanes](repeating: Lanes(), count: layer.angles.count)
    for (adjoints, states) in products {
      LaneKernels.imaginaryProducts(adjoints, states, into: phases, count: size)
      layer.transform.reduce(phases)
      for (place, mask) in layer.transform.masks.enumerated() { sums[place] -= phases[mask] }
    }
    return sums
  }
}
