/// The energies of well-known models, and the cost of a cut.
extension Observable {
  /// Ising's energy of spins that lie along Z, with a field along Z.
  ///
  /// $$H = -J\sum_{(i,j)} w_{ij} Z_i Z_j - h\sum_i Z_i$$
  ///
  /// ```swift
  /// Observable.ising(on: .ring(4), coupling: 1, field: 0.5)
  /// ```
  ///
  /// - Parameters:
  ///   - graph: The bonds, with their weights.
  ///   - coupling: *J*; over 0, spins want to be equal.
  ///   - field: *h*; over 0, spins want to be 0.
  /// - Returns: A sum of a term for each bond and, with a field, for each vertex.
  public static func ising(
    on graph: Graph, coupling: Double = 1, field: Double = 0
  ) -> Observable {
    model(graph, bonds: [(.z, -coupling)], fields: [(.z, -field)])
  }

  /// Ising's energy with a field across the spins, the simplest model with a quantum phase transition.
  ///
  /// $$H = -J\sum_{(i,j)} w_{ij} Z_i Z_j - h\sum_i X_i$$
  ///
  /// - Parameters:
  ///   - graph: The bonds, with their weights.
  ///   - coupling: *J*.
  ///   - field: *h*; a chain changes its phase where the two are equal.
  /// - Returns: A sum of a term for each bond and each vertex.
  public static func transverseFieldIsing(
    on graph: Graph, coupling: Double = 1, field: Double = 1
  ) -> Observable {
    model(graph, bonds: [(.z, -coupling)], fields: [(.x, -field)])
  }

  /// Heisenberg's energy with one anisotropy: XXX where it is 1, and XXZ elsewhere.
  ///
  /// $$H = J\sum_{(i,j)} w_{ij}(X_i X_j + Y_i Y_j + \Delta Z_i Z_j) + h\sum_i Z_i$$
  ///
  /// ```swift
  /// Observable.heisenberg(on: .line(4))                        // XXX
  /// Observable.heisenberg(on: .ring(6), anisotropy: 0.5, field: 0.1)
  /// ```
  ///
  /// The matrices are Pauli's; with spins of one half, each bond would count a quarter.
  ///
  /// - Parameters:
  ///   - graph: The bonds, with their weights.
  ///   - coupling: *J*; over 0, neighbours want to differ.
  ///   - anisotropy: Δ.
  ///   - field: *h*.
  /// - Returns: A sum of three terms for each bond and, with a field, one for each vertex.
  public static func heisenberg(
    on graph: Graph, coupling: Double = 1, anisotropy: Double = 1, field: Double = 0
  ) -> Observable {
    heisenberg(
      on: graph, couplings: (coupling, coupling, coupling * anisotropy), field: (0, 0, field))
  }

  /// Heisenberg's energy with a coupling and a field for each axis: XYZ.
  ///
  /// $$H = \sum_{(i,j)} w_{ij}(J_x X_i X_j + J_y Y_i Y_j + J_z Z_i Z_j)
  ///   + \sum_i (h_x X_i + h_y Y_i + h_z Z_i)$$
  ///
  /// - Parameters:
  ///   - graph: The bonds, with their weights.
  ///   - couplings: The coupling of each axis.
  ///   - field: The field along each axis.
  /// - Returns: A sum of Pauli strings.
  public static func heisenberg(
    on graph: Graph, couplings: (x: Double, y: Double, z: Double),
    field: (x: Double, y: Double, z: Double) = (0, 0, 0)
  ) -> Observable {
    model(
      graph, bonds: [(.x, couplings.x), (.y, couplings.y), (.z, couplings.z)],
      fields: [(.x, field.x), (.y, field.y), (.z, field.z)])
  }

  /// How much a cut of a graph cuts: the sum of the weights of the edges whose ends differ.
  ///
  /// $$C = \sum_{(i,j)} \frac{w_{ij}}{2} (1 - Z_i Z_j)$$
  ///
  /// Its greatest eigenvalue is the greatest cut; who minimises takes `-1 * .maxCut(graph)`.
  ///
  /// E. Farhi, J. Goldstone and S. Gutmann, "A quantum approximate optimization algorithm",
  /// arXiv:1411.4028 (2014).
  ///
  /// - Parameter graph: The graph; a vertex is a qubit.
  /// - Returns: A diagonal observable with a term for each edge.
  public static func maxCut(_ graph: Graph) -> Observable {
    model(graph, bonds: [(.z, -0.5)], fields: [])
      + Observable([.identity: graph.edges.reduce(0) { $0 + $1.weight / 2 }])
  }

  /// The same matrices on the two ends of each edge, and on each vertex.
  private static func model(
    _ graph: Graph, bonds: [(pauli: Pauli, factor: Double)],
    fields: [(pauli: Pauli, factor: Double)]
  ) -> Observable {
    var sums: [PauliString: Double] = [:]
    for edge in graph.edges {
      for (pauli, factor) in bonds {
        let string = PauliString(pauli, edge.first).times(PauliString(pauli, edge.second)).string
        sums[string, default: 0] += factor * edge.weight
      }
    }
    for (pauli, factor) in fields where factor != 0 {
      for vertex in 0..<graph.vertexCount { sums[PauliString(pauli, vertex), default: 0] += factor }
    }
    return Observable(sums, flaws: graph.flaws)
  }
}
