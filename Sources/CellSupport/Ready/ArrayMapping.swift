// What a cell most often calls on an array or a range, said with indices.
//
// The standard library says it with iterators. To inline those, the compiler first optimises everything
// that a collection can do, which takes a tenth of a second a cell; and in a cell these are preferred.

/// Stops the cell in the words of the standard library.
@inline(never) @usableFromInline func stopAtNegativeDrop() -> Never {
  fatalError("Can't drop a negative number of elements from a collection")
}

extension Array {
  /// What a closure makes of each element, in order.
  @inlinable public func map<Mapped, Failure: Error>(
    _ transform: (Element) throws(Failure) -> Mapped
  ) throws(Failure) -> [Mapped] {
    let count = self.count
    return try [Mapped](unsafeUninitializedCapacity: count) { (buffer, done) throws(Failure) in
      while done < count {
        (buffer.baseAddress.unsafelyUnwrapped + done).initialize(to: try transform(self[done]))
        done &+= 1
      }
    }
  }

  /// The elements that a closure wants to keep, in order.
  @inlinable public func filter(
    _ isIncluded: (Element) throws -> Bool
  ) rethrows -> [Element] {
    var kept: [Element] = []
    var index = 0
    while index < count {
      let element = self[index]
      if try isIncluded(element) { kept.append(element) }
      index &+= 1
    }
    return kept
  }

  /// What a closure makes of all elements, one after the other.
  @inlinable public func reduce<Result>(
    _ initialResult: Result, _ nextPartialResult: (Result, Element) throws -> Result
  ) rethrows -> Result {
    var result = initialResult
    var index = 0
    while index < count {
      result = try nextPartialResult(result, self[index])
      index &+= 1
    }
    return result
  }

  /// What a closure makes of a value with all elements, one after the other.
  @inlinable public func reduce<Result>(
    into initialResult: Result, _ update: (inout Result, Element) throws -> Void
  ) rethrows -> Result {
    var result = initialResult
    var index = 0
    while index < count {
      try update(&result, self[index])
      index &+= 1
    }
    return result
  }

  /// All elements but some at the beginning.
  @inlinable public func dropFirst(_ number: Int = 1) -> ArraySlice<Element> {
    if number < 0 { stopAtNegativeDrop() }
    return self[(number < count ? number : count)..<count]
  }
}

extension Range where Bound == Int {
  /// What a closure makes of each number, in order.
  @inlinable public func map<Mapped, Failure: Error>(
    _ transform: (Int) throws(Failure) -> Mapped
  ) throws(Failure) -> [Mapped] {
    let (first, count) = (lowerBound, upperBound - lowerBound)
    return try [Mapped](unsafeUninitializedCapacity: count) { (buffer, done) throws(Failure) in
      while done < count {
        (buffer.baseAddress.unsafelyUnwrapped + done).initialize(to: try transform(first &+ done))
        done &+= 1
      }
    }
  }
}

extension ClosedRange where Bound == Int {
  /// What a closure makes of each number, in order.
  @inlinable public func map<Mapped, Failure: Error>(
    _ transform: (Int) throws(Failure) -> Mapped
  ) throws(Failure) -> [Mapped] {
    let (first, count) = (lowerBound, upperBound - lowerBound + 1)
    return try [Mapped](unsafeUninitializedCapacity: count) { (buffer, done) throws(Failure) in
      while done < count {
        (buffer.baseAddress.unsafelyUnwrapped + done).initialize(to: try transform(first &+ done))
        done &+= 1
      }
    }
  }
}
