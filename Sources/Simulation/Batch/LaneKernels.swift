internal import Numerics

/// Loops over the amplitudes of eight states, one in each lane.
enum LaneKernels {
  typealias Lanes = SIMD8<Double>
  typealias Block = UnsafeMutablePointer<Lanes>

  /// Turns pairs of amplitudes.
  static func turn(
    _ pairs: UnsafeBufferPointer<LaneProgram.Pair>, _ c: Lanes, _ s: Lanes, _ state: Block
  ) {
    for pair in pairs {
      let (first, second) = (state + Int(pair.first), state + Int(pair.second))
      let (a, b, x, y) = (first[0], first[1], second[0], second[1])
      first[0] = (c * a).addingProduct(-s, x)
      first[1] = (c * b).addingProduct(-s, y)
      second[0] = (c * x).addingProduct(s, a)
      second[1] = (c * y).addingProduct(s, b)
    }
  }

  /// Half of the derivatives by the angles of a turn.
  static func slope(
    _ pairs: UnsafeBufferPointer<LaneProgram.Pair>, _ state: Block, _ adjoint: Block
  ) -> Lanes {
    var sum = Lanes()
    for pair in pairs {
      let (i, j) = (Int(pair.first), Int(pair.second))
      sum.addProduct(adjoint[j], state[i])
      sum.addProduct(adjoint[j + 1], state[i + 1])
      sum.addProduct(-adjoint[i], state[j])
      sum.addProduct(-adjoint[i + 1], state[j + 1])
    }
    return sum
  }

  /// Undoes a turn of the states and of their adjoints; returns half of the derivatives by the angles.
  static func undo(
    _ pairs: UnsafeBufferPointer<LaneProgram.Pair>, _ c: Lanes, _ s: Lanes, _ state: Block,
    _ adjoint: Block
  ) -> Lanes {
    var sum = Lanes()
    for pair in pairs {
      let (i, j) = (Int(pair.first), Int(pair.second))
      for part in 0..<2 {
        let (x, y) = (state[i + part], state[j + part])
        let (l, m) = (adjoint[i + part], adjoint[j + part])
        sum.addProduct(m, x)
        sum.addProduct(-l, y)
        state[i + part] = (c * x).addingProduct(s, y)
        state[j + part] = (c * y).addingProduct(-s, x)
        adjoint[i + part] = (c * l).addingProduct(s, m)
        adjoint[j + part] = (c * m).addingProduct(-s, l)
      }
    }
    return sum
  }

  /// The cosines and sines of two turns.
  struct Two {
    let firstCosine: Lanes
    let firstSine: Lanes
    let secondCosine: Lanes
    let secondSine: Lanes

    /// What undoes the turns.
    var undone: Two {
      Two(
        firstCosine: firstCosine, firstSine: -firstSine, secondCosine: secondCosine,
        secondSine: -secondSine)
    }
  }

  /// Two turns at once, so that each amplitude is read and written once for both.
  static func turn(
    _ fours: UnsafeBufferPointer<LaneProgram.Four>, _ two: Two, _ state: Block
  ) {
    let halves = UnsafeMutableRawPointer(state).assumingMemoryBound(to: SIMD4<Double>.self)
    for four in fours {
      for part in 0..<2 {
        let places = 2 &* four.places &+ UInt32(2 * part)
        turnHalves(
          halves, places, two.firstCosine.lowHalf, two.firstSine.lowHalf,
          two.secondCosine.lowHalf, two.secondSine.lowHalf)
        turnHalves(
          halves + 1, places, two.firstCosine.highHalf, two.firstSine.highHalf,
          two.secondCosine.highHalf, two.secondSine.highHalf)
      }
    }
  }

  /// Undoes two turns of the states and of their adjoints; returns half of the derivatives by the angles.
  static func undo(
    _ fours: UnsafeBufferPointer<LaneProgram.Four>, _ two: Two, _ state: Block, _ adjoint: Block
  ) -> (first: Lanes, second: Lanes) {
    let halves = UnsafeMutableRawPointer(state).assumingMemoryBound(to: SIMD4<Double>.self)
    let others = UnsafeMutableRawPointer(adjoint).assumingMemoryBound(to: SIMD4<Double>.self)
    let back = two.undone
    var sums = (SIMD4<Double>(), SIMD4<Double>(), SIMD4<Double>(), SIMD4<Double>())
    for four in fours {
      for part in 0..<2 {
        let places = 2 &* four.places &+ UInt32(2 * part)
        addSlopes(halves, others, places, &sums.0, &sums.1)
        addSlopes(halves + 1, others + 1, places, &sums.2, &sums.3)
        for vectors in 0..<2 {
          let vectors = vectors == 0 ? halves : others
          turnHalves(
            vectors, places, back.firstCosine.lowHalf, back.firstSine.lowHalf,
            back.secondCosine.lowHalf, back.secondSine.lowHalf)
          turnHalves(
            vectors + 1, places, back.firstCosine.highHalf, back.firstSine.highHalf,
            back.secondCosine.highHalf, back.secondSine.highHalf)
        }
      }
    }
    return (
      Lanes(lowHalf: sums.0, highHalf: sums.2), Lanes(lowHalf: sums.1, highHalf: sums.3)
    )
  }

