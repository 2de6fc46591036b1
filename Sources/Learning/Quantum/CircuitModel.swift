public import Circuits
public import Simulation
public import Training

/// A fitted model with a circuit in it.
///
/// ```swift
/// model.circuit                                 // its display is the diagram
/// model.record                                  // the curve of the loss
/// model.net.weights.count
/// ```
public protocol CircuitModel: Predictor {
  /// The net that was trained, which takes what the scaling makes of rows.
  var net: HybridNet { get }

  /// The mean loss of each epoch.
  var losses: [Double] { get }

  /// What came of training; nothing for a model that comes from a file.
  var record: TrainingRecord? { get }

  /// The same model on another backend, as a noisy device, exact or with shots.
  ///
  /// ```swift
  /// try model.running(on: DensityMatrixBackend(noise: noise), shots: 1_000, seed: 1).score(on: test)
  /// ```
  ///
  /// - Parameters:
  ///   - backend: What runs the circuit.
  ///   - shots: How often it is run; nothing for exact means.
  ///   - seed: Where chance begins.
  /// - Returns: The model with the same weights.
  /// - Throws: ``LearningError`` for shots below 1.
  func running(
    on backend: any Backend, shots: Int?, seed: UInt64
  ) throws(LearningError) -> Self
}

extension CircuitModel {
  /// The circuit, with open weights and features.
  public var circuit: Circuit { net.expectation.circuit }

  /// A card of the circuit and what stands around it.
  func card(_ title: String, classNames: [String] = []) -> ModelCard {
    let means = net.expectation
    var facts = [("features", "\(featureCount)")]
    if !classNames.isEmpty { facts.append(("classes", classNames.told)) }
    if let front = net.front { facts.append(("before the circuit", "\(front)")) }
    facts.append(
      ("circuit", "\(circuit.qubitCount) qubits, \(circuit.operations.count) operations"))
    facts.append(("measured", listed(means.observables.prefix(4).map { "\($0)" })))
    if let words = net.readout.words { facts.append(("behind the circuit", words)) }
    facts.append(("weights", "\(net.weights.count), \(means.weightCount) of them in the circuit"))
    facts.append(
      ("runs on", "\(means.backend)" + (means.shots.map { ", \($0) shots" } ?? ", exact means")))
    return ModelCard(title, lines: facts, losses: losses)
  }
}
