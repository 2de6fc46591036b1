internal import Numerics

extension SingleWorkspace {
  /// Makes the state of the values that are bound.
  func run() {
    state[0] = Lanes(1, 0, 0, 0, 0, 0, 0, 0)
    var support = 2
    for stage in program.stages {
      let steps = stage.steps
      switch stage.extent {
      case .blocks:
        if stage.move != nil { swap(&state, &spare) }
        let last = program.steps[steps.upperBound - 1].support
        let blocks = 1 << max(0, last - program.blockBits)
        for block in 0..<blocks {
          if let move = stage.move {
            MoveTable.gather(
              program.moves[move].forward, block: block, from: spare.pairs, to: state.pairs)
          }
          var before = support
          for index in steps {
            let step = program.steps[index]
            apply(step, block: block, support: before)
            before = max(before, step.support)
          }
        }
      case .whole: applyWhole(program.steps[steps.lowerBound], support: support)
      case .tiles(let bit): applyTiled(stage, from: bit)
      }
      support = max(support, program.steps[steps.upperBound - 1].support)
    }
    for block in 0..<blockCount { clear(from: support, to: program.bits, block: block) }
  }

  /// Does a step to a block.
  @inline(__always)
  private func apply(_ step: SingleProgram.Step, block: Int, support: Int) {
    let base = block << program.blockBits
    let reach = max(step.support, 2)
    if base >> reach != 0 { return }
    let first = state + block * blockVectors
    let count = min(blockVectors, (1 << reach) >> 2)
    switch step.kind {
    case .plainTurn:
      let (cosine, sine) = (cosines[step.angle], sines[step.angle])
      if step.item >= 2 && step.item == support {
        PlainTurns.grow(cosine, sine, first, step: 1 << (step.item - 2))
      } else {
        clear(from: support, to: reach, block: block)
        PlainTurns.apply(cosine, sine, to: first, count: count, bit: step.item)
      }
    case .twoTurns: PlainTurns.apply(two(step), to: first, count: count)
    case .pairTurn:
      clear(from: support, to: reach, block: block)
      program.pairTurns[step.item].apply(
        cosines[step.angle], sines[step.angle], to: first, count: count, base: base)
    case .phases: turnPhases(of: step.item, base: base, first, count: count)
    case .move, .dense: break
    }
  }

  /// Two turns with their cosines and sines.
  @inline(__always) func two(_ step: SingleProgram.Step) -> PlainTurns.Two {
    let (low, high) = program.twoTurns[step.item]
    return PlainTurns.Two(
      low: low.item, high: high.item, lowCosine: cosines[low.angle], lowSine: sines[low.angle],
      highCosine: cosines[high.angle], highSine: sines[high.angle])
  }

  /// Does a step that reaches beyond blocks.
  private func applyWhole(_ step: SingleProgram.Step, support: Int) {
    let reach = max(step.support, 2)
    let count = (1 << reach) >> 2
    func clearAll() {
      for block in 0..<blockCount { clear(from: support, to: reach, block: block) }
    }
    switch step.kind {
    case .plainTurn:
      let (cosine, sine) = (cosines[step.angle], sines[step.angle])
      if step.item >= 2 && step.item == support {
        PlainTurns.grow(cosine, sine, state, step: 1 << (step.item - 2))
      } else {
        clearAll()
        PlainTurns.apply(cosine, sine, to: state, count: count, bit: step.item)
      }
    case .twoTurns: PlainTurns.apply(two(step), to: state, count: count)
    case .pairTurn:
      clearAll()
      program.pairTurns[step.item].apply(
        cosines[step.angle], sines[step.angle], to: state, count: count, base: 0)
    case .phases: break
    case .move:
      clearAll()
      move(&state, by: program.moves[step.item].forward)
    case .dense:
      clearAll()
      let dense = program.denses[step.item]
      multiply(state, by: dense.elements, dense)
    }
  }

  /// Moves amplitudes into the spare memory, which changes its role with theirs.
  func move(_ vectors: inout Block, by sources: MoveTable.Sources) {
    MoveTable.gather(sources, from: vectors.pairs, to: spare.pairs)
    swap(&vectors, &spare)
  }

  /// Multiplies the bits of a step by a matrix.
  func multiply(_ vectors: Block, by elements: [Complex<Double>], _ step: DenseStep) {
    let amplitudes = UnsafeMutableRawPointer(vectors)
      .assumingMemoryBound(to: Complex<Double>.self)
    let size = 1 << step.bits.count
    let places = (0..<size).map { $0.spread(to: step.bits) }
    var old = [Complex<Double>](repeating: 0, count: size)
    for number in 0..<(1 << (program.bits - step.bits.count)) {
      let base = step.sortedBits.reduce(number) { $0.openingBit($1) }
      for place in 0..<size { old[place] = amplitudes[base | places[place]] }
      for row in 0..<size {
        var (re, im) = (0.0, 0.0)
        for column in 0..<size {
          let (a, b) = (elements[row * size + column], old[column])
          re += a.real * b.real - a.imaginary * b.imaginary
          im += a.real * b.imaginary + a.imaginary * b.real
        }
        amplitudes[base | places[row]] = Complex(re, im)
      }
    }
  }
}

extension UnsafeMutablePointer<SIMD8<Double>> {
  /// The amplitudes one by one.
  var pairs: UnsafeMutablePointer<SIMD2<Double>> {
    UnsafeMutableRawPointer(self).assumingMemoryBound(to: SIMD2<Double>.self)
  }
}

extension PlainTurns {
  /// Turns a bit that is 0 in all amplitudes, without looking at those where it is 1.
  static func grow(_ cosine: Double, _ sine: Double, _ low: Block, step: Int) {
    let high = low + step
    let (c, s) = (Lanes(repeating: cosine), Lanes(repeating: sine))
    for place in 0..<step {
      let x = low[place]
      low[place] = c * x
      high[place] = s * x
    }
  }
}
