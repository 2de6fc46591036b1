internal import Circuits
internal import Noise
internal import Numerics

/// A noisy circuit as a list of transfer matrices, made once for all values of its angles.
///
/// What is done to the same qubits, gates and channels alike, is multiplied into one matrix.
struct DensityPlan: Sendable {
  /// What one matrix is made of.
  enum Factor: Sendable {
    case fixed(TransferMatrix)
    case gate(Gate, slots: Range<Int>)
  }

  enum Step: Sendable {
    /// Matrices on qubits, the first one first.
    case transfer([Factor], on: [Int])
    /// A matrix that no angle changes, ready to run.
    case fixed(TransferLoop)
    /// A gate on more qubits than a matrix is worth.
    case wide(Gate, slots: Range<Int>, on: [Int])
    case measure(Int, into: Int, misread: ReadoutError)
    /// The next steps are left out unless a condition holds.
    case skip(unless: Condition, steps: Int)
  }

  /// What a plan is for.
  enum Purpose {
    /// States, with the values of the bits.
    case states
    /// Derivatives: each angle turns by a generator of its own, and what is measured is forgotten.
    case derivatives
  }

  private(set) var steps: [Step] = []
  private(set) var angles = AngleTable()
  /// A gate that can be simulated but not be differentiated, if there is one.
  private(set) var undifferentiable: Gate?
  private let noise: NoiseModel
  private let purpose: Purpose
  /// The matrices of channels and of gates without angles, each made once.
  private var channels: [Channel: TransferMatrix] = [:]
  private var gates: [Gate: TransferMatrix] = [:]
  /// The step that last did something to each qubit.
  private var last: [Int: Int] = [:]
  /// Steps before this place are not joined any more.
  private var barrier = 0

  /// A matrix on more qubits has more elements than a gate's own way takes operations.
  private static let widest = 3
  /// More factors of one matrix would make its derivatives costly, each of which passes all behind it.
  private static let mostFactors = 16

  init(
    _ circuit: Circuit, noise: NoiseModel, for purpose: Purpose = .states, slot: (Symbol) -> Int
  ) {
    (self.noise, self.purpose) = (noise, purpose)
    add(circuit.operations, slot)
    guard purpose == .states else { return }
    let width = max(PauliVector.laneBits, circuit.qubitCount)
    steps = steps.map { step in
      if case .transfer(let factors, let qubits) = step, factors.count == 1,
        case .fixed(let matrix) = factors[0]
      {
        return .fixed(TransferLoop(matrix, on: qubits, width: width))
      }
      return step
    }
  }

  private mutating func add(_ operations: [Operation], _ slot: (Symbol) -> Int) {
    for operation in operations {
      guard let condition = operation.condition else {
        add(operation, slot)
        continue
      }
      close()
      let place = steps.count
      add(operation, slot)
      steps.insert(.skip(unless: condition, steps: steps.count - place), at: place)
      close()
    }
  }

  private mutating func close() {
    barrier = steps.count
    last = [:]
  }

  private mutating func add(_ operation: Operation, _ slot: (Symbol) -> Int) {
    let qubits = operation.qubits
    switch operation.action {
    case .gate(let gate, let angles): add(gate, angles, on: qubits, slot)
    case .measure where purpose == .derivatives: append(.fixed(.forgetting), on: qubits)
    case .measure(let bit):
      close()
      steps.append(.measure(qubits[0], into: bit, misread: noise.readout[qubits[0]]))
      close()
    case .reset:
      append(
        .fixed(TransferMatrix(kraus: [[1, 0, 0, 0], [0, 1, 0, 0]], qubits: 1)), on: qubits)
    case .barrier: break
    case .block(let circuit, _, let bits):
      var whole = Circuit(qubits: (qubits.max() ?? -1) + 1, bits: (bits.max() ?? -1) + 1)
      whole.append(circuit, on: qubits, bits: bits)
      add(whole.operations, slot)
    }
  }

