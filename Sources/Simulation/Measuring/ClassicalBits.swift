internal import Circuits

/// The classical bits of a circuit while it runs, 64 in a word.
struct ClassicalBits: Hashable, Sendable {
  private(set) var words: [UInt64]

  /// So many bits that are 0.
  init(_ count: Int) { words = Array(repeating: 0, count: max(1, Samples.words(for: count))) }

  subscript(_ bit: Int) -> Bool {
    get { words[bit / 64] >> UInt64(bit % 64) & 1 == 1 }
    set {
      let mask: UInt64 = 1 << UInt64(bit % 64)
      if newValue { words[bit / 64] |= mask } else { words[bit / 64] &= ~mask }
    }
  }

  /// The same with another value of a bit.
  func with(_ bit: Int, _ value: Bool) -> ClassicalBits {
    var other = self
    other[bit] = value
    return other
  }

  /// Whether a condition holds.
  func meets(_ condition: Condition) -> Bool { condition.holds { self[$0] } }
}
