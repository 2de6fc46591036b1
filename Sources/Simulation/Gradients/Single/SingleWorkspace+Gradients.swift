internal import Numerics

extension SingleWorkspace {
  /// Makes the means of the observables, and the observables applied to the state.
  func measure() {
    for (number, sums) in program.observables.enumerated() {
      let adjoint = adjoints[number]
      let isOneDiagonal = sums.groups.count == 1 && sums.groups[0].flips == 0
      if !isOneDiagonal { adjoint.update(repeating: Lanes(), count: (1 << program.bits) >> 2) }
      values[number] = sums.groups.reduce(0) { $0 + measure($1, into: adjoint, isOneDiagonal) }
    }
  }

  /// Adds a part of an observable, applied to the state, to an adjoint; returns its mean.
  private func measure(
    _ group: PauliSums.Group, into adjoint: Block, _ replaces: Bool
  ) -> Double {
    var sum = Lanes()
    let step = group.flips >> 2
    for block in 0..<blockCount {
      let (base, offset) = (block << program.blockBits, block * blockVectors)
      makeFactors(group, areReal: true, base: base, in: table)
      if !group.isReal {
        makeFactors(group, areReal: false, base: base, in: imaginaryTable)
      }
      for pair in 0..<blockVectors / 2 {
        let (lowRe, highRe) = table[pair].doubled
        let (lowIm, highIm) = group.isReal ? (Lanes(), Lanes()) : imaginaryTable[pair].doubled
        func add(_ place: Int, _ re: Lanes, _ im: Lanes) {
          let x = state[place]
          if replaces {
            let product = re * x
            sum.addProduct(product, x)
            adjoint[place] = product
          } else {
            let product = (re * x).addingProduct(im * Lanes.crossing, x.exchangingParts)
            let partner = product.flipped(group.flips & 3)
            sum.addProduct(partner, state[place ^ step])
            adjoint[place ^ step] += partner
          }
        }
        add(offset + 2 * pair, lowRe, lowIm)
        add(offset + 2 * pair + 1, highRe, highIm)
      }
    }
    return sum.sum()
  }

  /// The factors of a block, one for each amplitude.
  private func makeFactors(
    _ group: PauliSums.Group, areReal: Bool, base: Int, in table: Block
  ) {
    for vector in group.transform.masks { table[vector] = Lanes() }
    for term in group.terms {
      let factor = areReal ? term.factor.real : term.factor.imaginary
      let signed = (base & term.high).isOdd ? -factor : factor
      table[term.vector].addProduct(patterns[term.lanes], Lanes(repeating: signed))
    }
    group.transform.expand(table)
  }

  /// Undoes all steps, and makes half of the derivatives by the angles on the way.
  func differentiate() {
    let count = adjoints.count * program.slopeAngles.count
    for place in 0..<count { slopes[place] = 0 }
    guard !adjoints.isEmpty, let first = program.steps.firstIndex(where: { $0.slope >= 0 }) else {
      return
    }
    for stage in program.stages.reversed() where stage.steps.upperBound > first {
      switch stage.extent {
      case .blocks:
        let last = program.steps[stage.steps.upperBound - 1].support
        for block in 0..<(1 << max(0, last - program.blockBits)) {
          for index in stage.steps.reversed() where index >= first {
            undo(program.steps[index], block: block)
          }
          if let move = stage.move, adjoints.count == 1 { scatter(program.moves[move], block) }
        }
        if let move = stage.move { finishMove(program.moves[move]) }
      case .whole: undoWhole(program.steps[stage.steps.lowerBound])
      case .tiles(let bit) where adjoints.count == 1: undoTiled(stage, from: bit, after: first)
      case .tiles:
        for index in stage.steps.reversed() where index >= first {
          undoWhole(program.steps[index])
        }
      }
    }
  }

  /// Undoes a move of a block of the state and of its one adjoint.
  private func scatter(_ move: MoveTable, _ block: Int) {
    MoveTable.scatter(move.forward, block: block, from: state.pairs, to: spare.pairs)
    MoveTable.scatter(move.forward, block: block, from: adjoints[0].pairs, to: otherSpare.pairs)
  }

