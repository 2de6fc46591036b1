public import Circuits
public import Optimizers
internal import Simulation

/// Looks for a large cut of a graph with a circuit of alternating phases and turns.
///
/// E. Farhi, J. Goldstone and S. Gutmann, "A quantum approximate optimization algorithm", arXiv:1411.4028 (2014).
///
/// ```swift
/// let cut = try ApproximateOptimization(of: .ring(6), layers: 2).cut(with: .cobyla(), shots: 1_000)
/// cut.sides                                      // the best that was sampled
/// ```
public struct ApproximateOptimization: Sendable {
  /// The graph.
  public let graph: Graph
  /// The circuit's energy: the cut with a minus before it, up to a constant.
  public let solver: VariationalEigensolver

  /// What was found.
  public struct Cut: Hashable, Sendable {
    /// On which side each vertex stands.
    public let sides: [Bool]
    /// The weight of the edges between the sides.
    public let weight: Double
    /// The mean weight of what was sampled.
    public let meanWeight: Double
    /// The search for the angles.
    public let search: Minimum
  }

  /// A search for a large cut.
  ///
  /// - Parameters:
  ///   - graph: The graph.
  ///   - layers: How often phases and turns alternate.
  ///   - seed: Where chance begins.
  /// - Throws: ``CircuitError`` for a graph with flaws.
  public init(of graph: Graph, layers: Int = 1, seed: UInt64 = 0) throws {
    self.graph = graph
    let cost: Observable = .maxCut(graph)
    let ansatz = Circuit.qaoa(-cost, layers: layers)
    solver = try VariationalEigensolver(-cost, ansatz: ansatz, seed: seed)
  }

  /// The best cut among samples of the circuit with the angles that a method finds.
  ///
  /// - Parameters:
  ///   - method: How angles are searched.
  ///   - shots: How many samples are drawn.
  ///   - evaluations: How often the energy may be evaluated.
  /// - Returns: The cut.
  /// - Throws: What running the circuit throws, and what the method does.
  public func cut(
    with method: some Minimizer = LBFGS.lbfgs(), shots: Int = 1_000,
    evaluations: Int = 2_000
  ) throws -> Cut {
    let energy = solver.energy
    let search = try solver.minimum(with: method, evaluations: evaluations)
    let bound = try energy.circuit.bound(weights: search.point)
    let samples = try energy.backend.sampled(bound, shots: shots, seed: energy.seed)
    let counts = try samples.numberCounts.sorted { $0.key < $1.key }
    let weights = counts.map { weight(of: $0.key) }
    let mean =
      zip(counts, weights).reduce(0) { $0 + Double($1.0.value) * $1.1 } / Double(max(1, shots))
    let best = weights.indices.max { weights[$0] < weights[$1] }
    let outcome = best.map { counts[$0].key } ?? 0
    return Cut(
      sides: (0..<graph.vertexCount).map { outcome >> UInt64($0) & 1 == 1 },
      weight: weight(of: outcome), meanWeight: mean, search: search)
  }

  private func weight(of outcome: UInt64) -> Double {
    graph.edges.reduce(0) { sum, edge in
      let differ = (outcome >> UInt64(edge.first) ^ outcome >> UInt64(edge.second)) & 1 == 1
      return differ ? sum + edge.weight : sum
    }
  }
}
