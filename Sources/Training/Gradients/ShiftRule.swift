internal import Glibc
internal import Numerics

/// The derivative of a function that holds few frequencies, as a sum of its values at shifted places.
///
/// $$f'(0) = \sum_k c_k \,(f(s_k) - f(-s_k))$$
///
/// D. Wierichs, J. Izaac, C. Wang and C. Lin, "General parameter-shift rules for quantum gradients",
/// Quantum 6, 677 (2022).
struct ShiftRule: Hashable, Sendable {
  /// A shift to both sides, and what the difference counts.
  struct Term: Hashable, Sendable {
    let shift: Double
    let coefficient: Double
  }

  let terms: [Term]

  /// So many frequencies has an angle at most.
  static let mostFrequencies = 32

  /// The rule for positive frequencies, in ascending order; nothing for too many, or such as lie so
  /// close together that no rule would be exact.
  init?(frequencies: [Double]) {
    guard frequencies.count <= ShiftRule.mostFrequencies else { return nil }
    guard let lowest = frequencies.first else {
      terms = []
      return
    }
    let areMultiples = frequencies.enumerated().allSatisfy {
      abs($0.element - lowest * Double($0.offset + 1)) < 1e-9 * $0.element
    }
    if areMultiples {
      terms = ShiftRule.equidistant(lowest, count: frequencies.count)
    } else {
      guard let best = ShiftRule.general(frequencies) else { return nil }
      terms = best
    }
  }

  /// The rule for a frequency and its multiples, in closed form: two terms for one, four for two.
  private static func equidistant(_ lowest: Double, count: Int) -> [Term] {
    (0..<count).map { k in
      let place = Double(2 * k + 1) * .pi / Double(2 * count)
      let sine = sin(place / 2)
      let sign = k % 2 == 0 ? 1.0 : -1
      return Term(
        shift: place / lowest, coefficient: sign * lowest / (4 * Double(count) * sine * sine))
    }
  }

  /// The rule for any frequencies, from linear equations; among several sets of shifts, the one with the
  /// least sum of coefficients, which shots make the least noise of.
  private static func general(_ frequencies: [Double]) -> [Term]? {
    let (count, highest) = (frequencies.count, frequencies[frequencies.count - 1])
    var best: (terms: [Term], size: Double)?
    for stretch in stride(from: 0.5, through: 4, by: 0.125) {
      let shifts = (0..<count).map { Double(2 * $0 + 1) * .pi / (2 * highest) * stretch }
      guard
        let matrix = try? Matrix<Double>(
          rows: count, columns: count, { 2 * sin(frequencies[$0] * shifts[$1]) }),
        let solution = try? matrix.solve(frequencies)
      else { continue }
      let size = solution.reduce(0) { $0 + abs($1) }
      guard size.isFinite, size < 1e3 * highest, size < best?.size ?? .infinity else { continue }
      best = (zip(shifts, solution).map { Term(shift: $0, coefficient: $1) }, size)
    }
    return best?.terms
  }
}
