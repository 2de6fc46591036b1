import Foundation

/// The Kolmogorov–Smirnov distance of a sample from a distribution, times √n.
///
/// It exceeds 1.95 by chance once in a thousand samples.
func kolmogorovSmirnov(_ sample: [Double], _ distribution: (Double) -> Double) -> Double {
  let n = Double(sample.count)
  let distance = sample.sorted().enumerated().map { index, value in
    let p = distribution(value)
    return max(Double(index + 1) / n - p, p - Double(index) / n)
  }.max()
  return (distance ?? 0) * n.squareRoot()
}

/// How far counts are from their expectation: χ² less its mean, in its standard deviations.
///
/// It exceeds 4 by chance about once in a thousand times.
func chiSquareExcess(_ counts: [Int], expected: [Double]) -> Double {
  let square = zip(counts, expected).reduce(0) { sum, pair in
    let difference = Double(pair.0) - pair.1
    return sum + difference * difference / pair.1
  }
  let freedom = Double(counts.count - 1)
  return (square - freedom) / (2 * freedom).squareRoot()
}

/// How often each index occurs.
func counts(_ draws: [Int], of size: Int) -> [Int] {
  draws.reduce(into: [Int](repeating: 0, count: size)) { $0[$1] += 1 }
}
