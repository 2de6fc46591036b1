internal import Circuits
internal import Numerics

/// How the means of observables are read from shots: one run for each group of Pauli strings that measuring
/// single qubits shows together.
struct MeasurementPlan: Sendable {
  /// Strings that are measured together.
  struct Group: Sendable {
    /// Turns each qubit so that measuring it shows its Pauli matrix.
    let turns: Circuit
    /// For each observable, its coefficients and the bits of which the parity is the sign.
    let parts: [[(coefficient: Double, mask: UInt64)]]
  }

  let groups: [Group]
  /// What each observable has without measuring.
  let constants: [Double]
  let qubitCount: Int

  init(_ observables: [Observable], qubits: Int) {
    qubitCount = qubits
    constants = observables.map(\.constant)
    let strings = Set(observables.flatMap { $0.terms.map(\.string) }).subtracting([.identity])
    let sum = strings.sorted().reduce(Observable.zero) { $0 + Observable.string($1) }
    groups = sum.qubitwiseGroups.map { terms in
      let members = terms.map(\.string).filter { $0 != .identity }
      return Group(members, of: observables, qubits: qubits)
    }
  }

  /// The means and the variances of the means, from how often each outcome was seen in each group.
  func estimates(
    _ counts: [[(outcome: UInt64, count: Int)]], shots: Int
  ) -> (means: [Double], variances: [Double]) {
    var (means, variances) = (constants, constants.map { _ in 0.0 })
    for (group, seen) in zip(groups, counts) {
      for (observable, parts) in group.parts.enumerated() where !parts.isEmpty {
        var (sum, squares) = (0.0, 0.0)
        for (outcome, count) in seen {
          var value = 0.0
          for part in parts {
            let isOdd = (outcome & part.mask).nonzeroBitCount & 1 == 1
            value += isOdd ? -part.coefficient : part.coefficient
          }
          sum += Double(count) * value
          squares += Double(count) * value * value
        }
        let (mean, all) = (sum / Double(shots), Double(shots))
        means[observable] += mean
        // Shots that all showed the same still leave room for what is seen once in so many.
        let widest = parts.reduce(0) { $0 + abs($1.coefficient) }
        let spread = max(0, squares / all - mean * mean)
        variances[observable] += spread / all + 4 * widest * widest / (all * all)
      }
    }
    return (means, variances)
  }
}

extension MeasurementPlan.Group {
  init(_ strings: [PauliString], of observables: [Observable], qubits: Int) {
    var matrices: [Int: Pauli] = [:]
    for string in strings {
      for (qubit, pauli) in string.factors { matrices[qubit] = pauli }
    }
    turns = Circuit(qubits: qubits) { circuit in
      for (qubit, pauli) in matrices.sorted(by: { $0.key < $1.key }) {
        if pauli == .y { circuit.sdg(qubit) }
        if pauli != .z { circuit.h(qubit) }
      }
    }
    let members = Set(strings)
    parts = observables.map { observable in
      observable.terms.filter { members.contains($0.string) }.map { term in
        (term.coefficient, term.string.factors.reduce(0) { $0 | 1 << UInt64($1.qubit) })
      }
    }
  }
}

extension Observable {
  fileprivate static func string(_ string: PauliString) -> Observable {
    string.factors.reduce(1) { product, factor in
      switch factor.pauli {
      case .x: product * .x(factor.qubit)
      case .y: product * .y(factor.qubit)
      case .z: product * .z(factor.qubit)
      }
    }
  }
}