  /// Lets moved blocks take the place of what they were, or moves several adjoints one after the other.
  private func finishMove(_ table: MoveTable) {
    if adjoints.count == 1 {
      swap(&state, &spare)
      return swap(&adjoints[0], &otherSpare)
    }
    move(&state, by: table.backward)
    for number in adjoints.indices { move(&adjoints[number], by: table.backward) }
  }

  @inline(__always) private func undo(_ step: SingleProgram.Step, block: Int) {
    let base = block << program.blockBits
    let reach = max(step.support, 2)
    if base >> reach != 0 { return }
    let (offset, count) = (block * blockVectors, min(blockVectors, (1 << reach) >> 2))
    switch step.kind {
    case .plainTurn: undoPlain(step, offset: offset, count: count)
    case .twoTurns: undoTwo(step, offset: offset, count: count)
    case .pairTurn: undoPairs(step, base: base, offset: offset, count: count)
    case .phases: undoPhases(of: step, base: base, offset: offset, count: count)
    case .move, .dense: break
    }
  }

  private func undoWhole(_ step: SingleProgram.Step) {
    let count = (1 << max(step.support, 2)) >> 2
    switch step.kind {
    case .plainTurn: undoPlain(step, offset: 0, count: count)
    case .twoTurns: undoTwo(step, offset: 0, count: count)
    case .pairTurn: undoPairs(step, base: 0, offset: 0, count: count)
    case .phases: break
    case .move:
      let sources = program.moves[step.item].backward
      move(&state, by: sources)
      for number in adjoints.indices { move(&adjoints[number], by: sources) }
    case .dense:
      let dense = program.denses[step.item]
      for vectors in [state] + adjoints { multiply(vectors, by: dense.adjoint, dense) }
    }
  }

  @inline(__always)
  private func undoPlain(_ step: SingleProgram.Step, offset: Int, count: Int) {
    let (cosine, sine) = (cosines[step.angle], sines[step.angle])
    let block = state + offset
    for number in 1..<max(1, adjoints.count) {
      let adjoint = adjoints[number] + offset
      if step.slope >= 0 {
        slopes[number * program.slopeAngles.count + step.slope] += PlainTurns.slope(
          block, adjoint, count: count, bit: step.item)
      }
      PlainTurns.apply(cosine, -sine, to: adjoint, count: count, bit: step.item)
    }
    let slope = PlainTurns.undo(
      cosine, sine, block, adjoints[0] + offset, count: count, bit: step.item)
    if step.slope >= 0 { slopes[step.slope] += slope }
  }

  @inline(__always)
  private func undoTwo(_ step: SingleProgram.Step, offset: Int, count: Int) {
    let (low, high) = program.twoTurns[step.item]
    if adjoints.count > 1 {
      undoPlain(high, offset: offset, count: count)
      return undoPlain(low, offset: offset, count: count)
    }
    let derivatives = PlainTurns.undo(
      two(step), state + offset, adjoints[0] + offset, count: count)
    if low.slope >= 0 { slopes[low.slope] += derivatives.low }
    if high.slope >= 0 { slopes[high.slope] += derivatives.high }
  }

  private func undoPairs(_ step: SingleProgram.Step, base: Int, offset: Int, count: Int) {
    let (cosine, sine) = (cosines[step.angle], sines[step.angle])
    let turn = program.pairTurns[step.item]
    for number in adjoints.indices {
      let adjoint = adjoints[number] + offset
      if step.slope >= 0 {
        slopes[number * program.slopeAngles.count + step.slope] += turn.slope(
          state + offset, adjoint, count: count, base: base)
      }
      turn.apply(cosine, -sine, to: adjoint, count: count, base: base)
    }
    turn.apply(cosine, -sine, to: state + offset, count: count, base: base)
  }
}

extension SIMD8<Double> {
  /// The amplitudes with some of the two lowest bits of their numbers flipped.
  @inline(__always) func flipped(_ bits: Int) -> SIMD8<Double> {
    switch bits {
    case 0: self
    case 1: exchangingNeighbours
    case 2: exchangingHalves
    default: exchangingNeighbours.exchangingHalves
    }
  }
}
