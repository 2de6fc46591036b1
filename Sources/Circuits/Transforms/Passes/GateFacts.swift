internal import Numerics

/// What a pass has to know about a gate; all of it follows from the gate's record.
final class GateFacts: Sendable {
  /// Pauli matrices, as bits.
  struct Axes: OptionSet, Hashable, Sendable {
    let rawValue: Int
    static let x = Axes(rawValue: 1)
    static let y = Axes(rawValue: 2)
    static let z = Axes(rawValue: 4)
  }

  /// The Pauli matrices with which the gate commutes, on each of its qubits.
  let axes: [Axes]
  /// A number for each qubit; qubits with the same number may change places.
  let classes: [Int]
  /// Whether two of the gate one after the other are one whose angles are the sums.
  let addsAngles: Bool
  /// The matrices about whose product the gate turns, where it is such a turn.
  let turned: [Pauli]?
  /// What undoes the gate, if it has no angles.
  let inverse: Gate?
  /// The phase to which a gate without angles comes, where it comes to no more.
  let phase: Double?

  /// The widest gate whose facts are read from its matrix.
  private static let widest = 4

  init(_ gate: Gate) {
    let matrix =
      gate.qubitCount <= GateFacts.widest
      ? (try? gate.matrix(Gate.unlikelyAngles(gate.angleCount))).map { SmallMatrix($0) } : nil
    axes = GateFacts.axes(of: gate, matrix)
    classes = GateFacts.classes(of: gate, matrix)
    let isWide: Bool =
      if case .multiplexedRotation = gate.action { gate.qubitCount > 5 } else { false }
    let generators = isWide ? nil : gate.generators
    addsAngles = gate.angleCount > 0 && (generators != nil || isWide)
    if gate.angleCount == 1, let generators, generators[0].terms.count == 1,
      generators[0].terms[0].string.weight == gate.qubitCount
    {
      turned = generators[0].terms[0].string.factors.map(\.pauli)
    } else {
      turned = nil
    }
    let isFixed = gate.angleCount == 0
    inverse = isFixed ? gate.inverse().gate : nil
    phase = isFixed ? matrix.flatMap { SmallMatrix.identity($0.size).phase(to: $0) } : nil
  }

  private static func axes(of gate: Gate, _ matrix: SmallMatrix?) -> [Axes] {
    guard let matrix else { return statedAxes(of: gate) }
    return (0..<gate.qubitCount).map { qubit in
      var axes: Axes = []
      let bit = 1 << qubit
      func commutes(_ partner: (Int) -> (Int, Complex<Double>)) -> Bool {
        (0..<matrix.size).allSatisfy { row in
          (0..<matrix.size).allSatisfy { column in
            // P M = M P, where P takes the place j to another with a factor.
            let (source, factor) = partner(row)
            let (target, other) = partner(column)
            return (factor * matrix[source, column] - matrix[row, target] * other.conjugate)
              .magnitude < 1e-12
          }
        }
      }
      if commutes({ ($0, $0 & bit == 0 ? 1 : -1) }) { axes.insert(.z) }
      if commutes({ ($0 ^ bit, 1) }) { axes.insert(.x) }
      if commutes({ ($0 ^ bit, $0 & bit == 0 ? -.i : .i) }) { axes.insert(.y) }
      return axes
    }
  }

  /// The axes of a gate whose matrix is too large.
  private static func statedAxes(of gate: Gate) -> [Axes] {
    if gate.structure.contains(.diagonal) { return Array(repeating: .z, count: gate.qubitCount) }
    switch gate.action {
    case .controlled(let base, let states):
      return Array(repeating: .z, count: states.count) + GateFacts(base).axes
    case .pauliRotation(let string):
      var axes = Array(repeating: Axes([.x, .y, .z]), count: gate.qubitCount)
      for (qubit, pauli) in string.factors { axes[qubit] = pauli.axis }
      return axes
    case .multiplexedRotation(let pauli):
      return Array(repeating: .z, count: gate.qubitCount - 1) + [pauli.axis]
    default: return Array(repeating: [], count: gate.qubitCount)
    }
  }

  private static func classes(of gate: Gate, _ matrix: SmallMatrix?) -> [Int] {
    var classes = Array(0..<gate.qubitCount)
    for low in 0..<gate.qubitCount {
      for high in low + 1..<max(gate.qubitCount, low + 1) where classes[high] == high {
        if mayExchange(low, high, gate, matrix) { classes[high] = classes[low] }
      }
    }
    return classes
  }

  private static func mayExchange(
    _ low: Int, _ high: Int, _ gate: Gate, _ matrix: SmallMatrix?
  ) -> Bool {
    let states = gate.controlStates
    if high < states.count { return states[low] == states[high] }
    guard let matrix else { return false }
    func exchanged(_ index: Int) -> Int {
      let differs = (index >> low ^ index >> high) & 1
      return index ^ (differs << low | differs << high)
    }
    return (0..<matrix.size).allSatisfy { row in
      (0..<matrix.size).allSatisfy { column in
        (matrix[row, column] - matrix[exchanged(row), exchanged(column)]).magnitude < 1e-12
      }
    }
  }
}

extension Pauli {
  var axis: GateFacts.Axes { self == .x ? .x : self == .y ? .y : .z }
}

/// The facts of the gates that a pass has met.
struct FactBook {
  private var byObject: [ObjectIdentifier: GateFacts] = [:]
  private var byGate: [Gate: GateFacts] = [:]

  mutating func facts(of gate: Gate) -> GateFacts {
    let object = ObjectIdentifier(gate)
    if let facts = byObject[object] { return facts }
    let facts = byGate[gate] ?? GateFacts(gate)
    byGate[gate] = facts
    byObject[object] = facts
    return facts
  }
}
