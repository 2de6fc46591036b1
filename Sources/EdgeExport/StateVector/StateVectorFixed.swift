internal import Circuits
internal import Numerics

/// A circuit itself, as a program that keeps the amplitudes of its state in whole numbers of 16 bits.
///
/// It serves where ``StateVectorFloat`` does, on cores that do not compute in single precision, and takes half of
/// the memory.
public struct StateVectorFixed: EdgeBody {
  private let steps: FixedSteps
  /// The terms of each output; factors have ``fractionBits`` bits behind the point.
  let outputs: [[(term: StateTerm, factor: Int32)]]
  private let fractionBits: Int
  let size: Int
  /// What no output can differ more from the model, for the features that the program sees.
  ///
  /// It is a bound for the worst case; differences are a small part of it.
  public let errorBound: Double

  /// The program of a model.
  ///
  /// - Throws: ``EdgeError/tooLarge(_:given:limit:instead:)`` for more than 12 qubits and for so many steps that
  ///   roundings could add up to more than a fifth, ``EdgeError/notLinear(_:)`` and
  ///   ``EdgeError/noCommonMeasure(_:frequencies:)`` for angles that are no whole multiples of features,
  ///   ``EdgeError/unfit(_:given:allowed:)`` for observables that are too large, and `CircuitError` for gates that
  ///   cannot be taken apart.
  /// - Complexity: O(*k*) for *k* gates; a run takes O(*k* 2ⁿ).
  public init(_ model: EdgeModel) throws {
    let (circuit, observables) = try model.circuit(for: "a state vector")
    steps = try FixedSteps(circuit)
    size = 1 << circuit.qubitCount
    let drift = steps.drift(size: size)
    guard drift <= 0.2 else {
      throw EdgeError.tooLarge(
        "the steps of a state vector in whole numbers", given: steps.list.count,
        limit: Int(0.2 / drift * Double(steps.list.count)),
        instead: "export the state vector in single precision")
    }
    let bounds = observables.map { $0.terms.reduce(0) { $0 + abs($1.coefficient) } }
    let largest = bounds.reduce(0) { max($0, $1) }
    let terms = observables.map { Double($0.terms.count) }.max() ?? 0
    guard let bits = StateVectorFixed.fractionBits(largest, terms) else {
      throw EdgeError.unfit(
        "a state vector in whole numbers", given: "outputs of up to \(largest)",
        allowed: "they are at most 32768; scale the observables")
    }
    let unit = Double(sign: .plus, exponent: -bits, significand: 1)
    outputs = observables.map { $0.terms.map(StateTerm.init) }.map { terms in
      terms.map { ($0, Int32(($0.factor / unit).rounded())) }
    }
    fractionBits = bits
    // A mean is off by the drift on both sides and by its own rounding, a factor by its own.
    errorBound = largest * (drift * (2 + drift) + 0x1p-16) + unit / 2 * (1.44 * terms + 1)
  }

  /// So many bits that factors times means stay within 31, also where states are a fifth too long.
  private static func fractionBits(_ largest: Double, _ terms: Double) -> Int? {
    (0...24).last { bits in
      let factors = Double(sign: .plus, exponent: bits, significand: largest) + terms / 2
      return factors * 1.44 * 0x1p15 < 0x1p31 - 0x1p15
    }
  }

  /// `State vector Q15`.
  public var title: String { "State vector Q15" }
  /// One input a feature.
  public var inputCount: Int { steps.periods.count }
  /// One output an observable.
  public var outputCount: Int { outputs.count }
  /// Features as turns of their lowest frequency.
  public var inputFormat: EdgeFormat { .turns(periods: steps.periods) }
  /// Outputs with 15 bits behind the point; with fewer where they are larger than 1, with more where they are less.
  public var outputFormat: EdgeFormat { .fixed(fractionBits: fractionBits) }

  /// The outputs, computed as every core does.
  public func run(_ inputs: [Int32]) -> [Int32] {
    let x = inputs.map { UInt16(truncatingIfNeeded: $0) }
    var state = FixedState(size: size)
    for step in steps.list {
      switch step {
      case .matrix(let matrix, let qubit): state.apply(matrix, qubit)
      case .turnY(let angle, let qubit): state.turnY(angle.value(x), qubit)
      case .turnZ(let angle, let qubit): state.turnZ(angle.value(x), qubit)
      case .flip(let control, let target): state.flip(control, target)
      }
    }
    return outputs.map { terms in
      terms.reduce(Int32(0)) { $0 &+ $1.factor &* state.mean($1.term) }.shortened(by: 15)
    }
  }

  /// What a run costs.
  public var work: EdgeWork {
    var work = EdgeWork()
    for step in steps.list {
      switch step {
      case .matrix:
        work.wholeProducts += 8 * size
        work.constantBytes += 32
      case .turnY, .turnZ:
        work.wholeProducts += 4 * size
        work.wholeTurns += 1
      case .flip: break
      }
      // Each number is scaled, rounded and cut at both ends.
      if case .flip = step {} else { work.roundings += 8 * size }
      work.passes += size
      work.codeBytes += 10
    }
    let terms = outputs.reduce(0) { $0 + $1.count }
    work.wholeProducts += terms * (2 * size + 1)
    work.passes += 2 * terms * size
    work.constantBytes += FixedTurns.constantBytes
    (work.staticBytes, work.stackBytes) = (4 * size, 128)
    work.codeBytes += 650
    return work
  }

