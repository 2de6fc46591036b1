/// A turn of pairs of amplitudes of one state, whose bits are flipped in any pattern.
///
/// Each amplitude takes up its partner with a sign that parities give: those of bits within a vector are
/// vectors, those of higher bits are signs of whole vectors.
struct PairTurn: Sendable {
  typealias Lanes = SIMD8<Double>

  let flips: Int
  private let phases: Int
  private let conditions: [PauliTurn.Parity]
  /// For the numbers of the lowest bits, -1 where the parity is even and 1 where it is odd.
  private let signs: Lanes

  init(_ turn: PauliTurn) {
    (flips, phases, conditions) = (turn.flips, turn.phases, turn.conditions)
    signs = Lanes.perAmplitude { ($0 & turn.phases).isOdd ? 1 : -1 }
  }

  /// The factors of the partners at a vector: 0 where a condition does not hold.
  @inline(__always) private func factors(at index: Int) -> Lanes {
    var factors = (index & phases & ~3).isOdd ? -signs : signs
    for condition in conditions {
      let high = (index & condition.mask & ~3).isOdd
      factors *= Lanes.perAmplitude {
        (($0 & condition.mask & 3).isOdd != high) == condition.isOdd ? 1 : 0
      }
    }
    return factors
  }

  /// Turns the pairs of a block, which begins with the amplitude of a number.
  func apply(
    _ cosine: Double, _ sine: Double, to state: UnsafeMutablePointer<Lanes>, count: Int, base: Int
  ) {
    let (change, turn) = (Lanes(repeating: cosine - 1), Lanes(repeating: sine))
    forEachPair(count: count) { low, high in
      let (x, y) = (state[low], state[high])
      let (a, b) = (factors(at: base + 4 * low), factors(at: base + 4 * high))
      // Where a condition does not hold, both factors are 0 and the amplitude stays.
      let (keptX, keptY) = (x * (a * a), y * (b * b))
      state[low] = x.addingProduct(keptX, change).addingProduct(a * turn, partner(of: y))
      state[high] = y.addingProduct(keptY, change).addingProduct(b * turn, partner(of: x))
    }
  }

  /// Half of the derivative by the angle.
  func slope(
    _ state: UnsafeMutablePointer<Lanes>, _ adjoint: UnsafeMutablePointer<Lanes>, count: Int,
    base: Int
  ) -> Double {
    var sum = Lanes()
    forEachPair(count: count) { low, high in
      sum += adjoint[low] * factors(at: base + 4 * low) * partner(of: state[high])
      if low == high { return }
      sum += adjoint[high] * factors(at: base + 4 * high) * partner(of: state[low])
    }
    return sum.sum()
  }

  @inline(__always) private func forEachPair(count: Int, _ body: (Int, Int) -> Void) {
    let step = flips >> 2
    if step == 0 {
      for place in 0..<count { body(place, place) }
      return
    }
    let top = Int.bitWidth - 1 - step.leadingZeroBitCount
    for number in 0..<count / 2 {
      let low = number.openingBit(top)
      body(low, low ^ step)
    }
  }

  @inline(__always) private func partner(of lanes: Lanes) -> Lanes {
    switch flips & 3 {
    case 0: lanes
    case 1: lanes.exchangingNeighbours
    case 2: lanes.exchangingHalves
    default: lanes.exchangingNeighbours.exchangingHalves
    }
  }
}

extension SIMD8<Double> {
  /// A vector of four numbers, each twice, for the amplitudes in a vector.
  @inline(__always) static func perAmplitude(_ number: (Int) -> Double) -> SIMD8<Double> {
    let (a, b, c, d) = (number(0), number(1), number(2), number(3))
    return SIMD8(a, a, b, b, c, c, d, d)
  }

  /// The amplitudes with the lowest bit of their numbers flipped.
  @inline(__always) var exchangingNeighbours: SIMD8<Double> {
    SIMD8(self[2], self[3], self[0], self[1], self[6], self[7], self[4], self[5])
  }

  /// The amplitudes with the second bit of their numbers flipped.
  @inline(__always) var exchangingHalves: SIMD8<Double> {
    SIMD8(lowHalf: highHalf, highHalf: lowHalf)
  }

  /// Real and imaginary part of each amplitude exchanged.
  @inline(__always) var exchangingParts: SIMD8<Double> {
    SIMD8(self[1], self[0], self[3], self[2], self[5], self[4], self[7], self[6])
  }
}
