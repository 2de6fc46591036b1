/// What a search was answered so far: a plain value from which it goes on exactly where it was.
///
/// A method takes the same path for the same answers. So a search that is taken up again runs through
/// what it was answered before, without evaluating anything, and goes on from there, to the last bit;
/// whatever the method, also one of a library in C. What an objective itself remembers, as the number
/// of its shots, is its owner's to save.
public struct SearchRecord: Hashable, Sendable, Codable {
  /// The answers in their order: values, and after each value its gradient where one was asked for.
  public var answers: [Double]

  /// A digest of the questions, so that a record is not taken up by another search.
  public var digest: UInt64

  /// A record, empty before the first evaluation.
  public init(answers: [Double] = [], digest: UInt64 = 0xCBF2_9CE4_8422_2325) {
    (self.answers, self.digest) = (answers, digest)
  }
}

extension SearchRecord {
  /// FNV-1a by words, with a turn so that high bits reach low ones.
  static func digest(_ digest: UInt64, with numbers: [Double]) -> UInt64 {
    numbers.reduce(digest) { digest, number in
      let mixed = (digest ^ number.bitPattern) &* 0x0000_0100_0000_01B3
      return mixed << 29 | mixed >> 35
    }
  }
}
