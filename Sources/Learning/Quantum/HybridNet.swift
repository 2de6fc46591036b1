internal import Circuits
public import Training

/// Dense layers, a circuit and a readout after one another: what all models with circuits are made of.
///
/// $z = r(\langle O\rangle_{\theta}(f(x)))$: the layers *f* make the circuit's features from those of a row, the
/// readout *r* makes outputs from the means of observables. Without layers a row goes into the circuit as it is.
///
/// ```swift
/// let means = try Expectation(of: [.z(0), .z(1)], in: circuit)        // two features, some weights
/// let net = try HybridNet(
///   front: DenseStack(sizes: [8, 2], seed: 1), means,
///   readout: .dense(DenseStack(sizes: [2, 3], seed: 2)), seed: 3)
/// let (trained, record) = try net.trained(on: train, epochs: 30, loss: .crossEntropy)
/// ```
///
/// It is trained as any other model is: slopes run back through the readout, then through the circuit by the method
/// that is chosen, with shots and noise too, then through the layers.
public struct HybridNet: TrainableModel {
  /// The layers before the circuit, with the weights that training began with.
  public let front: DenseStack?
  /// The means.
  public let expectation: Expectation
  /// What makes outputs of means, with the weights that training began with.
  public let readout: Readout
  /// All weights: those of the layers, of the circuit, of the readout.
  public var weights: [Double]

  /// Puts the parts together.
  ///
  /// - Parameters:
  ///   - front: Layers before the circuit, with an output for each feature of it.
  ///   - expectation: The means.
  ///   - readout: What makes outputs of means.
  ///   - circuitWeights: Where the circuit's weights begin; drawn evenly from -π to π by the seed unless given.
  ///   - seed: Where chance begins.
  /// - Throws: ``LearningError`` for parts that do not fit together, and weights that are too few, too many or not
  ///   finite.
  public init(
    front: DenseStack? = nil, _ expectation: Expectation, readout: Readout = .means,
    circuitWeights: [Double]? = nil, seed: UInt64 = 0
  ) throws(LearningError) {
    if let front, front.outputCount != expectation.featureCount {
      throw .wrongCount(
        "hybrid net, outputs of the layers before the circuit", given: front.outputCount,
        expected: expectation.featureCount)
    }
    let means = expectation.observables.count
    if let inputs = readout.inputCount, inputs != means {
      throw .wrongCount("hybrid net, inputs of the readout", given: inputs, expected: means)
    }
    if case .affine(let factors, let offsets) = readout, !offsets.isEmpty,
      offsets.count != factors.count
    {
      throw .wrongCount(
        "hybrid net, offsets of the readout", given: offsets.count, expected: factors.count)
    }
    var drawn: [Double] = []
    if expectation.weightCount > 0 {
      drawn = try learning {
        try ExpectationModel(expectation, weights: circuitWeights, seed: seed).weights
      }
    }
    (self.front, self.expectation, self.readout) = (front, expectation, readout)
    weights = (front?.weights ?? []) + drawn + readout.weights
  }

  /// How many numbers a row has.
  public var inputCount: Int { front?.inputCount ?? expectation.featureCount }

  /// How many outputs there are for a row.
  public var outputCount: Int { readout.outputCount ?? expectation.observables.count }

  /// The weights of the circuit.
  public var circuitWeights: [Double] {
    Array(weights.dropFirst(front?.weights.count ?? 0).prefix(expectation.weightCount))
  }

  /// The same net behind other means of the same circuit, as those of a device.
  func with(_ expectation: Expectation) throws(LearningError) -> HybridNet {
    var copy = try HybridNet(front: front, expectation, readout: readout)
    copy.weights = weights
    return copy
  }

  /// The form of all parts.
  public var fingerprint: String {
    let circuit = String(expectation.circuit.stableHash, radix: 16)
    return
      "\(front.map { "\($0)" } ?? "no layers") \(expectation.observables) \(circuit) \(readout)"
  }

  /// The parts with the present weights.
  private func parts() throws(LearningError) -> (
    front: DenseStack?, circuit: [Double], readout: Readout
  ) {
    let (first, second) = (front?.weights.count ?? 0, expectation.weightCount)
    let expected = first + second + readout.weights.count
    guard weights.count == expected else {
      throw .wrongCount("hybrid net, weights", given: weights.count, expected: expected)
    }
    let behind = Array(weights[(first + second)...])
    return (
      front.map { $0.replacing(Array(weights[..<first])) }, circuitWeights,
      readout.replacing(behind)
    )
  }

  /// The outputs for rows of features.
  public func outputs(for rows: [[Double]], seed: UInt64) throws -> [[Double]] {
    if rows.isEmpty { return [] }
    let parts = try parts()
    let angles = try parts.front.map { try $0.outputs(of: rows) } ?? rows
    let means = try expectation.values(at: parts.circuit, features: angles, seed: seed)
    return means.map { parts.readout.values(of: $0).last ?? [] }
  }

  /// The outputs for rows of features, and the derivatives of a function of them.
  public func pullback(
    for rows: [[Double]], by method: any GradientMethod, places: Set<Int>?, seed: UInt64,
    slopes: (_ row: Int, _ outputs: [Double], _ slopes: inout [Double]) -> Void
  ) throws -> Pullback {
    let parts = try parts()
    if let front { try checkRows("hybrid net", rows, width: front.inputCount) }
    let traces = parts.front.map { front in rows.map { front.values(of: $0) } }
    let angles = traces.map { $0.map { $0.last ?? [] } } ?? rows
    let (start, count) = (front?.weights.count ?? 0, expectation.weightCount)
    var outputs = [[Double]](repeating: [], count: rows.count)
    var readoutSlopes = readout.weights.map { _ in 0.0 }
    let pulled = try expectation.pullback(
      at: parts.circuit, features: angles, by: method,
      places: places.map { Set($0.map { $0 - start }.filter { 0..<count ~= $0 }) },
      includingFeatures: front != nil, seed: seed
    ) { row, means, factors in
      let trace = parts.readout.values(of: means)
      outputs[row] = trace.last ?? []
      var slope = [Double](repeating: 0, count: outputs[row].count)
      slopes(row, outputs[row], &slope)
      factors = parts.readout.addSlopes(of: trace, slope, to: &readoutSlopes)
    }
    var frontSlopes = [Double](repeating: 0, count: start)
    if let front = parts.front, let traces {
      for (trace, slope) in zip(traces, pulled.features) {
        _ = front.addSlopes(of: trace, slope, to: &frontSlopes)
      }
    }
    let all = frontSlopes + pulled.weights + readoutSlopes
    let kept = places.map { places in
      all.enumerated().map { places.contains($0.offset) ? $0.element : 0 }
    }
    return Pullback(
      values: outputs, weights: kept ?? all, runs: pulled.runs, method: pulled.method)
  }
}

extension HybridNet: CustomStringConvertible {
  /// `dense 8 → 2 identity, 18 weights → circuit of 2 qubits, 12 weights → dense 2 → 3 identity, 9 weights`.
  public var description: String {
    let circuit =
      "circuit of \(expectation.circuit.qubitCount) qubits, \(expectation.weightCount) weights"
    return [front.map { "\($0)" }, circuit, readout.words].compactMap { $0 }
      .joined(separator: " → ")
  }
}
