internal import Circuits

/// A circuit of which each angle with symbols is a number of its own.
///
/// A weight that stands in several gates, or in a product with a feature, changes several angles at different
/// speeds. Rules that shift angles know one angle of one gate; the chain rule then puts the weights together:
///
/// $$\partial_w f = \sum_k \partial_w\theta_k \, \partial_{\theta_k} f$$
struct OpenedCircuit: Sendable {
  /// An angle with symbols.
  struct Slot: Sendable {
    let gate: Gate
    /// The place of the angle in its gate.
    let angle: Int
    let formula: Formula
    /// How fast the angle changes with each symbol that it holds.
    let slopes: [(variable: Int, formula: Formula)]
  }

  /// The circuit; its weight `k` is the angle of slot `k`.
  let circuit: Circuit
  let slots: [Slot]
  /// Weights stand before features in the numbers that angles are computed from.
  let weightCount: Int
  let featureCount: Int

  init(_ circuit: Circuit) {
    let weights = circuit.layout(of: .weight)
    let features = circuit.layout(of: .feature)
    (weightCount, featureCount) = (weights.count, features.count)
    var places: [Symbol: Int] = [:]
    for (symbol, place) in weights.symbols { places[symbol] = place }
    for (symbol, place) in features.symbols { places[symbol] = weights.count + place }
    var slots: [Slot] = []
    self.circuit = OpenedCircuit.open(circuit, places, into: &slots)
    self.slots = slots
  }

  private static func open(
    _ circuit: Circuit, _ places: [Symbol: Int], into slots: inout [Slot]
  ) -> Circuit {
    var opened = Circuit(qubits: circuit.qubitCount, bits: circuit.bitCount)
    for operation in circuit.operations {
      var operation = operation
      switch operation.action {
      case .gate(let gate, let angles) where angles.contains { !$0.isConstant }:
        let renamed = angles.enumerated().map { number, angle -> Angle in
          if angle.isConstant { return angle }
          slots.append(Slot(gate, number, angle, places))
          return .weight(slots.count - 1)
        }
        operation.action = .gate(gate, renamed)
      case .block(let inner, let label, let bits):
        operation.action = .block(open(inner, places, into: &slots), label: label, bits: bits)
      case .gate, .measure, .reset, .barrier: break
      }
      opened.append(operation)
    }
    return opened
  }

  /// The angle of each slot.
  func angles(weights: [Double], features: [Double]) -> [Double] {
    let numbers = weights + features.prefix(featureCount)
    return slots.map { $0.formula.value(numbers) }
  }

  /// The slots that change with any of the chosen variables.
  func slots(changingWith isChosen: (Int) -> Bool) -> [Int] {
    slots.indices.filter { slots[$0].slopes.contains { isChosen($0.variable) } }
  }

  /// Derivatives by variables, from those by slots.
  func chained(
    _ derivatives: [Int: Double], weights: [Double], features: [Double]
  ) -> [Double] {
    let numbers = weights + features.prefix(featureCount)
    var sums = [Double](repeating: 0, count: weightCount + featureCount)
    for (slot, derivative) in derivatives.sorted(by: { $0.key < $1.key }) {
      for (variable, formula) in slots[slot].slopes {
        sums[variable] += derivative * formula.value(numbers)
      }
    }
    return sums
  }

  /// Variances of derivatives by variables, from those by slots, which are independent.
  func chainedVariances(
    _ variances: [Int: Double], weights: [Double], features: [Double]
  ) -> [Double] {
    let numbers = weights + features.prefix(featureCount)
    var sums = [Double](repeating: 0, count: weightCount + featureCount)
    for (slot, variance) in variances.sorted(by: { $0.key < $1.key }) {
      for (variable, formula) in slots[slot].slopes {
        let slope = formula.value(numbers)
        sums[variable] += variance * slope * slope
      }
    }
    return sums
  }
}

extension OpenedCircuit.Slot {
  init(_ gate: Gate, _ number: Int, _ angle: Angle, _ places: [Symbol: Int]) {
    (self.gate, self.angle) = (gate, number)
    formula = Formula(angle, places: places)
    slopes = angle.symbols.compactMap { symbol in
      places[symbol].map { ($0, Formula(angle.derivative(by: symbol), places: places)) }
    }
  }
}
