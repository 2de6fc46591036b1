internal import Circuits
internal import Numerics

/// A circuit as steps on amplitudes: neighbours without features are one matrix.
struct StateSteps: Sendable {
  /// An angle as a sum of products of inputs.
  struct Formula: Hashable, Sendable {
    let constant: Double
    let terms: [(factor: Double, inputs: [Int])]

    static func == (left: Formula, right: Formula) -> Bool {
      left.constant == right.constant
        && left.terms.elementsEqual(right.terms) {
          $0.factor == $1.factor && $0.inputs == $1.inputs
        }
    }

    func hash(into hasher: inout Hasher) {
      hasher.combine(constant)
      for term in terms { hasher.combine(term.inputs) }
    }

    func value(_ inputs: [Float]) -> Float {
      terms.reduce(Float(constant)) { sum, term in
        sum + term.inputs.reduce(Float(term.factor)) { $0 * inputs[$1] }
      }
    }

    /// The formula in C, with the same order of products and sums.
    var text: String {
      terms.reduce(cText(Float(constant))) { text, term in
        text + " + " + term.inputs.reduce(cText(Float(term.factor))) { "\($0) * input[\($1)]" }
      }
    }
  }

  /// One step.
  enum Step: Hashable, Sendable {
    /// A matrix of two rows: real and imaginary parts by turns.
    case matrix([Double], qubit: Int)
    /// A turn about Y by twice the angle.
    case turnY(Formula, qubit: Int)
    /// A turn about Z by twice the angle.
    case turnZ(Formula, qubit: Int)
    /// Amplitudes change places where the control is 1.
    case flip(control: Int, target: Int)
  }

  private(set) var steps: [Step] = []
  /// What waits on each qubit for something that is no constant.
  private var waiting: [Int: [Complex<Double>]] = [:]
  private let places: [Symbol: Int]

  /// The most qubits of a program: their amplitudes take 32 KB in single precision.
  static let mostQubits = 12

  init(_ circuit: Circuit) throws {
    guard circuit.qubitCount <= StateSteps.mostQubits else {
      throw EdgeError.tooLarge(
        "the qubits of a state vector on a device", given: circuit.qubitCount,
        limit: StateSteps.mostQubits, instead: "export a Fourier tensor or a student")
    }
    let layout = circuit.layout(of: .feature)
    places = Dictionary(layout.symbols.map { ($0.symbol, $0.place) }) { first, _ in first }
    let circuit = try circuit.decomposed(into: GateBasis([.ry, .rz, .cx]))
    for operation in circuit.operations {
      guard let gate = operation.gate, gate.qubitCount > 0 else { continue }
      if gate == .cx {
        for qubit in operation.qubits { release(qubit) }
        steps.append(.flip(control: operation.qubits[0], target: operation.qubits[1]))
      } else if operation.symbols.isEmpty {
        try hold(gate, operation.angles, operation.qubits[0])
      } else {
        release(operation.qubits[0])
        let formula = formula(operation.angles[0])
        steps.append(
          gate == .ry
            ? .turnY(formula, qubit: operation.qubits[0])
            : .turnZ(formula, qubit: operation.qubits[0]))
      }
    }
    for qubit in waiting.keys.sorted() { release(qubit) }
  }

  /// Half of an angle.
  private func formula(_ angle: Angle) -> Formula {
    Formula(
      constant: angle.constant / 2,
      terms: angle.terms.map { term in
        (term.coefficient / 2, term.factors.compactMap { places[$0] })
      })
  }

  private mutating func hold(_ gate: Gate, _ angles: [Angle], _ qubit: Int) throws {
    let next = try gate.matrix(angles.map(\.constant)).elements
    let before = waiting[qubit] ?? [1, 0, 0, 1]
    waiting[qubit] = [
      next[0] * before[0] + next[1] * before[2], next[0] * before[1] + next[1] * before[3],
      next[2] * before[0] + next[3] * before[2], next[2] * before[1] + next[3] * before[3],
    ]
  }

  private mutating func release(_ qubit: Int) {
    guard let matrix = waiting.removeValue(forKey: qubit) else { return }
    steps.append(
      .matrix(matrix.flatMap { [$0.real, $0.imaginary] }, qubit: qubit))
  }
}

/// A product of Pauli matrices, as what it does to indices.
struct StateTerm: Hashable, Sendable {
  let factor: Double
  let flips: Int
  let phases: Int
  /// Whether the imaginary part of the products counts; it does for an odd number of Y.
  let isImaginary: Bool

  init(_ term: Observable.Term) {
    var (flips, phases, count) = (0, 0, 0)
    for (qubit, pauli) in term.string.factors {
      if pauli != .z { flips |= 1 << qubit }
      if pauli != .x { phases |= 1 << qubit }
      if pauli == .y { count += 1 }
    }
    (self.flips, self.phases, isImaginary) = (flips, phases, count % 2 == 1)
    // The power of i before the product: its real part, or less its imaginary part.
    factor = [1, -1, -1, 1][count % 4] * term.coefficient
  }
}

extension Array {
  /// Exchanges the numbers of the states in which a target is 0 and 1, where a control is 1.
  mutating func flip(_ control: Int, _ target: Int) {
    let (from, to) = (1 << control, 1 << target)
    for place in indices where place & from != 0 && place & to == 0 { swapAt(place, place | to) }
  }
}
