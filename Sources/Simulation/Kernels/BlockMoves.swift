/// A map of the bits of an index, ready to move the amplitudes of a block.
///
/// The amplitude at *y* comes from $M^{-1}(y \oplus k)$, where *k* depends on the bits that are the same
/// for all of the block; so one table serves all blocks.
final class BlockMoves: Sendable {
  /// Where the amplitude, or the vector, at each place comes from.
  private let sources: [UInt16]
  /// Whether whole vectors are moved.
  private let movesVectors: Bool
  /// What each bit outside the block adds to where amplitudes come from.
  private let outer: [Int]
  private let offset: Int

  /// - Parameters:
  ///   - map: The map of all bits.
  ///   - bits: How many of them are within a block.
  ///   - laneBits: How many of those are within a vector.
  init(_ map: BitMap, bits: Int, laneBits: Int) {
    let inverse = map.inverse
    // A state smaller than a vector has zeros behind it, which stay.
    let all =
      inverse.columns
      + (inverse.columns.count..<max(inverse.columns.count, laneBits)).map { 1 << $0 }
    let bits = max(bits, laneBits)
    let inside = 1 << bits - 1
    offset = inverse.offset & inside
    outer = all.dropFirst(bits).map { $0 & inside }
    let low = 1 << laneBits - 1
    let keepsVectors =
      all.prefix(bits).enumerated().allSatisfy { bit, column in
        column & low == (1 << bit) & low && (bit >= laneBits || column & ~low == 0)
      } && offset & low == 0 && outer.allSatisfy { $0 & low == 0 }
    movesVectors = keepsVectors && bits > laneBits
    let shift = movesVectors ? laneBits : 0
    let columns = all.prefix(bits).dropFirst(shift).map { ($0 & inside) >> shift }
    var sources: [UInt16] = [0]
    for column in columns { sources += sources.map { $0 ^ UInt16(truncatingIfNeeded: column) } }
    self.sources = sources
  }

  /// Moves the amplitudes of a block to another place.
  ///
  /// - Parameters:
  ///   - scalar: What they are made of.
  ///   - block: The bits that are the same for all of the block.
  ///   - source: Where they are.
  ///   - target: Where they go.
  func move<Scalar: AmplitudeScalar>(
    _ scalar: Scalar.Type, block: Int, from source: UnsafeMutablePointer<Scalar.Lanes>,
    to target: UnsafeMutablePointer<Scalar.Lanes>
  ) {
    var (shift, rest) = (offset, block)
    while rest != 0 {
      shift ^= outer[rest.trailingZeroBitCount]
      rest &= rest - 1
    }
    sources.withUnsafeBufferPointer { table in
      guard let table = table.baseAddress else { return }
      if movesVectors {
        let flip = UInt16(truncatingIfNeeded: shift >> Scalar.laneBits)
        Moving<Scalar.Lanes>.move(source, target, table, flip, sources.count)
      } else {
        let flip = UInt16(truncatingIfNeeded: shift)
        let from = UnsafeMutableRawPointer(source).assumingMemoryBound(to: SIMD2<Scalar>.self)
        let to = UnsafeMutableRawPointer(target).assumingMemoryBound(to: SIMD2<Scalar>.self)
        Moving<SIMD2<Scalar>>.move(from, to, table, flip, sources.count)
      }
    }
  }
}

/// A loop that moves elements of one size.
private enum Moving<Element> {
  @_specialize(where Element == SIMD8<Double>)
  @_specialize(where Element == SIMD16<Float>)
  @_specialize(where Element == SIMD2<Double>)
  @_specialize(where Element == SIMD2<Float>)
  static func move(
    _ source: UnsafePointer<Element>, _ target: UnsafeMutablePointer<Element>,
    _ table: UnsafePointer<UInt16>, _ flip: UInt16, _ count: Int
  ) {
    for place in 0..<count { target[place] = source[Int(table[place] ^ flip)] }
  }
}
