/// Turns of one qubit by angles that other qubits choose.
extension Gate {
  /// A turn about X, Y or Z whose angle is chosen by controls: the one with the number that they are.
  ///
  /// The controls come first, the lowest bit first, and the qubit that is turned last. Written with
  /// simple gates, by the Gray code, it takes as many turns and CX as there are angles.
  ///
  /// M. Möttönen, J. J. Vartiainen, V. Bergholm and M. M. Salomaa, "Quantum circuits for general
  /// multiqubit gates", Phys. Rev. Lett. 93, 130502 (2004).
  ///
  /// - Parameters:
  ///   - pauli: The axis.
  ///   - controls: How many qubits choose, at most 20; there are 2ᶜ angles.
  /// - Returns: A gate with 2ᶜ angles.
  /// - Throws: ``CircuitError/unfit(_:given:allowed:)`` for another number of controls.
  public static func multiplexedRotation(
    _ pauli: Pauli, controls: Int
  ) throws(CircuitError) -> Gate {
    guard 0...20 ~= controls else {
      throw .unfit(
        "multiplexedRotation", given: "\(controls) controls", allowed: "there are 0 to 20 controls")
    }
    return multiplexed(pauli, controls: controls)
  }

  static func multiplexed(_ pauli: Pauli, controls: Int) -> Gate {
    let letter = pauli.rawValue
    // Generators of more controls would have more terms than anybody asks for.
    let projectors = (0..<(controls > 6 ? 0 : 1 << controls)).map { number in
      Observable.projector(onto: number, qubits: controls) * Observable([controls: pauli]) * 0.5
    }
    return Gate(
      "ucr\(letter.lowercased())", label: "R\(letter)",
      marks: Array(repeating: .choice, count: controls) + [.box], qubits: controls + 1,
      angles: (0..<1 << controls).map { "θ\($0)" }, action: .multiplexedRotation(pauli),
      inverse: .negated, generators: projectors
    ) { circuit, angles in
      circuit.appendGrayCode(pauli, angles, controls: controls)
    }
  }

  static let multiplexedGates =
    [multiplexed(.x, controls: 1), multiplexed(.y, controls: 2), multiplexed(.z, controls: 3)]
}

extension Circuit {
  /// Turns a qubit about an axis by the angle that controls choose.
  ///
  /// - Parameters:
  ///   - pauli: The axis.
  ///   - angles: An angle for each number that the controls can be, 2ᶜ of them.
  ///   - controls: The controls, the lowest bit first.
  ///   - target: The qubit that is turned.
  public mutating func multiplexedRotation(
    _ pauli: Pauli, _ angles: [Angle], controls: [Int], _ target: Int
  ) {
    attempt("multiplexedRotation(\(pauli))") { circuit throws(CircuitError) in
      circuit.append(
        try Gate.multiplexedRotation(pauli, controls: controls.count), angles,
        on: controls + [target])
    }
  }

  /// Turns by sums of the angles between flips that change one control at a time: where the controls
  /// are *j*, the signs of the turns make their sum the angle *j*.
  fileprivate mutating func appendGrayCode(_ pauli: Pauli, _ angles: [Angle], controls: Int) {
    let (count, target) = (1 << controls, controls)
    var sums = angles
    // The transform of Walsh and Hadamard, divided by the count.
    for bit in 0..<controls {
      for low in 0..<count where low >> bit & 1 == 0 {
        let (a, b) = (sums[low], sums[low | 1 << bit])
        (sums[low], sums[low | 1 << bit]) = (0.5 * (a + b), 0.5 * (a - b))
      }
    }
    let turn: Gate = pauli == .x ? .rx : pauli == .y ? .ry : .rz
    for step in 0..<count {
      append(turn, [sums[step ^ step >> 1]], on: [target])
      guard controls > 0 else { return }
      let flipped = step == count - 1 ? controls - 1 : (step + 1).trailingZeroBitCount
      // A flip of X does nothing to a turn about X; one of Z does.
      append(pauli == .x ? .cz : .cx, on: [flipped, target])
    }
  }
}
