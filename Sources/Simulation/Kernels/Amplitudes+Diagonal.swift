internal import Numerics

extension Amplitudes {
  /// Multiplies each amplitude by the factor that some of its bits choose.
  ///
  /// - Parameters:
  ///   - factors: 2ᵏ factors.
  ///   - qubits: The qubits that choose, the lowest bit first.
  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Float)
  func multiply(by factors: [Complex<Double>], on qubits: [Int]) {
    let lane = Scalar.laneBits
    let high = qubits.enumerated().filter { $0.element >= lane }
    // For each state of the qubits across vectors, the factors within one vector.
    let table = (0..<1 << high.count).map { state in
      Scalar.factors { place in
        var number = 0
        for (bit, qubit) in qubits.enumerated() where qubit < lane {
          number |= (place >> qubit & 1) << bit
        }
        for (bit, entry) in high.enumerated() { number |= (state >> bit & 1) << entry.offset }
        return factors[number]
      }
    }
    let isIdle = (0..<table.count).map { state in
      table[state].real == Lanes(repeating: 1) && table[state].crossed == Lanes()
    }
    let mask = high.reduce(0) { $0 | 1 << ($1.element - lane) }
    for state in table.indices where !isIdle[state] {
      let value = high.enumerated().reduce(0) { value, entry in
        value | (state >> entry.offset & 1) << (entry.element.element - lane)
      }
      let runs = VectorRuns(bits: vectorCount.trailingZeroBitCount, fixing: mask, to: value)
      let own = table[state]
      for run in 0..<runs.count {
        let start = vectors + runs.start(run)
        for place in 0..<runs.length { start[place] = own.times(start[place]) }
      }
    }
  }
}
