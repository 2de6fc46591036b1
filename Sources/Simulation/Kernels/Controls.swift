/// The states that some qubits have to be in for a gate to act: bits of an index and their values.
struct Controls: Hashable {
  private(set) var mask = 0
  private(set) var value = 0

  init() {}

  mutating func add(_ qubit: Int, is state: Bool) {
    mask |= 1 << qubit
    if state { value |= 1 << qubit }
  }

  func holds(for index: Int) -> Bool { index & mask == value }
}

/// The places of vectors whose index has given bits, as runs of neighbours.
struct VectorRuns {
  /// How many vectors follow one another.
  let length: Int
  /// How many runs there are.
  let count: Int
  private let fixedBits: [Int]
  private let fixedValue: Int

  /// - Parameters:
  ///   - bits: How many bits the index of a vector has.
  ///   - mask: The bits that are fixed.
  ///   - value: What they are.
  init(bits: Int, fixing mask: Int, to value: Int) {
    let lowest = mask == 0 ? bits : mask.trailingZeroBitCount
    length = 1 << lowest
    count = 1 << (bits - lowest - mask.nonzeroBitCount)
    fixedBits = (0..<bits).filter { mask >> $0 & 1 == 1 }
    fixedValue = value
  }

  /// The index of the first vector of a run.
  @inline(__always) func start(_ run: Int) -> Int {
    var index = run * length
    for bit in fixedBits {
      let low = index & ((1 << bit) - 1)
      index = (index &- low) << 1 | low
    }
    return index | fixedValue
  }
}
