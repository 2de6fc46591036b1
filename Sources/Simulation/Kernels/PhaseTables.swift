internal import Numerics

/// Factors of amplitudes that single bits of the index choose, as two tables: one for the lower bits and
/// one for the higher, whose product is the factor.
struct PhaseTables<Scalar: AmplitudeScalar> {
  typealias Lanes = Scalar.Lanes

  /// At most so many bits choose from the first table.
  static var mostLowBits: Int { 6 }

  let lowBits: Int
  let highBits: Int
  /// For each vector of the lower table, the real parts and the imaginary ones as products need them.
  let low: UnsafeMutablePointer<Lanes>
  /// The factors of the higher table.
  let high: UnsafeMutablePointer<Complex<Double>>

  /// How many vectors the tables for so many bits take.
  static func size(bits: Int) -> Int {
    let lowBits = max(Scalar.laneBits, min(bits, mostLowBits))
    let lowVectors = 2 << (lowBits - Scalar.laneBits)
    let highBytes = MemoryLayout<Complex<Double>>.stride << max(0, bits - lowBits)
    return lowVectors + (highBytes + MemoryLayout<Lanes>.stride - 1) / MemoryLayout<Lanes>.stride
  }

  /// Tables at a place in memory.
  init(bits: Int, at memory: UnsafeMutablePointer<Lanes>) {
    lowBits = max(Scalar.laneBits, min(bits, Self.mostLowBits))
    highBits = max(0, bits - lowBits)
    low = memory
    high = UnsafeMutableRawPointer(memory + (2 << (lowBits - Scalar.laneBits)))
      .assumingMemoryBound(to: Complex<Double>.self)
  }

  /// Fills the tables.
  ///
  /// - Parameters:
  ///   - constant: The phase of all amplitudes.
  ///   - phases: The phase that each bit adds where it is 1.
  ///   - bits: How many bits there are.
  func fill(_ constant: Double, _ phases: UnsafePointer<Double>, bits: Int) {
    withUnsafeTemporaryAllocation(of: Complex<Double>.self, capacity: bits + 8) { turns in
      guard let own = turns.baseAddress else { return }
      Self.turns(phases, count: bits, and: constant, to: own)
      fillLow(own[bits], own, bits: min(bits, lowBits))
      high[0] = 1
      for bit in 0..<highBits {
        let factor = own[lowBits + bit]
        for index in 0..<1 << bit { high[index | 1 << bit] = high[index] * factor }
      }
    }
  }

  private func fillLow(
    _ constant: Complex<Double>, _ turns: UnsafePointer<Complex<Double>>, bits: Int
  ) {
    withUnsafeTemporaryAllocation(of: Complex<Double>.self, capacity: 1 << lowBits) { scratch in
      guard let factors = scratch.baseAddress else { return }
      factors[0] = constant
      for bit in 0..<lowBits {
        let own = bit < bits ? turns[bit] : 1
        for index in 0..<1 << bit { factors[index | 1 << bit] = factors[index] * own }
      }
      for vector in 0..<1 << (lowBits - Scalar.laneBits) {
        let own = factors + vector << Scalar.laneBits
        var (real, crossed) = (Lanes(), Lanes())
        for place in 0..<Scalar.laneCount {
          let (re, im) = (Scalar(own[place].real), Scalar(own[place].imaginary))
          real[2 * place] = re
          real[2 * place + 1] = re
          crossed[2 * place] = -im
          crossed[2 * place + 1] = im
        }
        low[2 * vector] = real
        low[2 * vector + 1] = crossed
      }
    }
  }

  /// Writes the factors of some phases and behind them that of one more, eight at a time, into memory for
  /// up to seven others.
  private static func turns(
    _ phases: UnsafePointer<Double>, count: Int, and last: Double,
    to turns: UnsafeMutablePointer<Complex<Double>>
  ) {
    for start in stride(from: 0, through: count, by: 8) {
      var own = SIMD8<Double>(repeating: last)
      for place in 0..<min(8, count - start) { own[place] = phases[start + place] }
      let (sines, cosines) = sineCosine(reducedTurns(own))
      for place in 0..<8 { turns[start + place] = Complex(cosines[place], sines[place]) }
    }
  }

