/// Products of each two of many states.
///
/// Eight states of one side lie in the lanes of vectors, so that a product needs no sum over lanes; of the
/// other side two states at a time are taken as single numbers. Amplitudes are taken in chunks that stay in
/// the cache.
enum FidelitySums {
  typealias Lanes = SIMD8<Double>

  /// How many amplitudes of eight states are taken at a time: 8 KiB of them.
  private static let chunk = 64

  /// The squared magnitudes of all products, row after row.
  static func ofPairs(_ a: StateMemory, _ b: StateMemory, isSymmetric: Bool) -> [Double] {
    let (rowBlocks, columnBlocks) = ((a.count + 7) / 8, (b.count + 7) / 8)
    var sums = [Lanes](repeating: Lanes(), count: 16 * rowBlocks * columnBlocks)
    sums.withUnsafeMutableBufferPointer { buffer in
      guard let sums = buffer.baseAddress else { return }
      for start in stride(from: 0, to: a.size, by: chunk) {
        let count = min(chunk, a.size - start)
        for column in 0..<columnBlocks {
          let right = b.block(column) + 2 * start
          for row in 0..<(isSymmetric ? column + 1 : rowBlocks) {
            let left = a.numbers(row) + 16 * start
            let target = sums + 16 * (row * columnBlocks + column)
            for pair in 0..<4 { add(left + 2 * pair, right, count, to: target + 4 * pair) }
          }
        }
      }
    }
    return squares(sums, a.count, b.count, isSymmetric: isSymmetric)
  }

  /// Adds to the products of two states with eight others.
  @inline(__always)
  private static func add(
    _ left: UnsafePointer<Double>, _ right: UnsafePointer<Lanes>, _ count: Int,
    to sums: UnsafeMutablePointer<Lanes>
  ) {
    var (re, im, otherRe, otherIm) = (sums[0], sums[1], sums[2], sums[3])
    for place in 0..<count {
      let (x, y) = (right[2 * place], right[2 * place + 1])
      let numbers = left + 16 * place
      let (a, b) = (Lanes(repeating: numbers[0]), Lanes(repeating: numbers[8]))
      re.addProduct(a, x)
      im.addProduct(a, y)
      re.addProduct(b, y)
      im.addProduct(-b, x)
      let (c, d) = (Lanes(repeating: numbers[1]), Lanes(repeating: numbers[9]))
      otherRe.addProduct(c, x)
      otherIm.addProduct(c, y)
      otherRe.addProduct(d, y)
      otherIm.addProduct(-d, x)
    }
    (sums[0], sums[1], sums[2], sums[3]) = (re, im, otherRe, otherIm)
  }

  private static func squares(
    _ sums: [Lanes], _ rows: Int, _ columns: Int, isSymmetric: Bool
  ) -> [Double] {
    let columnBlocks = (columns + 7) / 8
    return [Double](unsafeUninitializedCapacity: rows * columns) { buffer, count in
      for row in 0..<rows {
        for block in (isSymmetric ? row / 8 : 0)..<columnBlocks {
          let place = 16 * (row / 8 * columnBlocks + block) + 2 * (row % 8)
          let squares = sums[place] * sums[place] + sums[place + 1] * sums[place + 1]
          for lane in 0..<min(8, columns - 8 * block) {
            let column = 8 * block + lane
            if isSymmetric && column < row { continue }
            buffer.initializeElement(at: row * columns + column, to: squares[lane])
            guard isSymmetric && column > row else { continue }
            buffer.initializeElement(at: column * columns + row, to: squares[lane])
          }
        }
      }
      count = rows * columns
    }
  }
}
