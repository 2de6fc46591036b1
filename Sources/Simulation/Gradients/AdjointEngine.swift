internal import Circuits
internal import Numerics
internal import Synchronization

/// Programs for a circuit with its observables, and the memory in which they run.
final class AdjointEngine: Sendable {
  /// The most qubits of a circuit: places in memory are numbers of 32 bits.
  static let widest = 32
  /// The most qubits of states that run eight at a time where one at a time would do.
  static let widestLanes = 10
  /// The most qubits of states that can run eight at a time.
  static let widestProgramOfLanes = 14
  /// The most phases of amplitudes that are kept for eight states: 64 MiB of them.
  private static let mostLanePhases = 1 << 19
  /// The most qubits of states of which several are worked on at once.
  static let widestShared = 20
  /// The most qubits of states whose memory is kept for the next values.
  private static let widestKept = 22

  let qubitCount: Int
  let weights: SymbolLayout
  let features: SymbolLayout
  /// How many values each sample has of them.
  let weightCount: Int
  let featureCount: Int
  let observables: [Observable]
  private let circuit: Circuit
  private let keepsAll: Bool
  private let single: SingleProgram
  private let lanes = Mutex<LaneProgram?>(nil)
  private let singleMemory = Mutex<[SingleWorkspace]>([])
  private let laneMemory = Mutex<[LaneWorkspace]>([])

  /// Writes a circuit as programs.
  ///
  /// - Parameters:
  ///   - circuit: A circuit of gates, without flaws.
  ///   - observables: Observables that fit onto it.
  ///   - keepsAll: Whether steps count that no observable sees.
  /// - Throws: What cannot be written as steps.
  init(_ circuit: Circuit, measuring observables: [Observable], keepsAll: Bool = false) throws {
    (self.circuit, self.observables, self.keepsAll) = (circuit, observables, keepsAll)
    qubitCount = circuit.qubitCount
    (weights, features) = (circuit.layout(of: .weight), circuit.layout(of: .feature))
    (weightCount, featureCount) = (weights.count, features.count)
    let bits = SingleProgram.bits(for: circuit.qubitCount)
    let (program, framed) = try AdjointEngine.program(
      circuit, observables, bits: bits, .eager, keepsAll: keepsAll)
    single = SingleProgram(
      program, measuring: framed, angles: AngleSet(features: features, weights: weights))
  }

  private static func program(
    _ circuit: Circuit, _ observables: [Observable], bits: Int,
    _ placement: ProgramBuilder.Placement, keepsAll: Bool
  ) throws -> (PauliProgram, [FramedObservable]) {
    var lowering = Lowering(ProgramBuilder(qubits: bits, placement))
    for operation in circuit.operations {
      guard case .gate(let gate, let angles) = operation.action else { continue }
      try lowering.add(gate, angles, on: operation.qubits)
    }
    let program = lowering.builder.finished()
    let framed = observables.map {
      FramedObservable($0, in: program.frame, qubits: circuit.qubitCount)
    }
    return (keepsAll ? program : program.trimmed(for: framed), framed)
  }

  /// The program for eight states at a time, which is made when it is first asked for.
  private func laneProgram() throws -> LaneProgram {
    try lanes.withLock { known in
      if let known { return known }
      let (program, framed) = try AdjointEngine.program(
        circuit, observables, bits: qubitCount, .lazy, keepsAll: keepsAll)
      let made = LaneProgram(
        program, measuring: framed, angles: AngleSet(features: features, weights: weights))
      known = made
      return made
    }
  }

  /// How many vectors of eight numbers all steps of a sample walk over.
  var vectorsPerSample: Int { max(1, single.steps.count) << max(0, qubitCount - 2) }

  /// How many features and weights there are.
  var valueCount: Int { featureCount + weightCount }

  /// Whether batches run eight states at a time.
  var prefersLanes: Bool { canRunLanes(upTo: AdjointEngine.widestLanes) }

  /// Whether eight states at a time take no more memory for their phases than it is worth.
  func canRunLanes(upTo qubits: Int) -> Bool {
    qubitCount <= qubits
      && single.layers.count << qubitCount <= AdjointEngine.mostLanePhases
  }

  /// Lends memory for one state at a time.
  func withSingle<Result>(_ body: (SingleWorkspace) throws -> Result) throws -> Result {
    let known = singleMemory.withLock { $0.popLast() }
    let workspace = try known ?? SingleWorkspace(single)
    defer {
      if qubitCount <= AdjointEngine.widestKept { singleMemory.withLock { $0.append(workspace) } }
    }
    return try body(workspace)
  }

  /// Lends memory for eight states at a time.
  func withLanes<Result>(
    weightsDiffer: Bool, _ body: (LaneWorkspace) throws -> Result
  ) throws -> Result {
    let known = laneMemory.withLock { free -> LaneWorkspace? in
      guard let place = free.firstIndex(where: { $0.weightsDiffer == weightsDiffer }) else {
        return nil
      }
      return free.remove(at: place)
    }
    let workspace = try known ?? LaneWorkspace(laneProgram(), weightsDiffer: weightsDiffer)
    defer { laneMemory.withLock { $0.append(workspace) } }
    return try body(workspace)
  }
}

extension AdjointEngine {
  /// Makes the means for given values, and the derivatives of each by the features and the weights.
  ///
  /// - Parameters:
  ///   - workspace: Memory that the engine lends.
  ///   - numbers: The values, features first.
  ///   - gradients: Where the derivatives go, those of one observable after the other.
  func differentiate(
    _ workspace: SingleWorkspace, _ numbers: UnsafePointer<Double>,
    into gradients: UnsafeMutablePointer<Double>
  ) {
    workspace.bind(numbers)
    workspace.run()
    workspace.measure()
    workspace.differentiate()
    let program = workspace.program
    let count = valueCount
    for place in 0..<observables.count * count { gradients[place] = 0 }
    for observable in observables.indices {
      let slopes = workspace.slopes + observable * program.slopeAngles.count
      for (place, angle) in program.slopeAngles.enumerated() {
        program.angles.addChain(
          2 * slopes[place], of: angle, at: numbers, to: gradients + observable * count)
      }
    }
  }
}
