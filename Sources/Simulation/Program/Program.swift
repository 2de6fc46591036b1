internal import Circuits
internal import Numerics

/// A plan in one precision: for each pass the loops to run, and where in memory their numbers lie.
///
/// Everything that the angles do not change is done here once. A run writes the numbers that they do
/// change, and then goes over the blocks.
final class Program<Scalar: AmplitudeScalar>: Sendable {
  typealias Lanes = Scalar.Lanes

  let qubitCount: Int
  let passes: [PassProgram<Scalar>]
  /// How many vectors hold the numbers of a run.
  let size: Int

  init(_ passes: [Pass], qubitCount: Int) {
    self.qubitCount = qubitCount
    var size = 0
    self.passes = passes.map { PassProgram($0, qubitCount: qubitCount, size: &size) }
    self.size = size
  }
}

/// One pass over the state, as loops.
final class PassProgram<Scalar: AmplitudeScalar>: Sendable {
  typealias Lanes = Scalar.Lanes

  /// What is done to a block.
  enum Instruction: Sendable {
    case realTurn(bit: Int, Turned, at: Int)
    case turn(bit: Int, TurnRun, at: Int)
    case phases(PhaseProgram<Scalar>)
    case moves(BlockMoves)
    case pair(low: Int, high: Int, PairProduct, at: Int)
    indirect case gate(PlannedGate)
  }

  /// The matrix of a real turn: known, or that of a half angle with a number.
  enum Turned: Sendable {
    case fixed(RealTwoByTwo)
    case half(Int)
  }

  let pass: Pass
  let instructions: [Instruction]
  /// The multiples of angles by which real turns turn.
  let halfAngles: [(slot: Int, scale: Double)]
  /// The bits of the places of blocks in memory: where each bit outside a block lies.
  let outerQubits: [Int]
  /// How many bits of an index lie within a block, and at least those of a vector.
  let blockBits: Int
  /// Whether amplitudes are ever moved to another block of memory.
  let needsBuffers: Bool
  /// How many vectors of a block are neighbours in the state.
  let runSize: Int
  /// Where the neighbours begin, from the beginning of a block.
  let runStarts: [Int]

  init(_ pass: Pass, qubitCount: Int, size: inout Int) {
    self.pass = pass
    outerQubits = Array(pass.qubits.dropFirst(pass.localCount))
    blockBits = max(pass.localCount, Scalar.laneBits)
    func take(_ count: Int) -> Int {
      defer { size += count }
      return size
    }
    var instructions: [Instruction] = []
    var halfAngles: [(slot: Int, scale: Double)] = []
    for stage in Stage.simplified(pass.stages) {
      switch stage {
      case .realTurns(let turns):
        for (bit, turn) in turns {
          let turned: Turned
          switch turn {
          case .angle(let slot, let scale):
            turned = .half(halfAngles.count)
            halfAngles.append((slot, scale))
          case .half(let half): turned = .fixed(RealTwoByTwo(turning: half))
          case .fixed(let matrix): turned = .fixed(RealTwoByTwo(matrix))
          }
          instructions.append(.realTurn(bit: bit, turned, at: take(Scalar.realTurnSize)))
        }
      case .turn(let bit, let run):
        instructions.append(.turn(bit: bit, run, at: take(ComplexTurns<Scalar>.size)))
      case .phases(let terms):
        let program = PhaseProgram<Scalar>(terms, bits: pass.localCount, of: qubitCount, take)
        instructions.append(.phases(program))
      case .moves(let map):
        instructions.append(
          .moves(BlockMoves(map, bits: pass.localCount, laneBits: Scalar.laneBits)))
      case .pair(let a, let b, let gates):
        let product = PairProduct(gates, low: min(a, b), high: max(a, b))
        instructions.append(
          .pair(low: min(a, b), high: max(a, b), product, at: take(PairMatrix<Scalar>.size)))
      case .gate(let gate): instructions.append(.gate(gate))
      }
    }
    (self.instructions, self.halfAngles) = (instructions, halfAngles)
    let moves = instructions.contains { if case .moves = $0 { true } else { false } }
    needsBuffers = moves || !pass.isContiguous
    let runBits = max(pass.runBits, Scalar.laneBits)
    runSize = 1 << (runBits - Scalar.laneBits)
    let strides = pass.qubits.prefix(pass.localCount).dropFirst(runBits).map {
      1 << ($0 - Scalar.laneBits)
    }
    runStarts = strides.reduce([0]) { starts, stride in starts + starts.map { $0 + stride } }
  }

  /// Where the first amplitude of a block lies in the state.
  func start(of block: Int) -> Int {
    outerQubits.enumerated().reduce(0) { $0 | (block >> $1.offset & 1) << $1.element }
  }
}

/// Gates on two bits, multiplied into one matrix.
final class PairProduct: Sendable {
  private let gates: [PlannedGate]
  private let low: Int
  private let high: Int
  /// The product, if no angle changes it.
  private let fixed: [Complex<Double>]?

  init(_ gates: [PlannedGate], low: Int, high: Int) {
    (self.gates, self.low, self.high) = (gates, low, high)
    let isFixed = gates.allSatisfy { $0.fixed != nil }
    fixed = isFixed ? PairProduct.product(gates, low, high, []) : nil
  }

  /// The matrix for given angles, row after row.
  func matrix(_ angles: [Double]) -> [Complex<Double>] {
    fixed ?? PairProduct.product(gates, low, high, angles)
  }

  private static func product(
    _ gates: [PlannedGate], _ low: Int, _ high: Int, _ angles: [Double]
  ) -> [Complex<Double>] {
    var product = [Complex<Double>](repeating: 0, count: 16)
    for place in 0..<4 { product[5 * place] = 1 }
    for gate in gates {
      let own = gate.smallMatrix(angles)
      let size = 1 << gate.qubits.count
      let bits = gate.qubits.map { $0 == low ? 0 : 1 }
      var next = [Complex<Double>](repeating: 0, count: 16)
      for row in 0..<4 {
        let ownRow = row.bits(at: bits)
        for column in 0..<size {
          var from = row
          for (bit, place) in bits.enumerated() {
            from = from & ~(1 << place) | (column >> bit & 1) << place
          }
          let factor = own[ownRow * size + column]
          for rest in 0..<4 { next[4 * row + rest] += factor * product[4 * from + rest] }
        }
      }
      product = next
    }
    return product
  }
}

extension PlannedGate {
  /// The matrix of a gate of one or two qubits, row after row.
  func smallMatrix(_ angles: [Double]) -> [Complex<Double>] {
    if case .turn(let turn) = form {
      return angles.withUnsafeBufferPointer { values in
        guard let start = values.baseAddress else { return turn.fixedMatrix?.elements ?? [] }
        return turn.matrix(start).elements
      }
    }
    let own = fixed ?? slots.map { angles[$0] }
    if case .matrix(let elements) = gate.action { return elements(own) }
    return (try? gate.matrix(own).elements) ?? []
  }
}