  @inline(__always)
  private static func turnHalves(
    _ vectors: UnsafeMutablePointer<SIMD4<Double>>, _ places: SIMD4<UInt32>, _ c: SIMD4<Double>,
    _ s: SIMD4<Double>, _ d: SIMD4<Double>, _ t: SIMD4<Double>
  ) {
    let (i, j, k, l) = (Int(places[0]), Int(places[1]), Int(places[2]), Int(places[3]))
    let (w, x, y, z) = (vectors[i], vectors[j], vectors[k], vectors[l])
    let (a, b) = ((c * w).addingProduct(-s, x), (c * x).addingProduct(s, w))
    let (e, f) = ((c * y).addingProduct(-s, z), (c * z).addingProduct(s, y))
    vectors[i] = (d * a).addingProduct(-t, e)
    vectors[j] = (d * b).addingProduct(-t, f)
    vectors[k] = (d * e).addingProduct(t, a)
    vectors[l] = (d * f).addingProduct(t, b)
  }

  @inline(__always)
  private static func addSlopes(
    _ states: UnsafeMutablePointer<SIMD4<Double>>, _ adjoints: UnsafeMutablePointer<SIMD4<Double>>,
    _ places: SIMD4<UInt32>, _ first: inout SIMD4<Double>, _ second: inout SIMD4<Double>
  ) {
    let (i, j, k, l) = (Int(places[0]), Int(places[1]), Int(places[2]), Int(places[3]))
    let (w, x, y, z) = (states[i], states[j], states[k], states[l])
    let (m, n, o, p) = (adjoints[i], adjoints[j], adjoints[k], adjoints[l])
    first.addProduct(n, w)
    first.addProduct(-m, x)
    first.addProduct(p, y)
    first.addProduct(-o, z)
    second.addProduct(o, w)
    second.addProduct(-m, y)
    second.addProduct(p, x)
    second.addProduct(-n, z)
  }

  /// Multiplies amplitudes by phases; the sign says whether forwards or backwards.
  static func turnPhases(_ sines: Block, sign: Double, _ state: Block, count: Int) {
    for place in 0..<count {
      let (s, c) = (sign * sines[2 * place], sines[2 * place + 1])
      let (re, im) = (state[2 * place], state[2 * place + 1])
      state[2 * place] = (c * re).addingProduct(-s, im)
      state[2 * place + 1] = (c * im).addingProduct(s, re)
    }
  }

  /// Multiplies amplitudes by phases that all eight states have in common.
  static func turnPhases(
    _ sines: UnsafePointer<Double>, sign: Double, _ state: Block, count: Int
  ) {
    for place in 0..<count {
      let s = Lanes(repeating: sign * sines[2 * place])
      let c = Lanes(repeating: sines[2 * place + 1])
      let (re, im) = (state[2 * place], state[2 * place + 1])
      state[2 * place] = (c * re).addingProduct(-s, im)
      state[2 * place + 1] = (c * im).addingProduct(s, re)
    }
  }

  /// The imaginary parts of the products of conjugated adjoints with states.
  static func imaginaryProducts(
    _ adjoint: Block, _ state: Block, into products: Block, count: Int
  ) {
    for place in 0..<count {
      let product = adjoint[2 * place] * state[2 * place + 1]
      products[place] = product.addingProduct(-adjoint[2 * place + 1], state[2 * place])
    }
  }

  /// Puts amplitudes at other places.
  static func gather(_ sources: [UInt32], from old: Block, to new: Block) {
    for (place, source) in sources.enumerated() {
      new[2 * place] = old[2 * Int(source)]
      new[2 * place + 1] = old[2 * Int(source) + 1]
    }
  }

  /// Multiplies groups of amplitudes by a matrix.
  static func multiply(
    _ dense: LaneDense, by elements: [Complex<Double>], _ state: Block, scratch: Block
  ) {
    let size = dense.size
    for group in 0..<dense.places.count / size {
      let places = dense.places[group * size..<(group + 1) * size]
      for (number, place) in places.enumerated() {
        scratch[2 * number] = state[2 * place]
        scratch[2 * number + 1] = state[2 * place + 1]
      }
      for (row, place) in places.enumerated() {
        var (re, im) = (Lanes(), Lanes())
        for column in 0..<size {
          let element = elements[row * size + column]
          let (a, b) = (Lanes(repeating: element.real), Lanes(repeating: element.imaginary))
          re.addProduct(a, scratch[2 * column])
          re.addProduct(-b, scratch[2 * column + 1])
          im.addProduct(a, scratch[2 * column + 1])
          im.addProduct(b, scratch[2 * column])
        }
        (state[2 * place], state[2 * place + 1]) = (re, im)
      }
    }
  }

  /// Adds a part of an observable, applied to states, to their adjoints; returns its means.
  static func apply(
    _ group: LaneObservable.Group, to state: Block, into adjoint: Block, replaces: Bool
  ) -> Lanes {
    var sum = Lanes()
    for place in group.real.indices {
      let partner = 2 * (place ^ group.flips)
      let re = Lanes(repeating: group.real[place])
      var (x, y) = (re * state[2 * place], re * state[2 * place + 1])
      if let imaginary = group.imaginary {
        let im = Lanes(repeating: imaginary[place])
        x.addProduct(-im, state[2 * place + 1])
        y.addProduct(im, state[2 * place])
      }
      sum.addProduct(x, state[partner])
      sum.addProduct(y, state[partner + 1])
      if replaces {
        (adjoint[partner], adjoint[partner + 1]) = (x, y)
      } else {
        adjoint[partner] += x
        adjoint[partner + 1] += y
      }
    }
    return sum
  }
}
