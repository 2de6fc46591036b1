/// A stream of random numbers, the same for a seed on every machine, bit for bit.
///
/// ```swift
/// var stream = RandomStream(seed: 7)
/// stream.uniform()                       // in 0..<1
/// stream.normal()                        // mean 0, deviation 1
/// var noise = stream.split("noise")      // an independent stream
/// ```
///
/// The words are those of NumPy's `Philox(key=seed).random_raw()`. A copy of a stream repeats the
/// original; for independent numbers, in parallel or in a part of a program, `split` it. What the
/// distributions make of the words uses only +, −, ·, / and √, which IEEE 754 rounds the same way
/// everywhere, and none of the C library's functions, whose last bit depends on the machine.
///
/// As a `RandomNumberGenerator` it also serves the standard library's `shuffle` and
/// `random(in:using:)`, whose use of the words may change with the Swift version.
public struct RandomStream: RandomNumberGenerator, Sendable {
  /// The key of the stream: the seed, or what `split` derived.
  let key: SIMD2<UInt64>

  /// How many words were drawn or skipped.
  public private(set) var position: UInt64 = 0

  /// The block that holds the word at `position`, unless that starts a new block.
  private var block: SIMD4<UInt64> = .zero

  /// The stream of a seed; each of the 2⁶⁴ seeds has its own.
  public init(seed: UInt64) { self.init(key: SIMD2(seed, 0)) }

  init(key: SIMD2<UInt64>) { self.key = key }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    let lane = Int(truncatingIfNeeded: position & 3)
    if lane == 0 { loadBlock() }
    position &+= 1
    return block[lane]
  }

  /// Leaves out a number of words, in constant time.
  public mutating func skip(_ words: UInt64) {
    position &+= words
    loadBlock()
  }

  private mutating func loadBlock() {
    // NumPy counts up before its first block, so the first block is number one.
    block = Philox.block(counter: SIMD4(position >> 2 &+ 1, 0, 0, 0), key: key)
  }
}

extension RandomStream: Hashable {
  /// Whether two streams will give the same numbers from here on.
  public static func == (left: RandomStream, right: RandomStream) -> Bool {
    left.key == right.key && left.position == right.position
  }

  /// Hashes the key and the position.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(key)
    hasher.combine(position)
  }
}

extension RandomStream: Codable {
  private enum CodingKeys: String, CodingKey { case key, position }

  /// Takes up a stream where it was when it was written.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    self.init(key: try values.decode(SIMD2<UInt64>.self, forKey: .key))
    skip(try values.decode(UInt64.self, forKey: .position))
  }

  /// Writes the key and the position.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(key, forKey: .key)
    try values.encode(position, forKey: .position)
  }
}
