internal import Circuits
internal import Noise
internal import Numerics

/// A noisy circuit as steps that states go through forwards, and observables backwards.
struct DensityTape: Sendable {
  enum Step: Sendable {
    /// A matrix that no angle changes, and its transposed one.
    case fixed(TransferLoop, back: TransferLoop)
    /// Matrices of which some are turned by angles.
    case turned([DensityPlan.Factor], on: [Int])
    /// A gate on more qubits than a matrix is worth.
    case wide(Gate, slots: Range<Int>, on: [Int])
  }

  let qubitCount: Int
  let steps: [Step]
  let angles: AngleTable
  /// What each observable is made of; that of its readings.
  let observables: [[(masks: PauliMasks, coefficient: Double)]]
  /// What an infinitesimal turn by each angle of a gate does.
  private(set) var turns: [Gate: [TransferMatrix]] = [:]
  /// The first step that an angle turns; no derivative needs those before it.
  let firstTurned: Int

  /// Writes a circuit as steps.
  ///
  /// - Parameters:
  ///   - circuit: A circuit without flaws and conditions.
  ///   - noise: What goes wrong.
  ///   - observables: Observables that fit onto it.
  ///   - slot: The place of a symbol in the list of values.
  /// - Throws: ``SimulationError/notSupported(_:by:instead:)`` for a gate that has no generators, and
  ///   ``NoiseError`` as ``Readout/seen(_:)-(Observable)``.
  init(
    _ circuit: Circuit, noise: NoiseModel, measuring observables: [Observable],
    slot: (Symbol) -> Int
  ) throws {
    let plan = DensityPlan(circuit, noise: noise, for: .derivatives, slot: slot)
    if let gate = plan.undifferentiable {
      throw SimulationError.notSupported(
        "\(gate.name) with open angles", by: "the adjoint method",
        instead: "take the parameter-shift rule")
    }
    (qubitCount, angles) = (circuit.qubitCount, plan.angles)
    let (width, places) = (max(PauliVector.laneBits, qubitCount), Array(0..<qubitCount))
    steps = plan.steps.compactMap { Step($0, width: width) }
    self.observables = try observables.map { observable in
      try noise.readout.seen(observable).terms.map {
        (PauliMasks($0.string, on: places), $0.coefficient)
      }
    }
    firstTurned = steps.firstIndex { $0.isTurned } ?? steps.count
    for case .turned(let factors, _) in steps {
      for case .gate(let gate, _) in factors where turns[gate] == nil {
        turns[gate] = (gate.generators ?? []).map {
          TransferMatrix(turningBy: $0, qubits: gate.qubitCount)
        }
      }
    }
  }

  /// What a state takes in memory.
  var stateBytes: Int { 8 << (2 * min(24, max(PauliVector.laneBits, qubitCount))) }

  /// The mean of an observable for a state.
  func mean(of observable: Int, for state: PauliVector) -> Double {
    observables[observable].reduce(0) { $0 + $1.coefficient * state[$1.masks] }
  }

  /// The coefficients of a sum of observables.
  func adjoint(_ factors: [Double]) throws(SimulationError) -> PauliVector {
    let adjoint = try PauliVector(qubits: qubitCount)
    for phases in 0..<1 << adjoint.width { adjoint.elements[phases << adjoint.width] = 0 }
    for (terms, factor) in zip(observables, factors) where factor != 0 {
      for (masks, coefficient) in terms {
        adjoint.elements[masks.flips | masks.phases << adjoint.width] += factor * coefficient
      }
    }
    return adjoint
  }
}

extension DensityTape.Step {
  /// A step of a plan that has no measurements.
  fileprivate init?(_ step: DensityPlan.Step, width: Int) {
    switch step {
    case .transfer(let factors, let qubits):
      if factors.count == 1, case .fixed(let matrix) = factors[0] {
        self = .fixed(
          TransferLoop(matrix, on: qubits, width: width),
          back: TransferLoop(matrix.transposed, on: qubits, width: width))
      } else {
        self = .turned(factors, on: qubits)
      }
    case .wide(let gate, let slots, let qubits): self = .wide(gate, slots: slots, on: qubits)
    case .fixed, .measure, .skip: return nil
    }
  }

  /// Whether angles may turn it.
  var isTurned: Bool {
    switch self {
    case .fixed: false
    case .turned: true
    case .wide(_, let slots, _): !slots.isEmpty
    }
  }
}
