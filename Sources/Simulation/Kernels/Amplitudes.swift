internal import Glibc
internal import Numerics

/// The amplitudes of a state in memory: aligned to vectors, on huge pages where they are many.
///
/// Every method that loops over them is specialised for both precisions by name: behind a protocol the
/// compiler would leave it generic, and a thousand times slower.
final class Amplitudes<Scalar: AmplitudeScalar> {
  typealias Lanes = Scalar.Lanes

  let qubitCount: Int
  /// How many vectors there are; a state smaller than a vector has zeros behind it.
  let vectorCount: Int
  let vectors: UnsafeMutablePointer<Lanes>

  /// Memory for the state of so many qubits, which starts in 0.
  init(qubits: Int) throws(SimulationError) {
    qubitCount = qubits
    let bytes = try Amplitudes.bytes(qubits: qubits)
    vectorCount = max(1, (1 << qubits) >> Scalar.laneBits)
    let alignment = bytes >= 1 << 21 ? 1 << 21 : 64
    var memory: UnsafeMutableRawPointer?
    guard posix_memalign(&memory, alignment, bytes) == 0, let memory else {
      throw .tooLarge(qubits: qubits, bytes: bytes, free: Amplitudes.freeBytes)
    }
    if bytes >= 1 << 21 { madvise(memory, bytes, MADV_HUGEPAGE) }
    vectors = memory.bindMemory(to: Lanes.self, capacity: vectorCount)
    vectors.initialize(repeating: Lanes(), count: vectorCount)
    vectors[0][0] = 1
  }

  /// The same amplitudes at another place.
  init(copying other: Amplitudes) throws(SimulationError) {
    qubitCount = other.qubitCount
    vectorCount = other.vectorCount
    let copy = try Amplitudes(qubits: other.qubitCount)
    // The copy's memory changes hands, so that one initialiser allocates.
    vectors = copy.vectors
    copy.gaveItsMemoryAway = true
    vectors.update(from: other.vectors, count: vectorCount)
  }

  private var gaveItsMemoryAway = false

  deinit { if !gaveItsMemoryAway { free(vectors) } }

  /// The amplitudes one by one.
  var elements: UnsafeMutablePointer<Complex<Scalar>> {
    UnsafeMutableRawPointer(vectors).assumingMemoryBound(to: Complex<Scalar>.self)
  }

  /// How many amplitudes there are.
  var count: Int { 1 << qubitCount }

  private static func bytes(qubits: Int) throws(SimulationError) -> Int {
    let free = freeBytes
    let size = MemoryLayout<Complex<Scalar>>.stride
    guard qubits < 48 else {
      throw .tooLarge(qubits: qubits, bytes: .max, free: free)
    }
    let bytes = max(MemoryLayout<Lanes>.stride, size << qubits)
    guard bytes < free else { throw .tooLarge(qubits: qubits, bytes: bytes, free: free) }
    return bytes
  }

  /// What the machine can still give, by what the kernel says is available.
  private static var freeBytes: Int {
    guard let file = fopen("/proc/meminfo", "r") else { return .max }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    while fgets(&line, 256, file) != nil {
      var kilobytes = 0
      let found = withUnsafeMutablePointer(to: &kilobytes) { place in
        withVaList([place]) { vsscanf(line, "MemAvailable: %ld kB", $0) }
      }
      if found == 1 { return kilobytes * 1024 }
    }
    return .max
  }
}
