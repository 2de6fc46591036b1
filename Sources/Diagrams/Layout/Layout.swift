internal import Circuits

/// Where everything of a diagram stands: what all writers share.
struct Layout: Sendable {
  /// A circuit that is opened within another one.
  struct Frame: Hashable, Sendable {
    let label: String
    /// In how many others it stands.
    let level: Int
    let lanes: ClosedRange<Int>
    let columns: Range<Int>
  }

  /// The rows.
  let lanes: Lanes
  /// What stands in each column.
  private(set) var columns: [[Element]] = []
  /// Circuits that are opened.
  private(set) var frames: [Frame] = []
  /// How many operations are left off behind the last column.
  private(set) var leftOff = 0
  /// How many operations are on wires out of view alone.
  private(set) var hidden = 0
  /// What stands below the drawing.
  private(set) var notes: [String] = []
  /// What is wrong with the circuit.
  let flaws: [String]

  private var frontier: [Int]
  private var drawn = 0
  private var phase: Angle?
  private let mostOperations: Int
  private let openDepth: Int
  private let maker: ElementMaker

  /// Puts each operation as far to the left as those before it allow.
  init(_ diagram: CircuitDiagram) {
    lanes = Lanes(diagram)
    frontier = Array(repeating: 0, count: lanes.all.count)
    mostOperations = min(max(diagram.mostOperations, 1), 100_000)
    openDepth = min(max(diagram.openDepth, 0), 64)
    maker = ElementMaker(
      lanes: lanes, angleLength: min(max(diagram.angleLength, 2), 1_000),
      namesAngles: diagram.namesAngles)
    flaws = Layout.listed(diagram.circuit.flaws.map(\.description), most: 8, "flaws")
    place(
      diagram.circuit, diagram.circuit.operations[...], depth: openDepth)
    notes = phaseNote + notes + restNotes
  }

  private mutating func place(_ circuit: Circuit, _ operations: ArraySlice<Operation>, depth: Int) {
    for (index, operation) in operations.enumerated() {
      if drawn >= mostOperations {
        leftOff += operations.count - index
        return
      }
      if operation.qubits.isEmpty, operation.action != .barrier {
        addNote(for: operation)
      } else if depth > 0, let opened = operation.opened(within: circuit) {
        place(opened, operation, depth: depth - 1)
      } else if let element = maker.element(for: operation) {
        place(element)
      } else {
        hidden += operation.qubits.isEmpty ? 0 : 1
      }
    }
  }

  private mutating func place(_ element: Element) {
    drawn += 1
    var column = 0
    for run in element.occupied { for lane in run { column = max(column, frontier[lane]) } }
    for run in element.occupied { for lane in run { frontier[lane] = column + 1 } }
    while columns.count <= column { columns.append([]) }
    columns[column].append(element)
  }

  /// Places the operations of a circuit that stands as one operation, apart from all others.
  private mutating func place(_ opened: Circuit, _ operation: Operation, depth: Int) {
    let places =
      operation.qubits.map { lanes.place(ofQubit: $0) }
      + operation.bits.map { lanes.place(ofBit: $0) }
    guard let first = places.min(), let last = places.max() else { return }
    let start = frontier[first...last].max() ?? 0
    for lane in first...last { frontier[lane] = start }
    place(opened, opened.operations[...], depth: depth)
    let end = frontier[first...last].max() ?? start
    for lane in first...last { frontier[lane] = end }
    guard start < end else { return }
    frames.append(
      Frame(
        label: operation.boxLabel, level: openDepth - depth - 1, lanes: first...last,
        columns: start..<end))
  }

  /// What is done to no qubit turns the phase of the whole state.
  private mutating func addNote(for operation: Operation) {
    if operation.condition == nil, operation.angles.count == 1 {
      phase = (phase ?? 0) + operation.angles[0]
    } else if notes.count < 8 {
      notes.append("on no qubit: \(operation)")
    }
  }

  private var phaseNote: [String] {
    phase.map { ["global phase \(AngleWords.short($0, length: 60))"] } ?? []
  }

  private var restNotes: [String] {
    var notes: [String] = []
    if leftOff > 0 { notes.append("… \(grouped(leftOff)) more") }
    if hidden > 0 {
      notes.append("\(grouped(hidden)) operation\(hidden == 1 ? "" : "s") on folded wires alone")
    }
    if lanes.all.isEmpty { notes.insert("no qubits", at: 0) }
    return notes
  }

  private static func listed(_ words: [String], most: Int, _ what: String) -> [String] {
    guard words.count > most else { return words }
    return words.prefix(most) + ["… \(grouped(words.count - most)) more \(what)"]
  }
}

/// A number with commas between thousands: `9,900`.
func grouped(_ number: Int) -> String {
  let digits = Array(String(number))
  return String(
    digits.enumerated().flatMap { index, digit in
      index > 0 && (digits.count - index) % 3 == 0 ? [",", digit] : [digit]
    })
}

extension Operation {
  /// The circuit that the operation stands for, on the wires of another one; nothing for what is no
  /// circuit, or depends on bits.
  fileprivate func opened(within circuit: Circuit) -> Circuit? {
    guard condition == nil else { return nil }
    var opened = Circuit(qubits: circuit.qubitCount, bits: circuit.bitCount)
    switch action {
    case .gate(let gate, let angles):
      guard case .circuit = gate.base.action, let parts = gate.expanded(angles) else { return nil }
      opened.append(parts, on: qubits)
    case .block(let parts, _, let bits): opened.append(parts, on: qubits, bits: bits)
    case .measure, .reset, .barrier: return nil
    }
    return opened.flaws.isEmpty ? opened : nil
  }

  fileprivate var boxLabel: String {
    switch action {
    case .gate(let gate, _): Words.limited(gate.label)
    case .block(_, let label, _): Words.limited(label)
    case .measure, .reset, .barrier: ""
    }
  }
}
