import Circuits
import Numerics

extension RandomStream {
  /// A whole number from 0 to below a bound.
  mutating func uniform(below bound: Int) -> Int { Int(uniform() * Double(bound)) }

  /// A number between two others.
  mutating func number(in range: Range<Double>) -> Double {
    range.lowerBound + uniform() * (range.upperBound - range.lowerBound)
  }

  /// A gate of at most so many qubits, with angles.
  mutating func gate(qubits: Int) -> (gate: Gate, angles: [Angle]) {
    let fitting = Gate.all.filter { $0.qubitCount <= qubits }
    let gate = fitting[uniform(below: fitting.count)]
    return (gate, (0..<gate.angleCount).map { _ in Angle(angle()) })
  }

  /// An angle, now and then a simple part of π.
  mutating func angle() -> Double {
    if uniform(below: 3) == 0 { return Double(uniform(below: 17)) / 4 * .pi - 2 * .pi }
    return number(in: -7..<7)
  }

  /// Different qubits in any order.
  mutating func qubits(_ count: Int, of all: Int) -> [Int] {
    Array(shuffled(Array(0..<all)).prefix(count))
  }

  /// A circuit of gates alone.
  mutating func circuit() -> Circuit {
    let width = 1 + uniform(below: 4)
    return Circuit(qubits: width) { circuit in
      for _ in 0..<2 + uniform(below: 7) {
        let (gate, angles) = gate(qubits: width)
        circuit.append(gate, angles, on: qubits(gate.qubitCount, of: width))
      }
    }
  }

  /// A circuit on three qubits and three bits that measures, resets and depends on what it measured.
  mutating func program() -> Circuit {
    Circuit(qubits: 3, bits: 3) { circuit in
      for qubit in 0..<3 { circuit.ry(Angle(number(in: 0..<3)), qubit) }
      for _ in 0..<4 + uniform(below: 5) { appendStep(to: &circuit) }
      circuit.measureAll()
    }
  }

  private mutating func appendStep(to circuit: inout Circuit) {
    let (gate, angles) = gate(qubits: 3)
    let places = qubits(gate.qubitCount, of: 3)
    switch uniform(below: 6) {
    case 0: circuit.measure(uniform(below: 3), into: uniform(below: 3))
    case 1: circuit.reset(uniform(below: 3))
    case 2: circuit.barrier()
    case 3:
      let bits = qubits(1 + uniform(below: 3), of: 3).sorted()
      let condition = Condition(
        bits: bits, equal: UInt64(uniform(below: 1 << bits.count)))
      circuit.when(uniform(below: 3) == 0 ? !condition : condition) {
        $0.append(gate, angles, on: places)
      }
    default: circuit.append(gate, angles, on: places)
    }
  }
}

/// The matrix of Qiskit's answers: rows one after the other, real and imaginary parts by turns.
func matrix(_ numbers: [Double]) -> Matrix<Complex<Double>> {
  let size = Int(Double(numbers.count / 2).squareRoot().rounded())
  return Matrix(square: size) { row, column in
    let place = 2 * (row * size + column)
    return Complex(numbers[place], numbers[place + 1])
  }
}

/// How far two matrices are from one another, whatever the phase of the whole is.
func distanceUpToPhase(
  _ a: Matrix<Complex<Double>>, _ b: Matrix<Complex<Double>>
) throws -> Double {
  guard a.rowCount == b.rowCount else { return .infinity }
  let places = (0..<a.rowCount).flatMap { row in (0..<a.rowCount).map { (row, $0) } }
  let largest = places.max { a[$0.0, $0.1].magnitude < a[$1.0, $1.1].magnitude }
  guard let (row, column) = largest else { return 0 }
  let turn = b[row, column].phase - a[row, column].phase
  return try (Complex(magnitude: 1, phase: turn) * a - b).maxNorm
}

/// How likely each value of the classical bits is, by following every way that measurements can take.
func distribution(of circuit: Circuit) -> [Double] {
  var state = [Complex<Double>](repeating: 0, count: 1 << circuit.qubitCount)
  state[0] = 1
  var likely = [Double](repeating: 0, count: 1 << circuit.bitCount)
  let bits = [Bool](repeating: false, count: circuit.bitCount)
  for (state, bits) in ways(circuit.operations, [(state, bits)]) {
    let number = bits.enumerated().reduce(0) { $0 | ($1.element ? 1 << $1.offset : 0) }
    likely[number] += state.reduce(0) { $0 + $1.squaredMagnitude }
  }
  return likely
}

private typealias Way = (state: [Complex<Double>], bits: [Bool])

private func ways(_ operations: [Circuits.Operation], _ start: [Way]) -> [Way] {
  operations.reduce(start) { ways, operation in
    ways.flatMap { way in
      guard operation.condition?.holds(for: way.bits) ?? true else { return [way] }
      return following(operation, way)
    }
  }
}

private func following(_ operation: Circuits.Operation, _ way: Way) -> [Way] {
  switch operation.action {
  case .barrier: return [way]
  case .gate(let gate, let angles):
    var state = way.state
    gate.apply(angles.map(\.constant), to: &state, on: operation.qubits)
    return [(state, way.bits)]
  case .measure(let bit):
    return [false, true].compactMap { isSet in
      guard let state = projected(way.state, operation.qubits[0], isSet) else { return nil }
      var bits = way.bits
      bits[bit] = isSet
      return (state, bits)
    }
  case .reset:
    return [false, true].compactMap { isSet in
      guard var state = projected(way.state, operation.qubits[0], isSet) else { return nil }
      if isSet { Gate.x.apply([], to: &state, on: operation.qubits) }
      return (state, way.bits)
    }
  case .block(let circuit, _, let places):
    let inner = Circuit(qubits: operation.qubits.max().map { $0 + 1 } ?? 0, bits: way.bits.count) {
      $0.append(circuit, on: operation.qubits, bits: places)
    }
    return ways(inner.operations, [way])
  }
}

private func projected(
  _ state: [Complex<Double>], _ qubit: Int, _ isSet: Bool
) -> [Complex<Double>]? {
  let part = state.indices.map { ($0 >> qubit & 1 == 1) == isSet ? state[$0] : 0 }
  return part.reduce(0) { $0 + $1.squaredMagnitude } < 1e-24 ? nil : part
}
