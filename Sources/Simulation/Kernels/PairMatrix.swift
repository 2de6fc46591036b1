internal import Numerics

/// A matrix of four rows on two bits of the index, as the loops over vectors read it.
enum PairMatrix<Scalar: AmplitudeScalar> {
  typealias Lanes = Scalar.Lanes

  /// How many vectors hold the numbers.
  static var size: Int { 32 }

  /// Writes the numbers of a matrix.
  ///
  /// - Parameters:
  ///   - matrix: Its 16 elements row after row; the lower bit is the lower one of an index.
  ///   - low: The lower bit.
  ///   - high: The higher bit.
  ///   - numbers: Where they are written.
  static func write(
    _ matrix: [Complex<Double>], low: Int, high: Int, to numbers: UnsafeMutablePointer<Lanes>
  ) {
    let lane = Scalar.laneBits
    func put(_ place: Int, _ factors: ComplexFactors<Scalar>) {
      numbers[2 * place] = factors.real
      numbers[2 * place + 1] = factors.crossed
    }
    if low >= lane {
      for place in 0..<16 { put(place, ComplexFactors(matrix[place])) }
    } else if high >= lane {
      // For each pair of vectors, what stays at its lane and what comes from the other one.
      for row in 0..<2 {
        for column in 0..<2 {
          for flip in 0..<2 {
            put(
              4 * row + 2 * column + flip,
              Scalar.factors { place in
                let bit = place >> low & 1
                return matrix[4 * (2 * row + bit) + 2 * column + (bit ^ flip)]
              })
          }
        }
      }
    } else {
      for flip in 0..<4 {
        put(
          flip,
          Scalar.factors { place in
            let row = place >> low & 1 | (place >> high & 1) << 1
            return matrix[4 * row + (row ^ flip)]
          })
      }
    }
  }

  /// Multiplies two bits of the index by the matrix.
  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Float)
  static func apply(
    _ numbers: UnsafePointer<Lanes>, low: Int, high: Int, to vectors: UnsafeMutablePointer<Lanes>,
    _ count: Int
  ) {
    let lane = Scalar.laneBits
    if low >= lane {
      across(numbers, 1 << (low - lane), 1 << (high - lane), vectors, count)
    } else if high >= lane {
      let step = 1 << (high - lane)
      switch low {
      case 0: mixed(numbers, step, vectors, count) { Scalar.flipped($0, bit: 0) }
      case 1: mixed(numbers, step, vectors, count) { Scalar.flipped($0, bit: 1) }
      default: mixed(numbers, step, vectors, count) { Scalar.flipped($0, bit: 2) }
      }
    } else {
      switch (low, high) {
      case (0, 1):
        within(numbers, vectors, count, { Scalar.flipped($0, bit: 0) }) {
          Scalar.flipped($0, bit: 1)
        }
      case (0, 2):
        within(numbers, vectors, count, { Scalar.flipped($0, bit: 0) }) {
          Scalar.flipped($0, bit: 2)
        }
      default:
        within(numbers, vectors, count, { Scalar.flipped($0, bit: 1) }) {
          Scalar.flipped($0, bit: 2)
        }
      }
    }
  }

  /// A factor of the matrix.
  @inline(__always) private static func factor(
    _ numbers: UnsafePointer<Lanes>, _ place: Int
  ) -> ComplexFactors<Scalar> {
    ComplexFactors(real: numbers[2 * place], crossed: numbers[2 * place + 1])
  }

  /// The sum of four products.
  @inline(__always) private static func row(
    _ numbers: UnsafePointer<Lanes>, _ row: Int, _ x: (Lanes, Lanes, Lanes, Lanes),
    _ e: (Lanes, Lanes, Lanes, Lanes)
  ) -> Lanes {
    let own = numbers + 8 * row
    var real = own[0] * x.0
    real = real.addingProduct(own[2], x.1).addingProduct(own[4], x.2).addingProduct(own[6], x.3)
    return real.addingProduct(own[1], e.0).addingProduct(own[3], e.1).addingProduct(own[5], e.2)
      .addingProduct(own[7], e.3)
  }

  /// Two bits of the index of a vector.
  @inline(__always) private static func across(
    _ numbers: UnsafePointer<Lanes>, _ step: Int, _ leap: Int,
    _ vectors: UnsafeMutablePointer<Lanes>, _ count: Int
  ) {
    var block = 0
    while block < count {
      var start = block
      while start < block + leap {
        let (p, q) = (vectors + start, vectors + start + leap)
        for place in 0..<step {
          let x = (p[place], p[place + step], q[place], q[place + step])
          let e = (
            Scalar.exchanged(x.0), Scalar.exchanged(x.1), Scalar.exchanged(x.2),
            Scalar.exchanged(x.3)
          )
          p[place] = row(numbers, 0, x, e)
          p[place + step] = row(numbers, 1, x, e)
          q[place] = row(numbers, 2, x, e)
          q[place + step] = row(numbers, 3, x, e)
        }
        start += 2 * step
      }
      block += 2 * leap
    }
  }

  /// One bit within the vectors and one of their index.
  @inline(__always) private static func mixed(
    _ numbers: UnsafePointer<Lanes>, _ step: Int, _ vectors: UnsafeMutablePointer<Lanes>,
    _ count: Int, _ partner: (Lanes) -> Lanes
  ) {
    var start = 0
    while start < count {
      let (p, q) = (vectors + start, vectors + start + step)
      for place in 0..<step {
        let (a, b) = (p[place], q[place])
        let x = (a, partner(a), b, partner(b))
        let e = (
          Scalar.exchanged(x.0), Scalar.exchanged(x.1), Scalar.exchanged(x.2), Scalar.exchanged(x.3)
        )
        p[place] = row(numbers, 0, x, e)
        q[place] = row(numbers, 1, x, e)
      }
      start += 2 * step
    }
  }

  /// Both bits within the vectors.
  @inline(__always) private static func within(
    _ numbers: UnsafePointer<Lanes>, _ vectors: UnsafeMutablePointer<Lanes>, _ count: Int,
    _ first: (Lanes) -> Lanes, _ second: (Lanes) -> Lanes
  ) {
    for place in 0..<count {
      let x = vectors[place]
      let (y, z) = (first(x), second(x))
      let w = second(y)
      vectors[place] = row(
        numbers, 0, (x, y, z, w),
        (Scalar.exchanged(x), Scalar.exchanged(y), Scalar.exchanged(z), Scalar.exchanged(w)))
    }
  }
}
