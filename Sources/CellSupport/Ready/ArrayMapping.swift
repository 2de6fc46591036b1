// What a cell most often calls on an array or a range, said with places in memory.
//
// The standard library says it with iterators. To inline those, the compiler first optimises everything
// that a collection can do, which takes a tenth of a second a cell; and in a cell these are preferred.

extension Array {
  /// What a closure makes of each element, in order.
  @inlinable public func map<Mapped, Failure: Error>(
    _ transform: (Element) throws(Failure) -> Mapped
  ) throws(Failure) -> [Mapped] {
    let elements = Places.of(self)
    let mapped = ArrayInProgress<Mapped>(capacity: elements.count)
    var done = 0
    do throws(Failure) {
      while done < elements.count {
        (mapped.places + done).initialize(to: try transform((elements.first + done).pointee))
        done &+= 1
      }
    } catch {
      mapped.abandoned(done)
      throw error
    }
    // Whoever the closure takes the array away from, it lives until here.
    _fixLifetime(self)
    return mapped.finished(done)
  }

  /// The elements that a closure wants to keep, in order.
  @inlinable public func filter(
    _ isIncluded: (Element) throws -> Bool
  ) rethrows -> [Element] {
    let elements = Places.of(self)
    let kept = ArrayInProgress<Element>(capacity: elements.count)
    var (index, keptCount) = (0, 0)
    do {
      while index < elements.count {
        let element = (elements.first + index).pointee
        if try isIncluded(element) {
          (kept.places + keptCount).initialize(to: element)
          keptCount &+= 1
        }
        index &+= 1
      }
    } catch {
      kept.abandoned(keptCount)
      throw error
    }
    _fixLifetime(self)
    return kept.finished(keptCount)
  }

  /// What a closure makes of all elements, one after the other.
  @inlinable public func reduce<Result>(
    _ initialResult: Result, _ nextPartialResult: (Result, Element) throws -> Result
  ) rethrows -> Result {
    let elements = Places.of(self)
    defer { _fixLifetime(self) }
    var result = initialResult
    var index = 0
    while index < elements.count {
      result = try nextPartialResult(result, (elements.first + index).pointee)
      index &+= 1
    }
    return result
  }

  /// What a closure makes of a value with all elements, one after the other.
  @inlinable public func reduce<Result>(
    into initialResult: Result, _ update: (inout Result, Element) throws -> Void
  ) rethrows -> Result {
    let elements = Places.of(self)
    defer { _fixLifetime(self) }
    var result = initialResult
    var index = 0
    while index < elements.count {
      try update(&result, (elements.first + index).pointee)
      index &+= 1
    }
    return result
  }

  /// All elements but some at the beginning.
  public func dropFirst(_ number: Int = 1) -> ArraySlice<Element> {
    // In the words of the standard library.
    if number < 0 { fatalError("Can't drop a negative number of elements from a collection") }
    return self[(number < count ? number : count)..<count]
  }
}

extension Range where Bound == Int {
  /// What a closure makes of each number, in order.
  @inlinable public func map<Mapped, Failure: Error>(
    _ transform: (Int) throws(Failure) -> Mapped
  ) throws(Failure) -> [Mapped] {
    try mapped(lowerBound, count: upperBound - lowerBound, transform)
  }
}

extension ClosedRange where Bound == Int {
  /// What a closure makes of each number, in order.
  @inlinable public func map<Mapped, Failure: Error>(
    _ transform: (Int) throws(Failure) -> Mapped
  ) throws(Failure) -> [Mapped] {
    try mapped(lowerBound, count: upperBound - lowerBound + 1, transform)
  }
}

/// What a closure makes of so many numbers in a row.
@inlinable func mapped<Mapped, Failure: Error>(
  _ first: Int, count: Int, _ transform: (Int) throws(Failure) -> Mapped
) throws(Failure) -> [Mapped] {
  let mapped = ArrayInProgress<Mapped>(capacity: count)
  var done = 0
  do throws(Failure) {
    while done < count {
      (mapped.places + done).initialize(to: try transform(first &+ done))
      done &+= 1
    }
  } catch {
    mapped.abandoned(done)
    throw error
  }
  return mapped.finished(done)
}
