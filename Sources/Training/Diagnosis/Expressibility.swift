public import Circuits
internal import Glibc
internal import Numerics

/// How much of the space of states a circuit reaches.
public struct Expressibility: Hashable, Sendable {
  /// The divergence of the fidelities of random states from those of states drawn evenly from the whole
  /// space: 0 where the circuit reaches all alike.
  public let divergence: Double
  /// The mean of the squares of the fidelities, over what it is for the whole space: 1 where the circuit reaches all alike.
  public let framePotentialRatio: Double
  /// How many fidelities fell into each of equal parts from 0 to 1.
  public let histogram: [Int]
  /// How many of them would, were the states drawn evenly from the whole space.
  public let expected: [Double]
}

extension Circuit {
  /// How much of the space of states the circuit reaches, over all weights.
  ///
  /// $$D = \sum_i p_i \log(p_i/q_i),\qquad q(F) = (N-1)(1-F)^{N-2}$$
  ///
  /// S. Sim, P. D. Johnson and A. Aspuru-Guzik, "Expressibility and entangling capability of parameterized quantum
  /// circuits for hybrid quantum-classical algorithms", Advanced Quantum Technologies 2, 1900070 (2019).
  ///
  /// ```swift
  /// try circuit.expressibility().divergence        // 0.01 is very expressive, 4 hardly at all
  /// ```
  ///
  /// - Parameters:
  ///   - features: The value of each feature.
  ///   - samples: How many pairs of states are compared.
  ///   - bins: Into how many parts the fidelities are sorted.
  ///   - seed: Where chance begins.
  /// - Returns: The divergence and the histogram behind it.
  /// - Throws: ``TrainingError`` for circuits that measure or are too wide, and for counts that are not allowed.
  /// - Complexity: O(*s k* 2ⁿ) for *s* samples of *k* gates.
  public func expressibility(
    features: [Double] = [], samples: Int = 2_000, bins: Int = 75, seed: UInt64 = 0
  ) throws -> Expressibility {
    guard 2...10_000 ~= bins, 1...50_000 ~= samples else {
      throw TrainingError.unfit(
        "expressibility", given: "\(bins) bins and \(samples) samples",
        allowed: "2 to 10000 bins, and 1 to 50000 samples")
    }
    let states = try RandomStates(
      self, features: features, count: 2 * samples, seed: seed)
    let fidelities = states.fidelities
    var histogram = [Int](repeating: 0, count: bins)
    for fidelity in fidelities {
      histogram[min(bins - 1, max(0, Int(fidelity * Double(bins))))] += 1
    }
    let dimension = exp2(Double(qubitCount))
    // The part of fidelities above F is (1 - F)^(N-1) for states of the whole space.
    let above = (0...bins).map { pow(1 - Double($0) / Double(bins), dimension - 1) }
    let parts = (0..<bins).map { above[$0] - above[$0 + 1] }
    let count = Double(fidelities.count)
    let divergence = zip(histogram, parts).reduce(0) { sum, bin in
      let share = Double(bin.0) / count
      // What the whole space hardly ever shows counts as once in all the time there is.
      return bin.0 == 0 ? sum : sum + share * log(share / max(bin.1, 1e-300))
    }
    let squares = fidelities.reduce(0) { $0 + $1 * $1 } / count
    return Expressibility(
      divergence: divergence, framePotentialRatio: squares * dimension * (dimension + 1) / 2,
      histogram: histogram, expected: parts.map { $0 * count })
  }

  /// How entangled the states of the circuit are, on average over all weights: Meyer's and Wallach's measure, 0 for
  /// products and 1 at most.
  ///
  /// $$Q = 2\,\bigl(1 - \tfrac1n \sum_q \mathrm{tr}\,\rho_q^2\bigr)$$
  ///
  /// D. A. Meyer and N. R. Wallach, "Global entanglement in multiparticle systems", Journal of Mathematical Physics
  /// 43, 4273 (2002), in the form of G. K. Brennen.
  ///
  /// - Parameters:
  ///   - features: The value of each feature.
  ///   - samples: How many states are drawn.
  ///   - seed: Where chance begins.
  /// - Returns: A number from 0 to 1.
  /// - Throws: As ``expressibility(features:samples:bins:seed:)``.
  public func entanglingCapability(
    features: [Double] = [], samples: Int = 500, seed: UInt64 = 0
  ) throws -> Double {
    let all = try entanglements(features: features, samples: samples, seed: seed)
    return all.reduce(0, +) / Double(all.count)
  }

  /// The measure of each state.
  func entanglements(features: [Double], samples: Int, seed: UInt64) throws -> [Double] {
    try RandomStates(self, features: features, count: samples, seed: seed).states.map {
      meyerWallach($0, qubits: qubitCount)
    }
  }
}

private func meyerWallach(_ state: [Complex<Double>], qubits: Int) -> Double {
  guard qubits > 1 else { return 0 }
  let purities = (0..<qubits).map { qubit -> Double in
    let bit = 1 << qubit
    var (zero, one, cross) = (0.0, 0.0, Complex<Double>(0))
    for place in state.indices where place & bit == 0 {
      let (a, b) = (state[place], state[place | bit])
      zero += a.real * a.real + a.imaginary * a.imaginary
      one += b.real * b.real + b.imaginary * b.imaginary
      cross = cross + a * b.conjugate
    }
    return zero * zero + one * one
      + 2 * (cross.real * cross.real + cross.imaginary * cross.imaginary)
  }
  return 2 * (1 - purities.reduce(0, +) / Double(qubits))
}
