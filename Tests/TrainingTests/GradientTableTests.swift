import Circuits
import Noise
import Numerics
import Simulation
import Testing
import Training

/// Every way to find derivatives, in every combination of what can be asked: it equals the exact gradient, or
/// it refuses in the documented words.
@Suite struct GradientTableTests {
  struct Case: Sendable, CustomStringConvertible {
    let circuit: Circuit
    let kind: String
    let isNoisy: Bool
    let shots: Int?
    let rows: Int
    let includesFeatures: Bool

    var description: String {
      "\(kind), \(isNoisy ? "noisy" : "ideal"), \(shots.map { "\($0) shots" } ?? "exact"), "
        + "\(rows) rows\(includesFeatures ? ", features too" : "")"
    }
  }

  static let kinds: [(String, Circuit)] = [
    (
      "own weights",
      Circuit(qubits: 2) {
        $0.ry(.feature(0), 0)
        $0.ry(.weight(0), 0)
        $0.crx(.weight(1), 0, 1)
        $0.rz(.feature(1), 1)
        $0.ry(.weight(2), 1)
      }
    ),
    (
      "shared weights",
      Circuit(qubits: 2) {
        $0.ry(.feature(0) + .feature(1), 0)
        $0.ry(.weight(0), 0)
        $0.cx(0, 1)
        $0.rx(2 * .weight(0) + .weight(1), 1)
        $0.u3(.weight(2), .weight(0), 0.3, 0)
        $0.cx(1, 0)
      }
    ),
    (
      "products",
      Circuit(qubits: 2) {
        $0.h(0)
        $0.rz(.weight(0) * .feature(0), 0)
        $0.rxx(.weight(1) * .feature(1) + .weight(2), 0, 1)
        $0.ry(.weight(2) * .weight(0), 1)
      }
    ),
  ]

  static let cases: [Case] = kinds.flatMap { kind, circuit in
    [false, true].flatMap { isNoisy in
      [nil, 2_000].flatMap { shots in
        [1, 3].flatMap { rows in
          [false, true].map { features in
            Case(
              circuit: circuit, kind: kind, isNoisy: isNoisy, shots: shots, rows: rows,
              includesFeatures: features)
          }
        }
      }
    }
  }

  /// Turns before a measurement meet noise of their own, so that noisy shots are compared without turns.
  static func observables(_ row: Case) -> [Observable] {
    let last: Observable = row.isNoisy && row.shots != nil ? .z(1) : .x(1)
    return [.z(0), last + 0.5 * .z(0) * .z(1)]
  }

  static func backend(isNoisy: Bool) throws -> any Backend {
    if !isNoisy { return .automatic }
    var noise = NoiseModel()
    try noise.add(TableNoise.damping(), after: .oneQubitGates)
    try noise.add(TableNoise.damping(), after: .twoQubitGates)
    return DensityMatrixBackend(noise: noise)
  }

  /// Differences of exact means, taken here and not by the library.
  static func exact(_ row: Case, _ weights: [Double], _ features: [Double]) throws -> [[Double]] {
    let expectation = try Expectation(
      of: observables(row), in: row.circuit, on: backend(isNoisy: row.isNoisy))
    let numbers = weights + features
    func means(_ numbers: [Double]) throws -> [Double] {
      try expectation.values(
        at: Array(numbers.prefix(weights.count)),
        features: [Array(numbers.dropFirst(weights.count))])[0]
    }
    return try numbers.indices.map { place in
      func moved(_ steps: Double) throws -> [Double] {
        var moved = numbers
        moved[place] += steps * 2e-3
        return try means(moved)
      }
      let (a, b, c, d) = try (moved(1), moved(-1), moved(2), moved(-2))
      return a.indices.map { (8 * (a[$0] - b[$0]) - (c[$0] - d[$0])) / (12 * 2e-3) }
    }
  }

  static let methods: [any GradientMethod] =
    GradientMethods.all.map {
      $0 is SimultaneousPerturbation ? SimultaneousPerturbation(repetitions: 400) : $0
    }

  @Test(arguments: cases)
  func `equals the exact gradient or refuses in words`(_ row: Case) throws {
    let weights = [0.4, -0.7, 1.1]
    let features = [[0.3, 0.8], [-0.5, 0.2], [1.2, -0.9]].prefix(row.rows)
    let expectation = try Expectation(
      of: Self.observables(row), in: row.circuit, on: Self.backend(isNoisy: row.isNoisy),
      shots: row.shots, seed: 11)
    for method in Self.methods {
      let result: Derivatives
      do {
        result = try expectation.derivatives(
          at: weights, features: Array(features), by: method,
          includingFeatures: row.includesFeatures)
      } catch let error as TrainingError {
        guard case .methodCannot(_, let reason, let others) = error else { throw error }
        let mayRefuse =
          method is AdjointMethod || method is Backpropagation || method is LinearCombination
        // Exact states are differentiated in every case; only shots are refused by both.
        let isState = method is AdjointMethod || method is Backpropagation
        #expect(mayRefuse && !(isState && row.shots == nil), "\(method): \(reason)")
        #expect(others.contains("automatic"))
        continue
      }
      #expect(result.runs > 0)
      for (sample, features) in features.enumerated() {
        let exact = try Self.exact(row, weights, features)
        for observable in 0..<2 {
          var found = result.weights[sample][observable]
          var errors = result.weightErrors[sample][observable]
          if row.includesFeatures {
            found += result.features[sample][observable]
            errors += result.featureErrors[sample][observable]
          }
          for (place, slope) in found.enumerated() {
            let allowed =
              method is FiniteDifferences && row.shots != nil
              ? 5 * errors[place] + 5e-3
              : method is SimultaneousPerturbation
                ? 5 * errors[place] + 2e-3 : 5 * errors[place] + 1e-9
            #expect(
              abs(slope - exact[place][observable]) < allowed,
              "\(method), sample \(sample), observable \(observable), place \(place)")
          }
        }
      }
    }
  }

  @Test func `counts the circuits it runs`() throws {
    let energy = try Expectation(of: .z(0), in: Self.kinds[0].1)
    let bare = try Expectation(of: .z(0), in: Circuit(qubits: 1) { $0.ry(.weight(0), 0) })
    #expect(try bare.circuitRuns(for: .parameterShift) == 3)
    // RY takes two runs, CRX four, and one gives the mean.
    #expect(try energy.circuitRuns(for: .parameterShift) == 1 + 2 + 4 + 2)
    #expect(try energy.circuitRuns(for: .adjoint) == 1)
    #expect(try energy.circuitRuns(for: .spsa) == 3)
  }
}

enum TableNoise {
  /// Amplitude damping of 0.1.
  static func damping() throws -> Channel {
    let (kept, lost) = (0.9.squareRoot(), 0.1.squareRoot())
    return try Channel(
      "damping",
      kraus: [
        Matrix(rows: 2, columns: 2, elements: [1, 0, 0, Complex(kept)]),
        Matrix(rows: 2, columns: 2, elements: [0, Complex(lost), 0, 0]),
      ])
  }
}
