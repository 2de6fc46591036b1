public import Circuits
public import Optimizers
public import Simulation

/// Finds the axes of a circuit's turns along with their angles, so that a shallow circuit does more.
///
/// Each gate `rx`, `ry` or `rz` whose angle is a weight of its own may become any of the three.
///
/// M. Ostaszewski, E. Grant and M. Benedetti, "Structure optimization for parameterized quantum
/// circuits", Quantum 5, 391 (2021).
///
/// ```swift
/// let found = try AxisSelection(hamiltonian, ansatz: circuit).minimum(from: angles)
/// found.circuit                                  // with the axes that serve best
/// found.weights
/// ```
public struct AxisSelection: Sendable {
  /// What was found.
  public struct Choice: Hashable, Sendable {
    /// The circuit with its new axes.
    public let circuit: Circuit
    /// The angles of its weights.
    public let weights: [Double]
    /// The search, whose points are angles and then axes: 0, 1 and 2 for x, y and z.
    public let search: Minimum
  }

  /// The energy.
  public let hamiltonian: Observable
  /// The circuit whose axes are free.
  public let ansatz: Circuit
  /// What runs circuits.
  public let backend: any Backend
  /// How often each circuit is run; nothing for exact means.
  public let shots: Int?
  /// Where chance begins.
  public let seed: UInt64

  /// The gates that turn about an axis, in the order of their axes' numbers.
  private static let turns: [Gate] = [.rx, .ry, .rz]
  /// The operation of each weight.
  private let places: [Int]

  /// A search for axes and angles.
  ///
  /// - Parameters:
  ///   - hamiltonian: The energy.
  ///   - ansatz: A circuit without features, whose weights are angles of `rx`, `ry` and `rz`.
  ///   - backend: What runs circuits.
  ///   - shots: How often each circuit is run; nothing for exact means.
  ///   - seed: Where chance begins.
  /// - Throws: ``TrainingError`` for a circuit without weights, or with weights elsewhere than each as the
  ///   whole angle of a turn of its own; and as ``Expectation``.
  public init(
    _ hamiltonian: Observable, ansatz: Circuit, on backend: any Backend = .automatic,
    shots: Int? = nil, seed: UInt64 = 0
  ) throws {
    _ = try VariationalEigensolver(
      hamiltonian, ansatz: ansatz, on: backend, shots: shots, seed: seed)
    (self.hamiltonian, self.ansatz, self.backend) = (hamiltonian, ansatz, backend)
    (self.shots, self.seed) = (shots, seed)
    var places: [Symbol: Int] = [:]
    for (place, operation) in ansatz.operations.enumerated() {
      for symbol in try AxisSelection.symbols(of: operation) {
        guard places.updateValue(place, forKey: symbol) == nil else {
          throw AxisSelection.unfit("weight \(symbol) in two gates")
        }
      }
    }
    let layout = ansatz.layout(of: .weight)
    self.places = layout.symbols.compactMap { places[$0.symbol] }
    guard self.places.count == layout.count else {
      throw AxisSelection.unfit("a group of weights of which some are not used")
    }
  }

  /// The weight of a turn; nothing where no angle is open.
  private static func symbols(of operation: Operation) throws -> [Symbol] {
    if case .block = operation.action { throw unfit("a block") }
    guard case .gate(let gate, let angles) = operation.action,
      let open = angles.first(where: { !$0.isConstant })
    else { return [] }
    guard turns.contains(gate) else { throw unfit("a weight in the gate \(gate.name)") }
    guard open.symbols.count == 1, open == Angle(open.symbols[0]) else {
      throw unfit("the angle \(open)")
    }
    return open.symbols
  }

  private static func unfit(_ given: String) -> TrainingError {
    .unfit(
      "ansatz", given: given,
      allowed: "each weight is the whole angle of one rx, ry or rz, in no block")
  }

  /// The circuit with other axes.
  ///
  /// - Parameter axes: For each weight 0, 1 or 2 for a turn about x, y or z.
  /// - Returns: The circuit.
  /// - Throws: ``TrainingError`` for axes that are none, or as many as weights.
  public func circuit(axes: [Int]) throws -> Circuit {
    guard axes.count == places.count, axes.allSatisfy(AxisSelection.turns.indices.contains) else {
      throw TrainingError.unfit(
        "axes", given: "\(axes)", allowed: "\(places.count) numbers, each 0, 1 or 2 for x, y or z")
    }
    var numbers: [Int: Int] = [:]
    for (place, axis) in zip(places, axes) { numbers[place] = axis }
    var circuit = Circuit(qubits: ansatz.qubitCount, bits: ansatz.bitCount)
    for (place, operation) in ansatz.operations.enumerated() {
      var operation = operation
      if let axis = numbers[place], case .gate(_, let angles) = operation.action {
        operation.action = .gate(AxisSelection.turns[axis], angles)
      }
      circuit.append(operation)
    }
    return circuit
  }

  /// The axes of the circuit as it is.
  public var axes: [Int] {
    places.map { place in
      ansatz.operations[place].gate.flatMap { AxisSelection.turns.firstIndex(of: $0) } ?? 0
    }
  }

  /// The axes and angles with the lowest energy that the method finds.
  ///
  /// - Parameters:
  ///   - method: How it searches.
  ///   - angles: Where it begins; zeros unless given.
  ///   - evaluations: How often the energy may be evaluated.
  /// - Returns: The circuit, its weights, and the way there.
  /// - Throws: What running circuits throws, and what the method does.
  public func minimum(
    with method: Rotoselect = .rotoselect(), from angles: [Double]? = nil,
    evaluations: Int = 10_000
  ) throws -> Choice {
    let count = places.count
    let angles = angles ?? [Double](repeating: 0, count: count)
    guard angles.count == count else {
      throw TrainingError.unfit(
        "start", given: "\(angles.count) angles", allowed: "one for each of \(count) weights")
    }
    let objective = Objective(batch: { points in try energies(points) })
    let search = try minimize(
      objective, from: angles + axes.map(Double.init), with: method, evaluations: evaluations,
      seed: seed)
    return Choice(
      circuit: try circuit(axes: search.point.suffix(count).map { Int($0) }),
      weights: Array(search.point.prefix(count)), search: search)
  }

  /// The energies of angles and axes; points with the same axes share what is prepared.
  private func energies(_ points: [[Double]]) throws -> [Double] {
    var known: [[Int]: Expectation] = [:]
    return try points.enumerated().map { number, point in
      let axes = point.suffix(places.count).map { Int(exactly: $0) ?? -1 }
      let energy =
        try known[axes]
        ?? Expectation(
          of: hamiltonian, in: circuit(axes: axes), on: backend, shots: shots, seed: seed)
      known[axes] = energy
      let weights = Array(point.prefix(places.count))
      return try energy.values(at: weights, seed: seed &+ UInt64(number) &* 7_919 &+ mixed(point))[
        0][
          0]
    }
  }

  /// A number that differs from point to point, so that shots do.
  private func mixed(_ point: [Double]) -> UInt64 {
    point.reduce(0) { ($0 ^ $1.bitPattern) &* 0x9E37_79B9_7F4A_7C15 }
  }
}
