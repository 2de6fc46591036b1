public import Circuits
internal import Glibc
public import Numerics

/// The states that one circuit makes of many samples.
///
/// ```swift
/// let states = try StateFamily(featureMap).states(features: rows)
/// let kernel = try states.fidelities()          // |⟨a|b⟩|² of each two
/// ```
public struct StateBatch: Sendable {
  /// How many states there are.
  public let count: Int
  /// How many qubits each has.
  public let qubitCount: Int
  let memory: StateMemory
  /// Where each basis state lies.
  let frame: AffineFrame

  /// The amplitude of a basis state.
  ///
  /// - Parameters:
  ///   - index: The number of the basis state.
  ///   - sample: The number of the state.
  /// - Returns: The amplitude.
  /// - Throws: ``SimulationError/unfit(_:given:allowed:)`` for a number that is none.
  public func amplitude(
    at index: Int, ofSample sample: Int
  ) throws(SimulationError) -> Complex<Double> {
    try check(sample)
    guard 0..<1 << qubitCount ~= index else {
      throw .unfit(
        "amplitude", given: "basis state \(index)", allowed: "there are \(1 << qubitCount), from 0")
    }
    return memory.amplitude(frame.place(of: index), sample) * memory.globalFactors[sample]
  }

  /// All amplitudes of a state.
  ///
  /// - Parameter sample: The number of the state.
  /// - Returns: 2ⁿ amplitudes; qubit 0 is the lowest bit of an index.
  /// - Throws: ``SimulationError/unfit(_:given:allowed:)`` for a number that is none.
  /// - Complexity: O(*n* 2ⁿ).
  public func amplitudes(ofSample sample: Int) throws(SimulationError) -> [Complex<Double>] {
    try check(sample)
    let factor = memory.globalFactors[sample]
    return (0..<1 << qubitCount).map {
      memory.amplitude(frame.place(of: $0), sample) * factor
    }
  }

  /// How alike each two of the states are: $|\langle a|b\rangle|^2$, the matrix of a quantum kernel.
  ///
  /// V. Havlíček et al., "Supervised learning with quantum-enhanced feature spaces", Nature 567, 209 (2019).
  ///
  /// - Returns: A symmetric matrix with a row for each state.
  /// - Throws: ``SimulationError/unfit(_:given:allowed:)`` for a matrix that does not fit into
  ///   memory.
  /// - Complexity: O(*s*² 2ⁿ) for *s* states; half of the pairs are computed.
  public func fidelities() throws -> Matrix<Double> {
    try checkPairs(with: count)
    let values = FidelitySums.ofPairs(memory, memory, isSymmetric: true)
    return try Matrix(rows: count, columns: count, elements: values)
  }

  /// How alike the states and others of the same circuit are.
  ///
  /// - Parameter others: States of as many qubits.
  /// - Returns: A matrix with a row for each of the states, and a column for each of the others.
  /// - Throws: ``SimulationError/unfit(_:given:allowed:)`` for states of another circuit, and for a matrix
  ///   that does not fit into memory.
  public func fidelities(with others: StateBatch) throws -> Matrix<Double> {
    try checkPairs(with: others.count)
    // No states lie nowhere.
    let isOfOne = frame == others.frame || count == 0 || others.count == 0
    guard qubitCount == others.qubitCount, isOfOne else {
      throw SimulationError.unfit(
        "fidelities", given: "states of two circuits", allowed: "both are of one family")
    }
    let values = FidelitySums.ofPairs(memory, others.memory, isSymmetric: false)
    return try Matrix(rows: count, columns: others.count, elements: values)
  }

  /// Refuses a matrix with more numbers than memory holds.
  private func checkPairs(with others: Int) throws(SimulationError) {
    let given = "\(count) and \(others) states"
    // A product, its parts while it is made, and its place in the matrix.
    let (bytes, isTooMany) = count.multipliedReportingOverflow(by: 40 * others)
    let free = bytes < 1 << 26 ? Int.max : AlignedMemory.freeBytes
    guard !isTooMany, bytes < free else {
      throw .unfit(
        "fidelities", given: given, allowed: "\(free) bytes are free; take fewer at a time")
    }
  }

  private func check(_ sample: Int) throws(SimulationError) {
    guard 0..<count ~= sample else {
      throw .unfit("state", given: "sample \(sample)", allowed: "there are \(count), from 0")
    }
  }
}

/// The amplitudes of many states, eight beside one another: for each eight, the vectors of real and imaginary
/// parts of one amplitude after the other.
final class StateMemory: @unchecked Sendable {
  typealias Lanes = SIMD8<Double>

  let count: Int
  let size: Int
  let vectors: UnsafeMutablePointer<Lanes>
  /// What each state is multiplied with, which no fidelity sees.
  var globalFactors: [Complex<Double>]

  init(count: Int, qubits: Int) throws(SimulationError) {
    (self.count, size) = (count, 1 << qubits)
    globalFactors = Array(repeating: 1, count: count)
    let blocks = (count + 7) / 8
    let (bytes, overflow) = max(1, blocks).multipliedReportingOverflow(by: 128 << qubits)
    var memory: UnsafeMutableRawPointer?
    let alignment = bytes >= 1 << 21 ? 1 << 21 : 64
    guard !overflow, bytes < StateMemory.totalBytes,
      posix_memalign(&memory, alignment, bytes) == 0, let memory
    else {
      throw .tooLarge(qubits: qubits, bytes: overflow ? .max : bytes, free: StateMemory.totalBytes)
    }
    if bytes >= 1 << 21 { madvise(memory, bytes, MADV_HUGEPAGE) }
    vectors = memory.bindMemory(to: Lanes.self, capacity: bytes / 64)
  }

  deinit { free(vectors) }

  /// The memory of the machine.
  private static var totalBytes: Int {
    sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE))
  }

  /// The vectors of eight states.
  func block(_ number: Int) -> UnsafeMutablePointer<Lanes> { vectors + 2 * size * number }

  /// The single numbers of eight states.
  func numbers(_ block: Int) -> UnsafeMutablePointer<Double> {
    UnsafeMutableRawPointer(self.block(block)).assumingMemoryBound(to: Double.self)
  }

  func amplitude(_ place: Int, _ sample: Int) -> Complex<Double> {
    let vectors = block(sample / 8) + 2 * place
    return Complex(vectors[0][sample % 8], vectors[1][sample % 8])
  }
}
