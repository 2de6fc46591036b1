public import Circuits
internal import Numerics

/// Samples of a circuit of Clifford gates with measurements, resets and conditions, for thousands of
/// qubits and millions of shots.
///
/// ```swift
/// let circuit = Circuit(qubits: 1_000) { $0.h(0); for q in 1..<1_000 { $0.cx(q - 1, q) } }
/// let table = try StabilizerSampler(circuit).sampled(shots: 10_000, seed: 7)
/// ```
///
/// One shot is followed by a tableau, and what the others differ by from it as Pauli frames, 64 shots in
/// a word. Where a condition makes shots go different ways, each way has a tableau of its own, as long as
/// what is conditional is more than a product of Pauli matrices.
///
/// C. Gidney, "Stim: a fast stabilizer circuit simulator", Quantum 5, 497 (2021).
public struct StabilizerSampler: Sendable {
  /// The circuit.
  public let circuit: Circuit
  private let program: CliffordProgram

  /// Prepares a circuit.
  ///
  /// - Throws: ``CircuitError`` for a circuit with flaws, and ``SimulationError`` for open symbols and
  ///   for the first gate that is not a Clifford gate.
  /// - Complexity: O(*k*) for *k* gates.
  public init(_ circuit: Circuit) throws {
    self.circuit = circuit
    program = try CliffordProgram(circuit)
  }

  /// What measurements show: the classical bits, if the circuit measures, and all qubits at its end
  /// otherwise.
  ///
  /// - Parameters:
  ///   - shots: How often the circuit is run.
  ///   - seed: Where chance begins; the same seed gives the same samples.
  /// - Returns: A row of bits for each shot.
  /// - Throws: ``SimulationError`` for a negative number of shots, and for more than memory holds.
  /// - Complexity: O(*k* shots / 64) for *k* gates, and O(*n*²) for each measurement of one shot.
  public func sampled(shots: Int, seed: UInt64 = 0) throws(SimulationError) -> Samples {
    try checkTable(shots: shots, bits: program.bitCount)
    var builder = SamplesBuilder(shots: shots, bits: program.bitCount)
    let random = RandomStream(seed: seed)
    var reference = StabilizerReference(program, random: random.split("reference"))
    reference.tableau = try Tableau(qubits: program.qubitCount)
    let block = shotsPerBlock
    for (number, first) in stride(from: 0, to: shots, by: block).enumerated() {
      let count = min(block, shots - first)
      let frames = PauliFrames(program, shots: count, random: random.split(number))
      if program.branches {
        frames.shots = Array(first..<first + count)
        var walk = StabilizerWalk(program, random: random.split("ways").split(number))
        walk.run(frames, from: reference) { frames in
          for (place, shot) in frames.shots.enumerated() {
            builder.set(shot) { frames.hasMeasured($0, place) }
          }
        }
      } else {
        reference.run(frames)
        builder.set(
          planes: frames.bits, stride: frames.wordCount, first: first, count: count)
      }
    }
    return builder.finished()
  }

  /// How many shots are followed at once: as many as keep their planes in the cache.
  private var shotsPerBlock: Int {
    let planes = max(1, 2 * program.qubitCount + program.bitCount)
    return 64 * max(16, min(1 << 12, (1 << 19) / planes))
  }
}
