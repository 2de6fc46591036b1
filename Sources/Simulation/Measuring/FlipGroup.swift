internal import Numerics

/// Products of Pauli matrices that flip the same bits, with what they weigh in each observable.
///
/// $$\langle P\rangle = \sum_x w(x)\, a^*_{x \oplus f}\, a_x$$
///
/// The weight *w* is a sum of signs. An index is cut into a lower and a higher part, so that all strings
/// with the same signs in the higher part share one table over the lower part.
struct FlipGroup<Scalar: AmplitudeScalar>: Sendable {
  typealias Lanes = Scalar.Lanes

  /// A table over the lower part, with the sign that the higher part gives it.
  struct Row: Sendable {
    let observable: Int
    /// The bits of the higher part that choose the sign.
    let phases: Int
    /// The weights for each vector; nothing if they are all the same.
    let table: [Lanes]
    /// The weight, where it is the same for all.
    let constant: Double
  }

  private let flips: Int
  private let lowBits: Int
  private let highBits: Int
  /// Rows for the real parts of the products, and rows for the imaginary parts.
  private let real: [Row]
  private let imaginary: [Row]
  private let observableCount: Int

  /// So many bits make the lower part.
  private static var mostLowBits: Int { 10 }
  /// In so many pieces a state is added up at most.
  private static var mostPieces: Int { 64 }

  init(flips: Int, _ strings: [WeighedString], qubits: Int) {
    self.flips = flips
    lowBits = max(Scalar.laneBits, min(qubits, Self.mostLowBits))
    highBits = max(0, qubits - lowBits)
    observableCount = 1 + (strings.map(\.observable).max() ?? 0)
    let low = lowBits
    real = Self.rows(strings.map { ($0, $0.weight.real) }, lowBits: low, isImaginary: false)
    // Of the imaginary parts the second product of each pair is subtracted.
    imaginary = Self.rows(
      strings.map { ($0, -$0.weight.imaginary) }, lowBits: low, isImaginary: true)
  }

  private static func rows(
    _ strings: [(string: WeighedString, weight: Double)], lowBits: Int, isImaginary: Bool
  ) -> [Row] {
    let groups = Dictionary(grouping: strings.filter { $0.weight != 0 }) {
      RowKey(observable: $0.string.observable, phases: $0.string.phases >> lowBits)
    }
    let mask = 1 << lowBits - 1
    return groups.sorted { ($0.key.observable, $0.key.phases) < ($1.key.observable, $1.key.phases) }
      .map { key, group in
        let isConstant = group.allSatisfy { $0.string.phases & mask == 0 }
        if isConstant && !isImaginary {
          let sum = group.reduce(0) { $0 + $1.weight }
          return Row(observable: key.observable, phases: key.phases, table: [], constant: sum)
        }
        var weights = [Double](repeating: 0, count: 1 << lowBits)
        for (string, weight) in group {
          let phases = string.phases & mask
          for index in weights.indices {
            weights[index] += (index & phases).nonzeroBitCount & 1 == 0 ? weight : -weight
          }
        }
        let table = (0..<weights.count >> Scalar.laneBits).map { vector in
          var lanes = Lanes()
          for place in 0..<Scalar.laneCount {
            let weight = Scalar(weights[vector << Scalar.laneBits | place])
            lanes[2 * place] = weight
            lanes[2 * place + 1] = isImaginary ? -weight : weight
          }
          return lanes
        }
        return Row(observable: key.observable, phases: key.phases, table: table, constant: 0)
      }
  }

