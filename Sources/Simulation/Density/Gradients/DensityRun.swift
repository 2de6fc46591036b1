internal import Circuits
internal import Numerics

/// One run of a noisy circuit for given angles, and the way back.
///
/// Noise cannot be undone, so that the states before the steps are kept. Where they would take much memory,
/// only every so manieth is, and those between are made again when the way back comes there.
///
/// A. Griewank and A. Walther, "Algorithm 799: revolve", ACM Transactions on Mathematical Software 26, 19
/// (2000); here with marks at even distances.
struct DensityRun {
  /// States that take no more bytes than this are all kept.
  private static let small = 1 << 26

  private enum Bound {
    case loop(TransferLoop, back: TransferLoop)
    case turned([TransferMatrix], forth: TransferLoop, back: TransferLoop)
    case wide
  }

  private let tape: DensityTape
  private let angles: [Double]
  private let bound: [Bound]
  /// How many steps stand between two states that are kept.
  private let stretch: Int
  /// The states before every so manieth step.
  private var marks: [PauliVector] = []
  /// The states before the turned steps of the last stretch.
  private var kept: [Int: PauliVector] = [:]
  /// The state at the end.
  private(set) var state: PauliVector

  /// Runs a circuit.
  ///
  /// - Parameters:
  ///   - tape: The circuit.
  ///   - angles: Its angles.
  ///   - adjoints: How many observables will go the way back; none where only means are asked for.
  /// - Throws: ``SimulationError/tooLarge(qubits:bytes:free:)``.
  init(_ tape: DensityTape, _ angles: [Double], adjoints: Int) throws(SimulationError) {
    (self.tape, self.angles) = (tape, angles)
    let width = max(PauliVector.laneBits, tape.qubitCount)
    state = try PauliVector(qubits: tape.qubitCount)
    bound = tape.steps.map { step in
      switch step {
      case .fixed(let forth, let back): return .loop(forth, back: back)
      case .wide: return .wide
      case .turned(let factors, let qubits):
        let matrices = factors.map { $0.matrix(angles) }
        let product = matrices.product
        return .turned(
          matrices, forth: TransferLoop(product, on: qubits, width: width),
          back: TransferLoop(product.transposed, on: qubits, width: width))
      }
    }
    let count = tape.steps.count
    let isSmall = count.multipliedReportingOverflow(by: tape.stateBytes)
    stretch =
      !isSmall.overflow && isSmall.partialValue <= DensityRun.small
      ? max(1, count) : Int(Double(count).squareRoot().rounded(.up))
    try checkMemory(adjoints: adjoints)
    try goForth(keeping: adjoints > 0)
  }

  private func checkMemory(adjoints: Int) throws(SimulationError) {
    let count = tape.steps.count
    guard adjoints > 0, stretch < count else { return }
    let states = 1 + adjoints + stretch + (count + stretch - 1) / stretch
    let (bytes, overflow) = states.multipliedReportingOverflow(by: tape.stateBytes)
    let free = AlignedMemory.freeBytes
    guard !overflow, bytes < free else {
      throw .tooLarge(qubits: tape.qubitCount, bytes: overflow ? .max : bytes, free: free)
    }
  }

  private mutating func goForth(keeping: Bool) throws(SimulationError) {
    for first in stride(from: 0, to: bound.count, by: stretch) {
      let steps = first..<min(first + stretch, bound.count)
      if keeping && steps.upperBound < bound.count { marks.append(try PauliVector(copying: state)) }
      kept = try pass(steps, state, keeping: keeping && steps.upperBound == bound.count)
    }
  }

  /// Takes a state through some steps; returns the states before those that are turned, if they are kept.
  private func pass(
    _ steps: Range<Int>, _ state: PauliVector, keeping: Bool
  ) throws(SimulationError) -> [Int: PauliVector] {
    var kept: [Int: PauliVector] = [:]
    for number in steps {
      if keeping, number >= tape.firstTurned, tape.steps[number].isTurned {
        kept[number] = try PauliVector(copying: state)
      }
      switch bound[number] {
      case .loop(let forth, _), .turned(_, let forth, _): state.run(forth)
      case .wide:
        guard case .wide(let gate, let slots, let qubits) = tape.steps[number] else { continue }
        state.apply(gate, slots.map { angles[$0] }, on: qubits)
      }
    }
    return kept
  }

