import Foundation

/// The 12 problems of `Tests/Oracles/optimizer_oracle.py`.
let peerProblems: [String: @Sendable ([Double]) -> Double] =
  [
    "sphere": ellipsoid(1), "ellipsoid": ellipsoid(3), "steep ellipsoid": ellipsoid(10),
    "booth": booth, "beale": beale, "himmelblau": himmelblau, "rosenbrock 2": rosenbrock,
    "rosenbrock 4": rosenbrock, "powell": powell, "wood": wood, "waves": waves, "chain": chain,
  ]

/// Central differences, as the script has them.
func slope(_ value: ([Double]) -> Double, at point: [Double]) -> [Double] {
  point.indices.map { i in
    var (up, down) = (point, point)
    up[i] += 1e-6
    down[i] -= 1e-6
    return (value(up) - value(down)) / 2e-6
  }
}

private func square(_ x: Double) -> Double { x * x }

private func rosenbrock(_ x: [Double]) -> Double {
  zip(x.dropFirst(), x).reduce(0) {
    $0 + 100 * square($1.0 - square($1.1)) + square(1 - $1.1)
  }
}

private func ellipsoid(_ factor: Double) -> @Sendable ([Double]) -> Double {
  { x in x.indices.reduce(0) { $0 + pow(factor, Double($1)) * square(x[$1] - 1) } }
}

private func wood(_ x: [Double]) -> Double {
  let first = 100 * square(x[1] - square(x[0])) + square(1 - x[0])
  let second = 90 * square(x[3] - square(x[2])) + square(1 - x[2])
  return first + second + 10 * square(x[1] + x[3] - 2) + 0.1 * square(x[1] - x[3])
}

private func powell(_ x: [Double]) -> Double {
  let first = square(x[0] + 10 * x[1]) + 5 * square(x[2] - x[3])
  return first + square(square(x[1] - 2 * x[2])) + 10 * square(square(x[0] - x[3]))
}

private func beale(_ x: [Double]) -> Double {
  let (a, b) = (x[0], x[1])
  return square(1.5 - a + a * b) + square(2.25 - a + a * b * b)
    + square(2.625 - a + a * b * b * b)
}

private func booth(_ x: [Double]) -> Double {
  square(x[0] + 2 * x[1] - 7) + square(2 * x[0] + x[1] - 5)
}

private func himmelblau(_ x: [Double]) -> Double {
  square(square(x[0]) + x[1] - 11) + square(x[0] + square(x[1]) - 7)
}

private func waves(_ x: [Double]) -> Double {
  x.indices.reduce(0) { $0 - Double($1 + 1) * cos(x[$1] - 0.3 * Double($1)) }
}

private func chain(_ x: [Double]) -> Double {
  let bonds = zip(x.dropFirst(), x).reduce(0) { $0 - cos($1.0) * cos($1.1) }
  return bonds - 0.5 * x.reduce(0) { $0 + sin($1) }
}
