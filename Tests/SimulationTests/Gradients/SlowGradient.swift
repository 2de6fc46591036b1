import Circuits
import Numerics

/// Means and their derivatives by the definition: for each angle the state runs once more, with the generator
/// of the angle put behind its gate.
struct SlowGradient {
  typealias State = [Complex<Double>]

  private struct Part {
    let gate: Gate
    let angles: [Angle]
    let qubits: [Int]
  }

  private let qubits: Int
  private let parts: [Part]

  init(_ circuit: Circuit) {
    qubits = circuit.qubitCount
    parts = circuit.operations.flatMap { operation in
      operation.gate.map { SlowGradient.parts(of: $0, operation.angles, operation.qubits) } ?? []
    }
  }

  /// A gate, or what it is made of where its angles do not commute.
  private static func parts(of gate: Gate, _ angles: [Angle], _ qubits: [Int]) -> [Part] {
    guard gate.angleCount > 0, gate.generators == nil, let circuit = gate.expanded(angles) else {
      return [Part(gate: gate, angles: angles, qubits: qubits)]
    }
    return circuit.operations.flatMap { operation in
      operation.gate.map { inner in
        parts(of: inner, operation.angles, operation.qubits.map { qubits[$0] })
      } ?? []
    }
  }

  /// The mean, and its derivative by each symbol.
  func run(
    _ observable: Observable, _ value: @escaping (Symbol) -> Double
  ) -> (mean: Double, slopes: [Symbol: Double]) {
    var states: [State] = [State(repeating: 0, count: 1 << qubits)]
    states[0][0] = 1
    for part in parts { states.append(applied(part, to: states[states.count - 1], value)) }
    let final = states[states.count - 1]
    let measured = product(observable, final, Array(0..<qubits))
    var slopes: [Symbol: Double] = [:]
    for (place, part) in parts.enumerated() {
      for (angle, generator) in zip(part.angles, part.gate.generators ?? []) {
        if angle.isConstant { continue }
        var state = product(generator, states[place + 1], part.qubits).map { Complex(0, -1) * $0 }
        for later in parts[(place + 1)...] { state = applied(later, to: state, value) }
        let slope = 2 * inner(measured, state)
        for symbol in angle.symbols {
          slopes[symbol, default: 0] += slope * angle.derivative(by: symbol).value(value)
        }
      }
    }
    return (inner(measured, final), slopes)
  }

  private func applied(
    _ part: Part, to state: State, _ value: (Symbol) -> Double
  ) -> State {
    var state = state
    part.gate.apply(part.angles.map { $0.value(value) }, to: &state, on: part.qubits)
    return state
  }

  /// An observable times a state.
  private func product(_ observable: Observable, _ state: State, _ qubits: [Int]) -> State {
    var sum = State(repeating: 0, count: state.count)
    for term in observable.terms {
      var turned = state
      for (qubit, pauli) in term.string.factors {
        let gate: Gate = pauli == .x ? .x : pauli == .y ? .y : .z
        gate.apply([], to: &turned, on: [qubits[qubit]])
      }
      for index in sum.indices { sum[index] += term.coefficient * turned[index] }
    }
    return sum
  }

  private func inner(_ a: State, _ b: State) -> Double {
    zip(a, b).reduce(0) { $0 + $1.0.real * $1.1.real + $1.0.imaginary * $1.1.imaginary }
  }
}
