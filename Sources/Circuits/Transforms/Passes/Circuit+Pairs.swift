internal import Numerics

extension Circuit {
  /// The circuit with runs of gates on the same two qubits written with fewer CX, where there are fewer.
  ///
  /// - Complexity: O(*k*) in the number of operations.
  func resynthesizingPairs() -> Circuit {
    var pairs = PairCollector(qubits: qubitCount)
    for operation in operations { pairs.take(operation) }
    return with(pairs.finished()).gatheringPhase()
  }
}

/// Gathers gates that act on two qubits one after the other.
private struct PairCollector {
  private struct Block {
    let qubits: [Int]
    var operations: [Operation] = []
    var matrix = SmallMatrix.identity(4)
    /// How many CX the gates take one by one.
    var cost = 0
  }

  private var blocks: [Int: Block] = [:]
  private var owner: [Int?]
  private var waiting: [[Operation]]
  private var written: [Operation] = []
  private var next = 0
  private var costs: [ObjectIdentifier: Int] = [:]

  init(qubits: Int) {
    owner = Array(repeating: nil, count: qubits)
    waiting = Array(repeating: [], count: qubits)
  }

  mutating func take(_ operation: Operation) {
    let qubits = operation.qubits
    guard operation.condition == nil, 1...2 ~= qubits.count,
      case .gate(let gate, let angles) = operation.action, angles.allSatisfy(\.isConstant)
    else {
      for qubit in qubits { release(qubit) }
      return written.append(operation)
    }
    if qubits.count == 1 {
      guard let block = owner[qubits[0]] else { return waiting[qubits[0]].append(operation) }
      add(operation, gate, angles, to: block)
    } else {
      if owner[qubits[0]] == nil || owner[qubits[0]] != owner[qubits[1]] { open(qubits) }
      if let block = owner[qubits[0]] { add(operation, gate, angles, to: block) }
    }
  }

  mutating func finished() -> [Operation] {
    for qubit in owner.indices { release(qubit) }
    return written
  }

  /// A block on two qubits, with the gates of one qubit that wait there.
  private mutating func open(_ qubits: [Int]) {
    for qubit in qubits { close(qubit) }
    let block = next
    next += 1
    blocks[block] = Block(qubits: qubits)
    for qubit in qubits {
      owner[qubit] = block
      for operation in waiting[qubit] {
        if case .gate(let gate, let angles) = operation.action {
          add(operation, gate, angles, to: block)
        }
      }
      waiting[qubit] = []
    }
  }

  private mutating func add(_ operation: Operation, _ gate: Gate, _ angles: [Angle], to block: Int)
  {
    guard let matrix = SmallMatrix(gate, angles), var pair = blocks.removeValue(forKey: block)
    else { return }
    let wide: SmallMatrix
    if matrix.size == 2 {
      let identity = SmallMatrix.identity(2)
      wide =
        operation.qubits[0] == pair.qubits[0]
        ? identity.tensored(over: matrix) : matrix.tensored(over: identity)
    } else {
      wide = operation.qubits == pair.qubits ? matrix : matrix.swapped
      pair.cost += cost(of: gate, matrix)
    }
    pair.operations.append(operation)
    pair.matrix = wide * pair.matrix
    blocks[block] = pair
  }

  private mutating func cost(of gate: Gate, _ matrix: SmallMatrix) -> Int {
    // Turns take two unless their angle is special, which the pair shows by itself.
    if gate.angleCount > 0 {
      return gate.isCouplingTurn ? 2 : TwoQubitDecomposition(matrix).controlledXCount
    }
    if let cost = costs[ObjectIdentifier(gate)] { return cost }
    let cost = TwoQubitDecomposition(matrix).controlledXCount
    costs[ObjectIdentifier(gate)] = cost
    return cost
  }

  /// Writes the block on a qubit, and the gates that wait there.
  private mutating func release(_ qubit: Int) {
    close(qubit)
    written += waiting[qubit]
    waiting[qubit] = []
  }

  private mutating func close(_ qubit: Int) {
    guard let place = owner[qubit], let block = blocks.removeValue(forKey: place) else { return }
    for qubit in block.qubits { owner[qubit] = nil }
    let parts = TwoQubitDecomposition(block.matrix)
    guard parts.controlledXCount < block.cost else { return written += block.operations }
    written += parts.circuit.operations.map { operation in
      operation.moved(qubits: { block.qubits[$0] })
    }
  }
}

extension Gate {
  /// Whether it turns two qubits about a product of Pauli matrices, or one under a control.
  fileprivate var isCouplingTurn: Bool {
    switch action {
    case .pauliRotation: true
    case .controlled(let base, _): base.qubitCount <= 1
    default: false
    }
  }
}
