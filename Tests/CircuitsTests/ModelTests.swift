import Circuits
import Numerics
import Testing

/// Energies of models against formulas of the books and against matrices made plainly.
@Suite struct ModelTests {
  private func eigenvalues(_ observable: Observable, qubits: Int? = nil) throws -> [Double] {
    try observable.matrix(qubits: qubits).hermitianEigenvalues()
  }

  @Test func graphsHaveTheirEdges() throws {
    #expect(Graph.line(4).edges.map { [$0.first, $0.second] } == [[0, 1], [1, 2], [2, 3]])
    #expect(Graph.ring(4).edges.count == 4 && Graph.ring(2).edges.count == 1)
    #expect(Graph.complete(5).edges.count == 10 && Graph.star(5).edges.count == 4)
    #expect(Graph.grid(rows: 3, columns: 4).edges.count == 17)
    #expect(Graph.line(0).edges.isEmpty && Graph.line(0).flaws.isEmpty)
    #expect(Graph.random(vertices: 9, probability: 0, seed: 1).edges.isEmpty)
    #expect(Graph.random(vertices: 9, probability: 1, seed: 1) == .complete(9))
    let odd = Graph.regular(vertices: 5, degree: 3, seed: 1)
    #expect(
      odd.flaws == [
        "regular graph of 5 vertices with 3 neighbours each: there are at most 4096 vertices, fewer "
          + "neighbours, and the two have an even product"
      ])
    for graph in [
      Graph.line(.max), .ring(.max), .complete(.max), .star(.max), .grid(rows: .max, columns: 2),
      .grid(rows: -1, columns: 2), .random(vertices: .max, probability: 1, seed: 1),
      .regular(vertices: .max, degree: 2, seed: 1), .regular(vertices: 4, degree: -1, seed: 1),
    ] { #expect(graph.flaws.count == 1, "\(graph.flaws)") }
  }

  @Test(arguments: [(4, 3), (10, 3), (16, 3), (12, 5), (9, 4), (7, 6), (8, 5), (6, 0)], [1, 2, 3])
  func regularGraphsAreRegular(_ size: (Int, Int), _ seed: UInt64) {
    let graph = Graph.regular(vertices: size.0, degree: size.1, seed: seed)
    var degrees = Array(repeating: 0, count: size.0)
    for edge in graph.edges {
      degrees[edge.first] += 1
      degrees[edge.second] += 1
    }
    #expect(degrees.allSatisfy { $0 == size.1 } && graph.flaws.isEmpty, "\(size), seed \(seed)")
    #expect(Set(graph.edges).count == graph.edges.count)
    #expect(graph == .regular(vertices: size.0, degree: size.1, seed: seed))
  }

  @Test func edgesThatCannotBeAreFlawsOfWhatIsMade() throws {
    let graph = Graph(
      vertices: 2, weighted: [(0, 1, 1), (0, 2, 1), (1, 1, 1), (0, 1, .infinity)])
    #expect(graph.edges.count == 1)
    let error = #expect(throws: CircuitError.self) { try Observable.maxCut(graph).matrix() }
    let words = "\(try #require(error))"
    for expected in [
      "edge (0, 2): a graph of 2 vertices has no such edge",
      "edge (1, 1): an edge joins two different vertices", "a weight has to be finite",
    ] { #expect(words.contains(expected), "\(words)") }
    #expect(Graph.line(-1).flaws.count == 1)
  }

  @Test func modelsAreTheirFormulas() throws {
    #expect(
      Observable.ising(on: .line(3), coupling: 2, field: 0.5)
        == -2 * .z(0) * .z(1) - 2 * .z(1) * .z(2) - 0.5 * .z(0) - 0.5 * .z(1) - 0.5 * .z(2))
    #expect(Observable.transverseFieldIsing(on: .line(2)) == -1 * .z(0) * .z(1) - .x(0) - .x(1))
    let triangle = Graph(vertices: 3, weighted: [(0, 1, 1), (1, 2, -2), (0, 2, 0.5)])
    let cut = Observable.maxCut(triangle)
    for state in 0..<8 {
      let sides = (0..<3).map { state >> $0 & 1 }
      let expected = triangle.edges.reduce(0) {
        $0 + (sides[$1.first] == sides[$1.second] ? 0 : $1.weight)
      }
      #expect(try cut.matrix()[state, state] == Complex(expected))
    }
    // The greatest cut of a ring of 5 is 4.
    #expect(try abs(eigenvalues(.maxCut(.ring(5))).max() ?? 0) == 4)
  }