  private mutating func add(
    _ gate: Gate, _ angles: [Angle], on qubits: [Int], _ slot: (Symbol) -> Int
  ) {
    let channels = noise.channels(after: gate, on: qubits)
    if qubits.count > DensityPlan.widest, let parts = gate.expanded(angles) {
      // Of a wide gate that goes wrong, only the whole does.
      for part in parts.operations {
        guard case .gate(let inner, let angles) = part.action else { continue }
        addIdeal(inner, angles, on: part.qubits.map { qubits[$0] }, slot)
      }
    } else {
      addIdeal(gate, angles, on: qubits, slot)
    }
    for (channel, places) in channels { append(.fixed(matrix(of: channel)), on: places) }
  }

  private mutating func matrix(of channel: Channel) -> TransferMatrix {
    if let known = channels[channel] { return known }
    let matrix = TransferMatrix(channel)
    channels[channel] = matrix
    return matrix
  }

  private mutating func matrix(of gate: Gate) -> TransferMatrix {
    if let known = gates[gate] { return known }
    let matrix = TransferMatrix(gate, [])
    gates[gate] = matrix
    return matrix
  }

  private mutating func addIdeal(
    _ gate: Gate, _ angles: [Angle], on qubits: [Int], _ slot: (Symbol) -> Int
  ) {
    if purpose == .derivatives, gate.generators == nil,
      angles.contains(where: { !$0.isConstant })
    {
      guard let parts = gate.expanded(angles) else { return undifferentiable = gate }
      for case (let part, .gate(let inner, let own)) in parts.operations.map({ ($0, $0.action) }) {
        addIdeal(inner, own, on: part.qubits.map { qubits[$0] }, slot)
      }
      return
    }
    let first = self.angles.count
    for angle in angles { _ = self.angles.add(angle, slot: slot) }
    let slots = first..<self.angles.count
    if qubits.count > DensityPlan.widest {
      close()
      steps.append(.wide(gate, slots: slots, on: qubits))
      close()
    } else if angles.isEmpty {
      append(.fixed(matrix(of: gate)), on: qubits)
    } else if angles.allSatisfy(\.isConstant) {
      append(.fixed(TransferMatrix(gate, angles.map(\.constant))), on: qubits)
    } else {
      append(.gate(gate, slots: slots), on: qubits)
    }
  }

  /// Appends a matrix, to the step that last did something to the same qubits if it can.
  private mutating func append(_ factor: Factor, on qubits: [Int]) {
    if qubits.isEmpty { return }
    let places = Set(qubits.map { last[$0] ?? -1 })
    if places.count == 1, let place = places.first, place >= barrier,
      case .transfer(var factors, let own) = steps[place], Set(own) == Set(qubits)
    {
      if case .fixed(let old)? = factors.last, case .fixed(var new) = factor {
        if own != qubits { new = new.reordered(own.map { qubits.firstIndex(of: $0) ?? 0 }) }
        factors[factors.count - 1] = .fixed(new * old)
        steps[place] = .transfer(factors, on: own)
        return
      } else if own == qubits && factors.count < DensityPlan.mostFactors {
        steps[place] = .transfer(factors + [factor], on: own)
        return
      }
    }
    for qubit in qubits { last[qubit] = steps.count }
    steps.append(.transfer([factor], on: qubits))
  }
}

extension [DensityPlan.Factor] {
  /// The product for given angles.
  func product(_ angles: [Double]) -> TransferMatrix? {
    reduce(nil) { product, factor in
      let next = factor.matrix(angles)
      return product.map { next * $0 } ?? next
    }
  }
}

extension DensityPlan.Factor {
  /// The matrix for given angles.
  func matrix(_ angles: [Double]) -> TransferMatrix {
    switch self {
    case .fixed(let matrix): matrix
    case .gate(let gate, let slots): TransferMatrix(gate, slots.map { angles[$0] })
    }
  }
}
