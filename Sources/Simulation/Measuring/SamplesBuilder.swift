/// What measurements showed, while it is filled in.
struct SamplesBuilder {
  private let shots: Int
  private let bits: Int
  private let step: Int
  private var words: [UInt64]

  init(shots: Int, bits: Int) {
    (self.shots, self.bits) = (shots, bits)
    step = Samples.words(for: bits)
    words = Array(repeating: 0, count: shots * step)
  }

  /// Sets what 64 shots showed at a time: `planes` has a list of words for each bit, 64 shots in a word.
  ///
  /// - Parameters:
  ///   - planes: The lists.
  ///   - stride: The length of each list.
  ///   - first: The number of the first shot, a multiple of 64.
  ///   - count: How many shots there are.
  mutating func set(
    planes: UnsafePointer<UInt64>, stride: Int, first: Int, count: Int
  ) {
    words.withUnsafeMutableBufferPointer { rows in
      withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 64) { square in
        guard let square = square.baseAddress else { return }
        for column in 0..<step {
          let bitCount = min(64, bits - column * 64)
          for block in 0..<(count + 63) / 64 {
            for bit in 0..<bitCount {
              square[bit] = planes[(column * 64 + bit) * stride + block]
            }
            for bit in bitCount..<64 { square[bit] = 0 }
            transpose(square)
            let shot = first + block * 64
            for row in 0..<min(64, count - block * 64) {
              rows[(shot + row) * step + column] = square[row]
            }
          }
        }
      }
    }
  }

  /// Sets one row.
  mutating func set(_ shot: Int, _ isSet: (Int) -> Bool) {
    for bit in 0..<bits where isSet(bit) {
      words[shot * step + bit / 64] |= 1 << UInt64(bit % 64)
    }
  }

  /// Sets one bit.
  mutating func set(_ shot: Int, bit: Int) {
    words[shot * step + bit / 64] |= 1 << UInt64(bit % 64)
  }

  func finished() -> Samples { Samples(shots: shots, bits: bits, words: words) }
}

/// Turns a square of 64 by 64 bits over: halves change places, then quarters, and so on.
///
/// H. S. Warren, "Hacker's Delight", 2nd edition (2012), section 7-3.
private func transpose(_ square: UnsafeMutablePointer<UInt64>) {
  var (width, mask) = (32, UInt64(0x0000_0000_FFFF_FFFF))
  while width != 0 {
    var row = 0
    while row < 64 {
      let moved = (square[row] >> UInt64(width) ^ square[row | width]) & mask
      square[row | width] ^= moved
      square[row] ^= moved << UInt64(width)
      row = ((row | width) + 1) & ~width
    }
    width >>= 1
    mask ^= mask << UInt64(width)
  }
}
