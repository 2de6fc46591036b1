internal import Numerics

extension TransferLoop {
  /// In so many pieces sums are made, whatever the number of threads, so that they are the same for any.
  private static let pieces = 16

  /// For each element of the matrix, the sum over all other qubits of what it takes and what it makes:
  /// $E_{PQ} = \sum_R \lambda_{PR}\, r_{QR}$, where the matrix is not 0.
  ///
  /// The derivative of $\lambda^T M r$ by anything is then the sum of $E$ times that of $M$.
  ///
  /// - Parameters:
  ///   - made: The coefficients of an observable behind the matrix.
  ///   - taken: Those of the state before it.
  ///   - size: The number of rows of the matrix.
  /// - Returns: The sums, row after row.
  /// - Complexity: O(4ⁿ) for each row.
  func correlations(_ made: PauliVector, _ taken: PauliVector, size: Int) -> [Double] {
    let (pieces, count) = (min(TransferLoop.pieces, groupCount), sources.count)
    var sums = [Lanes](repeating: Lanes(), count: max(1, pieces * count))
    sums.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      let (sums, left, right) = (Shared(base), Shared(made.vectors), Shared(taken.vectors))
      let parts = WorkerPool.partCount(for: 1 << (2 * made.width - PauliVector.laneBits))
      WorkerPool.perform(parts == 1 ? 1 : pieces) { part in
        for piece in parts == 1 ? 0..<pieces : part..<part + 1 {
          addCorrelations(
            groupCount * piece / pieces, groupCount * (piece + 1) / pieces, left.pointer,
            right.pointer, to: sums.pointer + piece * count)
        }
      }
    }
    return spread(
      (0..<count).map { entry in
        (0..<pieces).reduce(Lanes()) { $0 + sums[$1 * count + entry] }
      }, size: size)
  }

  /// Adds up over some of the groups.
  private func addCorrelations(
    _ first: Int, _ last: Int, _ made: UnsafePointer<Lanes>, _ taken: UnsafePointer<Lanes>,
    to sums: UnsafeMutablePointer<Lanes>
  ) {
    let rows = offsets.count
    let sorted = highBits.sorted()
    withUnsafeTemporaryAllocation(of: Lanes.self, capacity: rows << lowBits.count) { scratch in
      guard let old = scratch.baseAddress else { return }
      offsets.withPointer { offsets in
        for group in first..<last {
          var start = group
          for bit in sorted {
            let below = start & (1 << bit - 1)
            start = (start &- below) << 1 | below
          }
          gather(taken + start, offsets, rows, old)
          var entry = 0
          for row in 0..<rows {
            let factor = made[start + offsets[row]]
            let end = Int(rowEnds[row])
            while entry < end {
              sums[entry] = sums[entry].addingProduct(factor, old[Int(sources[entry])])
              entry += 1
            }
          }
        }
      }
    }
  }

  /// The sums of lanes as elements of the matrix.
  private func spread(_ sums: [Lanes], size: Int) -> [Double] {
    var elements = [Double](repeating: 0, count: size * size)
    let flips = 1 << lowBits.count
    var entry = 0
    for row in offsets.indices {
      while entry < Int(rowEnds[row]) {
        let (column, flip) = (Int(sources[entry]) / flips, Int(sources[entry]) % flips)
        for lane in 0..<8 {
          let place = places.element(row, column, flip, lane)
          elements[place.row * size + place.column] += sums[entry][lane]
        }
        entry += 1
      }
    }
    return elements
  }
}

extension [Int] {
  /// Calls with a pointer to the numbers, of which there is at least one.
  fileprivate func withPointer(_ body: (UnsafePointer<Int>) -> Void) {
    withUnsafeBufferPointer { if let base = $0.baseAddress { body(base) } }
  }
}