  /// Multiplies amplitudes by their factors.
  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Float)
  func apply(to vectors: UnsafeMutablePointer<Lanes>) {
    let count = 1 << (lowBits - Scalar.laneBits)
    for number in 0..<1 << highBits {
      let own = vectors + number * count
      let factor = high[number]
      if number == 0 {
        for place in 0..<count { own[place] = factors(place).times(own[place]) }
      } else {
        let outer = ComplexFactors<Scalar>(broadcasting: factor)
        for place in 0..<count { own[place] = outer.times(factors(place).times(own[place])) }
      }
    }
  }

  @inline(__always) private func factors(_ place: Int) -> ComplexFactors<Scalar> {
    ComplexFactors(real: low[2 * place], crossed: low[2 * place + 1])
  }
}

extension ComplexFactors {
  /// One factor for all, without a table.
  @inline(__always) init(broadcasting factor: Complex<Double>) {
    let im = Scalar(factor.imaginary)
    self.init(
      real: Scalar.Lanes(repeating: Scalar(factor.real)),
      crossed: Scalar.Lanes(repeating: im).replacing(
        with: Scalar.Lanes(repeating: -im), where: Scalar.evenLanes))
  }
}

extension AmplitudeScalar {
  /// The places of real parts.
  @inline(__always) static var evenLanes: SIMDMask<Lanes.MaskStorage> {
    var mask = SIMDMask<Lanes.MaskStorage>(repeating: false)
    for place in 0..<laneCount { mask[2 * place] = true }
    return mask
  }
}

/// Factors of amplitudes that pairs of bits choose, one for each amplitude of a block.
struct PairPhaseTable {
  /// The phase that a pair of bits adds where both are 1.
  struct Entry {
    let low: Int
    let high: Int
    let phase: Double
  }

  /// The factors, in 2·2ᵇ numbers.
  ///
  /// Each bit doubles the table: where it is 1 the factors are multiplied by others, which the lower bits
  /// choose one by one.
  static func factors(
    bits: Int, constant: Double, singles: UnsafePointer<Double>?, pairs: [Entry],
    _ factors: UnsafeMutablePointer<Complex<Double>>
  ) {
    withUnsafeTemporaryAllocation(of: Complex<Double>.self, capacity: 1 << max(0, bits - 1)) {
      scratch in
      guard let ratios = scratch.baseAddress else { return }
      factors[0] = .turn(constant)
      for bit in 0..<bits {
        let upper = factors + 1 << bit
        let own = pairs.filter { $0.high == bit }
        let single: Complex<Double> = singles.map { .turn($0[bit]) } ?? 1
        if own.isEmpty {
          for index in 0..<1 << bit { upper[index] = factors[index] * single }
          continue
        }
        ratios[0] = single
        for lower in 0..<bit {
          let phase = own.reduce(0) { $1.low == lower ? $0 + $1.phase : $0 }
          let half = ratios + 1 << lower
          if phase == 0 {
            half.update(from: ratios, count: 1 << lower)
          } else {
            let factor = Complex<Double>.turn(phase)
            for index in 0..<1 << lower { half[index] = ratios[index] * factor }
          }
        }
        for index in 0..<1 << bit { upper[index] = factors[index] * ratios[index] }
      }
    }
  }
}

/// Loops that multiply each amplitude of a block by a factor of its own.
enum FactorTable<Scalar: AmplitudeScalar> {
  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Float)
  static func apply(
    _ table: UnsafePointer<Scalar.Lanes>, to vectors: UnsafeMutablePointer<Scalar.Lanes>,
    _ count: Int
  ) {
    for place in 0..<count {
      let factor = table[place]
      let real = Scalar.realParts(factor)
      let crossed = Scalar.crossedParts(factor)
      vectors[place] = ComplexFactors<Scalar>(real: real, crossed: crossed).times(vectors[place])
    }
  }
}