  /// The derivatives of the means of observables by all angles.
  ///
  /// - Parameter adjoints: The observables, which are used up.
  /// - Returns: For each, a derivative for each angle.
  /// - Throws: ``SimulationError/tooLarge(qubits:bytes:free:)``.
  func slopes(_ adjoints: [PauliVector]) throws(SimulationError) -> [[Double]] {
    var slopes = adjoints.map { _ in [Double](repeating: 0, count: angles.count) }
    for first in stride(from: 0, to: bound.count, by: stretch).reversed() {
      let steps = first..<min(first + stretch, bound.count)
      if steps.upperBound <= tape.firstTurned { break }
      var before = kept
      if steps.upperBound < bound.count {
        before = try pass(steps, PauliVector(copying: marks[first / stretch]), keeping: true)
      }
      for number in steps.reversed() where number >= tape.firstTurned {
        goBack(number, adjoints, before[number], &slopes)
      }
    }
    return slopes
  }

  /// Takes observables through a step, and notes the derivatives by its angles.
  private func goBack(
    _ number: Int, _ adjoints: [PauliVector], _ before: PauliVector?, _ slopes: inout [[Double]]
  ) {
    switch (bound[number], tape.steps[number]) {
    case (.loop(_, let back), _): for adjoint in adjoints { adjoint.run(back) }
    case (.turned(let matrices, _, let back), .turned(let factors, let qubits)):
      let changes = tape.changes(of: factors, matrices)
      let support = TransferMatrix.support(of: changes.map(\.matrix), qubits: qubits.count)
      let loop = TransferLoop(support, on: qubits, width: state.width)
      for (place, adjoint) in adjoints.enumerated() {
        if let before {
          let sums = loop.correlations(adjoint, before, size: support.size)
          for change in changes { slopes[place][change.slot] = change.matrix.sum(times: sums) }
        }
        adjoint.run(back)
      }
    case (_, .wide(let gate, let slots, let qubits)):
      let undone = gate.inverse(slots.map { Angle(angles[$0]) })
      for (place, adjoint) in adjoints.enumerated() {
        adjoint.apply(undone.gate, undone.angles.map(\.constant), on: qubits)
        guard let before else { continue }
        // Generators commute with their gate, so that both can be asked before it.
        for (slot, generator) in zip(slots, gate.generators ?? []) {
          slopes[place][slot] = adjoint.turn(by: generator, on: qubits, of: before)
        }
      }
    default: break
    }
  }
}

extension DensityTape {
  /// How the product of some matrices changes with each of their angles.
  fileprivate func changes(
    of factors: [DensityPlan.Factor], _ matrices: [TransferMatrix]
  ) -> [(slot: Int, matrix: TransferMatrix)] {
    var changes: [(slot: Int, matrix: TransferMatrix)] = []
    var product: TransferMatrix?
    for (factor, matrix) in zip(factors, matrices) {
      changes = changes.map { ($0.slot, matrix * $0.matrix) }
      let sofar = product.map { matrix * $0 } ?? matrix
      product = sofar
      guard case .gate(let gate, let slots) = factor else { continue }
      for (slot, turn) in zip(slots, turns[gate] ?? []) { changes.append((slot, turn * sofar)) }
    }
    return changes
  }
}

extension [TransferMatrix] {
  /// The product, the first one first.
  fileprivate var product: TransferMatrix {
    dropFirst().reduce(self[0]) { $1 * $0 }
  }
}

extension PauliVector {
  /// The mean of an observable, this one, in what an infinitesimal turn makes of a state.
  ///
  /// - Complexity: O(4ⁿ) for each string of the generator.
  fileprivate func turn(
    by generator: Observable, on qubits: [Int], of state: PauliVector
  ) -> Double {
    var slope = 0.0
    for term in generator.terms {
      let masks = PauliMasks(term.string, on: qubits)
      let own = masks.flips | masks.phases << width
      var sum = 0.0
      for number in 0..<count {
        let sign = masks.turnSign(of: PauliMasks(number: number, qubits: width))
        if sign != 0 { sum += sign * elements[number] * state.elements[number ^ own] }
      }
      slope += 2 * term.coefficient * sum
    }
    return slope
  }
}
