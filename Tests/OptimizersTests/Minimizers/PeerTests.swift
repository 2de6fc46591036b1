import Foundation
import Optimizers
import TestSupport
import Testing

/// How many evaluations methods take, against SciPy's on the same 12 problems.
///
/// `Tests/Oracles/optimizer_oracle.py` has the problems too, and says what is counted.
@Suite struct PeerTests {
  struct Peer: Decodable {
    let name: String
    let start: [Double]
    let lowest: Double
    let evaluations: [String: Int]
  }

  let peers: [Peer]

  init() throws {
    let file = goldensFolder.appending(path: "Optimizers/peers.json")
    peers = try JSONDecoder().decode([Peer].self, from: Data(contentsOf: file))
  }

  /// The evaluations to the same goal, SciPy's and ours, on each problem.
  private func counts(_ minimizer: some Minimizer) throws -> [(name: String, peer: Int, ours: Int)]
  {
    try peers.map { peer in
      let value = try #require(problems[peer.name], "there is no problem \(peer.name)")
      let goal = peer.lowest + 1e-4 * (value(peer.start) - peer.lowest)
      let objective = Objective(value: value, gradient: { (value($0), slope(value, at: $0)) })
      let minimum = try minimize(
        objective, from: peer.start, with: minimizer, evaluations: 20_000, target: goal)
      let peers = try #require(peer.evaluations[minimizer.name])
      return (peer.name, peers, minimum.reason == .target ? minimum.evaluations : 0)
    }
  }

  /// Each problem within a factor, and the geometric mean of all within another.
  ///
  /// What a method is known not to reach is named, and has to be unreached.
  private func expectNear(
    _ minimizer: some Minimizer, each: Double, mean: Double, unreached: Set<String> = []
  ) throws {
    let counts = try counts(minimizer)
    #expect(counts.count == 12)
    var logarithms = 0.0
    #expect(Set(counts.filter { $0.ours == 0 }.map(\.name)) == unreached, "\(minimizer.name)")
    for (name, peer, ours) in counts where ours > 0 {
      let factor = Double(ours) / Double(max(peer, 1))
      #expect(factor <= each, "\(minimizer.name) on \(name): \(ours) evaluations, SciPy \(peer)")
      logarithms += log(max(factor, 1e-9))
    }
    let factor = exp(logarithms / Double(12 - unreached.count))
    #expect(factor <= mean, "\(minimizer.name): \(factor) times SciPy's evaluations")
  }

  @Test func nelderMead() throws { try expectNear(.nelderMead(), each: 2, mean: 1) }

  /// Wood's function has a saddle in a bent valley, along which linear models creep: SciPy's newer
  /// COBYLA takes 18,943 evaluations, and NLopt's has not left it after 60,000.
  @Test func cobyla() throws {
    try expectNear(.cobyla(), each: 3, mean: 1.3, unreached: ["wood"])
  }

  @Test func lbfgs() throws { try expectNear(.lbfgs(tolerance: 1e-8), each: 1.5, mean: 1.15) }
}

/// Central differences, as the script has them.
private func slope(_ value: ([Double]) -> Double, at point: [Double]) -> [Double] {
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

private func ellipsoid(_ factor: Double) -> ([Double]) -> Double {
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

private var problems: [String: ([Double]) -> Double] {
  [
    "sphere": ellipsoid(1), "ellipsoid": ellipsoid(3), "steep ellipsoid": ellipsoid(10),
    "booth": booth, "beale": beale, "himmelblau": himmelblau, "rosenbrock 2": rosenbrock,
    "rosenbrock 4": rosenbrock, "powell": powell, "wood": wood, "waves": waves, "chain": chain,
  ]
}
