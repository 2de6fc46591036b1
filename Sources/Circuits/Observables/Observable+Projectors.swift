extension Observable {
  /// The projector onto a basis state of the first qubits: 1 in that state, and 0 in every other.
  ///
  /// $$\prod_q \tfrac12 (1 \pm Z_q)$$
  ///
  /// ```swift
  /// Observable.projector(onto: 0b10, qubits: 2)   // 1 where qubit 0 is 0 and qubit 1 is 1
  /// ```
  ///
  /// - Parameters:
  ///   - state: The number of the state; qubit 0 is its lowest bit.
  ///   - qubits: How many qubits the state has, at most 16.
  /// - Returns: A sum of 2ⁿ strings; a state that is not there is a flaw.
  public static func projector(onto state: Int, qubits: Int) -> Observable {
    guard 0...16 ~= qubits, 0..<1 << qubits ~= state else {
      let flaw =
        "projector onto \(state) of \(qubits) qubits: give 0 to 16 qubits and a state of them"
      return Observable(terms: [], flaws: [flaw])
    }
    let scale = Double(sign: .plus, exponent: -qubits, significand: 1)
    var sums: [PauliString: Double] = [:]
    for phases in 0..<1 << qubits {
      let isNegative = (phases & state).nonzeroBitCount % 2 == 1
      sums[PauliString(flips: QubitSet(), phases: QubitSet(bits: phases))] =
        isNegative ? -scale : scale
    }
    return Observable(sums)
  }
}
