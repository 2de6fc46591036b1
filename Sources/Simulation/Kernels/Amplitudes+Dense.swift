internal import Numerics

extension Amplitudes {
  /// Multiplies some qubits by a matrix, where controls hold.
  ///
  /// - Parameters:
  ///   - matrix: Its 4ᵏ elements row after row; the first qubit is the lowest bit of an index.
  ///   - qubits: The qubits.
  ///   - controls: Where it is done.
  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Float)
  func apply(_ matrix: [Complex<Double>], to qubits: [Int], where controls: Controls) {
    if qubits.count == 1 { return apply(matrix, to: qubits[0], where: controls) }
    let size = 1 << qubits.count
    let lane = Scalar.laneBits
    let isAcross = qubits.allSatisfy { $0 >= lane } && controls.mask & (1 << lane - 1) == 0
    if isAcross {
      let factors = matrix.map { ComplexFactors<Scalar>($0) }
      transform(qubits.map { $0 - lane }, controls.shifted(by: lane), vectors, vectorCount) {
        old, new in
        for row in 0..<size {
          var sum = Lanes()
          for column in 0..<size {
            sum = factors[row * size + column].times(old[column], plus: sum)
          }
          new[row] = sum
        }
      }
    } else {
      let factors = matrix.map { Complex<Scalar>($0) }
      transform(qubits, controls, elements, count) { old, new in
        for row in 0..<size {
          var sum = Complex<Scalar>.zero
          for column in 0..<size { sum = sum + factors[row * size + column] * old[column] }
          new[row] = sum
        }
      }
    }
  }

  /// Moves the basis states of some qubits, where controls hold.
  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Float)
  func permute(_ places: [Int], on qubits: [Int], where controls: Controls) {
    if qubits.count == 1 {
      if places == [1, 0] { flip(qubits[0], where: controls) }
      return
    }
    let lane = Scalar.laneBits
    if qubits.allSatisfy({ $0 >= lane }) && controls.mask & (1 << lane - 1) == 0 {
      transform(qubits.map { $0 - lane }, controls.shifted(by: lane), vectors, vectorCount) {
        old, new in
        for (from, to) in places.enumerated() { new[to] = old[from] }
      }
    } else {
      transform(qubits, controls, elements, count) { old, new in
        for (from, to) in places.enumerated() { new[to] = old[from] }
      }
    }
  }

  /// Gathers what belongs to the states of some bits, changes it, and puts it back.
  @inline(__always) private func transform<Element>(
    _ bits: [Int], _ controls: Controls, _ memory: UnsafeMutablePointer<Element>, _ count: Int,
    _ change: (UnsafeMutablePointer<Element>, UnsafeMutablePointer<Element>) -> Void
  ) {
    let size = 1 << bits.count
    let offsets = (0..<size).map { state in
      bits.enumerated().reduce(0) { $0 | (state >> $1.offset & 1) << $1.element }
    }
    let mask = controls.mask | bits.reduce(0) { $0 | 1 << $1 }
    withUnsafeTemporaryAllocation(of: Element.self, capacity: 2 * size) { buffer in
      guard let old = buffer.baseAddress else { return }
      let new = old + size
      old.initialize(from: memory, count: min(count, 1))
      for index in 0..<count where index & mask == controls.value {
        for state in 0..<size { (old + state).initialize(to: memory[index | offsets[state]]) }
        change(old, new)
        for state in 0..<size { memory[index | offsets[state]] = new[state] }
      }
    }
  }
}

extension Controls {
  /// The controls as bits of the index of a vector.
  fileprivate func shifted(by bits: Int) -> Controls {
    var shifted = Controls()
    for bit in bits..<Int.bitWidth - 1 where mask >> bit & 1 == 1 {
      shifted.add(bit - bits, is: value >> bit & 1 == 1)
    }
    return shifted
  }
}
