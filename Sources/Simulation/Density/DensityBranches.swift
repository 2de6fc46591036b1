internal import Circuits
internal import Noise
internal import Numerics

/// Mixed states, one for each value that the classical bits may have; their traces are how likely it is.
struct DensityBranches {
  private(set) var states: [UInt64: PauliVector]
  private let qubitCount: Int

  /// What a circuit makes of zeros, for given angles.
  init(_ plan: DensityPlan, _ angles: [Double], of circuit: Circuit) throws {
    qubitCount = circuit.qubitCount
    guard circuit.bitCount <= 64 else {
      throw SimulationError.unfit(
        "a density matrix", given: "\(circuit.bitCount) classical bits",
        allowed: "64 are the most")
    }
    states = [0: try PauliVector(qubits: qubitCount)]
    try run(plan.steps, angles, on: [0], from: 0)
  }

  /// Runs steps on the states of some values of the bits.
  private mutating func run(
    _ steps: [DensityPlan.Step], _ angles: [Double], on keys: [UInt64], from first: Int
  ) throws {
    var place = first
    var keys = keys
    while place < steps.count {
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
          try run(Array(steps[..<(place + count)]), angles, on: taken, from: place)
          // What was measured under the condition makes further values.
          keys = Array(others.union(taken).union(Set(states.keys).subtracting(before)))
            .filter { states[$0] != nil }
        }
        place += count
      }
    }
  }

  /// Parts each state by what is read of a qubit; those whose bits become the same are added.
  private mutating func measure(
    _ qubit: Int, into bit: Int, _ error: ReadoutError, _ keys: [UInt64]
  ) throws -> [UInt64] {
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

  /// The state, whatever the bits are.
  func mixture() throws -> PauliVector {
    let sorted = states.sorted { $0.key < $1.key }.map(\.value)
    guard let first = sorted.first else { return try PauliVector(qubits: qubitCount) }
    for other in sorted.dropFirst() { first.add(other) }
    return first
  }
}
