internal import Glibc

/// A real matrix of two rows.
struct RealTwoByTwo {
  var a: Double
  var b: Double
  var c: Double
  var d: Double

  /// A turn $e^{-i\alpha Y}$.
  init(turning half: Double) {
    let (c, s) = (Glibc.cos(half), Glibc.sin(half))
    (a, b, self.c, d) = (c, -s, s, c)
  }

  init(a: Double, b: Double, c: Double, d: Double) {
    (self.a, self.b, self.c, self.d) = (a, b, c, d)
  }

  /// The real parts of a matrix that has no others.
  init(_ matrix: TwoByTwo) {
    self.init(a: matrix.a.real, b: matrix.b.real, c: matrix.c.real, d: matrix.d.real)
  }
}

extension AmplitudeScalar {
  /// How many vectors hold the numbers of a real turn.
  static var realTurnSize: Int { 4 }

  /// Writes the numbers of a real turn as its loop reads them.
  @inline(__always) static func writeRealTurn(
    _ matrix: RealTwoByTwo, bit: Int, to numbers: UnsafeMutablePointer<Lanes>
  ) {
    if bit >= laneBits {
      numbers[0] = Lanes(repeating: Self(matrix.a))
      numbers[1] = Lanes(repeating: Self(matrix.b))
      numbers[2] = Lanes(repeating: Self(matrix.c))
      numbers[3] = Lanes(repeating: Self(matrix.d))
    } else {
      let upper = upperLanes(bit: bit)
      numbers[0] = Lanes(repeating: Self(matrix.a)).replacing(
        with: Lanes(repeating: Self(matrix.d)), where: upper)
      numbers[1] = Lanes(repeating: Self(matrix.b)).replacing(
        with: Lanes(repeating: Self(matrix.c)), where: upper)
    }
  }

  /// The places of a vector whose amplitude has a bit of its index set.
  @inline(__always) static func upperLanes(bit: Int) -> SIMDMask<Lanes.MaskStorage> {
    var mask = SIMDMask<Lanes.MaskStorage>(repeating: false)
    for place in 0..<laneCount where place >> bit & 1 == 1 {
      mask[2 * place] = true
      mask[2 * place + 1] = true
    }
    return mask
  }
}

/// Loops over vectors of amplitudes that apply real turns.
enum RealTurns<Scalar: AmplitudeScalar> {
  typealias Lanes = Scalar.Lanes

  /// Turns one bit of the index.
  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Float)
  static func apply(
    _ numbers: UnsafePointer<Lanes>, bit: Int, to vectors: UnsafeMutablePointer<Lanes>, _ count: Int
  ) {
    if bit >= Scalar.laneBits {
      across(numbers, 1 << (bit - Scalar.laneBits), vectors, count)
    } else if bit == 0 {
      within(numbers, vectors, count) { Scalar.flipped($0, bit: 0) }
    } else if bit == 1 {
      within(numbers, vectors, count) { Scalar.flipped($0, bit: 1) }
    } else {
      within(numbers, vectors, count) { Scalar.flipped($0, bit: 2) }
    }
  }

  @inline(__always) private static func across(
    _ numbers: UnsafePointer<Lanes>, _ step: Int, _ vectors: UnsafeMutablePointer<Lanes>,
    _ count: Int
  ) {
    let (a, b, c, d) = (numbers[0], numbers[1], numbers[2], numbers[3])
    var start = 0
    while start < count {
      let low = vectors + start
      let high = low + step
      for place in 0..<step {
        let (x, y) = (low[place], high[place])
        low[place] = (b * y).addingProduct(a, x)
        high[place] = (d * y).addingProduct(c, x)
      }
      start += 2 * step
    }
  }

  @inline(__always) private static func within(
    _ numbers: UnsafePointer<Lanes>, _ vectors: UnsafeMutablePointer<Lanes>, _ count: Int,
    _ partner: (Lanes) -> Lanes
  ) {
    let (own, other) = (numbers[0], numbers[1])
    for place in 0..<count {
      let x = vectors[place]
      vectors[place] = (own * x).addingProduct(other, partner(x))
    }
  }

  /// Turns two bits above those within a vector, in one loop.
  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Float)
  static func applyPair(
    _ first: UnsafePointer<Lanes>, bit: Int, _ second: UnsafePointer<Lanes>, higherBit: Int,
    to vectors: UnsafeMutablePointer<Lanes>, _ count: Int
  ) {
    let step = 1 << (bit - Scalar.laneBits)
    let leap = 1 << (higherBit - Scalar.laneBits)
    let (a, b, c, d) = (first[0], first[1], first[2], first[3])
    let (e, f, g, h) = (second[0], second[1], second[2], second[3])
    var block = 0
    while block < count {
      var start = block
      while start < block + leap {
        let (p, q) = (vectors + start, vectors + start + leap)
        for place in 0..<step {
          let (x, y) = (p[place], p[place + step])
          let (z, w) = (q[place], q[place + step])
          let (x1, y1) = ((b * y).addingProduct(a, x), (d * y).addingProduct(c, x))
          let (z1, w1) = ((b * w).addingProduct(a, z), (d * w).addingProduct(c, z))
          p[place] = (f * z1).addingProduct(e, x1)
          p[place + step] = (f * w1).addingProduct(e, y1)
          q[place] = (h * z1).addingProduct(g, x1)
          q[place + step] = (h * w1).addingProduct(g, y1)
        }
        start += 2 * step
      }
      block += 2 * leap
    }
  }
}