  /// Writes the matrices, the steps and the functions that take them.
  public func write(to text: inout CText) {
    let matrices: [Int32] = steps.list.flatMap { step -> [Int32] in
      if case .matrix(let matrix, _) = step { matrix } else { [] }
    }
    if !matrices.isEmpty { text.addTable("int32_t", "matrices", matrices) }
    FixedTurns.write(to: &text)
    writeMoves(to: &text, hasMatrices: !matrices.isEmpty)
    writeMeans(to: &text)
    text.beginRun(self)
    text.add("  for (int i = 0; i < \(size); i++) @real[i] = @imaginary[i] = 0;")
    text.add("  @real[0] = 32767;")
    var next = 0
    for step in steps.list {
      switch step {
      case .matrix(_, let qubit):
        text.add("  @apply(&@matrices[\(next)], \(qubit));")
        next += 8
      case .turnY(let angle, let qubit): text.add("  @turn_y(\(angle.text), \(qubit));")
      case .turnZ(let angle, let qubit): text.add("  @turn_z(\(angle.text), \(qubit));")
      case .flip(let control, let target): text.add("  @flip(\(control), \(target));")
      }
    }
    for (place, terms) in outputs.enumerated() {
      text.add("  output[\(place)] = 0;")
      for (term, factor) in terms {
        text.add(
          "  output[\(place)] += \(factor) * @mean(\(term.flips)u, \(term.phases)u, "
            + "\(term.isImaginary ? 1 : 0));")
      }
      text.add("  output[\(place)] = \(shortened("output[\(place)]", by: 15));")
    }
    text.add("}")
  }
}

/// Amplitudes with 15 bits behind the point.
private struct FixedState {
  private var real: [Int16]
  private var imaginary: [Int16]

  init(size: Int) {
    (real, imaginary) = (Array(repeating: 0, count: size), Array(repeating: 0, count: size))
    real[0] = .max
  }

  private func cut(_ sum: Int32) -> Int16 { Int16(min(32767, max(-32768, sum.shortened(by: 15)))) }

  /// Calls a function with both places of each pair.
  private mutating func pairs(_ qubit: Int, _ change: (inout FixedState, Int, Int) -> Void) {
    let bit = 1 << qubit
    for i in real.indices where i & bit == 0 { change(&self, i, i | bit) }
  }

  mutating func apply(_ m: [Int32], _ qubit: Int) {
    pairs(qubit) { state, i, j in
      let (ar, ai) = (Int32(state.real[i]), Int32(state.imaginary[i]))
      let (br, bi) = (Int32(state.real[j]), Int32(state.imaginary[j]))
      state.real[i] = state.cut(m[0] &* ar &- m[1] &* ai &+ m[2] &* br &- m[3] &* bi)
      state.imaginary[i] = state.cut(m[0] &* ai &+ m[1] &* ar &+ m[2] &* bi &+ m[3] &* br)
      state.real[j] = state.cut(m[4] &* ar &- m[5] &* ai &+ m[6] &* br &- m[7] &* bi)
      state.imaginary[j] = state.cut(m[4] &* ai &+ m[5] &* ar &+ m[6] &* bi &+ m[7] &* br)
    }
  }

  /// A pair of numbers turned by an angle.
  private func turned(_ a: Int16, _ b: Int16, _ c: Int32, _ s: Int32) -> (Int16, Int16) {
    (cut(c &* Int32(a) &- s &* Int32(b)), cut(s &* Int32(a) &+ c &* Int32(b)))
  }

  mutating func turnY(_ turn: UInt16, _ qubit: Int) {
    let (c, s) = (FixedTurns.cosine(turn), FixedTurns.sine(turn))
    pairs(qubit) { state, i, j in
      (state.real[i], state.real[j]) = state.turned(state.real[i], state.real[j], c, s)
      (state.imaginary[i], state.imaginary[j]) = state.turned(
        state.imaginary[i], state.imaginary[j], c, s)
    }
  }

  mutating func turnZ(_ turn: UInt16, _ qubit: Int) {
    let (c, s) = (FixedTurns.cosine(turn), FixedTurns.sine(turn))
    pairs(qubit) { state, i, j in
      (state.real[i], state.imaginary[i]) = state.turned(state.real[i], state.imaginary[i], c, -s)
      (state.real[j], state.imaginary[j]) = state.turned(state.real[j], state.imaginary[j], c, s)
    }
  }

  mutating func flip(_ control: Int, _ target: Int) {
    real.flip(control, target)
    imaginary.flip(control, target)
  }

  /// The mean of a product of Pauli matrices, with 15 bits behind the point.
  func mean(_ term: StateTerm) -> Int32 {
    real.indices.reduce(Int32(0)) { sum, i in
      let j = i ^ term.flips
      let (ar, ai, br, bi) = (
        Int32(real[i]), Int32(imaginary[i]), Int32(real[j]), Int32(imaginary[j])
      )
      let product = term.isImaginary ? br &* ai &- bi &* ar : br &* ar &+ bi &* ai
      return (i & term.phases).nonzeroBitCount % 2 == 1 ? sum &- product : sum &+ product
    }.shortened(by: 15)
  }
}
