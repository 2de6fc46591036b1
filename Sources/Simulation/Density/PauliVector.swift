internal import Glibc
internal import Numerics

/// The coefficients of a density matrix in products of Pauli matrices, $r_P = \mathrm{tr}(\rho P)$.
///
/// They are real, so a state takes 8·4ⁿ bytes, half of what its matrix would. Products are numbered as in
/// a ``TransferMatrix``. A state of fewer than three qubits has others in 0 beside it, so that a vector of
/// the machine is always full.
final class PauliVector: @unchecked Sendable {
  typealias Lanes = SIMD8<Double>

  /// How many qubits there are, with those that fill it up.
  let width: Int
  let vectors: UnsafeMutablePointer<Lanes>

  /// How many of the lowest bits of a number lie within a vector.
  static let laneBits = 3

  var count: Int { 1 << (2 * width) }

  /// All qubits in 0: every product of Z has the mean 1.
  init(qubits: Int) throws(SimulationError) {
    width = max(PauliVector.laneBits, qubits)
    let free = AlignedMemory.freeBytes
    guard width < 24, 8 << (2 * width) < free,
      let memory = AlignedMemory.allocate(8 << (2 * width))
    else {
      throw .tooLarge(qubits: qubits, bytes: width < 24 ? 8 << (2 * width) : .max, free: free)
    }
    vectors = memory.bindMemory(to: Lanes.self, capacity: 1 << (2 * width - 3))
    for phases in 0..<1 << width { elements[phases << width] = 1 }
  }

  init(copying other: PauliVector) throws(SimulationError) {
    width = other.width
    guard let memory = AlignedMemory.allocate(8 << (2 * width)) else {
      throw .tooLarge(qubits: width, bytes: 8 << (2 * width), free: AlignedMemory.freeBytes)
    }
    vectors = memory.bindMemory(to: Lanes.self, capacity: 1 << (2 * width - 3))
    vectors.update(from: other.vectors, count: 1 << (2 * width - 3))
  }

  deinit { AlignedMemory.free(vectors, 8 << (2 * width)) }

  /// The coefficients one by one.
  var elements: UnsafeMutablePointer<Double> {
    UnsafeMutableRawPointer(vectors).assumingMemoryBound(to: Double.self)
  }

  /// The coefficient of a product.
  subscript(_ pauli: PauliMasks) -> Double { elements[pauli.flips | pauli.phases << width] }

  /// Adds another state, as a mixture that is not yet divided by its weight.
  func add(_ other: PauliVector) {
    for place in 0..<1 << (2 * width - 3) { vectors[place] += other.vectors[place] }
  }

  /// Multiplies some qubits by a matrix.
  func apply(_ matrix: TransferMatrix, on qubits: [Int]) {
    run(TransferLoop(matrix, on: qubits, width: width))
  }

  /// Runs a matrix that was made ready.
  func run(_ loop: TransferLoop) {
    let parts = WorkerPool.partCount(for: 1 << (2 * width - 3))
    let groups = loop.groupCount
    let shared = Shared(vectors)
    WorkerPool.perform(parts) { part in
      loop.run(groups * part / parts, groups * (part + 1) / parts, on: shared.pointer)
    }
  }
}

/// A transfer matrix as a loop over vectors: for each vector of a group, which vectors of the group it is
/// made from, with a factor for each place in them.
struct TransferLoop: @unchecked Sendable {
  typealias Lanes = SIMD8<Double>

  /// The bits of the number of a vector that tell the vectors of a group apart.
  private let highBits: [Int]
  /// The bits within a vector that the matrix changes.
  private let lowBits: [Int]
  private let offsets: [Int]
  /// For each product, the number of a vector, its places exchanged as the bits within it say.
  private let sources: [Int32]
  /// Its factors.
  private let factors: [Lanes]
  /// Where the products end that make one vector.
  private let rowEnds: [Int32]
  let groupCount: Int

  init(_ matrix: TransferMatrix, on qubits: [Int], width: Int) {
    let positions = qubits + qubits.map { $0 + width }
    let low = positions.indices.filter { positions[$0] < PauliVector.laneBits }
    let high = positions.indices.filter { positions[$0] >= PauliVector.laneBits }
    lowBits = low.map { positions[$0] }
    highBits = high.map { positions[$0] - PauliVector.laneBits }
    groupCount = 1 << (2 * width - PauliVector.laneBits - high.count)
    offsets = (0..<1 << high.count).map { number in
      high.indices.reduce(0) { $0 | (number >> $1 & 1) << (positions[high[$1]] - 3) }
    }
    func spread(_ number: Int, _ places: [Int]) -> Int {
      places.indices.reduce(0) { $0 | (number >> $1 & 1) << places[$1] }
    }
    var (sources, all, ends) = ([Int32](), [Lanes](), [Int32]())
    for row in 0..<1 << high.count {
      for column in 0..<1 << high.count {
        for flip in 0..<1 << low.count {
          var factors = Lanes()
          for lane in 0..<8 {
            let own = low.indices.reduce(0) { $0 | (lane >> positions[low[$1]] & 1) << $1 }
            let from = spread(column, high) | spread(own ^ flip, low)
            let to = spread(row, high) | spread(own, low)
            factors[lane] = matrix.elements[to * matrix.size + from]
          }
          if factors != Lanes() {
            sources.append(Int32(column << low.count | flip))
            all.append(factors)
          }
        }
      }
      ends.append(Int32(sources.count))
    }
    (self.sources, factors, rowEnds) = (sources, all, ends)
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
  @inline(__always) private func gather(
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
