internal import Numerics

/// Phases of a block: a table for pairs of its bits, if there are any, and tables for single bits, which
/// the bits outside it can change from block to block.
final class PhaseProgram<Scalar: AmplitudeScalar>: Sendable {
  typealias Lanes = Scalar.Lanes
  typealias Source = PhaseTerms.Source

  /// How many bits a block has.
  private let bits: Int
  /// How many bits there are.
  private let allBits: Int
  /// What adds to the constant and to the phase of each bit: one more than the bit, or 0.
  private let sums: [(place: Int, slot: Int, scale: Double)]
  /// The constants among them.
  private let fixed: [Double]
  /// Pairs within a block.
  private let pairs: [(low: Int, high: Int, sources: [Source])]
  /// Pairs of a bit within and one without, and of two without.
  private let outerPairs: [(low: Int, high: Int, sources: [Source])]
  /// Whether the factors are the same for all blocks.
  let isSame: Bool
  /// Where the numbers begin: the table of pairs, the tables of single bits, and the coefficients.
  private let pairTable: Int
  private let singleTables: Int
  private let coefficients: Int

  init(_ terms: PhaseTerms, bits: Int, of allBits: Int, _ take: (Int) -> Int) {
    (self.bits, self.allBits) = (bits, allBits)
    var (fixed, sums) = ([Double](repeating: 0, count: 1 + allBits), [(Int, Int, Double)]())
    func add(_ sources: [Source], at place: Int) {
      for source in sources {
        if let slot = source.slot {
          sums.append((place, slot, source.scale))
        } else {
          fixed[place] += source.scale
        }
      }
    }
    add(terms.constant, at: 0)
    for (bit, sources) in terms.single.sorted(by: { $0.key < $1.key }) { add(sources, at: 1 + bit) }
    (self.fixed, self.sums) = (fixed, sums)
    let all = terms.pairs.sorted { ($0.key.high, $0.key.low) < ($1.key.high, $1.key.low) }
      .map { (low: $0.key.low, high: $0.key.high, sources: $0.value) }
    pairs = all.filter { $0.high < bits }
    outerPairs = all.filter { $0.high >= bits }
    isSame = outerPairs.isEmpty && terms.single.keys.allSatisfy { $0 < bits }
    let blockBits = max(bits, Scalar.laneBits)
    pairTable = pairs.isEmpty ? 0 : take(1 << (blockBits - Scalar.laneBits))
    singleTables = take(PhaseTables<Scalar>.size(bits: blockBits))
    let numbers = MemoryLayout<Double>.stride * (1 + allBits + outerPairs.count)
    let stride = MemoryLayout<Lanes>.stride
    coefficients = take((numbers + stride - 1) / stride)
  }

  /// Whether single bits have factors of their own, besides those in the table of pairs.
  private var hasSingleTables: Bool { pairs.isEmpty || !isSame }

  private func numbers(_ memory: UnsafeMutablePointer<Lanes>) -> UnsafeMutablePointer<Double> {
    UnsafeMutableRawPointer(memory + coefficients).assumingMemoryBound(to: Double.self)
  }

  /// Writes the numbers for given angles.
  func write(_ angles: UnsafePointer<Double>, to memory: UnsafeMutablePointer<Lanes>) {
    let numbers = numbers(memory)
    for place in 0...allBits { numbers[place] = fixed[place] }
    for (place, slot, scale) in sums { numbers[place] += scale * angles[slot] }
    for (place, pair) in outerPairs.enumerated() {
      numbers[1 + allBits + place] = pair.sources.reduce(0) { $0 + $1.value(angles) }
    }
    if !pairs.isEmpty { writePairs(angles, numbers, to: memory + pairTable) }
    if isSame && hasSingleTables {
      PhaseTables<Scalar>(bits: bits, at: memory + singleTables)
        .fill(numbers[0], numbers + 1, bits: bits)
    }
  }

  private func writePairs(
    _ angles: UnsafePointer<Double>, _ numbers: UnsafePointer<Double>,
    to table: UnsafeMutablePointer<Lanes>
  ) {
    let entries = pairs.map { pair in
      PairPhaseTable.Entry(
        low: pair.low, high: pair.high, phase: pair.sources.reduce(0) { $0 + $1.value(angles) })
    }
    withUnsafeTemporaryAllocation(of: Complex<Double>.self, capacity: 1 << bits) { scratch in
      guard let factors = scratch.baseAddress else { return }
      PairPhaseTable.factors(
        bits: bits, constant: isSame ? numbers[0] : 0, singles: isSame ? numbers + 1 : nil,
        pairs: entries, factors)
      let elements = UnsafeMutableRawPointer(table).assumingMemoryBound(to: SIMD2<Scalar>.self)
      for index in 0..<1 << max(bits, Scalar.laneBits) {
        let factor = index < 1 << bits ? factors[index] : 1
        elements[index] = SIMD2(Scalar(factor.real), Scalar(factor.imaginary))
      }
    }
  }

  /// Multiplies the amplitudes of a block by their factors.
  ///
  /// - Parameters:
  ///   - block: The bits that are the same for all of the block.
  ///   - memory: The numbers of the run.
  ///   - scratch: Memory for the tables of this block.
  ///   - vectors: The amplitudes.
  ///   - count: How many vectors there are.
  func apply(
    block: Int, _ memory: UnsafeMutablePointer<Lanes>, scratch: UnsafeMutablePointer<Lanes>,
    to vectors: UnsafeMutablePointer<Lanes>, _ count: Int
  ) {
    if !pairs.isEmpty { FactorTable<Scalar>.apply(memory + pairTable, to: vectors, count) }
    guard hasSingleTables else { return }
    if isSame {
      PhaseTables<Scalar>(bits: bits, at: memory + singleTables).apply(to: vectors)
    } else {
      let tables = PhaseTables<Scalar>(bits: bits, at: scratch)
      fill(tables, block: block, numbers(memory))
      tables.apply(to: vectors)
    }
  }

  /// Fills the tables of one block.
  private func fill(
    _ tables: PhaseTables<Scalar>, block: Int, _ numbers: UnsafePointer<Double>
  ) {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: bits + 1) { phases in
      guard let own = phases.baseAddress else { return }
      var constant = numbers[0]
      own.update(from: numbers + 1, count: bits)
      for bit in bits..<allBits where block >> (bit - bits) & 1 == 1 {
        constant += numbers[1 + bit]
      }
      for (place, pair) in outerPairs.enumerated() where block >> (pair.high - bits) & 1 == 1 {
        let phase = numbers[1 + allBits + place]
        if pair.low < bits {
          own[pair.low] += phase
        } else if block >> (pair.low - bits) & 1 == 1 {
          constant += phase
        }
      }
      tables.fill(constant, own, bits: bits)
    }
  }
}
