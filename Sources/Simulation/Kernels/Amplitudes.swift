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

  /// Whether the memory goes with the object.
  private let isOwner: Bool

  /// Memory for the state of so many qubits, which starts in 0.
  init(qubits: Int) throws(SimulationError) {
    qubitCount = qubits
    let bytes = try Amplitudes.bytes(qubits: qubits)
    vectorCount = max(1, (1 << qubits) >> Scalar.laneBits)
    guard let memory = AlignedMemory.allocate(bytes) else {
      throw .tooLarge(qubits: qubits, bytes: bytes, free: AlignedMemory.freeBytes)
    }
    vectors = memory.bindMemory(to: Lanes.self, capacity: vectorCount)
    vectors[0][0] = 1
    isOwner = true
  }

  /// The same amplitudes at another place.
  convenience init(copying other: Amplitudes) throws(SimulationError) {
    try self.init(qubits: other.qubitCount)
    vectors.update(from: other.vectors, count: vectorCount)
  }

  /// Amplitudes in memory that belongs to somebody else.
  init(viewing vectors: UnsafeMutablePointer<Lanes>, qubits: Int) {
    (self.vectors, qubitCount, isOwner) = (vectors, qubits, false)
    vectorCount = max(1, (1 << qubits) >> Scalar.laneBits)
  }

  deinit {
    if isOwner { AlignedMemory.free(vectors, vectorCount * MemoryLayout<Lanes>.stride) }
  }

  /// The amplitudes one by one.
  var elements: UnsafeMutablePointer<Complex<Scalar>> {
    UnsafeMutableRawPointer(vectors).assumingMemoryBound(to: Complex<Scalar>.self)
  }

  /// How many amplitudes there are.
  var count: Int { 1 << qubitCount }

  private static func bytes(qubits: Int) throws(SimulationError) -> Int {
    let size = MemoryLayout<Complex<Scalar>>.stride
    // Small states are not worth the question what is free.
    if qubits <= 20 { return max(MemoryLayout<Lanes>.stride, size << qubits) }
    let free = AlignedMemory.freeBytes
    guard qubits < 48 else { throw .tooLarge(qubits: qubits, bytes: .max, free: free) }
    let bytes = size << qubits
    guard bytes < free else { throw .tooLarge(qubits: qubits, bytes: bytes, free: free) }
    return bytes
  }
}

/// Memory that is all zeros and begins on a line of the cache, or on a huge page where there is much.
enum AlignedMemory {
  private static let hugePage = 1 << 21

  static func allocate(_ bytes: Int) -> UnsafeMutableRawPointer? {
    if bytes < hugePage {
      guard let memory = aligned_alloc(64, (bytes + 63) & ~63) else { return nil }
      memset(memory, 0, bytes)
      return memory
    }
    // New pages are zeros. What lies before and behind whole pages is given back.
    let all = bytes + hugePage
    let start = mmap(nil, all, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard let start, start != MAP_FAILED else { return nil }
    let lead = -Int(bitPattern: start) & (hugePage - 1)
    let memory = start + lead
    if lead > 0 { munmap(start, lead) }
    if hugePage > lead { munmap(memory + bytes, hugePage - lead) }
    madvise(memory, bytes, MADV_HUGEPAGE)
    return memory
  }

  static func free(_ memory: UnsafeMutableRawPointer, _ bytes: Int) {
    if bytes < hugePage { Glibc.free(memory) } else { munmap(memory, bytes) }
  }

  /// What the machine can still give, by what the kernel says is available.
  static var freeBytes: Int {
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