  /// Adds the means of the strings for a state to those of their observables.
  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Float)
  func add(to means: inout [Double], for state: Amplitudes<Scalar>) {
    let (blocks, count) = (1 << highBits, observableCount)
    // As many pieces for any number of threads, so that the sums are the same.
    let pieces = min(blocks, Self.mostPieces)
    let parts = min(pieces, WorkerPool.partCount(for: state.vectorCount))
    var sums = [Double](repeating: 0, count: count * pieces)
    sums.withUnsafeMutableBufferPointer { buffer in
      guard let sums = buffer.baseAddress else { return }
      let shared = Shared(sums)
      WorkerPool.perform(parts) { part in
        for piece in (pieces * part / parts)..<(pieces * (part + 1) / parts) {
          let own = shared.pointer + piece * count
          for block in (blocks * piece / pieces)..<(blocks * (piece + 1) / pieces) {
            add(block, of: state.vectors, to: own)
          }
        }
      }
    }
    for (place, sum) in sums.enumerated() { means[place % count] += sum }
  }

  /// Adds what a block of amplitudes makes.
  @inline(__always) private func add(
    _ block: Int, of vectors: UnsafePointer<Lanes>, to sums: UnsafeMutablePointer<Double>
  ) {
    let size = 1 << (lowBits - Scalar.laneBits)
    let own = vectors + block * size
    let other = vectors + (block ^ flips >> lowBits) * size
    let step = (flips & (1 << lowBits - 1)) >> Scalar.laneBits
    func sign(_ row: Row) -> Double { (row.phases & block).nonzeroBitCount & 1 == 0 ? 1 : -1 }
    var total: Double?
    for row in real {
      if row.table.isEmpty {
        let sum = total ?? products(own, other, step, size)
        total = sum
        sums[row.observable] += sign(row) * row.constant * sum
      } else {
        sums[row.observable] += sign(row) * weighed(own, other, step, row.table)
      }
    }
    for row in imaginary {
      sums[row.observable] += sign(row) * crossed(own, other, step, row.table)
    }
  }

  /// The amplitude whose index has the bits flipped that lie within a vector.
  @inline(__always) private func partner(_ v: Lanes) -> Lanes {
    var v = v
    if flips & 1 != 0 { v = Scalar.flipped(v, bit: 0) }
    if flips & 2 != 0 { v = Scalar.flipped(v, bit: 1) }
    if Scalar.laneBits > 2 && flips & 4 != 0 { v = Scalar.flipped(v, bit: 2) }
    return v
  }

  /// The sum of the real parts.
  @inline(__always) private func products(
    _ own: UnsafePointer<Lanes>, _ other: UnsafePointer<Lanes>, _ step: Int, _ count: Int
  ) -> Double {
    var sum = Lanes()
    if flips == 0 {
      for place in 0..<count { sum = sum.addingProduct(own[place], own[place]) }
    } else {
      for place in 0..<count { sum = sum.addingProduct(own[place], partner(other[place ^ step])) }
    }
    return Double(sum.sum())
  }

  /// The sum of the real parts with their weights.
  @inline(__always) private func weighed(
    _ own: UnsafePointer<Lanes>, _ other: UnsafePointer<Lanes>, _ step: Int, _ table: [Lanes]
  ) -> Double {
    var sum = Lanes()
    table.withUnsafeBufferPointer { weights in
      if flips == 0 {
        for place in 0..<weights.count {
          let v = own[place]
          sum = sum.addingProduct(v * weights[place], v)
        }
      } else {
        for place in 0..<weights.count {
          sum = sum.addingProduct(own[place] * weights[place], partner(other[place ^ step]))
        }
      }
    }
    return Double(sum.sum())
  }

  /// The sum of the imaginary parts with their weights.
  @inline(__always) private func crossed(
    _ own: UnsafePointer<Lanes>, _ other: UnsafePointer<Lanes>, _ step: Int, _ table: [Lanes]
  ) -> Double {
    var sum = Lanes()
    table.withUnsafeBufferPointer { weights in
      for place in 0..<weights.count {
        let product = Scalar.exchanged(own[place]) * weights[place]
        sum = sum.addingProduct(product, partner(other[place ^ step]))
      }
    }
    return Double(sum.sum())
  }
}

/// What tells the rows of a group apart.
private struct RowKey: Hashable {
  let observable: Int
  let phases: Int
}

/// A pointer that several threads use, each for places of its own.
struct Shared<Element>: @unchecked Sendable {
  let pointer: UnsafeMutablePointer<Element>

  init(_ pointer: UnsafeMutablePointer<Element>) { self.pointer = pointer }
}
