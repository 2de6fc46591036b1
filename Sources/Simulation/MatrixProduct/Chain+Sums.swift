internal import Circuits
internal import Numerics

extension Chain {
  /// The chain with a product of Pauli matrices applied.
  func applying(_ string: PauliString) -> Chain {
    var chain = self
    for (qubit, pauli) in string.factors { chain.apply(pauli.columns, at: placeOf[qubit]) }
    return chain
  }

  /// An observable applied to the chain, whose bonds then have at most so many dimensions: a factor and a
  /// chain of norm 1, or nothing for an observable that leaves nothing.
  func applying(_ observable: Observable, limit: Int) -> (factor: Double, chain: Chain)? {
    var sum: (factor: Double, chain: Chain)?
    for term in observable.terms {
      var next = Chain(like: self, limit: limit, sites: applying(term.string).sites)
      next.center = center
      guard let known = sum else {
        sum = (term.coefficient, next)
        continue
      }
      next.sites = Chain.sum(known.chain, known.factor, next, term.coefficient)
      let norm = next.compress()
      sum = norm > 1e-14 ? (norm, next) : nil
    }
    return sum
  }

  /// A chain in the same order with other tensors.
  private init(like other: Chain, limit: Int, sites: [Columns]) {
    self.init(qubits: 0, limit: limit, cutoff: other.cutoff)
    self.sites = sites
    phase = other.phase
    takeOrder(of: other)
  }

  /// The tensors of a sum: those of one beside those of the other.
  private static func sum(_ a: Chain, _ x: Double, _ b: Chain, _ y: Double) -> [Columns] {
    zip(a.sites, b.sites).enumerated().map { place, pair in
      let (isFirst, isLast) = (place == 0, place == a.count - 1)
      let (left, right) = (pair.0.rowCount / 2, pair.0.columnCount)
      let rows = isFirst ? 1 : left + pair.1.rowCount / 2
      let columns = isLast ? 1 : right + pair.1.columnCount
      return Columns(2 * rows, columns) { start in
        start.initialize(repeating: .zero, count: 2 * rows * columns)
        for (site, top, first, factor) in [
          (pair.0, 0, 0, isFirst ? x : 1),
          (pair.1, isFirst ? 0 : left, isLast ? 0 : right, isFirst ? y : 1),
        ] {
          let height = site.rowCount / 2
          for column in 0..<site.columnCount {
            for row in 0..<site.rowCount {
              let target = (first + column) * 2 * rows + (row / height) * rows + top + row % height
              start[target] += Complex(factor) * site[row, column]
            }
          }
        }
      }
    }
  }

  /// Makes tensors that are neither orthonormal nor of norm 1 into a chain, and its bonds smaller.
  ///
  /// - Returns: The norm that the chain had.
  private mutating func compress() -> Double {
    center = 0
    moveCenter(to: count - 1)
    for place in stride(from: count - 1, to: 0, by: -1) {
      let site = sites[place]
      let parts = site.reshaped(rows: site.rowCount / 2).adjoint.split(limit: limit, cutoff: cutoff)
      sites[place] = parts.q.adjoint.reshaped(rows: 2 * parts.q.columnCount)
      sites[place - 1] = Columns.product(sites[place - 1], parts.rest, adjointB: true)
    }
    center = 0
    let norm = sites[0].squaredNorm.squareRoot()
    sites[0].scale(by: Complex(1 / max(norm, .leastNormalMagnitude)))
    return norm
  }
}
