public import Numerics

extension Gate {
  /// The most qubits of a gate whose matrix is written out.
  static let widestMatrix = 12

  /// The matrix of the gate.
  ///
  /// ```swift
  /// try Gate.rx.matrix([.pi])                     // -i X
  /// ```
  ///
  /// - Parameter angles: The angles in radians.
  /// - Returns: A matrix of 2ⁿ rows; the first qubit is the lowest bit of an index.
  /// - Throws: ``CircuitError`` where there are not as many angles as the gate has, or too many qubits.
  /// - Complexity: O(4ⁿ), and O(*k* 4ⁿ) for a gate that is a circuit of *k* others.
  public func matrix(_ angles: [Double] = []) throws(CircuitError) -> Matrix<Complex<Double>> {
    guard angles.count == angleCount else {
      throw .wrongAngleCount(gate: name, given: angles.count, expected: angleNames)
    }
    guard qubitCount <= Gate.widestMatrix else {
      throw .tooWide("the matrix of \(name)", qubits: qubitCount, limit: Gate.widestMatrix)
    }
    let size = 1 << qubitCount
    var columns: [[Complex<Double>]] = []
    for column in 0..<size {
      var state = [Complex<Double>](repeating: 0, count: size)
      state[column] = 1
      apply(angles, to: &state, on: Array(0..<qubitCount))
      columns.append(state)
    }
    return Matrix(square: size) { columns[$1][$0] }
  }

  /// Applies the gate to the amplitudes of a state, plainly: what simulators have to agree with.
  ///
  /// - Complexity: O(4ᵏ 2ⁿ⁻ᵏ) for *k* qubits of *n*.
  package func apply(_ angles: [Double], to state: inout [Complex<Double>], on qubits: [Int]) {
    switch action {
    case .diagonal(let factors):
      let factors = factors(angles)
      for index in state.indices { state[index] *= factors[index.bits(at: qubits)] }
    case .permutation(let places):
      let old = state
      for index in old.indices {
        state[index.settingBits(at: qubits, to: places[index.bits(at: qubits)])] = old[index]
      }
    case .matrix(let elements):
      state.multiply(by: elements(angles), on: qubits)
    case .pauliRotation(let string):
      let (c, s) = (Double.cos(angles[0] / 2), Double.sin(angles[0] / 2))
      let turned = state.multiplied(by: string, on: qubits)
      for index in state.indices {
        state[index] = c * state[index] + Complex(0, -s) * turned[index]
      }
    case .multiplexedRotation(let pauli):
      let gates = angles.map { angle in Gate.rotation(about: pauli, angle) }
      let old = state
      let (controls, bit) = (Array(qubits.dropLast()), 1 << qubits[qubits.count - 1])
      for index in old.indices {
        let matrix = gates[index.bits(at: controls)]
        let row = index & bit == 0 ? 0 : 2
        state[index] = matrix[row] * old[index & ~bit] + matrix[row + 1] * old[index | bit]
      }
    case .controlled(let base, let states):
      let controls = qubits.prefix(states.count)
      let wanted = states.enumerated().reduce(0) { $1.element ? $0 | 1 << $1.offset : $0 }
      var turned = state
      base.apply(angles, to: &turned, on: Array(qubits.dropFirst(states.count)))
      for index in state.indices where index.bits(at: Array(controls)) == wanted {
        state[index] = turned[index]
      }
    case .circuit(let circuit, let formals):
      let value = Dictionary(zip(formals, angles)) { first, _ in first }
      for operation in circuit.operations {
        guard case .gate(let gate, let angles) = operation.action else { continue }
        gate.apply(
          angles.map { $0.value { value[$0] ?? .nan } }, to: &state,
          on: operation.qubits.map { qubits[$0] })
      }
    }
  }
}

extension Gate {
  /// The turn of one qubit about one of the axes, as a matrix row after row.
  static func rotation(about pauli: Pauli, _ angle: Double) -> [Complex<Double>] {
    let (c, s) = (Complex(Double.cos(angle / 2)), Double.sin(angle / 2))
    switch pauli {
    case .x: return [c, Complex(0, -s), Complex(0, -s), c]
    case .y: return [c, Complex(-s), Complex(s), c]
    case .z: return [.turn(-angle / 2), 0, 0, .turn(angle / 2)]
    }
  }
}

extension Int {
  /// The bits at some places, the first place lowest.
  func bits(at places: [Int]) -> Int {
    var bits = 0
    for (bit, place) in places.enumerated() { bits |= (self >> place & 1) << bit }
    return bits
  }

  /// The number with other bits at some places.
  func settingBits(at places: [Int], to bits: Int) -> Int {
    var number = self
    for (bit, place) in places.enumerated() {
      number = number & ~(1 << place) | (bits >> bit & 1) << place
    }
    return number
  }
}

extension [Complex<Double>] {
  /// Multiplies the amplitudes by a small matrix, given row after row.
  fileprivate mutating func multiply(by matrix: [Complex<Double>], on qubits: [Int]) {
    let size = 1 << qubits.count
    for base in indices where base.bits(at: qubits) == 0 {
      let places = (0..<size).map { base.settingBits(at: qubits, to: $0) }
      let old = places.map { self[$0] }
      for row in 0..<size {
        self[places[row]] = (0..<size).reduce(.zero) { $0 + matrix[row * size + $1] * old[$1] }
      }
    }
  }

  /// The amplitudes behind a product of Pauli matrices.
  fileprivate func multiplied(by string: PauliString, on qubits: [Int]) -> [Complex<Double>] {
    var product = self
    for (place, pauli) in string.factors {
      let bit = 1 << qubits[place]
      product = product.indices.map { index in
        let isSet = index & bit != 0
        switch pauli {
        case .x: return product[index ^ bit]
        case .y: return product[index ^ bit] * Complex(0, isSet ? 1 : -1)
        case .z: return isSet ? -product[index] : product[index]
        }
      }
    }
    return product
  }
}
