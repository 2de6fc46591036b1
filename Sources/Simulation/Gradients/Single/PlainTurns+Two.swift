/// Turns of two bits at once, which read and write each amplitude once for both.
extension PlainTurns {
  /// Half a vector: eight of them, with what they are multiplied by, fit into the registers of machines whose
  /// vectors are 32 bytes.
  typealias Half = SIMD4<Double>

  /// Two bits, the lower first, with the cosines and sines of their turns.
  struct Two {
    var low: Int
    var high: Int
    let lowCosine: Double
    let lowSine: Double
    let highCosine: Double
    let highSine: Double
  }

  /// Turns the amplitudes in fours.
  static func apply(_ two: Two, to state: Block, count: Int) {
    let halves = UnsafeMutableRawPointer(state).assumingMemoryBound(to: Half.self)
    let (c, s) = (Half(repeating: two.lowCosine), Half(repeating: two.lowSine))
    let (d, t) = (Half(repeating: two.highCosine), Half(repeating: two.highSine))
    forEachFour(two, count: count) { i, j, k, l in
      let (w, x, y, z) = (halves[i], halves[j], halves[k], halves[l])
      let (a, b) = ((c * w).addingProduct(-s, x), (c * x).addingProduct(s, w))
      let (e, f) = ((c * y).addingProduct(-s, z), (c * z).addingProduct(s, y))
      halves[i] = (d * a).addingProduct(-t, e)
      halves[j] = (d * b).addingProduct(-t, f)
      halves[k] = (d * e).addingProduct(t, a)
      halves[l] = (d * f).addingProduct(t, b)
    }
  }

  /// Undoes the turns of a state and of an adjoint state.
  ///
  /// - Returns: Half of the derivatives by the angles.
  static func undo(
    _ two: Two, _ state: Block, _ adjoint: Block, count: Int
  ) -> (low: Double, high: Double) {
    let halves = UnsafeMutableRawPointer(state).assumingMemoryBound(to: Half.self)
    let others = UnsafeMutableRawPointer(adjoint).assumingMemoryBound(to: Half.self)
    let (c, s) = (Half(repeating: two.lowCosine), Half(repeating: two.lowSine))
    let (d, t) = (Half(repeating: two.highCosine), Half(repeating: two.highSine))
    var (low, high) = (Half(), Half())
    @inline(__always) func undoFour(
      _ vectors: UnsafeMutablePointer<Half>, _ i: Int, _ j: Int, _ k: Int, _ l: Int
    ) {
      let (w, x, y, z) = (vectors[i], vectors[j], vectors[k], vectors[l])
      let (a, b) = ((c * w).addingProduct(s, x), (c * x).addingProduct(-s, w))
      let (e, f) = ((c * y).addingProduct(s, z), (c * z).addingProduct(-s, y))
      vectors[i] = (d * a).addingProduct(t, e)
      vectors[j] = (d * b).addingProduct(t, f)
      vectors[k] = (d * e).addingProduct(-t, a)
      vectors[l] = (d * f).addingProduct(-t, b)
    }
    forEachFour(two, count: count) { i, j, k, l in
      let (w, x, y, z) = (halves[i], halves[j], halves[k], halves[l])
      low.addProduct(others[j], w)
      low.addProduct(-others[i], x)
      low.addProduct(others[l], y)
      low.addProduct(-others[k], z)
      high.addProduct(others[k], w)
      high.addProduct(-others[i], y)
      high.addProduct(others[l], x)
      high.addProduct(-others[j], z)
      undoFour(halves, i, j, k, l)
      undoFour(others, i, j, k, l)
    }
    return (low.sum(), high.sum())
  }

  /// Calls with the places of four halves of vectors: those in which the two bits are 0 and 0, the lower 1,
  /// the higher 1, and both 1.
  @inline(__always)
  private static func forEachFour(_ two: Two, count: Int, _ body: (Int, Int, Int, Int) -> Void) {
    let (low, high) = (1 << (two.low - 1), 1 << (two.high - 1))
    var outer = 0
    while outer < 2 * count {
      var inner = outer
      while inner < outer + high {
        for place in inner..<inner + low {
          body(place, place + low, place + high, place + low + high)
        }
        inner += 2 * low
      }
      outer += 2 * high
    }
  }
}
