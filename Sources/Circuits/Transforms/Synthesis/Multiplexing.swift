internal import Numerics

extension Circuit {
  /// Turns a qubit about Z by the angle that controls choose, with turns between flips that change one
  /// control at a time.
  ///
  /// - Parameters:
  ///   - angles: The angle for each number that the controls can be.
  ///   - controls: The controls, the lowest bit first.
  ///   - target: The qubit that is turned.
  ///   - isOpen: Whether the last flip is left out.
  /// - Returns: Whether a flip was left out; it is one of the target by the highest control.
  @discardableResult
  mutating func appendGrayTurns(
    _ angles: [Double], controls: [Int], _ target: Int, isOpen: Bool = false
  ) -> Bool {
    let sums = angles.walshTransformed
    if sums.dropFirst().allSatisfy({ abs($0) < 1e-14 }) {
      if abs(sums[0]) > 1e-15 { rz(Angle(sums[0].snapped), target) }
      return false
    }
    for step in 0..<angles.count {
      let sum = sums[step ^ step >> 1]
      if abs(sum) > 1e-15 { rz(Angle(sum.snapped), target) }
      let isLast = step == angles.count - 1
      if isLast && isOpen { return true }
      cx(controls[isLast ? controls.count - 1 : (step + 1).trailingZeroBitCount], target)
    }
    return false
  }

  /// Multiplies each basis state of some qubits with a factor, by turns of the phase from the lowest qubit
  /// to the highest: 2ⁿ - 2 CX.
  ///
  /// S. S. Bullock and I. L. Markov, "Asymptotically optimal circuits for arbitrary n-qubit diagonal
  /// computations", Quantum Inf. Comput. 4, 27 (2004).
  mutating func appendDiagonal(_ phases: [Double], on qubits: [Int]) {
    var phases = phases
    for place in qubits.indices {
      let pairs = stride(from: 0, to: phases.count, by: 2).map { (phases[$0], phases[$0 + 1]) }
      appendGrayTurns(
        pairs.map { $0.1 - $0.0 }, controls: Array(qubits[(place + 1)...]), qubits[place])
      phases = pairs.map { ($0.0 + $0.1) / 2 }
    }
    appendPhase(phases[0])
  }

  /// $e^{-i\alpha D}$ for a real diagonal *D* and an angle that may be open, by turns about products of Z.
  mutating func appendDiagonal(_ angle: Angle, _ values: [Double], on qubits: [Int]) {
    for (set, weight) in values.walshTransformed.enumerated() where abs(weight) > 1e-14 {
      let members = qubits.indices.filter { set >> $0 & 1 == 1 }.map { qubits[$0] }
      guard let last = members.last else {
        appendPhase(-weight * angle)
        continue
      }
      for (control, target) in zip(members, members.dropFirst()) { cx(control, target) }
      rz(2 * weight * angle, last)
      for (control, target) in zip(members, members.dropFirst()).reversed() { cx(control, target) }
    }
  }
}

extension [Double] {
  /// The transform of Walsh and Hadamard, divided by the count.
  var walshTransformed: [Double] {
    var sums = self
    var step = 1
    while step < sums.count {
      for low in sums.indices where low & step == 0 {
        let (a, b) = (sums[low], sums[low | step])
        (sums[low], sums[low | step]) = ((a + b) / 2, (a - b) / 2)
      }
      step <<= 1
    }
    return sums
  }
}
