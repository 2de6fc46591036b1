public import Numerics

/// Circuits that make a state from nothing but zeros.
extension Gate {
  /// A gate that turns zeros into a state.
  ///
  /// From the highest qubit to the lowest, each is turned by the angle that the ones above it choose;
  /// then turns of the phase are made in the same way.
  ///
  /// M. Möttönen, J. J. Vartiainen, V. Bergholm and M. M. Salomaa, "Transformation of quantum states
  /// using uniformly controlled rotations", Quantum Inf. Comput. 5, 467 (2005).
  ///
  /// - Parameter amplitudes: 2ⁿ amplitudes, whose squares sum to 1; qubit 0 is the lowest bit of an index.
  /// - Returns: A gate that is a circuit of multiplexed turns.
  /// - Throws: ``CircuitError/unfit(_:given:allowed:)`` for another number of amplitudes, and for ones
  ///   that are not normalised to 10⁻⁸.
  /// - Complexity: 2ⁿ - 1 angles for amplitudes that are not negative, and 2ⁿ - 1 more for others.
  public static func statePreparation(
    _ amplitudes: [Complex<Double>]
  ) throws(CircuitError) -> Gate {
    guard let qubits = qubits(of: amplitudes.count), 1...20 ~= qubits else {
      throw .unfit(
        "statePreparation", given: "\(amplitudes.count) amplitudes",
        allowed: "give 2ⁿ of them, for 1 to 20 qubits")
    }
    let norm = amplitudes.reduce(0) { $0 + $1.squaredMagnitude }
    guard abs(norm - 1) <= 1e-8 else {
      throw .unfit(
        "statePreparation", given: "amplitudes whose squares sum to \(norm)",
        allowed: "the sum has to be 1: divide by \(norm.squareRoot())")
    }
    let circuit = Circuit(qubits: qubits) { $0.appendPreparation(of: amplitudes) }
    return Gate("state", label: "|ψ⟩", circuit: circuit)
  }

  static var preparationGates: [Gate] {
    var random = RandomStream(seed: 5)
    let states = (1...3).compactMap { try? random.haarState(1 << $0) }
    return states.compactMap { try? statePreparation($0) }
  }
}

extension Circuit {
  /// Turns zeros into a state; amplitudes that are not normalised are a flaw.
  public mutating func prepare(_ amplitudes: [Complex<Double>], _ qubits: [Int]) {
    attempt("prepare") { circuit throws(CircuitError) in
      circuit.append(try Gate.statePreparation(amplitudes), on: qubits)
    }
  }

  fileprivate mutating func appendPreparation(of amplitudes: [Complex<Double>]) {
    var turns: [[Angle]] = []
    var magnitudes = amplitudes.map(\.magnitude)
    while magnitudes.count > 1 {
      let pairs = stride(from: 0, to: magnitudes.count, by: 2).map {
        (magnitudes[$0], magnitudes[$0 + 1])
      }
      turns.append(pairs.map { Angle(2 * Double.atan2(y: $0.1, x: $0.0)) })
      magnitudes = pairs.map { ($0.0 * $0.0 + $0.1 * $0.1).squareRoot() }
    }
    for (qubit, angles) in turns.enumerated().reversed() {
      appendMultiplexed(.y, angles, qubit)
    }
    var phases = amplitudes.map { $0.magnitude == 0 ? 0 : $0.phase }
    guard phases.contains(where: { $0 != 0 }) else { return }
    for qubit in 0..<qubitCount {
      let pairs = stride(from: 0, to: phases.count, by: 2).map { (phases[$0], phases[$0 + 1]) }
      appendMultiplexed(.z, pairs.map { Angle($0.1 - $0.0) }, qubit)
      phases = pairs.map { ($0.0 + $0.1) / 2 }
    }
    if phases[0] != 0 { globalPhase(Angle(phases[0])) }
  }

  /// A turn that the qubits above choose.
  private mutating func appendMultiplexed(_ pauli: Pauli, _ angles: [Angle], _ qubit: Int) {
    if angles.allSatisfy({ $0 == 0 }) { return }
    append(
      Gate.multiplexed(pauli, controls: qubitCount - 1 - qubit), angles,
      on: Array(qubit + 1..<qubitCount) + [qubit])
  }
}
