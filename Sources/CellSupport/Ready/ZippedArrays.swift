/// Pairs of what stands at the same places of two arrays, as many as the shorter one has.
///
/// Where a text asks for a `Zip2Sequence` by name, it gets the standard library's.
public struct ZippedArrays<First, Second>: Sequence, IteratorProtocol {
  @usableFromInline let first: ArraySlice<First>
  @usableFromInline let second: ArraySlice<Second>
  @usableFromInline let count: Int
  @usableFromInline var index = 0

  @inlinable init(_ first: ArraySlice<First>, _ second: ArraySlice<Second>) {
    (self.first, self.second) = (first, second)
    let (left, right) = (first.count, second.count)
    count = left < right ? left : right
  }

  /// How many pairs are to come.
  @inlinable public var underestimatedCount: Int { count &- index }

  @inlinable subscript(place: Int) -> (First, Second) {
    (first[first.startIndex &+ place], second[second.startIndex &+ place])
  }

  /// The next pair.
  @inlinable public mutating func next() -> (First, Second)? {
    guard index < count else { return nil }
    defer { index &+= 1 }
    return self[index]
  }

  /// What a closure makes of each pair that is to come, in order.
  @inlinable public func map<Mapped, Failure: Error>(
    _ transform: ((First, Second)) throws(Failure) -> Mapped
  ) throws(Failure) -> [Mapped] {
    let (start, count) = (index, underestimatedCount)
    return try [Mapped](unsafeUninitializedCapacity: count) { (buffer, done) throws(Failure) in
      while done < count {
        (buffer.baseAddress.unsafelyUnwrapped + done)
          .initialize(to: try transform(self[start &+ done]))
        done &+= 1
      }
    }
  }
}

extension ZippedArrays: CustomStringConvertible {
  /// The two arrays.
  public var description: String { "zip(\(Array(first)), \(Array(second)))" }
}

/// Pairs of what stands at the same places of two arrays.
@inlinable public func zip<First, Second>(
  _ first: [First], _ second: [Second]
) -> ZippedArrays<First, Second> {
  ZippedArrays(first[0..<first.count], second[0..<second.count])
}

/// Pairs of what stands at the same places of a part of an array and an array.
@inlinable public func zip<First, Second>(
  _ first: ArraySlice<First>, _ second: [Second]
) -> ZippedArrays<First, Second> {
  ZippedArrays(first, second[0..<second.count])
}

/// Pairs of what stands at the same places of an array and a part of an array.
@inlinable public func zip<First, Second>(
  _ first: [First], _ second: ArraySlice<Second>
) -> ZippedArrays<First, Second> {
  ZippedArrays(first[0..<first.count], second)
}
