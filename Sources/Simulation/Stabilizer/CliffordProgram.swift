internal import Circuits

/// A circuit of Clifford gates, measurements and conditions, made ready for tableaus and Pauli frames.
///
/// A frame is what a shot differs by from a reference: a product of Pauli matrices, whose flips and
/// phases are planes of bits, a bit for each shot. A gate adds planes to planes; where planes only change
/// places, nothing is moved, and later steps name other planes.
struct CliffordProgram: Sendable {
  /// A plane that is added to another.
  struct Addition: Hashable, Sendable { let target, source: Int32 }

  /// What is done, in order.
  enum Step: Sendable {
    /// A gate, and the range of additions that it is for frames.
    case gate(CliffordAction, [Int], Range<Int>)
    /// A qubit is measured into a bit; whether nothing is done to it any more.
    case measure(Int, into: Int, flips: Int, phases: Int, isLast: Bool)
    /// A qubit is put into the state 0.
    case reset(Int, flips: Int, phases: Int)
    /// A product of Pauli matrices where a condition holds; for each factor its qubit and planes.
    case flip([Factor], if: Condition)
    /// The next steps are left out where a condition does not hold.
    case skip(unless: Condition, steps: Int)
  }

  /// A Pauli matrix on a qubit, with the planes of the qubit.
  struct Factor: Hashable, Sendable {
    let qubit: Int
    let isFlip, isPhase: Bool
    let flips, phases: Int
  }

  let qubitCount: Int
  /// How many bits a shot gives.
  let bitCount: Int
  private(set) var steps: [Step] = []
  private(set) var additions: [Addition] = []
  /// Whether shots can go different ways, so that one reference does not serve all.
  private(set) var branches = false
  /// The plane of each qubit's flips, and that of its phases behind it.
  private var planes: [Int]
  /// Planes keep their places where shots may leave steps out.
  private let keepsPlaces: Bool
  private var recognizer = CliffordRecognizer()

  /// Prepares a circuit; one that measures nothing is measured at its end.
  init(_ circuit: Circuit) throws {
    let circuit = try circuit.checked()
    guard circuit.symbols.isEmpty else { throw SimulationError.open(circuit.symbols) }
    var program = try CliffordProgram(circuit, keepsPlaces: false)
    if program.branches { program = try CliffordProgram(circuit, keepsPlaces: true) }
    self = program
  }

  private init(_ circuit: Circuit, keepsPlaces: Bool) throws {
    qubitCount = circuit.qubitCount
    bitCount = circuit.bitCount == 0 ? circuit.qubitCount : circuit.bitCount
    planes = Array(0..<2 * circuit.qubitCount)
    self.keepsPlaces = keepsPlaces
    try add(circuit.operations)
    if circuit.bitCount == 0 {
      for qubit in 0..<qubitCount { addMeasurement(of: qubit, into: qubit) }
    }
    markLastUses()
  }

  private mutating func add(_ operations: [Operation]) throws {
    for operation in operations {
      guard let condition = operation.condition else {
        try add(operation)
        continue
      }
      if operation.action == .barrier { continue }
      if case .gate(let gate, let angles) = operation.action,
        let pauli = recognizer.action(of: gate, angles.map(\.constant))?.pauli
      {
        addFlip(pauli, on: operation.qubits, if: condition)
        continue
      }
      branches = true
      let place = steps.count
      steps.append(.skip(unless: condition, steps: 0))
      try add(operation)
      steps[place] = .skip(unless: condition, steps: steps.count - place - 1)
    }
  }

  private mutating func add(_ operation: Operation) throws {
    switch operation.action {
    case .gate(let gate, let angles): try add(gate, angles, operation)
    case .measure(let bit): addMeasurement(of: operation.qubits[0], into: bit)
    case .reset:
      let qubit = operation.qubits[0]
      steps.append(.reset(qubit, flips: planes[2 * qubit], phases: planes[2 * qubit + 1]))
    case .barrier: break
    case .block(let circuit, _, let bits):
      var whole = Circuit(qubits: qubitCount, bits: (bits.max() ?? -1) + 1)
      whole.append(circuit, on: operation.qubits, bits: bits)
      try add(whole.operations)
    }
  }

