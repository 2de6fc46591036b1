/// Pairs of what stands at the same places of two arrays, as many as the shorter one has.
///
/// Where a text asks for a `Zip2Sequence` by name, it gets the standard library's.
@frozen public struct ZippedArrays<First, Second>: Sequence, IteratorProtocol {
  // The arrays keep alive what lies in the places.
  @usableFromInline let arrays: (ArraySlice<First>, ArraySlice<Second>)
  @usableFromInline let places: (UnsafePointer<First>, UnsafePointer<Second>)
  @usableFromInline let count: Int
  @usableFromInline var index = 0

  init(_ first: ArraySlice<First>, _ second: ArraySlice<Second>) {
    arrays = (first, second)
    places = (Places.of(first), Places.of(second))
    count = Swift.min(first.count, second.count)
  }

  /// How many pairs are to come.
  @inlinable public var underestimatedCount: Int { count &- index }

  @inlinable subscript(place: Int) -> (First, Second) {
    ((places.0 + place).pointee, (places.1 + place).pointee)
  }

  /// The next pair.
  @inlinable public mutating func next() -> (First, Second)? {
    guard index < count else { return nil }
    defer {
      index &+= 1
      _fixLifetime(arrays)
    }
    return self[index]
  }

  /// What a closure makes of each pair that is to come, in order.
  @inlinable public func map<Mapped, Failure: Error>(
    _ transform: ((First, Second)) throws(Failure) -> Mapped
  ) throws(Failure) -> [Mapped] {
    // The loop stands here once more: by a function that takes it the pairs, it would be a closure within a
    // closure, for which the compiler takes as long as for a short cell.
    let (start, count) = (index, underestimatedCount)
    let mapped = ArrayInProgress<Mapped>(capacity: count)
    var done = 0
    do throws(Failure) {
      while done < count {
        (mapped.places + done).initialize(to: try transform(self[start &+ done]))
        done &+= 1
      }
    } catch {
      mapped.abandoned(done)
      throw error
    }
    _fixLifetime(arrays)
    return mapped.finished(done)
  }
}

extension ZippedArrays: CustomStringConvertible {
  /// The two arrays.
  public var description: String { "zip(\(Array(arrays.0)), \(Array(arrays.1)))" }
}

/// Pairs of what stands at the same places of two arrays.
public func zip<First, Second>(
  _ first: [First], _ second: [Second]
) -> ZippedArrays<First, Second> {
  ZippedArrays(first[...], second[...])
}

/// Pairs of what stands at the same places of a part of an array and an array.
public func zip<First, Second>(
  _ first: ArraySlice<First>, _ second: [Second]
) -> ZippedArrays<First, Second> {
  ZippedArrays(first, second[...])
}

/// Pairs of what stands at the same places of an array and a part of an array.
public func zip<First, Second>(
  _ first: [First], _ second: ArraySlice<Second>
) -> ZippedArrays<First, Second> {
  ZippedArrays(first[...], second)
}
