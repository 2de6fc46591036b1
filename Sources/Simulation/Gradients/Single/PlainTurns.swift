/// Real turns about Y of one bit, of a block of a state; and of a state together with an adjoint state, with
/// the derivative by the angle.
enum PlainTurns {
  typealias Lanes = SIMD8<Double>
  typealias Block = UnsafeMutablePointer<Lanes>

  /// Turns the pairs of a bit.
  static func apply(
    _ cosine: Double, _ sine: Double, to state: Block, count: Int, bit: Int
  ) {
    let c = Lanes(repeating: cosine)
    switch bit {
    case 0:
      let s = Lanes(-1, -1, 1, 1, -1, -1, 1, 1) * sine
      for place in 0..<count {
        let x = state[place]
        state[place] = (c * x).addingProduct(s, x.exchangingNeighbours)
      }
    case 1:
      let s = Lanes(-1, -1, -1, -1, 1, 1, 1, 1) * sine
      for place in 0..<count {
        let x = state[place]
        state[place] = (c * x).addingProduct(s, x.exchangingHalves)
      }
    default:
      let s = Lanes(repeating: sine)
      let step = 1 << (bit - 2)
      var start = 0
      while start < count {
        let (low, high) = (state + start, state + start + step)
        for place in 0..<step {
          let (x, y) = (low[place], high[place])
          low[place] = (c * x).addingProduct(-s, y)
          high[place] = (c * y).addingProduct(s, x)
        }
        start += 2 * step
      }
    }
  }

  /// Undoes a turn of a state and of an adjoint state.
  ///
  /// - Returns: Half of the derivative by the angle.
  static func undo(
    _ cosine: Double, _ sine: Double, _ state: Block, _ adjoint: Block, count: Int, bit: Int
  ) -> Double {
    let c = Lanes(repeating: cosine)
    var sum = Lanes()
    switch bit {
    case 0:
      let signs = Lanes(-1, -1, 1, 1, -1, -1, 1, 1)
      let s = -sine * signs
      for place in 0..<count {
        let (x, l) = (state[place], adjoint[place])
        let partner = x.exchangingNeighbours
        sum.addProduct(l, partner)
        state[place] = (c * x).addingProduct(s, partner)
        adjoint[place] = (c * l).addingProduct(s, l.exchangingNeighbours)
      }
      return (sum * signs).sum()
    case 1:
      let signs = Lanes(-1, -1, -1, -1, 1, 1, 1, 1)
      let s = -sine * signs
      for place in 0..<count {
        let (x, l) = (state[place], adjoint[place])
        let partner = x.exchangingHalves
        sum.addProduct(l, partner)
        state[place] = (c * x).addingProduct(s, partner)
        adjoint[place] = (c * l).addingProduct(s, l.exchangingHalves)
      }
      return (sum * signs).sum()
    default: return undoAcross(cosine, sine, state, adjoint, count: count, step: 1 << (bit - 2))
    }
  }

  private static func undoAcross(
    _ cosine: Double, _ sine: Double, _ state: Block, _ adjoint: Block, count: Int, step: Int
  ) -> Double {
    let (c, s) = (Lanes(repeating: cosine), Lanes(repeating: sine))
    var sum = Lanes()
    var start = 0
    while start < count {
      let (low, high) = (state + start, state + start + step)
      let (first, second) = (adjoint + start, adjoint + start + step)
      for place in 0..<step {
        let (x, y, l, m) = (low[place], high[place], first[place], second[place])
        sum.addProduct(m, x)
        sum.addProduct(-l, y)
        low[place] = (c * x).addingProduct(s, y)
        high[place] = (c * y).addingProduct(-s, x)
        first[place] = (c * l).addingProduct(s, m)
        second[place] = (c * m).addingProduct(-s, l)
      }
      start += 2 * step
    }
    return sum.sum()
  }

  /// Half of the derivative by the angle of a turn.
  static func slope(_ state: Block, _ adjoint: Block, count: Int, bit: Int) -> Double {
    var sum = Lanes()
    switch bit {
    case 0:
      for place in 0..<count { sum.addProduct(adjoint[place], state[place].exchangingNeighbours) }
      return (sum * Lanes(-1, -1, 1, 1, -1, -1, 1, 1)).sum()
    case 1:
      for place in 0..<count { sum.addProduct(adjoint[place], state[place].exchangingHalves) }
      return (sum * Lanes(-1, -1, -1, -1, 1, 1, 1, 1)).sum()
    default:
      let step = 1 << (bit - 2)
      var start = 0
      while start < count {
        for place in start..<start + step {
          sum.addProduct(adjoint[place + step], state[place])
          sum.addProduct(-adjoint[place], state[place + step])
        }
        start += 2 * step
      }
      return sum.sum()
    }
  }
}
