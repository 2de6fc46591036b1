internal import Numerics

/// A transfer matrix as a loop over vectors: for each vector of a group, which vectors of the group it is
/// made from, with a factor for each place in them.
struct TransferLoop: @unchecked Sendable {
  typealias Lanes = SIMD8<Double>

  /// Where the elements of the matrix stand.
  let places: TransferPlaces
  /// The bits of the number of a vector that tell the vectors of a group apart.
  let highBits: [Int]
  /// The bits within a vector that the matrix changes.
  let lowBits: [Int]
  let offsets: [Int]
  /// For each product, the number of a vector, its places exchanged as the bits within it say.
  private(set) var sources: [Int32]
  /// Its factors.
  private var factors: [Lanes]
  /// Where the products end that make one vector.
  private(set) var rowEnds: [Int32]
  let groupCount: Int

  init(_ matrix: TransferMatrix, on qubits: [Int], width: Int) {
    let positions = qubits + qubits.map { $0 + width }
    let places = TransferPlaces(positions)
    (lowBits, highBits) = (places.lowBits, places.highBits)
    groupCount = 1 << (2 * width - PauliVector.laneBits - places.highBits.count)
    offsets = places.highSpreads.indices.map { number in
      places.highBits.enumerated().reduce(0) { $0 | (number >> $1.offset & 1) << $1.element }
    }
    (self.places, sources, factors, rowEnds) = (places, [], [], [])
    for row in places.highSpreads.indices {
      for column in places.highSpreads.indices {
        for flip in places.lowSpreads.indices {
          var factors = Lanes()
          for lane in 0..<8 {
            let (to, from) = places.element(row, column, flip, lane)
            factors[lane] = matrix.elements[to * matrix.size + from]
          }
          if factors == Lanes() { continue }
          sources.append(Int32(column << lowBits.count | flip))
          self.factors.append(factors)
        }
      }
      rowEnds.append(Int32(sources.count))
    }
  }

  /// Runs over some of the groups.
  func run(_ first: Int, _ last: Int, on vectors: UnsafeMutablePointer<Lanes>) {
    let rows = offsets.count
    let sorted = highBits.sorted()
    withUnsafeTemporaryAllocation(of: Lanes.self, capacity: rows << lowBits.count) { scratch in
      offsets.withUnsafeBufferPointer { offsets in
        sources.withUnsafeBufferPointer { sources in
          factors.withUnsafeBufferPointer { factors in
            rowEnds.withUnsafeBufferPointer { rowEnds in
              guard let old = scratch.baseAddress, let offsets = offsets.baseAddress,
                let sources = sources.baseAddress, let factors = factors.baseAddress,
                let rowEnds = rowEnds.baseAddress
              else { return }
              for group in first..<last {
                var start = group
                for bit in sorted {
                  let below = start & (1 << bit - 1)
                  start = (start &- below) << 1 | below
                }
                let own = vectors + start
                gather(own, offsets, rows, old)
                var entry = 0
                for row in 0..<rows {
                  var sum = Lanes()
                  let end = Int(rowEnds[row])
                  while entry < end {
                    sum = sum.addingProduct(factors[entry], old[Int(sources[entry])])
                    entry += 1
                  }
                  own[offsets[row]] = sum
                }
              }
            }
          }
        }
      }
    }
  }

  /// Reads the vectors of a group, each with its places exchanged in every way.
  @inline(__always) func gather(
    _ own: UnsafePointer<Lanes>, _ offsets: UnsafePointer<Int>, _ rows: Int,
    _ old: UnsafeMutablePointer<Lanes>
  ) {
    switch lowBits.count {
    case 0:
      for row in 0..<rows { old[row] = own[offsets[row]] }
    case 1:
      let bit = lowBits[0]
      for row in 0..<rows {
        let v = own[offsets[row]]
        old[2 * row] = v
        old[2 * row + 1] = TransferLoop.exchanged(v, bit)
      }
    default:
      let flips = 1 << lowBits.count
      for row in 0..<rows {
        old[row * flips] = own[offsets[row]]
        for flip in 1..<flips {
          // Each pattern of exchanges is one more than another.
          old[row * flips + flip] = TransferLoop.exchanged(
            old[row * flips + (flip & (flip - 1))], lowBits[flip.trailingZeroBitCount])
        }
      }
    }
  }

  @inline(__always) private static func exchanged(_ v: Lanes, _ bit: Int) -> Lanes {
    switch bit {
    case 0: Lanes(v[1], v[0], v[3], v[2], v[5], v[4], v[7], v[6])
    case 1: Lanes(v[2], v[3], v[0], v[1], v[6], v[7], v[4], v[5])
    default: Lanes(v[4], v[5], v[6], v[7], v[0], v[1], v[2], v[3])
    }
  }
}

/// Which element of a transfer matrix belongs to a place in a vector and to another that it is made from.
struct TransferPlaces: Sendable {
  /// The bits within a vector that the matrix changes.
  let lowBits: [Int]
  /// The bits of the number of a vector that it changes.
  let highBits: [Int]
  /// The product that each value of these bits stands for.
  let lowSpreads: [Int]
  let highSpreads: [Int]
  /// The value of the bits within a vector at each of its places.
  private let laneValues: [Int]

  /// - Parameter positions: The places of the matrix's qubits in the number of a product: those of X first,
  ///   then those of Z.
  init(_ positions: [Int]) {
    let low = positions.indices.filter { positions[$0] < PauliVector.laneBits }
    let high = positions.indices.filter { positions[$0] >= PauliVector.laneBits }
    let lowBits = low.map { positions[$0] }
    self.lowBits = lowBits
    highBits = high.map { positions[$0] - PauliVector.laneBits }
    func spreads(_ places: [Int]) -> [Int] {
      (0..<1 << places.count).map { number in
        places.indices.reduce(0) { $0 | (number >> $1 & 1) << places[$1] }
      }
    }
    (lowSpreads, highSpreads) = (spreads(low), spreads(high))
    laneValues = (0..<8).map { lane in
      lowBits.indices.reduce(0) { $0 | (lane >> lowBits[$1] & 1) << $1 }
    }
  }

  /// Which element it is.
  ///
  /// - Parameters:
  ///   - row: Which vector of a group is made.
  ///   - column: Which vector it is made from.
  ///   - flip: How the places of that one are exchanged.
  ///   - lane: The place.
  /// - Returns: Its row and its column.
  @inline(__always) func element(
    _ row: Int, _ column: Int, _ flip: Int, _ lane: Int
  ) -> (row: Int, column: Int) {
    let own = laneValues[lane]
    return (highSpreads[row] | lowSpreads[own], highSpreads[column] | lowSpreads[own ^ flip])
  }
}