  /// Jordan and Wigner make the ring a sum of free fermions with antiperiodic momenta.
  @Test(arguments: [4, 6, 8], [0.3, 1, 1.7])
  func theIsingRingHasTheEnergyOfFreeFermions(_ size: Int, _ field: Double) throws {
    let lowest = try eigenvalues(.transverseFieldIsing(on: .ring(size), field: field))[0]
    let expected = (0..<size).reduce(0.0) { sum, m in
      let momentum = (2 * Double(m) + 1) * .pi / Double(size)
      return sum - (1 + field * field + 2 * field * Double.cos(momentum)).squareRoot()
    }
    #expect(abs(lowest - expected) < 1e-10, "\(size), \(field)")
  }

  @Test func heisenbergHasTheSpectraOfTheBooks() throws {
    // Two spins make a singlet and a triplet; four in a ring have the energy -2 in spins of one half.
    let pair = try eigenvalues(.heisenberg(on: .line(2)))
    #expect(zip(pair, [-3, 1, 1, 1]).allSatisfy { abs($0 - $1) < 1e-12 }, "\(pair)")
    #expect(try abs(eigenvalues(.heisenberg(on: .ring(4)))[0] + 8) < 1e-10)
    let skewed = try eigenvalues(.heisenberg(on: .line(2), anisotropy: 0.5, field: 0.25))
    #expect(zip(skewed, [-2.5, 0, 1, 1.5]).allSatisfy { abs($0 - $1) < 1e-12 }, "\(skewed)")
    // The total Z does not change.
    let total = (0..<4).reduce(Observable.zero) { $0 + .z($1) }
    #expect(
      Observable.heisenberg(on: .ring(4), anisotropy: 0.3, field: 0.7).commutator(with: total)
        == .zero)
    #expect(
      Observable.heisenberg(on: .line(2), couplings: (1, 2, 3), field: (4, 5, 6))
        == .x(0) * .x(1) + 2 * .y(0) * .y(1) + 3 * .z(0) * .z(1) + 4 * .x(0) + 4 * .x(1)
        + 5 * .y(0) + 5 * .y(1) + 6 * .z(0) + 6 * .z(1))
  }

  @Test func fermionsAnticommute() {
    func brace(_ a: FermionOperator, _ b: FermionOperator) -> FermionOperator { a * b + b * a }
    for p in 0..<4 {
      for q in 0..<4 {
        #expect(brace(.annihilation(p), .creation(q)) == (p == q ? 1 : 0))
        #expect(brace(.annihilation(p), .annihilation(q)) == 0)
        #expect(brace(.majorana(p), .majorana(q)) == (p == q ? 2 : 0))
      }
      #expect(FermionOperator.number(p) == 0.5 + z(p).scaled(by: -0.5))
      #expect(FermionOperator.creation(p).adjoint == .annihilation(p))
      #expect(
        FermionOperator.majorana(2 * p + 1)
          == (FermionOperator.annihilation(p) - .creation(p)).scaled(by: Complex(0, -1)))
    }
    #expect(!FermionOperator.creation(1).isHermitian && FermionOperator.hopping(0, 2).isHermitian)
    #expect(
      Observable(.hopping(0, 2))
        == 0.5 * .x(0) * .z(1) * .x(2) + 0.5 * .y(0) * .z(1) * .y(2))
    let flaws = Observable(.creation(0)).flaws
    #expect(
      flaws.first?.hasSuffix("only an operator that is its own adjoint can be measured") == true)
    #expect(FermionOperator.creation(-1).flaws == ["mode -1: modes are counted from 0 to 4095"])
  }

  private func z(_ mode: Int) -> FermionOperator {
    let pair = FermionOperator.majorana(2 * mode) * FermionOperator.majorana(2 * mode + 1)
    return pair.scaled(by: Complex(0, -1))
  }

  /// Free fermions on a line have the energies 2t cos(πk/(n + 1)), each taken or not.
  @Test func hoppingHasTheEnergiesOfALine() throws {
    let n = 4
    let energy = try Observable.fermionic(
      oneBody: (0..<n).map { p in (0..<n).map { abs(p - $0) == 1 ? -1 : 0 } }, constant: 0.5)
    let levels = (1...n).map { -2 * Double.cos(.pi * Double($0) / Double(n + 1)) }
    let sums = (0..<1 << n).map { taken in
      levels.indices.reduce(0.5) { $0 + (taken >> $1 & 1 == 1 ? levels[$1] : 0) }
    }.sorted()
    let values = try eigenvalues(energy)
    #expect(zip(values, sums).allSatisfy { abs($0 - $1) < 1e-10 })
  }

  @Test func hubbardOnTwoSitesHasTheEnergiesOfTheBooks() throws {
    let (t, u) = (1.0, 4.0)
    let values = try eigenvalues(.hubbard(on: .line(2), hopping: t, repulsion: u))
    for expected in [
      u / 2 - (u * u / 4 + 4 * t * t).squareRoot(), u / 2 + (u * u / 4 + 4 * t * t).squareRoot(),
      u, 2 * u, -t, t, u - t, u + t, 0,
    ] { #expect(values.contains { abs($0 - expected) < 1e-10 }, "\(expected) in \(values)") }
    #expect(values.count == 16)
    // The same energy from its integrals: modes 2v and 2v + 1 are the two spins.
    var (h, g) = (
      [[Double]](repeating: .init(repeating: 0, count: 4), count: 4),
      [[[[Double]]]](
        repeating: .init(
          repeating: .init(repeating: .init(repeating: 0, count: 4), count: 4), count: 4), count: 4)
    )
    for spin in 0..<2 {
      h[spin][spin + 2] = -t
      h[spin + 2][spin] = -t
      for site in 0..<2 {
        let (p, q) = (2 * site + spin, 2 * site + 1 - spin)
        g[p][q][q][p] = u
      }
    }
    #expect(
      try Observable.fermionic(oneBody: h, twoBody: g)
        == .hubbard(on: .line(2), hopping: t, repulsion: u))
    let words = #expect(throws: CircuitError.self) {
      try Observable.fermionic(oneBody: [[0, 1], [0, 0]])
    }
    #expect("\(try #require(words))".contains("h[p][q] equals h[q][p]"))
    let shape = #expect(throws: CircuitError.self) { try Observable.fermionic(oneBody: [[0, 1]]) }
    #expect("\(try #require(shape))".contains("as many columns as rows"))
    #expect(throws: CircuitError.self) {
      try Observable.fermionic(oneBody: [[0]], twoBody: [[[[1, 2]]]])
    }
  }

  /// Products of matrices of Majorana fermions, with the same strengths.
  @Test(arguments: [(4, 4), (6, 4), (8, 4), (6, 2), (8, 6)], [3, 4])
  func sykIsTheSumOfProductsOfMajoranas(_ size: (Int, Int), _ seed: UInt64) throws {
    let (n, q) = size
    var random = RandomStream(seed: seed)
    let factorial = (1..<q).reduce(1.0) { $0 * Double($1) }
    let power = (1..<q).reduce(1.0) { value, _ in value * Double(n) }
    let deviation = 2 * (factorial / power).squareRoot()
    var sum = FermionOperator.zero
    for mask in (0..<1 << n).filter({ $0.nonzeroBitCount == q }).sorted(by: { first(n, $0, $1) }) {
      let members = (0..<n).filter { mask >> $0 & 1 == 1 }
      let product = members.reduce(FermionOperator(floatLiteral: 1)) { product, index in
        product * FermionOperator.majorana(index).scaled(by: Complex(0.5.squareRoot()))
      }
      let turn = (0..<q / 2).reduce(Complex<Double>(1)) { value, _ in value * .i }
      sum += product.scaled(by: Complex(random.normal() * deviation) * turn)
    }
    let syk = Observable.syk(majoranas: n, bodies: q, coupling: 2, seed: seed)
    #expect(syk.flaws.isEmpty && sum.isHermitian)
    let distance = try (syk.matrix() - Observable(sum).matrix()).maxNorm
    #expect(distance < 1e-12, "\(size), seed \(seed)")
  }

  /// Whether the members of one set stand before those of another in a book.
  private func first(_ n: Int, _ a: Int, _ b: Int) -> Bool {
    (0..<n).filter { a >> $0 & 1 == 1 }.lexicographicallyPrecedes(
      (0..<n).filter { b >> $0 & 1 == 1 })
  }

  @Test func sykOfFourFermionsIsOneString() throws {
    let syk = Observable.syk(majoranas: 4, seed: 9)
    #expect(syk.terms.count == 1 && syk.width == 2)
    #expect(Observable.syk(majoranas: 8, seed: 9).terms.count == 70)
    #expect(Observable.syk(majoranas: 5, seed: 1).flaws.count == 1)
    #expect(Observable.syk(majoranas: 64, bodies: 8, seed: 1).flaws.count == 1)
  }
}
