/// A phase by counting: the controls, read as a number, turn the phase by parts of an angle; then the
/// number grows by 1, and turns it back. All that is left is what the number loses when it overflows,
/// which it does where all controls are 1.
///
/// A. J. da Silva and D. K. Park, "Linear-depth quantum circuits for multiqubit controlled gates", Phys.
/// Rev. A 106, 042602 (2022).
extension Circuit {
  /// Turns the phase where all controls and the target are 1: 4*k*² - 4*k* + 2 CX for *k* controls.
  mutating func appendPhaseTurnByCounting(_ angle: Angle, _ controls: [Int], _ target: Int) {
    appendTurnAndCount(angle, controls, target)
    append(Circuit(qubits: qubitCount) { $0.appendCount(controls) }.inverted())
  }

  /// Turns the phase, and leaves the number of the controls greater by 1.
  private mutating func appendTurnAndCount(_ angle: Angle, _ controls: [Int], _ target: Int) {
    let size = Double(sign: .plus, exponent: controls.count, significand: 1)
    func part(_ place: Int) -> Angle {
      Double(sign: .plus, exponent: place, significand: 1) / size * angle
    }
    // The lowest bit is flipped in between; its turn back, and the turn by one part that is left, are
    // together as much as its turn.
    cp(2 * part(0), controls[0], target)
    for place in controls.indices.dropFirst() { cp(part(place), controls[place], target) }
    appendCount(controls)
    for place in controls.indices.dropFirst() { cp(-part(place), controls[place], target) }
  }

  /// Adds 1 to the number that qubits are, the first the lowest bit.
  private mutating func appendCount(_ bits: [Int]) {
    guard bits.count > 1, let top = bits.last else {
      for bit in bits { x(bit) }
      return
    }
    h(top)
    appendTurnAndCount(.pi, Array(bits.dropLast()), top)
    h(top)
  }
}
