internal import Circuits
internal import Noise
internal import Numerics

/// Mixed states, one for each value that the classical bits may have; their traces are how likely it is.
struct DensityBranches {
  private var states: [UInt64: PauliVector]
  private let qubitCount: Int
  /// The bits that tell states apart; what is written into others is forgotten.
  private let kept: Bits
  /// What is measured at the end, when nothing is done to the states any more.
  private var last: [(qubit: Int, bit: Int)] = []

  /// Which classical bits matter.
  enum Bits {
    /// All of them, as for samples.
    case all
    /// Those that conditions read, as for a mixture.
    case read(Set<Int>)
  }

  /// So many classical bits have their values told apart, as a number.
  static let mostBits = 64
  /// So many values of the bits are followed; more are the business of runs with errors.
  private static let most = 1 << 16
  /// Less memory than this is not worth the question what is free.
  private static let small = 1 << 26

  /// What a circuit makes of zeros, for given angles.
  ///
  /// - Parameters:
  ///   - plan: The circuit.
  ///   - angles: Its angles.
  ///   - circuit: Whose plan it is.
  ///   - keepsBits: Whether the values of all bits are told apart.
  /// - Throws: ``SimulationError`` for more than 64 bits, and for what does not fit into memory.
  init(_ plan: DensityPlan, _ angles: [Double], of circuit: Circuit, keepsBits: Bool) throws {
    qubitCount = circuit.qubitCount
    guard circuit.bitCount <= DensityBranches.mostBits else {
      throw SimulationError.unfit(
        "a density matrix", given: "\(circuit.bitCount) classical bits",
        allowed: "\(DensityBranches.mostBits) are the most; take Trajectories")
    }
    kept = keepsBits ? .all : .read(plan.readBits)
    states = [0: try PauliVector(qubits: qubitCount)]
    var end = plan.steps.count
    while keepsBits, end > 0, case .measure(let qubit, let bit, let error) = plan.steps[end - 1],
      error.isNone
    {
      last.append((qubit, bit))
      end -= 1
    }
    last.reverse()
    try run(plan.steps, angles, on: [0], from: 0, to: end)
  }

  /// Runs some steps on the states of some values of the bits.
  private mutating func run(
    _ steps: [DensityPlan.Step], _ angles: [Double], on keys: [UInt64], from first: Int, to end: Int
  ) throws {
    var place = first
    var keys = keys
    while place < end {
      let step = steps[place]
      place += 1
      switch step {
      case .transfer(let factors, let qubits):
        guard let matrix = factors.product(angles) else { continue }
        for key in keys { states[key]?.apply(matrix, on: qubits) }
      case .fixed(let loop): for key in keys { states[key]?.run(loop) }
      case .wide(let gate, let slots, let qubits):
        for key in keys { states[key]?.apply(gate, slots.map { angles[$0] }, on: qubits) }
      case .measure(let qubit, let bit, let error):
        keys = try measure(qubit, into: bit, error, keys)
      case .skip(let condition, let count):
        let taken = keys.filter { key in
          condition.holds(for: (0..<64).map { key >> UInt64($0) & 1 == 1 })
        }
        let others = Set(keys).subtracting(taken)
        if !taken.isEmpty {
          let before = Set(states.keys)
          try run(steps, angles, on: taken, from: place, to: place + count)
          // What was measured under the condition makes further values.
          keys = Array(others.union(taken).union(Set(states.keys).subtracting(before)))
            .filter { states[$0] != nil }
        }
        place += count
      }
    }
  }

  /// Parts each state by what is read of a qubit, where the bit matters; those whose bits become the same
  /// are added.
  private mutating func measure(
    _ qubit: Int, into bit: Int, _ error: ReadoutError, _ keys: [UInt64]
  ) throws -> [UInt64] {
    if case .read(let bits) = kept, !bits.contains(bit) {
      for key in keys { states[key]?.apply(.forgetting, on: [qubit]) }
      return keys
    }
    try checkMemory(forTwice: keys.count)
    let mask: UInt64 = 1 << UInt64(bit)
    // A value is read where it is there and is not misread, or where the other one is misread.
    let matrices = [false, true].map { value in
      let zero = Complex(error.probability(of: value, for: false).squareRoot())
      let one = Complex(error.probability(of: value, for: true).squareRoot())
      return TransferMatrix(kraus: [[zero, 0, 0, 0], [0, 0, 0, one]], qubits: 1)
    }
    var parted: [UInt64: PauliVector] = [:]
    for key in keys.sorted() {
      guard let state = states.removeValue(forKey: key) else { continue }
      for value in [false, true] {
        let part = try PauliVector(copying: state)
        part.apply(matrices[value ? 1 : 0], on: [qubit])
        guard part.elements[0] > 1e-16 else { continue }
        let next = value ? key | mask : key & ~mask
        if let other = parted[next] { other.add(part) } else { parted[next] = part }
      }
    }
    for (key, state) in parted {
      if let other = states[key] { other.add(state) } else { states[key] = state }
    }
    return Array(parted.keys)
  }

  /// Refuses to tell more values apart than memory holds states.
  private func checkMemory(forTwice count: Int) throws {
    let bytes = 8 << (2 * max(PauliVector.laneBits, qubitCount))
    let free = count * bytes < DensityBranches.small ? Int.max : AlignedMemory.freeBytes
    guard 2 * count <= DensityBranches.most, count * bytes < free else {
      throw SimulationError.unfit(
        "a density matrix",
        given: "\(2 * count) values of the classical bits, each with \(bytes) bytes",
        allowed: "\(DensityBranches.most) values are the most, as far as memory goes; take "
          + "Trajectories, or measure at the end")
    }
  }

  /// How likely each value of the bits is, in their order; what is not likely at all stands aside.
  var outcomes: [(bits: UInt64, weight: Double)] {
    let qubits = Set(last.map(\.qubit)).sorted()
    let place = OutcomeBits(last, qubits: qubitCount)
    let written = last.reduce(UInt64(0)) { $0 | 1 << UInt64($1.bit) }
    return states.sorted { $0.key < $1.key }.flatMap { key, state in
      DensityMatrix(state, qubits: qubitCount, readout: Readout()).distribution(of: qubits)
        .enumerated().compactMap {
          number, weight in
          let index = qubits.indices.reduce(0) { $0 | (number >> $1 & 1) << qubits[$1] }
          return weight > 0 ? (key & ~written | place(index), weight) : nil
        }
    }
  }

  /// The state, whatever the bits are.
  func mixture() throws -> PauliVector {
    let sorted = states.sorted { $0.key < $1.key }.map(\.value)
    guard let first = sorted.first else { return try PauliVector(qubits: qubitCount) }
    for other in sorted.dropFirst() { first.add(other) }
    return first
  }
}

extension DensityPlan {
  /// The bits that conditions read.
  fileprivate var readBits: Set<Int> {
    steps.reduce(into: []) { bits, step in
      if case .skip(let condition, _) = step { bits.formUnion(condition.bits) }
    }
  }
}
