internal import Circuits
internal import Numerics

/// The steps of a circuit in whole numbers: matrices with 15 bits behind the point, angles in 65536ths of a turn.
struct FixedSteps: Sendable {
  /// An angle: a sum of whole multiples of inputs, modulo a turn.
  struct Formula: Hashable, Sendable {
    let constant: UInt16
    let terms: [(factor: UInt16, input: Int)]

    static func == (left: Formula, right: Formula) -> Bool {
      left.constant == right.constant
        && left.terms.elementsEqual(right.terms) { $0.factor == $1.factor && $0.input == $1.input }
    }

    func hash(into hasher: inout Hasher) { hasher.combine(constant) }

    func value(_ inputs: [UInt16]) -> UInt16 {
      terms.reduce(constant) { $0 &+ $1.factor &* inputs[$1.input] }
    }

    /// The formula in C.
    var text: String {
      let sum = terms.reduce("\(constant)u") { "\($0) + \($1.factor)u * input[\($1.input)]" }
      return "(uint16_t)(\(sum))"
    }
  }

  /// One step; turns are by twice the angle.
  enum Step: Hashable, Sendable {
    case matrix([Int32], qubit: Int)
    case turnY(Formula, qubit: Int)
    case turnZ(Formula, qubit: Int)
    case flip(control: Int, target: Int)
  }

  let list: [Step]
  /// The width of a turn of each feature.
  let periods: [Double]

  init(_ circuit: Circuit) throws {
    let exact = try StateSteps(circuit).steps
    let periods = try FixedSteps.periods(of: exact, in: circuit)
    self.periods = periods
    list = exact.map { step in
      switch step {
      case .matrix(let numbers, let qubit):
        .matrix(numbers.map { Int32((32768 * $0).rounded()) }, qubit: qubit)
      case .turnY(let angle, let qubit): .turnY(Formula(angle, periods), qubit: qubit)
      case .turnZ(let angle, let qubit): .turnZ(Formula(angle, periods), qubit: qubit)
      case .flip(let control, let target): .flip(control: control, target: target)
      }
    }
  }

  /// The width of a turn of each feature, so that every angle is a whole multiple of it.
  private static func periods(
    of steps: [StateSteps.Step], in circuit: Circuit
  ) throws(EdgeError) -> [Double] {
    let layout = circuit.layout(of: .feature)
    var frequencies = [[Double]](repeating: [], count: layout.count)
    for case .turnY(let angle, _) in steps { try add(angle, to: &frequencies) }
    for case .turnZ(let angle, _) in steps { try add(angle, to: &frequencies) }
    var periods = [Double](repeating: 2 * .pi, count: layout.count)
    for (symbol, place) in layout.symbols {
      guard let largest = frequencies[place].max() else { continue }
      let measure = frequencies[place].reduce(0) {
        FourierTensor.commonMeasure($0, $1, atLeast: largest / 64)
      }
      guard measure > 0 else {
        throw .noCommonMeasure(symbol, frequencies: Array(Set(frequencies[place])).sorted())
      }
      periods[place] = 2 * .pi / measure
    }
    return periods
  }

  private static func add(
    _ angle: StateSteps.Formula, to frequencies: inout [[Double]]
  ) throws(EdgeError) {
    for term in angle.terms where term.factor != 0 {
      guard term.inputs.count == 1 else {
        throw .notLinear(term.inputs.map { "x[\($0)]" }.joined(separator: "·"))
      }
      frequencies[term.inputs[0]].append(abs(term.factor))
    }
  }

  /// The largest distance that a state can have from the exact one, in the norm of vectors.
  ///
  /// Each step adds what its matrix differs from the exact one, times a norm that stays below 1.2, and the
  /// rounding of 2ⁿ⁺¹ numbers by half a unit at most, besides one that is cut since 1 cannot be written.
  func drift(size: Int) -> Double {
    let unit = 0x1p-15
    let rounding = unit / 2 * Double(2 * size).squareRoot() + unit
    // A sine is within 1.1 units, and a constant of an angle within half of a 65536th of a turn.
    let turn = 1.1 * unit * 2.0.squareRoot() + .pi * 0x1p-16
    return list.reduce(unit) { sum, step in
      switch step {
      case .matrix: sum + rounding + 1.2 * unit / 2 * 8.0.squareRoot()
      case .turnY, .turnZ: sum + rounding + 1.2 * turn
      case .flip: sum
      }
    }
  }
}

extension FixedSteps.Formula {
  /// The formula in turns of the inputs.
  fileprivate init(_ angle: StateSteps.Formula, _ periods: [Double]) {
    constant = FixedSteps.Formula.turns(angle.constant / (2 * .pi))
    terms = angle.terms.filter { $0.factor != 0 }.map { term in
      let multiple = (term.factor * periods[term.inputs[0]] / (2 * .pi)).rounded()
      return (UInt16(truncatingIfNeeded: Int(multiple)), term.inputs[0])
    }
  }

  /// A count of turns as a part of one.
  private static func turns(_ count: Double) -> UInt16 {
    let part = count - count.rounded(.down)
    return part.isFinite ? UInt16(truncatingIfNeeded: Int((65536 * part).rounded())) : 0
  }
}
