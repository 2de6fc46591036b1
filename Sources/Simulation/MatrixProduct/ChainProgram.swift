internal import Circuits
internal import Numerics

/// A circuit as matrices on few qubits each, ready to be applied to a chain in any order that keeps that
/// of each qubit.
///
/// Gates of one qubit are multiplied into the next gate of several, and gates on the same two qubits with
/// one another, so that a chain meets only matrices that entangle.
struct ChainProgram: Sendable {
  /// A matrix on some qubits, column after column; the first qubit is the lowest bit of an index.
  struct Step: Sendable {
    let qubits: [Int]
    var matrix: [Complex<Double>]
  }

  /// The widest gate that is applied as one matrix.
  static let widest = 6

  let qubitCount: Int
  private(set) var steps: [Step] = []
  /// What is done to single qubits behind all steps.
  private(set) var last: [Int: [Complex<Double>]] = [:]
  /// A factor of the whole state.
  private(set) var phase = Complex<Double>.one
  /// The number of the last step of each qubit.
  private var lastStep: [Int?]

  /// Prepares a circuit of gates.
  init(_ circuit: Circuit) throws {
    let circuit = try circuit.checked()
    guard circuit.symbols.isEmpty else { throw SimulationError.open(circuit.symbols) }
    qubitCount = circuit.qubitCount
    lastStep = Array(repeating: nil, count: qubitCount)
    for operation in circuit.operations { try add(operation) }
  }

  private mutating func add(_ operation: Operation) throws {
    guard operation.isUnitary else {
      throw SimulationError.notSupported(
        "\(operation)", by: "a matrix product state",
        instead: "it takes gates alone; take samples with MatrixProductSampler")
    }
    guard case .gate(let gate, let angles) = operation.action else { return }
    let qubits = operation.qubits
    if qubits.count > 2, let parts = gate.expanded(angles) {
      for var part in parts.operations {
        part.qubits = part.qubits.map { qubits[$0] }
        try add(part)
      }
      return
    }
    guard qubits.count <= ChainProgram.widest else {
      throw SimulationError.notSupported(
        "\(operation)", by: "a matrix product state",
        instead: "a gate that is not made of others has at most \(ChainProgram.widest) qubits")
    }
    let matrix = try gate.matrix(angles.map(\.constant))
    let size = matrix.rowCount
    add((0..<size * size).map { matrix[$0 % size, $0 / size] }, on: qubits)
  }

  private mutating func add(_ matrix: [Complex<Double>], on qubits: [Int]) {
    switch qubits.count {
    case 0: phase *= matrix[0]
    case 1:
      let qubit = qubits[0]
      last[qubit] = last[qubit].map { matrix.times($0, size: 2) } ?? matrix
    default:
      let size = 1 << qubits.count
      var whole = matrix
      for (place, qubit) in qubits.enumerated() {
        guard let single = last.removeValue(forKey: qubit) else { continue }
        whole = whole.times(single.widened(to: place, of: qubits.count), size: size)
      }
      join(Step(qubits: qubits, matrix: whole))
    }
  }

  /// Appends a step, or multiplies it into the last of the same two qubits.
  private mutating func join(_ step: Step) {
    if step.qubits.count == 2, let number = lastStep[step.qubits[0]],
      number == lastStep[step.qubits[1]], steps[number].qubits.count == 2
    {
      let isSame = steps[number].qubits == step.qubits
      let matrix = isSame ? step.matrix : step.matrix.exchanged
      steps[number].matrix = matrix.times(steps[number].matrix, size: 4)
      return
    }
    for qubit in step.qubits { lastStep[qubit] = steps.count }
    steps.append(step)
  }
}

extension [Complex<Double>] {
  /// The product of two square matrices, column after column.
  func times(_ right: [Complex<Double>], size: Int) -> [Complex<Double>] {
    (0..<size * size).map { place in
      let (row, column) = (place % size, place / size)
      return (0..<size).reduce(.zero) { $0 + self[$1 * size + row] * right[column * size + $1] }
    }
  }

  /// A matrix on one qubit as one on several.
  func widened(to place: Int, of qubits: Int) -> [Complex<Double>] {
    let size = 1 << qubits
    return (0..<size * size).map { element in
      let (row, column) = (element % size, element / size)
      guard (row ^ column) & ~(1 << place) == 0 else { return .zero }
      return self[(column >> place & 1) * 2 + (row >> place & 1)]
    }
  }

  /// A matrix on two qubits with the two exchanged.
  var exchanged: [Complex<Double>] {
    let places = [0, 2, 1, 3]
    return (0..<16).map { self[places[$0 / 4] * 4 + places[$0 % 4]] }
  }
}
