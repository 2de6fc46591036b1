extension Gate {
  /// The gate where further qubits, which come first, are in given states, and nothing elsewhere.
  ///
  /// ```swift
  /// Gate.x.controlled()                           // cx
  /// Gate.ry.controlled(states: [true, false])     // where the first qubit is 1 and the second is 0
  /// ```
  ///
  /// - Parameter states: The state of each control, true for 1.
  /// - Returns: A gate of as many more qubits; the gate itself for no states.
  public func controlled(states: [Bool] = [true]) -> Gate {
    guard !states.isEmpty else { return self }
    if case .controlled(let base, let inner) = action {
      // The controls of a controlled gate join the new ones, so that equal gates are equal.
      return base.controlled(states: states + inner)
    }
    return Gate(controlling: self, states: states)
  }

  /// A controlled gate, whose facts all follow from those of the gate that is controlled.
  private convenience init(controlling base: Gate, states: [Bool]) {
    // A gate without marks is a box under its controls.
    let marks = base.marks.isEmpty ? Array(repeating: .box, count: base.qubitCount) : base.marks
    // What a gate is made of, each part under the same controls, is the controlled gate.
    let definition: Definition = { circuit, angles in
      guard let parts = base.expanded(angles)?.controlled(states: states) else { return }
      circuit.append(parts)
    }
    self.init(
      Gate.prefix(for: states) + base.name, label: base.label,
      marks: Array(repeating: .dot, count: states.count) + marks,
      qubits: states.count + base.qubitCount, angles: base.angleNames,
      action: .controlled(base, states: states),
      inverse: InverseRule { _, angles in
        let inverse = base.inverse(angles)
        return (inverse.gate.controlled(states: states), inverse.angles)
      }, definition: base.isExpandable ? definition : nil)
  }

  /// The states of the controls, and nothing for a gate without any.
  public var controlStates: [Bool] {
    if case .controlled(_, let states) = action { states } else { [] }
  }

  /// The gate without its controls.
  public var base: Gate {
    if case .controlled(let base, _) = action { base } else { self }
  }

  /// `c` for each control, `o` for each open one, and a number for many alike: `cc`, `co`, `c5`.
  private static func prefix(for states: [Bool]) -> String {
    if states.count > 2 && states.allSatisfy({ $0 }) { return "c\(states.count)" }
    return states.map { $0 ? "c" : "o" }.joined()
  }
}
