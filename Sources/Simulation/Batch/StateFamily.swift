public import Circuits
internal import Numerics

/// The states that a circuit makes, for any values of its weights and features.
///
/// A family is prepared once; a batch of samples then runs eight states at a time, where these are small.
///
/// ```swift
/// let family = try StateFamily(featureMap)
/// let train = try family.states(features: rows)
/// let kernel = try train.fidelities()
/// let test = try family.states(features: others).fidelities(with: train)
/// ```
public struct StateFamily: Sendable {
  private let gradient: AdjointGradient

  /// Prepares a circuit.
  ///
  /// - Parameter circuit: A circuit of gates.
  /// - Throws: ``CircuitError`` for flaws, and ``SimulationError`` for measurements in the circuit.
  public init(_ circuit: Circuit) throws {
    gradient = try AdjointGradient(statesOf: circuit)
  }

  /// The states of many samples.
  ///
  /// - Parameters:
  ///   - weights: The value of each weight, which the samples share.
  ///   - features: The features of each sample.
  /// - Returns: The states, in memory of 16 · 2ⁿ bytes each.
  /// - Throws: ``CircuitError`` for values that do not fit, and ``SimulationError`` for values that are not
  ///   finite, or states that do not fit into memory.
  /// - Complexity: O(*s k* 2ⁿ) for *s* samples and *k* gates.
  public func states(weights: [Double] = [], features: [[Double]]) throws -> StateBatch {
    try gradient.states(gradient.batch(.shared(weights), features))
  }

  /// The states of many lists of weights.
  ///
  /// - Parameters:
  ///   - weights: The weights of each sample.
  ///   - features: The features of each sample; none for a circuit without features.
  /// - Returns: The states.
  /// - Throws: As ``states(weights:features:)-([Double],_)``.
  public func states(weights: [[Double]], features: [[Double]]? = nil) throws -> StateBatch {
    try gradient.states(gradient.batch(.own(weights), features))
  }
}

extension AdjointGradient {
  fileprivate func states(_ batch: SampleBatch) throws -> StateBatch {
    let memory = try StateMemory(count: batch.count, qubits: engine.qubitCount)
    let frame =
      engine.prefersLanes
      ? try engine.fillLanes(batch, memory) : try engine.fillSingles(batch, memory)
    return StateBatch(
      count: batch.count, qubitCount: engine.qubitCount, memory: memory, frame: frame)
  }
}

extension AdjointEngine {
  /// Makes the states of a batch one after the other.
  fileprivate func fillSingles(_ batch: SampleBatch, _ memory: StateMemory) throws -> AffineFrame {
    var frame = AffineFrame(qubits: qubitCount)
    for sample in 0..<batch.count {
      try withSingle { workspace in
        batch.values(of: sample).withPointer { workspace.bind($0) }
        workspace.run()
        let numbers = memory.numbers(sample / 8) + sample % 8
        let amplitudes = UnsafeMutableRawPointer(workspace.state)
          .assumingMemoryBound(to: Double.self)
        for place in 0..<2 * memory.size { numbers[8 * place] = amplitudes[place] }
        frame = workspace.program.frame
        let phase = workspace.program.globalPhase
        memory.globalFactors[sample] = Complex(workspace.cosines[phase], workspace.sines[phase])
      }
    }
    return frame
  }
}