  private mutating func add(_ gate: Gate, _ angles: [Angle], _ operation: Operation) throws {
    if let action = recognizer.action(of: gate, angles.map(\.constant)) {
      let first = additions.count
      addAdditions(action, on: operation.qubits)
      steps.append(.gate(action, operation.qubits, first..<additions.count))
    } else if let parts = gate.expanded(angles) {
      for part in parts.operations {
        var moved = part
        moved.qubits = part.qubits.map { operation.qubits[$0] }
        do { try add(moved) } catch { throw SimulationError.notClifford("\(operation)") }
      }
    } else {
      throw SimulationError.notClifford("\(operation)")
    }
  }

  private mutating func addMeasurement(of qubit: Int, into bit: Int) {
    steps.append(
      .measure(
        qubit, into: bit, flips: planes[2 * qubit], phases: planes[2 * qubit + 1], isLast: false))
  }

  private mutating func addFlip(_ pauli: LocalPauli, on qubits: [Int], if condition: Condition) {
    let factors = qubits.enumerated().map { place, qubit in
      Factor(
        qubit: qubit, isFlip: pauli.x >> place & 1 == 1, isPhase: pauli.z >> place & 1 == 1,
        flips: planes[2 * qubit], phases: planes[2 * qubit + 1])
    }
    steps.append(.flip(factors, if: condition))
  }

  /// Writes what a gate makes of the bits of a frame as additions of planes.
  private mutating func addAdditions(_ action: CliffordAction, on qubits: [Int]) {
    let change = PlaneChange(action)
    let old = qubits.flatMap { [planes[2 * $0], planes[2 * $0 + 1]] }
    var new = old
    if keepsPlaces {
      for (a, b) in change.swaps {
        for (target, source) in [(a, b), (b, a), (a, b)] { append(old[target], old[source]) }
      }
    } else {
      for row in new.indices { new[row] = old[change.sources[row]] }
      for (place, qubit) in qubits.enumerated() {
        planes[2 * qubit] = new[2 * place]
        planes[2 * qubit + 1] = new[2 * place + 1]
      }
    }
    for (target, source) in change.additions { append(new[target], new[source]) }
  }

  private mutating func append(_ target: Int, _ source: Int) {
    additions.append(Addition(target: Int32(target), source: Int32(source)))
  }

  /// Marks measurements behind which nothing is done to the qubit, so that no chance has to be drawn for
  /// what is left of it.
  private mutating func markLastUses() {
    guard !branches else { return }
    var used = Set<Int>()
    for place in steps.indices.reversed() {
      switch steps[place] {
      case .gate(_, let qubits, _): used.formUnion(qubits)
      case .measure(let qubit, let bit, let flips, let phases, _):
        let isLast = used.insert(qubit).inserted
        steps[place] = .measure(qubit, into: bit, flips: flips, phases: phases, isLast: isLast)
      case .reset(let qubit, _, _): used.insert(qubit)
      case .flip(let factors, _): used.formUnion(factors.map(\.qubit))
      case .skip: break
      }
    }
  }
}

/// A change of planes as planes that change places, and then additions of one to another.
private struct PlaneChange {
  /// The plane that comes to each place before the additions.
  var sources: [Int]
  var additions: [(target: Int, source: Int)] = []

  /// Finds them by Gauss's elimination over the field of two numbers.
  init(_ action: CliffordAction) {
    let count = action.forward.count
    sources = Array(0..<count)
    // Row 2q says which old bits make the new flip of qubit q, and row 2q + 1 the new phase.
    var rows = (0..<count).map { row in
      action.forward.enumerated().reduce(0) { bits, image in
        let part = row % 2 == 0 ? image.element.x : image.element.z
        return bits | (part >> (row / 2) & 1) << image.offset
      }
    }
    var isUsed = [Bool](repeating: false, count: count)
    for column in 0..<count {
      let candidates = rows.indices.filter { !isUsed[$0] && rows[$0] >> column & 1 == 1 }
      guard let pivot = candidates.min(by: { rows[$0].nonzeroBitCount < rows[$1].nonzeroBitCount })
      else { continue }
      isUsed[pivot] = true
      sources[pivot] = column
      for row in rows.indices where row != pivot && rows[row] >> column & 1 == 1 {
        rows[row] ^= rows[pivot]
        additions.append((row, pivot))
      }
    }
    additions.reverse()
  }

  /// Swaps of two places that bring every plane to its place.
  var swaps: [(Int, Int)] {
    var (swaps, held): ([(Int, Int)], [Int]) = ([], Array(sources.indices))
    for place in sources.indices {
      guard let other = held.firstIndex(of: sources[place]), other != place else { continue }
      held.swapAt(place, other)
      swaps.append((place, other))
    }
    return swaps
  }
}
