public import Circuits
public import Simulation

/// The means of observables behind a circuit, as a function of its weights and features: exact or from
/// shots, ideal or with noise.
///
/// ```swift
/// let energy = try Expectation(of: .z(0) * .z(1) + 0.5 * .x(0), in: ansatz)
/// try energy.value(at: [0.3, 0.3])
/// try energy.gradient(at: [0.3, 0.3])                       // chooses a method
/// try energy.gradient(at: [0.3, 0.3], by: .parameterShift)
/// let sampled = try Expectation(of: .z(0), in: ansatz, shots: 1_000, seed: 7)
/// ```
///
/// With shots, Pauli matrices other than Z take gates that turn a qubit before it is measured; these meet the noise of
/// the backend, as they do on a device.
///
/// The circuit is checked and prepared when the value is made, so that a misspelt circuit is found there.
public struct Expectation: Sendable {
  /// What is measured.
  public let observables: [Observable]
  /// The circuit, with open weights and features.
  public let circuit: Circuit
  /// What runs the circuit.
  public let backend: any Backend
  /// How often each circuit is run to estimate means; nothing for exact means.
  public let shots: Int?
  /// Where chance begins.
  public let seed: UInt64

  let opened: OpenedCircuit
  let estimator: MeanEstimator
  /// The prepared circuit, where states are simulated.
  let adjoint: (any ExactGradient)?

  /// The mean of an observable behind a circuit.
  ///
  /// - Parameters:
  ///   - observable: What is measured.
  ///   - circuit: A circuit with open weights and features, or without.
  ///   - backend: What runs the circuit.
  ///   - shots: How often each circuit is run to estimate means; nothing for exact means.
  ///   - seed: Where chance begins.
  /// - Throws: ``CircuitError`` for flaws, ``SimulationError`` for qubits that are not there, and
  ///   ``TrainingError/unfit(_:given:allowed:)`` for shots below 1.
  public init(
    of observable: Observable, in circuit: Circuit, on backend: any Backend = .automatic,
    shots: Int? = nil, seed: UInt64 = 0
  ) throws {
    try self.init(of: [observable], in: circuit, on: backend, shots: shots, seed: seed)
  }

  /// The means of several observables behind a circuit, as those that a model gives out.
  ///
  /// - Parameters:
  ///   - observables: What is measured; at least one.
  ///   - circuit: A circuit with open weights and features, or without.
  ///   - backend: What runs the circuit.
  ///   - shots: How often each circuit is run to estimate means; nothing for exact means.
  ///   - seed: Where chance begins.
  /// - Throws: As ``init(of:in:on:shots:seed:)-(Observable,_,_,_,_)``.
  public init(
    of observables: [Observable], in circuit: Circuit, on backend: any Backend = .automatic,
    shots: Int? = nil, seed: UInt64 = 0
  ) throws {
    let circuit = try circuit.checked()
    guard !observables.isEmpty else {
      throw TrainingError.unfit("expectation", given: "no observables", allowed: "one or more")
    }
    for observable in observables {
      guard observable.flaws.isEmpty else {
        throw CircuitError.flawed("observable", flaws: observable.flaws)
      }
      guard observable.width <= circuit.qubitCount else {
        throw SimulationError.noSuchQubit(observable.width - 1, qubits: circuit.qubitCount)
      }
    }
    if let shots, !(1...Expectation.mostShots).contains(shots) {
      throw TrainingError.unfit(
        "expectation", given: "\(shots) shots", allowed: "1 to \(Expectation.mostShots)")
    }
    (self.observables, self.circuit, self.backend) = (observables, circuit, backend)
    (self.shots, self.seed) = (shots, seed)
    opened = OpenedCircuit(circuit)
    estimator = try MeanEstimator(observables, opened.circuit, backend, shots)
    adjoint = backend.exactGradient(of: observables, in: circuit)
  }

  /// More shots than anybody waits for.
  static let mostShots = 1 << 40

  /// How many weights there are.
  public var weightCount: Int { opened.weightCount }
  /// How many features there are.
  public var featureCount: Int { opened.featureCount }

  /// The same with other shots, or exact.
  ///
  /// - Throws: ``TrainingError/unfit(_:given:allowed:)`` for shots below 1.
  public func with(shots: Int?, seed: UInt64? = nil) throws -> Expectation {
    try Expectation(
      of: observables, in: circuit, on: backend, shots: shots, seed: seed ?? self.seed)
  }

  /// The mean of the first observable.
  ///
  /// - Throws: ``CircuitError`` for too few values, and what the backend throws.
  public func value(at weights: [Double], features: [Double] = []) throws -> Double {
    try values(at: weights, features: [features])[0][0]
  }

  /// The means for each row of features.
  ///
  /// - Parameters:
  ///   - weights: The value of each weight.
  ///   - features: Rows of features; one empty row for a circuit without.
  ///   - seed: Where chance begins, if not where the expectation says.
  /// - Returns: For each row, the mean of each observable.
  /// - Throws: ``CircuitError`` for values that do not fit, ``TrainingError`` for numbers that are not
  ///   finite, and what the backend throws.
  public func values(
    at weights: [Double], features: [[Double]] = [[]], seed: UInt64? = nil
  ) throws -> [[Double]] {
    try check(weights, features)
    if shots == nil, let adjoint { return try adjoint.values(weights: weights, features: features) }
    let rows = features.map { opened.angles(weights: weights, features: $0) }
    return try estimator.means(rows, seed: seed ?? self.seed).means
  }

  /// Throws for values that do not fit the circuit.
  func check(_ weights: [Double], _ features: [[Double]]) throws {
    guard weights.count == weightCount else {
      throw CircuitError.unfitValues(
        .weight, given: weights.count,
        needed: circuit.layout(of: .weight).groups.map(\.description))
    }
    try checkFinite(weights, "weight")
    for (number, row) in features.enumerated() {
      guard row.count >= featureCount else {
        throw CircuitError.unfitValues(
          .feature, given: row.count,
          needed: circuit.layout(of: .feature).groups.map(\.description))
      }
      try checkFinite(row.prefix(featureCount), "row \(number), feature")
    }
  }

  private func checkFinite(_ numbers: some Collection<Double>, _ what: String) throws {
    for (place, number) in numbers.enumerated() where !number.isFinite {
      throw TrainingError.unfit(
        "\(what) \(place)", given: "\(number)", allowed: "values are finite numbers")
    }
  }
}

extension Expectation: CustomStringConvertible {
  /// `<0.5 X0 + Z0 Z1> of 2 qubits, 3 weights, automatic, 1000 shots`.
  public var description: String {
    let texts = observables.prefix(4).map { "<\($0)>" }.joined(separator: ", ")
    let more = observables.count > 4 ? " and \(observables.count - 4) more" : ""
    return "\(texts)\(more) of \(circuit.qubitCount) qubits, \(weightCount) weights, "
      + "\(featureCount) features, \(backend)" + (shots.map { ", \($0) shots" } ?? "")
  }
}
