internal import Numerics

/// The energies of fermions, as sums of Pauli strings by Jordan's and Wigner's rule.
extension Observable {
  /// The energy of fermions that hop and meet, from the integrals of a molecule or a lattice.
  ///
  /// $$H = c + \sum_{pq} h_{pq} a_p^\dagger a_q
  ///   + \tfrac12 \sum_{pqrs} g_{pqrs} a_p^\dagger a_q^\dagger a_r a_s$$
  ///
  /// ```swift
  /// try Observable.fermionic(oneBody: [[0, -1], [-1, 0]])      // one fermion on two sites
  /// ```
  ///
  /// - Parameters:
  ///   - oneBody: *h*, as many rows as columns, one for each mode.
  ///   - twoBody: *g*, in the order of the operators; nothing for fermions that do not meet.
  ///   - constant: *c*.
  /// - Returns: A sum of Pauli strings; mode *p* is qubit *p*.
  /// - Throws: ``CircuitError/unfit(_:given:allowed:)`` for integrals of other shapes, and for ones that
  ///   make no Hermitian operator.
  /// - Complexity: O(*n*⁴) products for *n* modes.
  public static func fermionic(
    oneBody: [[Double]], twoBody: [[[[Double]]]]? = nil, constant: Double = 0
  ) throws(CircuitError) -> Observable {
    let modes = oneBody.count
    let lengths =
      oneBody.map(\.count)
      + (twoBody.map { block in
        [block.count] + block.map(\.count) + block.joined().map(\.count)
          + block.joined().joined().map(\.count)
      } ?? [])
    guard lengths.allSatisfy({ $0 == modes }) else {
      throw .unfit(
        "fermionic", given: "integrals of \(modes) modes",
        allowed: "there are as many columns as rows, and as many in each direction of twoBody")
    }
    let (up, down) = (
      (0..<modes).map(FermionOperator.creation), (0..<modes).map(FermionOperator.annihilation)
    )
    var sums: [PauliString: Complex<Double>] = [.identity: Complex(constant)]
    func add(_ factor: Double, _ product: FermionOperator) {
      for (string, value) in product.sums { sums[string, default: .zero] += factor * value }
    }
    for p in 0..<modes {
      for q in 0..<modes {
        if oneBody[p][q] != 0 { add(oneBody[p][q], up[p] * down[q]) }
        guard let block = twoBody?[p][q], p != q else { continue }
        let pair = up[p] * up[q]
        for r in 0..<modes {
          for s in 0..<modes where block[r][s] != 0 && r != s {
            add(0.5 * block[r][s], pair * (down[r] * down[s]))
          }
        }
      }
    }
    let sum = FermionOperator(sums)
    guard sum.isHermitian, sum.flaws.isEmpty else {
      throw .unfit(
        "fermionic", given: "integrals of \(modes) modes",
        allowed: "h[p][q] equals h[q][p], and g[p][q][r][s] equals g[s][r][q][p]")
    }
    return Observable(sum)
  }

  /// Hubbard's energy: fermions of two spins that hop along the edges of a graph and repel one another on
  /// its vertices.
  ///
  /// $$H = -t \sum_{(i,j),\sigma} w_{ij}(a_{i\sigma}^\dagger a_{j\sigma} + \mathrm{h.c.})
  ///   + U \sum_i n_{i\uparrow} n_{i\downarrow}$$
  ///
  /// - Parameters:
  ///   - graph: Where they hop, with weights.
  ///   - hopping: *t*.
  ///   - repulsion: *U*.
  /// - Returns: A sum of Pauli strings; vertex *v* has the qubits 2*v* and 2*v* + 1, one for each spin.
  public static func hubbard(
    on graph: Graph, hopping: Double = 1, repulsion: Double
  ) -> Observable {
    var energy = FermionOperator.zero
    for edge in graph.edges {
      for spin in 0..<2 {
        let hop = FermionOperator.hopping(2 * edge.first + spin, 2 * edge.second + spin)
        energy += hop.scaled(by: Complex(-hopping * edge.weight))
      }
    }
    for vertex in 0..<graph.vertexCount {
      let pair = FermionOperator.number(2 * vertex) * FermionOperator.number(2 * vertex + 1)
      energy += pair.scaled(by: Complex(repulsion))
    }
    return Observable(energy) + Observable(terms: [], flaws: graph.flaws)
  }

