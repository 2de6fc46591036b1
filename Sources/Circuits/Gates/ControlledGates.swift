/// Gates under controls that have names of their own; every other gate has its controlled form from
/// ``Gate/controlled(states:)``.
extension Gate {
  /// X where the first qubit is 1.
  public static let cx: Gate = x.controlled()
  /// Y where the first qubit is 1.
  public static let cy: Gate = y.controlled()
  /// Z where the first qubit is 1.
  public static let cz: Gate = z.controlled()
  /// Hadamard's gate where the first qubit is 1.
  public static let ch: Gate = h.controlled()
  /// The square root of X where the first qubit is 1.
  public static let csx: Gate = sx.controlled()
  /// A turn of the phase where the first qubit is 1.
  public static let cp: Gate = p.controlled()
  /// A turn about X where the first qubit is 1.
  public static let crx: Gate = rx.controlled()
  /// A turn about Y where the first qubit is 1.
  public static let cry: Gate = ry.controlled()
  /// A turn about Z where the first qubit is 1.
  public static let crz: Gate = rz.controlled()
  /// A turn of the phase where the first qubit is 1, by its name in OpenQASM 2.
  public static let cu1: Gate = u1.controlled()
  /// Any turn where the first qubit is 1.
  public static let cu3: Gate = u3.controlled()
  /// X where the first two qubits are 1: Toffoli's gate.
  public static let ccx: Gate = x.controlled(states: [true, true])
  /// Z where the first two qubits are 1.
  public static let ccz: Gate = z.controlled(states: [true, true])
  /// A swap where the first qubit is 1: Fredkin's gate.
  public static let cswap: Gate = swap.controlled()

  static let controlledGates: [Gate] =
    [cx, cy, cz, ch, csx, cp, crx, cry, crz, cu1, cu3, ccx, ccz, cswap]
    + [x.controlled(states: [true, false, true]), ry.controlled(states: [false, true])]
    + [rzz.controlled(), globalPhase.controlled(), x.controlled(states: [true, true, true, true])]
}

extension Circuit {
  /// Flips the target where the control is 1.
  public mutating func cx(_ control: Int, _ target: Int) { append(.cx, on: [control, target]) }
  /// Applies Y to the target where the control is 1.
  public mutating func cy(_ control: Int, _ target: Int) { append(.cy, on: [control, target]) }
  /// Flips the phase where both qubits are 1.
  public mutating func cz(_ control: Int, _ target: Int) { append(.cz, on: [control, target]) }
  /// Applies Hadamard's gate to the target where the control is 1.
  public mutating func ch(_ control: Int, _ target: Int) { append(.ch, on: [control, target]) }
  /// Applies the square root of X to the target where the control is 1.
  public mutating func csx(_ control: Int, _ target: Int) { append(.csx, on: [control, target]) }
  /// Turns the phase where both qubits are 1.
  public mutating func cp(_ angle: Angle, _ control: Int, _ target: Int) {
    append(.cp, [angle], on: [control, target])
  }
  /// Turns the target about X where the control is 1.
  public mutating func crx(_ angle: Angle, _ control: Int, _ target: Int) {
    append(.crx, [angle], on: [control, target])
  }
  /// Turns the target about Y where the control is 1.
  public mutating func cry(_ angle: Angle, _ control: Int, _ target: Int) {
    append(.cry, [angle], on: [control, target])
  }
  /// Turns the target about Z where the control is 1.
  public mutating func crz(_ angle: Angle, _ control: Int, _ target: Int) {
    append(.crz, [angle], on: [control, target])
  }
  /// Applies any turn to the target where the control is 1.
  public mutating func cu3(_ θ: Angle, _ φ: Angle, _ λ: Angle, _ control: Int, _ target: Int) {
    append(.cu3, [θ, φ, λ], on: [control, target])
  }
  /// Flips the target where both controls are 1: Toffoli's gate.
  public mutating func ccx(_ first: Int, _ second: Int, _ target: Int) {
    append(.ccx, on: [first, second, target])
  }
  /// Flips the phase where all three qubits are 1.
  public mutating func ccz(_ first: Int, _ second: Int, _ third: Int) {
    append(.ccz, on: [first, second, third])
  }
  /// Two qubits change places where the control is 1: Fredkin's gate.
  public mutating func cswap(_ control: Int, _ a: Int, _ b: Int) {
    append(.cswap, on: [control, a, b])
  }
  /// Flips the target where all controls are 1.
  public mutating func mcx(_ controls: [Int], _ target: Int) {
    controlled(.x, by: controls, on: [target])
  }
  /// Turns the target about Y where all controls are 1.
  public mutating func mcry(_ angle: Angle, _ controls: [Int], _ target: Int) {
    controlled(.ry, [angle], by: controls, on: [target])
  }
  /// Turns the phase where all qubits are 1.
  public mutating func mcp(_ angle: Angle, _ controls: [Int], _ target: Int) {
    controlled(.p, [angle], by: controls, on: [target])
  }

  /// Applies a gate where controls are in given states.
  ///
  /// ```swift
  /// circuit.controlled(.ry, [0.3], by: [0, 1], states: [true, false], on: [2])
  /// ```
  ///
  /// - Parameters:
  ///   - gate: The gate.
  ///   - angles: Its angles.
  ///   - controls: The controls.
  ///   - states: The state of each control, true for 1; all 1 unless given.
  ///   - qubits: The qubits of the gate.
  public mutating func controlled(
    _ gate: Gate, _ angles: [Angle] = [], by controls: [Int], states: [Bool]? = nil,
    on qubits: [Int]
  ) {
    let states = states ?? Array(repeating: true, count: controls.count)
    guard states.count == controls.count else {
      return note(
        "controlled(\(gate.name))", "\(controls.count) controls have \(states.count) states")
    }
    append(gate.controlled(states: states), angles, on: controls + qubits)
  }
}
