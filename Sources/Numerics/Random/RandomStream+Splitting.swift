extension RandomStream {
  /// An independent stream for the part of a program with this name.
  ///
  /// A child depends on its parent's key and on the name, not on how much the parent has drawn, so
  /// what one part draws never changes another. The same name gives the same child; names are
  /// told apart by their UTF-8 text.
  ///
  /// ```swift
  /// var weights = stream.split("weights")
  /// var shots = stream.split("shots").split(3)
  /// ```
  public func split(_ name: String) -> RandomStream {
    let bytes = Array(name.utf8)
    var child = key
    // Each block is enciphered under the key that the blocks before it made.
    for start in stride(from: 0, through: bytes.count, by: 16) {
      let chunk = bytes[start..<min(start + 16, bytes.count)]
      let words = chunk.enumerated().reduce(into: SIMD2<UInt64>.zero) { words, byte in
        words[byte.offset / 8] |= UInt64(byte.element) << (8 * UInt64(byte.offset % 8))
      }
      let length = UInt64(bytes.count)
      child = derivedKey(child, SIMD4(words[0], words[1], length, Domain.name))
    }
    return RandomStream(key: child)
  }

  /// An independent stream for a number: a shot, a sample, a worker.
  ///
  /// As `split(_:)` with a name; a number and a name never give the same child.
  public func split(_ number: Int) -> RandomStream {
    let word = UInt64(bitPattern: Int64(number))
    return RandomStream(key: derivedKey(key, SIMD4(word, 0, 0, Domain.number)))
  }

  private func derivedKey(_ key: SIMD2<UInt64>, _ label: SIMD4<UInt64>) -> SIMD2<UInt64> {
    Philox.block(counter: label, key: key).lowHalf
  }

  /// The last word of a counter: zero for the numbers of a stream, so no child's key is among them.
  private enum Domain {
    static let name: UInt64 = 1
    static let number: UInt64 = 2
  }
}
