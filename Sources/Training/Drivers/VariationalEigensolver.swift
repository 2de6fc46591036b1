public import Circuits
internal import Numerics
public import Optimizers
public import Simulation

/// Finds the lowest energy that a circuit reaches.
///
/// A. Peruzzo et al., "A variational eigenvalue solver on a photonic quantum processor", Nature Communications 5,
/// 4213 (2014).
///
/// ```swift
/// let solver = try VariationalEigensolver(.transverseFieldIsing(…), ansatz: circuit)
/// let ground = try solver.minimum(with: .cobyla())
/// ground.value                                   // against solver.exactGroundEnergy()
/// ```
public struct VariationalEigensolver: Sendable {
  /// The energy as a function of the weights.
  public let energy: Expectation

  /// A search for the ground state of a Hamiltonian.
  ///
  /// - Parameters:
  ///   - hamiltonian: The energy.
  ///   - ansatz: A circuit with weights and without features.
  ///   - backend: What runs the circuit.
  ///   - shots: How often each circuit is run; nothing for exact means.
  ///   - seed: Where chance begins.
  /// - Throws: ``TrainingError`` for a circuit without weights, or with features, and as ``Expectation``.
  public init(
    _ hamiltonian: Observable, ansatz: Circuit, on backend: any Backend = .automatic,
    shots: Int? = nil, seed: UInt64 = 0
  ) throws {
    energy = try Expectation(of: hamiltonian, in: ansatz, on: backend, shots: shots, seed: seed)
    guard energy.weightCount > 0 else { throw TrainingError.noWeights("the ansatz") }
    guard energy.featureCount == 0 else {
      throw TrainingError.unfit(
        "ansatz", given: "\(energy.featureCount) features",
        allowed: "it has weights alone: bind them")
    }
  }

  /// The lowest energy that a method finds.
  ///
  /// - Parameters:
  ///   - method: How it searches; one that needs gradients is given them.
  ///   - start: Where it begins; drawn from -0.1 to 0.1 by the seed unless given.
  ///   - evaluations: How often the energy may be evaluated.
  ///   - gradient: How gradients are found.
  /// - Returns: The weights, the energy and the way there.
  /// - Throws: What running the circuit throws, and what the method does.
  public func minimum(
    with method: some Minimizer = LBFGS.lbfgs(), from start: [Double]? = nil,
    evaluations: Int = 10_000, by gradient: any GradientMethod = .automatic
  ) throws -> Minimum {
    var random = RandomStream(seed: energy.seed).split("start")
    let start = start ?? (0..<energy.weightCount).map { _ in 0.2 * random.uniform() - 0.1 }
    let energy = energy
    let objective = Objective(
      value: { try energy.value(at: $0) },
      gradient: { weights in
        let all = try energy.derivatives(at: weights, by: gradient)
        return (all.values[0][0], all.weights[0][0])
      })
    return try minimize(
      objective, from: start, with: method, evaluations: evaluations, seed: energy.seed)
  }

  /// The lowest energy there is, by diagonalising the Hamiltonian.
  ///
  /// - Throws: ``TrainingError/unfit(_:given:allowed:)`` for more than ten qubits.
  /// - Complexity: O(8ⁿ).
  public func exactGroundEnergy() throws -> Double {
    let qubits = energy.circuit.qubitCount
    guard qubits <= 10 else {
      throw TrainingError.unfit(
        "exact energy", given: "\(qubits) qubits", allowed: "10 are the most")
    }
    let matrix = try energy.observables[0].matrix(qubits: qubits)
    return try matrix.hermitianEigendecomposition().values.first ?? 0
  }
}
