/// An array whose elements are put in their places one after the other, before it has them.
///
/// Its storage is made and finished here, once and not in every cell. To inline what the standard library
/// does for that, the compiler optimises fifty functions, which takes longer than a short cell.
@frozen public struct ArrayInProgress<Element>: ~Copyable {
  /// Where the elements are put.
  @usableFromInline let places: UnsafeMutablePointer<Element>
  @usableFromInline var storage: [Element]

  /// An array that is going to have so many elements at most.
  @inline(never) @usableFromInline init(capacity: Int) {
    var storage: [Element] = []
    storage.reserveCapacity(capacity)
    // The storage stays where it is while one array alone has it.
    places = storage.withUnsafeMutableBufferPointer { $0.baseAddress.unsafelyUnwrapped }
    self.storage = storage
  }

  /// The array, of whose places so many are taken.
  @inline(never) @usableFromInline consuming func finished(_ count: Int) -> [Element] {
    // In its own place, since a copy would share the storage, and then be given another.
    storage.append(addingCapacity: count) { span in
      span.withUnsafeMutableBufferPointer { buffer, initializedCount in
        precondition(count == 0 || buffer.baseAddress == places)
        initializedCount = count
      }
    }
    // One that was to be much longer is not to keep the room.
    let isTooRoomy = storage.capacity > 2 * count + 16
    return isTooRoomy ? storage.withUnsafeBufferPointer { Array($0) } : storage
  }

  /// Forgets the elements in so many places.
  @inline(never) @usableFromInline consuming func abandoned(_ count: Int) {
    places.deinitialize(count: count)
  }
}

/// Where the elements of arrays lie, asked here and not by what every cell would inline.
@usableFromInline enum Places {
  /// Where those of an array lie, as long as it lives, and how many they are.
  @inline(never) @usableFromInline static func of<Element>(
    _ array: [Element]
  ) -> (first: UnsafePointer<Element>, count: Int) {
    array.withUnsafeBufferPointer { ($0.baseAddress.unsafelyUnwrapped, $0.count) }
  }

  /// Where those of a part of an array lie, as long as it lives.
  @usableFromInline static func of<Element>(_ slice: ArraySlice<Element>) -> UnsafePointer<Element>
  {
    slice.withUnsafeBufferPointer { $0.baseAddress.unsafelyUnwrapped }
  }
}
