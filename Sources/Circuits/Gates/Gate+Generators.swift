extension Gate {
  /// What each angle turns: $G_k$, where the gate is $e^{-i\sum_k \theta_k G_k}$ and all $G_k$ commute.
  ///
  /// Nothing for a gate whose angles turn it about axes that do not commute, as ``u3``; its
  /// ``expanded(_:)`` has a gate for each of them. Qubits are counted within the gate.
  ///
  /// ```swift
  /// Gate.rx.generators                            // 0.5 X0
  /// Gate.crz.generators                           // 0.25 Z1 - 0.25 Z0 Z1
  /// ```
  ///
  /// - Complexity: O(2ᶜ) terms for *c* controls.
  public var generators: [Observable]? {
    if angleCount == 0 { return [] }
    switch action {
    case .pauliRotation(let string): return [Observable([string: 0.5])]
    case .controlled(let base, let states):
      let number = states.enumerated().reduce(0) { $1.element ? $0 | 1 << $1.offset : $0 }
      let projector = Observable.projector(onto: number, qubits: states.count)
      return base.generators?.map { generator in
        projector * generator.moved { $0 + states.count }
      }
    default: return statedGenerators.isEmpty ? nil : statedGenerators
    }
  }

  /// The eigenvalues of what an angle turns, in ascending order; nothing where ``generators`` has
  /// nothing.
  ///
  /// - Throws: ``CircuitError`` for a generator of more qubits than can be diagonalised.
  func eigenvalues(ofAngle angle: Int) throws(CircuitError) -> [Double]? {
    if case .controlled(let base, _) = action {
      return try base.eigenvalues(ofAngle: angle).map { distinct($0 + [0]) }
    }
    guard let generators, angle < generators.count else { return nil }
    return try generators[angle].distinctEigenvalues()
  }

  /// The frequencies with which an expectation changes when an angle grows: the differences between the
  /// eigenvalues of what the angle turns.
  ///
  /// ```swift
  /// try Gate.rx.frequencies(ofAngle: 0)           // [1]
  /// try Gate.crx.frequencies(ofAngle: 0)          // [0.5, 1]
  /// ```
  ///
  /// - Parameter angle: The place of the angle.
  /// - Returns: The positive differences, each once, in ascending order.
  /// - Throws: ``CircuitError`` for no such angle, and for a generator too wide to be diagonalised.
  public func frequencies(ofAngle angle: Int) throws(CircuitError) -> [Double] {
    guard 0..<angleCount ~= angle else {
      throw .wrongAngleCount(gate: name, given: angle + 1, expected: angleNames)
    }
    if let values = try eigenvalues(ofAngle: angle) {
      return distinct(values.flatMap { high in values.map { high - $0 } }.filter { $0 > 1e-9 })
    }
    return try expandedFrequencies(ofAngle: angle)
  }

  /// The frequencies of an angle that stands in several gates: all sums of theirs.
  private func expandedFrequencies(ofAngle angle: Int) throws(CircuitError) -> [Double] {
    let formals = (0..<angleCount).map { Symbol(.weight, group: "θ", index: $0) }
    guard let circuit = expanded(formals.map { Angle($0) }) else { return [] }
    var signed: [Double] = [0]
    for operation in circuit.operations {
      guard case .gate(let gate, let angles) = operation.action else { continue }
      for (place, inner) in angles.enumerated() {
        let slope = inner.derivative(by: formals[angle])
        guard slope.constant != 0 else { continue }
        let steps = try gate.frequencies(ofAngle: place).map { $0 * abs(slope.constant) }
        let all = steps + steps.map { -$0 } + [0]
        signed = distinct(signed.flatMap { sum in all.map { sum + $0 } })
      }
    }
    return signed.filter { $0 > 1e-9 }
  }
}

/// Numbers in ascending order, each once, up to rounding.
func distinct(_ numbers: [Double]) -> [Double] {
  numbers.sorted().reduce(into: []) { kept, number in
    if let last = kept.last, number - last < 1e-9 * max(1, abs(number)) { return }
    kept.append(number)
  }
}
