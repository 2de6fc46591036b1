internal import Circuits
internal import Numerics

extension Columns {
  /// Takes what is left of a bond past a tensor, with another tensor as its bra: from (bra, ket) to
  /// (bra, ket); nothing stands for the identity.
  static func passRight(
    _ environment: Columns?, bra: Columns, ket: Columns, applying matrix: [Complex<Double>]? = nil
  ) -> Columns {
    let left = ket.rowCount / 2
    var joined = ket
    if let environment {
      joined = Columns.product(environment, ket.reshaped(rows: left))
        .reshaped(rows: 2 * environment.rowCount)
    }
    if let matrix {
      joined = joined.applying(matrix, left: joined.rowCount / 2, size: 2)
    }
    return Columns.product(bra, joined, adjointA: true)
  }

  /// Takes what is right of a bond past a tensor, with another tensor as its bra: from (ket, bra) to
  /// (ket, bra); nothing stands for the identity.
  static func passLeft(
    _ environment: Columns?, bra: Columns, ket: Columns, applying matrix: [Complex<Double>]? = nil
  ) -> Columns {
    var joined = environment.map { Columns.product(ket, $0) } ?? ket
    let left = ket.rowCount / 2
    if let matrix { joined = joined.applying(matrix, left: left, size: 2) }
    return Columns.product(
      joined.reshaped(rows: left), bra.reshaped(rows: bra.rowCount / 2), adjointB: true)
  }
}

extension Pauli {
  /// The matrix, column after column.
  var columns: [Complex<Double>] {
    switch self {
    case .x: [0, 1, 1, 0]
    case .y: [0, .i, -.i, 0]
    case .z: [1, 0, 0, -1]
    }
  }
}

extension Chain {
  /// The overlap of two chains of the same order, $\langle\text{other}|\text{self}\rangle$ without phases.
  func overlap(with other: Chain) -> Complex<Double> {
    var environment: Columns?
    for (bra, ket) in zip(other.sites, sites) {
      environment = Columns.passRight(environment, bra: bra, ket: ket)
    }
    return environment?[0, 0] ?? .one
  }
}

/// Means of products of Pauli matrices on a chain, with what is left and right of each bond kept.
struct ChainMeans {
  private let chain: Chain
  /// What stands left of a place right of the centre, and right of one left of it.
  private var left: [Int: Columns] = [:]
  private var right: [Int: Columns] = [:]

  init(_ chain: Chain) { self.chain = chain }

  /// The mean of a product of Pauli matrices.
  mutating func mean(of string: PauliString) -> Double {
    var factors: [Int: Pauli] = [:]
    for (qubit, pauli) in string.factors { factors[chain.placeOf[qubit]] = pauli }
    guard let first = factors.keys.min(), let last = factors.keys.max() else { return 1 }
    var environment = leftOf(first)
    for place in first...last {
      let site = chain.sites[place]
      environment = Columns.passRight(
        environment, bra: site, ket: site, applying: factors[place]?.columns)
    }
    guard let environment else { return 1 }
    guard let rest = rightOf(last) else { return environment.trace.real }
    return environment.trace(times: rest).real
  }

  /// What is left of a place: the identity up to the centre.
  private mutating func leftOf(_ place: Int) -> Columns? {
    guard place > chain.center else { return nil }
    var (known, environment) = (chain.center, Columns?.none)
    for candidate in stride(from: place, to: chain.center, by: -1) {
      if let found = left[candidate] {
        (known, environment) = (candidate, found)
        break
      }
    }
    while known < place {
      let site = chain.sites[known]
      environment = Columns.passRight(environment, bra: site, ket: site)
      known += 1
      left[known] = environment
    }
    return environment
  }

  /// What is right of a place: the identity from the centre on.
  private mutating func rightOf(_ place: Int) -> Columns? {
    guard place < chain.center else { return nil }
    var (known, environment) = (chain.center, Columns?.none)
    for candidate in place..<chain.center {
      if let found = right[candidate] {
        (known, environment) = (candidate, found)
        break
      }
    }
    while known > place {
      let site = chain.sites[known]
      environment = Columns.passLeft(environment, bra: site, ket: site)
      known -= 1
      right[known] = environment
    }
    return environment
  }
}
