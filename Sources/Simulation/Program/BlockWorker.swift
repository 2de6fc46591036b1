internal import Circuits
internal import Numerics

/// What one thread needs to go over blocks.
struct BlockWorker<Scalar: AmplitudeScalar> {
  typealias Lanes = Scalar.Lanes

  private let program: PassProgram<Scalar>
  private let angles: [Double]
  private let memory: UnsafeMutablePointer<Lanes>
  private let state: Amplitudes<Scalar>
  /// Two blocks, between which amplitudes are moved, and the tables of a block.
  private let buffers: Scratch<Lanes>
  private let size: Int

  init(
    _ program: PassProgram<Scalar>, _ angles: [Double], _ memory: UnsafeMutablePointer<Lanes>,
    _ state: Amplitudes<Scalar>
  ) {
    (self.program, self.angles, self.memory, self.state) = (program, angles, memory, state)
    size = 1 << (program.blockBits - Scalar.laneBits)
    let tables = PhaseTables<Scalar>.size(bits: program.blockBits)
    buffers = Scratch(count: (program.needsBuffers ? 2 * size : 0) + tables)
  }

  func finish() { buffers.free() }

  private var tables: UnsafeMutablePointer<Lanes> {
    buffers.vectors + (program.needsBuffers ? 2 * size : 0)
  }

  /// Does the pass to one block.
  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Float)
  mutating func run(_ block: Int) {
    if program.pass.isContiguous {
      let home = state.vectors + block * size
      let end = apply(block, home, spare: buffers.vectors)
      if end != home { home.update(from: end, count: size) }
    } else {
      let start = program.start(of: block) >> Scalar.laneBits
      gather(start)
      let end = apply(block, buffers.vectors, spare: buffers.vectors + size)
      scatter(end, start)
    }
  }

  /// Does all instructions to a block; moves leave it in the other place.
  private func apply(
    _ block: Int, _ home: UnsafeMutablePointer<Lanes>, spare: UnsafeMutablePointer<Lanes>
  ) -> UnsafeMutablePointer<Lanes> {
    var (own, other) = (home, spare)
    var place = 0
    let instructions = program.instructions
    while place < instructions.count {
      switch instructions[place] {
      case .realTurn(let bit, _, let at):
        // Two turns in one loop read and write the block once.
        if bit >= Scalar.laneBits, place + 1 < instructions.count,
          case .realTurn(let next, _, let nextAt) = instructions[place + 1], next > bit
        {
          RealTurns<Scalar>.applyPair(
            memory + at, bit: bit, memory + nextAt, higherBit: next, to: own, size)
          place += 1
        } else {
          RealTurns<Scalar>.apply(memory + at, bit: bit, to: own, size)
        }
      case .turn(let bit, _, let at):
        ComplexTurns<Scalar>.apply(memory + at, bit: bit, to: own, size)
      case .phases(let phases):
        phases.apply(block: block, memory, scratch: tables, to: own, size)
      case .moves(let moves):
        moves.move(Scalar.self, block: block, from: own, to: other)
        swap(&own, &other)
      case .pair(let low, let high, _, let at):
        PairMatrix<Scalar>.apply(memory + at, low: low, high: high, to: own, size)
      case .gate(let gate): apply(gate, block, to: own)
      }
      place += 1
    }
    return own
  }

  /// Does a gate as it is, unless a control outside the block forbids it.
  private func apply(_ planned: PlannedGate, _ block: Int, to vectors: UnsafeMutablePointer<Lanes>)
  {
    let bits = program.pass.localCount
    let view = Amplitudes<Scalar>(viewing: vectors, qubits: bits)
    let values = planned.slots.map { angles[$0] }
    guard case .controlled(let base, let states) = planned.gate.action else {
      return view.apply(planned.gate, values, on: planned.qubits, where: Controls())
    }
    var controls = Controls()
    for (bit, state) in zip(planned.qubits, states) {
      if bit < bits {
        controls.add(bit, is: state)
      } else if (block >> (bit - bits) & 1 == 1) != state {
        return
      }
    }
    view.apply(base, values, on: Array(planned.qubits.dropFirst(states.count)), where: controls)
  }

  /// Copies a block from the state, run by run.
  private func gather(_ start: Int) {
    let (run, offsets) = (program.runSize, program.runStarts)
    for (number, offset) in offsets.enumerated() {
      let source = state.vectors + start + offset
      let target = buffers.vectors + number * run
      for place in 0..<run { target[place] = source[place] }
    }
  }

  /// Copies a block back into the state.
  private func scatter(_ block: UnsafeMutablePointer<Lanes>, _ start: Int) {
    let (run, offsets) = (program.runSize, program.runStarts)
    for (number, offset) in offsets.enumerated() {
      let source = block + number * run
      let target = state.vectors + start + offset
      for place in 0..<run { target[place] = source[place] }
    }
  }
}
