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
  /// The most qubits of a state that surely fits into memory.
  private static let small = 8

  var count: Int { 1 << (2 * width) }

  /// All qubits in 0: every product of Z has the mean 1.
  init(qubits: Int) throws(SimulationError) {
    width = max(PauliVector.laneBits, qubits)
    // Small states are not worth the question what is free.
    let free = width <= PauliVector.small ? Int.max : AlignedMemory.freeBytes
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
