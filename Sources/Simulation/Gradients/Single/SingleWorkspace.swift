internal import Circuits
internal import Numerics

/// The memory in which one state and its adjoints are run through a program; it is used again for the next
/// values, by one thread at a time.
final class SingleWorkspace: @unchecked Sendable {
  typealias Lanes = SIMD8<Double>
  typealias Block = UnsafeMutablePointer<Lanes>

  let program: SingleProgram
  private let memory: [Amplitudes<Double>]
  /// The state, one adjoint for each observable, and memory for what is moved.
  var state: Block
  var adjoints: [Block]
  var spare: Block
  var otherSpare: Block
  /// Numbers of a block: phases, or products of two states.
  let table: Block
  /// Rows of a state and of its adjoint that lie far apart.
  let tile: Block
  let imaginaryTable: Block
  /// The angles, their cosines and sines.
  let angles: UnsafeMutablePointer<Double>
  let cosines: UnsafeMutablePointer<Double>
  let sines: UnsafeMutablePointer<Double>
  /// Half of the derivatives, those of one observable after the other.
  let slopes: UnsafeMutablePointer<Double>
  let values: UnsafeMutablePointer<Double>
  /// The signs of the eight lowest parities over eight amplitudes.
  let patterns: Block
  /// The cosines and sines of each layer, where they are kept for the way back.
  let keptFactors: Block?
  private let chunks: Int

  init(_ program: SingleProgram) throws(SimulationError) {
    self.program = program
    let count = program.observables.count
    let joins = program.stages.contains { $0.move != nil } && count == 1
    let spares = joins ? 2 : program.moves.isEmpty ? 0 : 1
    var memory: [Amplitudes<Double>] = []
    for _ in 0..<1 + count + spares { memory.append(try Amplitudes(qubits: program.bits)) }
    self.memory = memory
    state = memory[0].vectors
    adjoints = memory[1...].prefix(count).map(\.vectors)
    spare = memory[memory.count - 1].vectors
    otherSpare = memory[max(0, memory.count - 2)].vectors
    let block = 1 << (program.blockBits - 3)
    table = .allocate(capacity: block)
    imaginaryTable = .allocate(capacity: block)
    tile = .allocate(capacity: program.bits > program.blockBits ? 8 * SingleProgram.tileRows : 1)
    chunks = (program.angles.count + 7) / 8
    angles = SingleWorkspace.numbers(8 * chunks)
    cosines = SingleWorkspace.numbers(8 * chunks)
    sines = SingleWorkspace.numbers(8 * chunks)
    slopes = SingleWorkspace.numbers(count * program.slopeAngles.count)
    values = SingleWorkspace.numbers(count)
    patterns = .allocate(capacity: 8)
    for mask in 0..<8 {
      for place in 0..<8 { patterns[mask][place] = (mask & place).isOdd ? -1 : 1 }
    }
    let kept = 2 * block * program.layers.count
    let keeps = program.bits == program.blockBits && kept <= 1 << 15
    keptFactors = keeps ? .allocate(capacity: max(1, kept)) : nil
  }

  private static func numbers(_ count: Int) -> UnsafeMutablePointer<Double> {
    // The alignment is that of vectors, in which numbers are read, too.
    let vectors = UnsafeMutablePointer<Lanes>.allocate(capacity: max(1, (count + 7) / 8))
    vectors.initialize(repeating: Lanes(), count: max(1, (count + 7) / 8))
    return UnsafeMutableRawPointer(vectors).assumingMemoryBound(to: Double.self)
  }

  deinit {
    for numbers in [angles, cosines, sines, slopes, values] {
      UnsafeMutableRawPointer(numbers).assumingMemoryBound(to: Lanes.self).deallocate()
    }
    table.deallocate()
    imaginaryTable.deallocate()
    tile.deallocate()
    patterns.deallocate()
    keptFactors?.deallocate()
  }

  /// How many vectors a block has.
  var blockVectors: Int { 1 << (program.blockBits - 2) }
  /// How many blocks there are.
  var blockCount: Int { 1 << (program.bits - program.blockBits) }

  /// Binds values to the angles.
  func bind(_ numbers: UnsafePointer<Double>) {
    program.angles.evaluate(numbers, into: angles)
    for angle in 0..<program.angles.count { angles[angle] = reducedTurn(angles[angle]) }
    let vectors = UnsafeMutableRawPointer(angles).assumingMemoryBound(to: Lanes.self)
    let c = UnsafeMutableRawPointer(cosines).assumingMemoryBound(to: Lanes.self)
    let s = UnsafeMutableRawPointer(sines).assumingMemoryBound(to: Lanes.self)
    for chunk in 0..<chunks { (s[chunk], c[chunk]) = sineCosine(vectors[chunk]) }
  }

  /// Makes a part of the state zeros: amplitudes from one power of 2 to another, within a block.
  func clear(from low: Int, to high: Int, block: Int) {
    let start = max(block * blockVectors, (1 << low) >> 2)
    let end = min((block + 1) * blockVectors, (1 << high) >> 2)
    if start < end { (state + start).update(repeating: Lanes(), count: end - start) }
  }
}
