internal import Circuits
internal import Numerics

extension Amplitudes {
  /// Applies a gate by how it acts.
  func apply(_ gate: Gate, _ angles: [Double], on qubits: [Int], where controls: Controls) {
    switch gate.action {
    case .diagonal(let factors):
      multiply(by: factors(angles), on: qubits, where: controls)
    case .permutation(let places): permute(places, on: qubits, where: controls)
    case .matrix(let elements): apply(elements(angles), to: qubits, where: controls)
    case .pauliRotation(let string):
      rotate(angles[0], about: PauliMasks(string, on: qubits), where: controls)
    case .multiplexedRotation(let pauli):
      for (state, angle) in angles.enumerated() {
        var chosen = controls
        for (bit, qubit) in qubits.dropLast().enumerated() {
          chosen.add(qubit, is: state >> bit & 1 == 1)
        }
        let string = PauliMasks(pauli, on: qubits[qubits.count - 1])
        rotate(angle, about: string, where: chosen)
      }
    case .controlled(let base, let states):
      var inner = controls
      for (qubit, state) in zip(qubits, states) { inner.add(qubit, is: state) }
      apply(base, angles, on: Array(qubits.dropFirst(states.count)), where: inner)
    case .circuit(let circuit, let formals):
      let value = Dictionary(zip(formals, angles)) { first, _ in first }
      for operation in circuit.operations {
        guard let inner = operation.gate else { continue }
        apply(
          inner, operation.angles.map { $0.value { value[$0] ?? 0 } },
          on: operation.qubits.map { qubits[$0] }, where: controls)
      }
    }
  }

  /// Multiplies by factors that some bits choose, where controls hold.
  private func multiply(
    by factors: [Complex<Double>], on qubits: [Int], where controls: Controls
  ) {
    let controlled = (0..<Int.bitWidth - 1).filter { controls.mask >> $0 & 1 == 1 }
    if controlled.isEmpty { return multiply(by: factors, on: qubits) }
    // The controls are further bits that choose: the factor is 1 where they do not hold.
    let wanted = controls.value.bits(at: controlled)
    let table = (0..<(factors.count << controlled.count)).map { state in
      state >> qubits.count == wanted ? factors[state & (factors.count - 1)] : 1
    }
    multiply(by: table, on: qubits + controlled)
  }
}

extension Gate {
  /// The matrix of a gate of one qubit, row after row.
  func smallMatrix(_ angles: [Double]) -> [Complex<Double>] {
    switch action {
    case .diagonal(let factors):
      let factors = factors(angles)
      return [factors[0], 0, 0, factors[1]]
    case .permutation(let places): return places == [0, 1] ? [1, 0, 0, 1] : [0, 1, 1, 0]
    case .matrix(let elements): return elements(angles)
    default: return (try? matrix(angles).elements) ?? [1, 0, 0, 1]
    }
  }

  /// The factors of a gate that is diagonal.
  func diagonalFactors(_ angles: [Double]) -> [Complex<Double>] {
    if case .diagonal(let factors) = action { return factors(angles) }
    return (try? matrix(angles).diagonal) ?? Array(repeating: 1, count: 1 << qubitCount)
  }
}

extension Int {
  /// The bits at some places, the first place lowest.
  func bits(at places: [Int]) -> Int {
    var bits = 0
    for (bit, place) in places.enumerated() { bits |= (self >> place & 1) << bit }
    return bits
  }
}

extension PauliMasks {
  /// A product within a gate, on the qubits of the gate.
  init(_ string: PauliString, on qubits: [Int]) {
    var (flips, phases) = (0, 0)
    for (place, pauli) in string.factors {
      if pauli != .z { flips |= 1 << qubits[place] }
      if pauli != .x { phases |= 1 << qubits[place] }
    }
    self.init(flips: flips, phases: phases)
  }

  /// One matrix on one qubit.
  init(_ pauli: Pauli, on qubit: Int) {
    self.init(flips: pauli == .z ? 0 : 1 << qubit, phases: pauli == .x ? 0 : 1 << qubit)
  }
}
