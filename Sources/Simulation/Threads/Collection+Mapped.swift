extension RandomAccessCollection where Index == Int, Element: Sendable {
  /// As `map`, on so many threads.
  ///
  /// - Parameters:
  ///   - threads: On how many threads; on the caller's alone for 1.
  ///   - transform: What is done with each element, on any thread.
  /// - Returns: What became of each, in order.
  /// - Throws: What the first element throws that throws.
  func mapped<Transformed>(
    _ threads: Int, _ transform: (Element) throws -> Transformed
  ) throws -> [Transformed] {
    if threads <= 1 { return try map(transform) }
    var results = [Result<Transformed, any Error>?](repeating: nil, count: count)
    results.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      let slots = Shared(base)
      WorkerPool.perform(count) { place in
        slots.pointer[place] = Result { try transform(self[startIndex + place]) }
      }
    }
    return try results.compactMap { try $0?.get() }
  }
}
