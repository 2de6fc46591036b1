internal import Circuits
internal import Numerics
internal import Simulation

/// Finds the means of observables for many lists of angles: exactly, or from shots.
struct MeanEstimator: Sendable {
  let circuit: Circuit
  let backend: any Backend
  let shots: Int?
  private let observables: [Observable]
  private let plan: MeasurementPlan
  /// The prepared circuit, where exact means of simulated states are asked for.
  private let adjoint: (any ExactGradient)?
  /// For each group of strings, the states from which shots are drawn, where these are small.
  private let families: [StateFamily]?

  /// The most qubits of which all outcomes are counted, rather than shots drawn one by one.
  private static let widestTable = 10

  init(
    _ observables: [Observable], _ circuit: Circuit, _ backend: any Backend, _ shots: Int?
  ) throws {
    (self.observables, self.circuit, self.backend) = (observables, circuit, backend)
    self.shots = shots
    plan = MeasurementPlan(observables, qubits: circuit.qubitCount)
    let isPure = backend.isExactForPureStates && circuit.isUnitary
    adjoint = shots == nil ? backend.exactGradient(of: observables, in: circuit) : nil
    families =
      isPure && shots != nil && circuit.qubitCount <= MeanEstimator.widestTable
      ? try plan.groups.map { try StateFamily(circuit + $0.turns) } : nil
  }

  /// How many circuits are run for one list of angles.
  var runsPerRow: Int { shots == nil ? 1 : max(1, plan.groups.count) }

  /// For each list of angles, the means and the variances of the means; these are 0 for exact means.
  ///
  /// Other shots may be asked for than it was made with, where it was made with some.
  func means(
    _ rows: [[Double]], seed: UInt64, shots other: Int? = nil
  ) throws -> (means: [[Double]], variances: [[Double]]) {
    guard let shots = shots.map({ other ?? $0 }) else {
      let means =
        try adjoint.map { try $0.values(weights: rows, features: nil) }
        ?? backend.means(of: observables, in: circuit, weights: rows, features: [[]])
      return (means, means.map { $0.map { _ in 0 } })
    }
    let stream = RandomStream(seed: seed).split("shots")
    let counts =
      try families.map { try tables(rows, $0, shots, stream) }
      ?? samples(rows, shots, stream)
    let estimates = counts.map { plan.estimates($0, shots: shots) }
    return (estimates.map(\.means), estimates.map(\.variances))
  }

  private typealias Counts = [(outcome: UInt64, count: Int)]

  /// Counts of all outcomes, drawn from the probabilities at once.
  private func tables(
    _ rows: [[Double]], _ families: [StateFamily], _ shots: Int, _ stream: RandomStream
  ) throws -> [[Counts]] {
    var counts = [[Counts]](repeating: [], count: rows.count)
    for (group, family) in families.enumerated() {
      let states = try family.states(weights: rows)
      for row in rows.indices {
        let probabilities = try states.amplitudes(ofSample: row).map { amplitude in
          amplitude.real * amplitude.real + amplitude.imaginary * amplitude.imaginary
        }
        var random = stream.split(row).split(group)
        let drawn = try random.multinomial(shots: shots, probabilities: probabilities)
        counts[row].append(
          drawn.indices.filter { drawn[$0] > 0 }.map { (UInt64($0), drawn[$0]) })
      }
    }
    return counts
  }

  /// Counts of outcomes that the backend draws.
  private func samples(
    _ rows: [[Double]], _ shots: Int, _ stream: RandomStream
  ) throws -> [[Counts]] {
    try rows.enumerated().map { number, row in
      let bound = try circuit.bound(weights: row)
      return try plan.groups.enumerated().map { group, part in
        var random = stream.split(number).split(group)
        let measured = bound.appending(part.turns).measuringLast()
        let samples = try backend.sampled(measured, shots: shots, seed: random.next())
        let shift = UInt64(measured.bitCount > circuit.qubitCount ? circuit.bitCount : 0)
        var counts: [UInt64: Int] = [:]
        for outcome in try samples.outcomes { counts[outcome >> shift, default: 0] += 1 }
        return counts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
      }
    }
  }
}

extension Circuit {
  /// The circuit with all qubits measured into bits of their own, where it measures before; otherwise
  /// measuring at the end is what a backend does anyway.
  fileprivate func measuringLast() -> Circuit {
    if bitCount == 0 { return self }
    var measured = Circuit(qubits: qubitCount, bits: bitCount + qubitCount)
    measured.append(self)
    for qubit in 0..<qubitCount { measured.measure(qubit, into: bitCount + qubit) }
    return measured
  }
}
