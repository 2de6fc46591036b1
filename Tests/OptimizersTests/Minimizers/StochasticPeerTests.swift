import Foundation
import Optimizers
import TestSupport
import Testing

/// How many evaluations methods of chance take, against Qiskit's and their author's, by 15 seeds each.
///
/// `Tests/Oracles/stochastic_oracle.py` says what is counted. What counts is the middle of the seeds.
@Suite struct StochasticPeerTests {
  struct Start: Decodable {
    let name: String
    let start: [Double]
    let lowest: Double
  }

  struct Peer: Decodable {
    let name: String
    let evaluations: [String: [Int]]
  }

  let starts: [Start]
  let peers: [Peer]

  init() throws {
    func read<Row: Decodable>(_ name: String) throws -> [Row] {
      let file = goldensFolder.appending(path: "Optimizers/\(name).json")
      return try JSONDecoder().decode([Row].self, from: Data(contentsOf: file))
    }
    (starts, peers) = try (read("peers"), read("stochastic"))
  }

  /// The middle of the counts by seeds; a run that never comes so near counts as endless.
  private func middle(_ counts: [Int]) -> Double {
    let sorted = counts.map { $0 == 0 ? Double.infinity : Double($0) }.sorted()
    return sorted[sorted.count / 2]
  }

  private func counts(_ minimizer: some Minimizer, _ start: Start, part: Double) throws -> [Int] {
    let value = try #require(peerProblems[start.name], "there is no problem \(start.name)")
    let goal = start.lowest + part * (value(start.start) - start.lowest)
    return try (1...15).map { seed in
      let minimum = try minimize(
        value, from: start.start, with: minimizer, evaluations: 20_000, target: goal,
        seed: UInt64(seed))
      return minimum.reason == .target ? minimum.evaluations : 0
    }
  }

  /// Where the peer's middle seed comes near, ours does within a factor; the geometric mean is within
  /// another.
  private func expectNear(
    _ minimizer: some Minimizer, part: Double, each: Double, mean: Double
  ) throws {
    var logarithms: [Double] = []
    for (start, peer) in zip(starts, peers) {
      #expect(start.name == peer.name)
      let theirs = middle(try #require(peer.evaluations[minimizer.name]))
      guard theirs.isFinite else { continue }
      let ours = middle(try counts(minimizer, start, part: part))
      #expect(ours <= each * theirs, "\(minimizer.name) on \(peer.name): \(ours), peer \(theirs)")
      logarithms.append(log(ours / theirs))
    }
    #expect(logarithms.count >= 7)
    let factor = exp(logarithms.reduce(0, +) / Double(logarithms.count))
    #expect(factor <= mean, "\(minimizer.name): \(factor) times the peer's evaluations")
  }

  @Test func spsa() throws {
    try expectNear(.spsa(iterations: 1_000), part: 1e-2, each: 1.7, mean: 0.9)
  }

  @Test func cmaes() throws { try expectNear(.cmaes(), part: 1e-4, each: 1.25, mean: 1.05) }
}