  /// The energy of Sachdev, Ye and Kitaev: every few of many Majorana fermions meet, with random strength.
  ///
  /// $$H = i^{q/2} \sum_{i_1 < \dots < i_q} J_{i_1 \dots i_q} \chi_{i_1} \cdots \chi_{i_q},
  ///   \qquad \langle J^2 \rangle = \frac{(q-1)!\,J^2}{N^{q-1}}$$
  ///
  /// with $\chi_i \chi_j + \chi_j \chi_i = \delta_{ij}$, so each is a Majorana operator divided by √2. The
  /// strengths are drawn in the order of their indices.
  ///
  /// J. Maldacena and D. Stanford, "Remarks on the Sachdev-Ye-Kitaev model", arXiv:1604.07818 (2016).
  ///
  /// - Parameters:
  ///   - majoranas: *N*, an even number; half as many qubits.
  ///   - bodies: *q*, an even number.
  ///   - coupling: *J*.
  ///   - seed: What the strengths follow from.
  /// - Returns: A sum of Pauli strings, one for every *q* of the *N*; numbers that do not fit are a flaw.
  public static func syk(
    majoranas: Int, bodies: Int = 4, coupling: Double = 1, seed: UInt64
  ) -> Observable {
    guard 2...64 ~= majoranas, majoranas % 2 == 0, 2...8 ~= bodies, bodies % 2 == 0,
      bodies <= majoranas, waysToTake(bodies, of: majoranas) <= 1_000_000
    else {
      let flaw =
        "syk of \(majoranas) fermions, \(bodies) at a time: give an even number from 2 to 64, and an "
        + "even number from 2 to 8 that is not more and makes at most 1000000 terms"
      return Observable(terms: [], flaws: [flaw])
    }
    let variance = (1..<bodies).reduce(coupling * coupling) { $0 * Double($1) / Double(majoranas) }
    let scale = (variance / Double(1 << bodies)).squareRoot()
    let strings = (0..<majoranas).map(PauliString.init(majorana:))
    var random = RandomStream(seed: seed)
    var sums: [PauliString: Double] = [:]
    for indices in combinations(of: bodies, below: majoranas) {
      var (product, power) = (PauliString.identity, bodies / 2)
      for index in indices {
        let (string, more) = product.times(strings[index])
        (product, power) = (string, power + more)
      }
      sums[product, default: 0] += random.normal() * (power % 4 == 0 ? scale : -scale)
    }
    return Observable(sums)
  }
}

/// How many ways there are to take some of so many numbers.
private func waysToTake(_ count: Int, of all: Int) -> Int {
  (0..<count).reduce(1) { $0 * (all - $1) / ($1 + 1) }
}

/// All ways to take so many of the numbers 0..<bound, each in ascending order, in the order of books.
func combinations(of count: Int, below bound: Int) -> [[Int]] {
  guard count <= bound else { return [] }
  var (next, all): ([Int], [[Int]]) = (Array(0..<max(0, count)), [])
  while true {
    all.append(next)
    // The last number that can still grow; those behind it follow it.
    guard let place = next.indices.last(where: { next[$0] < bound - count + $0 }) else {
      return all
    }
    next[place] += 1
    for later in next.indices.dropFirst(place + 1) { next[later] = next[later - 1] + 1 }
  }
}

/// How many choices of so many numbers below a bound there are; the limit, where there are more.
func binomial(_ bound: Int, _ count: Int, upTo limit: Int) -> Int {
  var choices = 1
  for taken in 0..<min(count, bound - count) {
    choices = choices * (bound - taken) / (taken + 1)
    if choices >= limit { return limit }
  }
  return choices
}
