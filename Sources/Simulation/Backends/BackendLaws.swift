public import Circuits
internal import Numerics

/// A law that a backend does not keep.
public struct BackendLawError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What does not hold, and for which circuit.
  public let description: String
}

/// Proves a backend: what it says of circuits is what state vectors say, and fits together.
///
/// ```swift
/// try checkBackendLaws(MyBackend(), circuits: .samples(seed: 3))
/// ```
///
/// - Parameters:
///   - backend: The backend, without noise.
///   - circuits: Circuits of gates, of 1 to 10 qubits, that it can run.
///   - seed: Where chance begins.
///   - tolerance: How far means and probabilities may be off.
/// - Throws: ``BackendLawError`` for the first law that does not hold, and what the backend throws.
public func checkBackendLaws(
  _ backend: some Backend, circuits: [Circuit], seed: UInt64 = 0, tolerance: Double = 1e-10
) throws {
  var random = RandomStream(seed: seed)
  for (number, circuit) in circuits.enumerated() {
    func check(_ law: String, _ holds: Bool) throws {
      if holds { return }
      throw BackendLawError(
        description: "\(backend), circuit \(number) with seed \(seed): \(law)\n\(circuit)")
    }
    let (state, exact) = (try backend.state(of: circuit), try StateVector(circuit))
    let qubits = circuit.qubitCount
    try check("there are as many qubits as in the circuit", state.qubitCount == qubits)
    let observables = random.observables(4, qubits: qubits)
    let (means, expected) = (try state.means(of: observables), try exact.means(of: observables))
    try check("means are those of the state", means.isClose(to: expected, tolerance))
    try check(
      "variances are those of the state",
      try state.variances(of: observables)
        .isClose(to: exact.variances(of: observables), 10 * tolerance))
    let places = Array(random.shuffled(Array(0..<qubits)).prefix(1 + qubits / 2))
    let (shares, exactShares) = (
      try state.distribution(over: places), try exact.distribution(over: places)
    )
    try check("probabilities are those of the state", shares.isClose(to: exactShares, tolerance))
    let (matrix, exactMatrix) = (
      try state.partialMatrix(of: places), try exact.partialMatrix(of: places)
    )
    try check(
      "density matrices are those of the state", try (matrix - exactMatrix).maxNorm < 10 * tolerance
    )
    try checkSamples(backend, circuit, exact, seed, check)
  }
  try checkRefusals(backend)
}

/// Samples follow the probabilities, and the same seed gives the same ones.
private func checkSamples(
  _ backend: some Backend, _ circuit: Circuit, _ exact: StateVector, _ seed: UInt64,
  _ check: (String, Bool) throws -> Void
) throws {
  let shots = 2_000
  let samples = try backend.sampled(circuit, shots: shots, seed: seed)
  try check("there are as many samples as shots", samples.shotCount == shots)
  try check("a sample has a bit for each qubit", samples.bitCount == circuit.qubitCount)
  try check(
    "the same seed gives the same samples",
    try backend.sampled(circuit, shots: shots, seed: seed) == samples)
  for qubit in 0..<circuit.qubitCount {
    let one = try exact.distribution(over: [qubit])[1]
    // Rounding can make a probability more than 1.
    let error = (max(0, one * (1 - one)) / Double(shots)).squareRoot()
    try check(
      "qubit \(qubit) is 1 as often as it should",
      abs(samples.mean(ofBit: qubit) - one) < 6 * error + 1e-9)
  }
}

/// What cannot be run is refused, and not run in another way.
private func checkRefusals(_ backend: some Backend) throws {
  let flawed = Circuit(qubits: 1) { $0.cx(0, 1) }
  let open = Circuit(qubits: 1) { $0.rx(.weight(0), 0) }
  for (circuit, law) in [(flawed, "a flawed circuit"), (open, "an open circuit")] {
    guard (try? backend.state(of: circuit)) == nil,
      (try? backend.sampled(circuit, shots: 1, seed: 0)) == nil
    else { throw BackendLawError(description: "\(backend): \(law) is refused") }
  }
  let empty = Circuit(qubits: 1)
  guard (try? backend.sampled(empty, shots: -1, seed: 0)) == nil else {
    throw BackendLawError(description: "\(backend): a negative number of shots is refused")
  }
  guard (try? backend.state(of: empty).means(of: [.z(1)])) == nil else {
    throw BackendLawError(description: "\(backend): a qubit that is not there is refused")
  }
}

extension [Circuit] {
  /// Seeded circuits of 1 to 6 qubits over every gate that fits.
  ///
  /// - Parameters:
  ///   - seed: Where chance begins.
  ///   - count: How many.
  ///   - gates: The gates to take from; all unless given.
  /// - Returns: The circuits.
  public static func samples(
    seed: UInt64, count: Int = 12, gates: [Gate] = Gate.all
  ) -> [Circuit] {
    var random = RandomStream(seed: seed)
    return (0..<count).map { number in
      let qubits = 1 + number % 6
      let fitting = gates.filter { 1...qubits ~= $0.qubitCount }
      return Circuit(qubits: qubits) { circuit in
        for _ in 0..<24 where !fitting.isEmpty {
          let gate = fitting[Int(random.next() % UInt64(fitting.count))]
          let places = random.shuffled([Int](0..<qubits)).prefix(gate.qubitCount)
          let angles = (0..<gate.angleCount).map { _ in Angle(random.uniform() * 6 - 3) }
          circuit.append(gate, angles, on: [Int](places))
        }
      }
    }
  }
}

extension [Double] {
  fileprivate func isClose(to other: [Double], _ tolerance: Double) -> Bool {
    count == other.count && zip(self, other).allSatisfy { abs($0 - $1) < tolerance }
  }
}

extension RandomStream {
  /// Seeded sums of products of Pauli matrices.
  fileprivate mutating func observables(_ count: Int, qubits: Int) -> [Observable] {
    (0..<count).map { _ in
      (0..<3).reduce(Observable(0.1)) { sum, _ in
        var factors: [Int: Pauli] = [:]
        for qubit in 0..<qubits where next() % 2 == 0 {
          factors[qubit] = Pauli.allCases[Int(next() % 3)]
        }
        return sum + normal() * Observable(factors)
      }
    }
  }
}
