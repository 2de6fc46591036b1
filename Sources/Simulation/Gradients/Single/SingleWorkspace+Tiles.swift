extension SingleWorkspace {
  /// How many vectors of neighbours a row of a tile has.
  private static let width = 4

  /// The turns of a stage on high bits, tile by tile: the rows that belong together are copied beside one
  /// another, so that all turns take two passes over the memory.
  func applyTiled(_ stage: SingleProgram.Stage, from bit: Int) {
    forEachTile(from: bit) { place, stride, rows in
      copy(state + place, stride: stride, rows: rows, to: tile)
      for index in stage.steps { applyInTile(program.steps[index], from: bit, rows: rows) }
      put(tile, rows: rows, to: state + place, stride: stride)
    }
  }

  /// Undoes the turns of a stage on high bits in the state and its one adjoint.
  func undoTiled(_ stage: SingleProgram.Stage, from bit: Int, after first: Int) {
    let other = tile + SingleProgram.tileRows * SingleWorkspace.width
    forEachTile(from: bit) { place, stride, rows in
      copy(state + place, stride: stride, rows: rows, to: tile)
      copy(adjoints[0] + place, stride: stride, rows: rows, to: other)
      for index in stage.steps.reversed() where index >= first {
        undoInTile(program.steps[index], other, from: bit, rows: rows)
      }
      put(tile, rows: rows, to: state + place, stride: stride)
      put(other, rows: rows, to: adjoints[0] + place, stride: stride)
    }
  }

  private func applyInTile(_ step: SingleProgram.Step, from bit: Int, rows: Int) {
    let count = rows * SingleWorkspace.width
    if step.kind == .twoTurns {
      PlainTurns.apply(two(step, from: bit), to: tile, count: count)
    } else {
      PlainTurns.apply(
        cosines[step.angle], sines[step.angle], to: tile, count: count, bit: step.item - bit + 4)
    }
  }

  private func undoInTile(
    _ step: SingleProgram.Step, _ other: Block, from bit: Int, rows: Int
  ) {
    let count = rows * SingleWorkspace.width
    if step.kind == .twoTurns {
      let (low, high) = program.twoTurns[step.item]
      let derivatives = PlainTurns.undo(two(step, from: bit), tile, other, count: count)
      if low.slope >= 0 { slopes[low.slope] += derivatives.low }
      if high.slope >= 0 { slopes[high.slope] += derivatives.high }
    } else {
      let slope = PlainTurns.undo(
        cosines[step.angle], sines[step.angle], tile, other, count: count,
        bit: step.item - bit + 4)
      if step.slope >= 0 { slopes[step.slope] += slope }
    }
  }

  /// Two turns on the bits that theirs have in a tile: a row of it has 16 amplitudes.
  private func two(_ step: SingleProgram.Step, from bit: Int) -> PlainTurns.Two {
    var two = two(step)
    (two.low, two.high) = (two.low - bit + 4, two.high - bit + 4)
    return two
  }

  /// Calls with the first vector of each tile, the distance of its rows, and how many it has.
  @inline(__always)
  private func forEachTile(from bit: Int, _ body: (Int, Int, Int) -> Void) {
    let bits = min(SingleProgram.tileBits, program.bits - bit)
    let stride = 1 << (bit - 2)
    for outer in 0..<(1 << (program.bits - bit - bits)) {
      let start = outer << (bit + bits - 2)
      for inner in Swift.stride(from: 0, to: stride, by: SingleWorkspace.width) {
        body(start + inner, stride, 1 << bits)
      }
    }
  }

  @inline(__always)
  private func copy(_ source: Block, stride: Int, rows: Int, to tile: Block) {
    for row in 0..<rows {
      let (from, to) = (source + row * stride, tile + SingleWorkspace.width * row)
      for place in 0..<SingleWorkspace.width { to[place] = from[place] }
    }
  }

  @inline(__always)
  private func put(_ tile: Block, rows: Int, to target: Block, stride: Int) {
    for row in 0..<rows {
      let (from, to) = (tile + SingleWorkspace.width * row, target + row * stride)
      for place in 0..<SingleWorkspace.width { to[place] = from[place] }
    }
  }
}
