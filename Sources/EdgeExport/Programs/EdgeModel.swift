public import Circuits
public import Learning
internal import Simulation

/// What a model is for a device: a circuit whose weights are trained with what is measured behind it, or dense
/// layers.
///
/// ```swift
/// let model = try EdgeModel(circuit, weights: trained, outputs: [.z(0), .z(1)])
/// let tensor = try FourierTensor(model)
/// ```
public struct EdgeModel: Sendable {
  /// What computes.
  public enum Content: Sendable {
    /// A circuit whose features are open and nothing else, and what is measured, one output each.
    case circuit(Circuit, outputs: [Observable])
    /// Dense layers.
    case layers(DenseStack)
  }

  /// What computes.
  public let content: Content
  /// How many features a row has.
  public let featureCount: Int
  /// How many numbers come out.
  public let outputCount: Int

  /// A model of a circuit.
  ///
  /// - Parameters:
  ///   - circuit: A circuit of gates.
  ///   - weights: The trained weights, in the order of ``Circuit/bound(weights:features:)``.
  ///   - outputs: What is measured.
  /// - Throws: ``CircuitError`` for flaws and for weights that do not fit, and ``EdgeError`` for a
  ///   circuit that measures, for no outputs and for weights that are no finite numbers.
  public init(_ circuit: Circuit, weights: [Double] = [], outputs: [Observable]) throws {
    let bound = try circuit.checked().bound(weights: weights)
    if let step = bound.operations.first(where: { !$0.isUnitary }) {
      throw EdgeError.notExportable(
        "\(step)", instead: "take measurements, resets and conditions out, and name observables")
    }
    if let weight = weights.first(where: { !$0.isFinite }) {
      throw EdgeError.unfit("a weight", given: "\(weight)", allowed: "weights are finite numbers")
    }
    guard 1...256 ~= outputs.count else {
      throw EdgeError.unfit(
        "a model", given: "\(outputs.count) outputs", allowed: "it has 1 to 256 observables")
    }
    for output in outputs where !output.flaws.isEmpty {
      throw CircuitError.flawed("an output", flaws: output.flaws)
    }
    if let output = outputs.first(where: { $0.width > circuit.qubitCount }) {
      throw CircuitError.tooNarrow("\(output)", qubits: circuit.qubitCount, needed: output.width)
    }
    content = .circuit(bound, outputs: outputs)
    (featureCount, outputCount) = (bound.layout(of: .feature).count, outputs.count)
  }

  /// A model of dense layers.
  public init(_ stack: DenseStack) {
    content = .layers(stack)
    (featureCount, outputCount) = (stack.inputCount, stack.outputCount)
  }

  /// The outputs for rows of features, in double precision: what programs are compared with.
  ///
  /// - Throws: ``CircuitError`` for rows that are too short, ``SimulationError`` for a circuit too large for
  ///   memory, and ``LearningError`` for rows that do not fit layers.
  public func values(for rows: [[Double]]) throws -> [[Double]] {
    if rows.isEmpty { return [] }
    switch content {
    case .circuit(let circuit, let outputs):
      return try StateVectorBackend().means(
        of: outputs, in: circuit, weights: [[]], features: rows)
    case .layers(let stack): return try stack.outputs(of: rows)
    }
  }

  /// The circuit and what is measured.
  ///
  /// - Parameter form: What needs them.
  /// - Returns: Both.
  /// - Throws: ``EdgeError/unfit(_:given:allowed:)`` for dense layers.
  func circuit(for form: String) throws(EdgeError) -> (circuit: Circuit, outputs: [Observable]) {
    switch content {
    case .circuit(let circuit, let outputs): return (circuit, outputs)
    case .layers:
      throw .unfit(
        form, given: "dense layers", allowed: "it is made of a circuit; export layers in 8 bits")
    }
  }
}

/// A trained model that can be exported to devices.
public protocol EdgeExportable {
  /// What the model is for a device.
  ///
  /// - Throws: What stands against it, as a circuit that measures on its way.
  func edgeModel() throws -> EdgeModel
}
