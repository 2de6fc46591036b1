internal import Numerics

extension MatrixProductState {
  /// The Schmidt values at each bond, in descending order; their squares sum to 1.
  ///
  /// - Complexity: O(*n* *χ*³).
  public var schmidtValues: [[Double]] {
    guard qubitCount > 1 else { return [] }
    var chain = chain
    chain.moveCenter(to: 0)
    return (0..<qubitCount - 1).map { place in
      chain.moveCenter(to: place)
      return chain.sites[place].singularValues ?? []
    }
  }

  /// How much is entangled across each bond: the entropy of either side in bits,
  /// $S = -\sum_k \lambda_k^2 \log_2 \lambda_k^2$.
  ///
  /// The places on the left of bond *b* are 0 to *b*; ``qubitOrder`` says which qubits stand there.
  ///
  /// - Complexity: O(*n* *χ*³).
  public var entanglementEntropies: [Double] {
    schmidtValues.map { values in
      values.reduce(0) { sum, value in
        let weight = value * value
        return weight > 0 ? sum - weight * Double.log(weight) / Double.log(2) : sum
      }
    }
  }
}

extension MatrixProductState: CustomStringConvertible {
  /// How large the chain is, and how much of the state it has.
  public var description: String {
    let widest = bondDimensions.max() ?? 1
    let lost = 1 - fidelityEstimate
    let cuts =
      cutCount == 0 ? "nothing cut off" : "\(cutCount) cuts lost \(Float(lost)) of the state"
    return "\(qubitCount) qubits, bonds up to \(widest) of \(largestBond): \(cuts)"
  }
}
