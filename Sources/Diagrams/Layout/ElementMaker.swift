internal import Circuits

/// Turns operations into what is drawn.
struct ElementMaker {
  let lanes: Lanes
  let angleLength: Int
  /// Whether the names of angles stand in their places.
  let namesAngles: Bool

  /// What is drawn for an operation; nothing for one whose wires are all out of view.
  func element(for operation: Operation) -> Element? {
    let places = operation.qubits.map { lanes.place(ofQubit: $0) }
    guard places.contains(where: { !lanes.all[$0].isFolded }) else { return nil }
    var element =
      switch operation.action {
      case .gate(let gate, let angles): gateElement(gate, angles, places)
      case .measure(let bit): measurement(places[0], bit)
      case .reset: box("|0⟩", .classical, places)
      case .barrier: barrier(places)
      case .block(let circuit, let label, let bits): block(circuit, label, places, bits)
      }
    if operation.action != .barrier, let condition = operation.condition {
      add(condition, to: &element)
    }
    return element
  }

  private func gateElement(_ gate: Gate, _ angles: [Angle], _ places: [Int]) -> Element {
    let (marks, states) = (gate.drawnMarks, gate.controlStates)
    let words =
      namesAngles
      ? Words(gate.label, names: gate.angleNames)
      : Words(gate.label, angles: angles, length: angleLength)
    var element = Element(Element.Tone(angles.lazy.flatMap { $0.terms.lazy.flatMap(\.factors) }))
    let boxed = places.indices.filter { marks[$0] == .box }.map { places[$0] }
    let span = boxed.min().flatMap { first in boxed.max().map { first...$0 } }
    var ports: [Element.Port] = []
    let isWide = places.count { span?.contains($0) ?? false } > 1
    for (index, place) in places.enumerated() {
      let isOpen = index < states.count && !states[index]
      if let span, span.contains(place) {
        // A control between the wires of a box has no place of its own and stands in the box.
        let text =
          marks[index] == .box ? "\(index - states.count)" : marks[index].symbol(isOpen: isOpen)
        if isWide { ports.append(Element.Port(lane: place, text: text)) }
      } else {
        add(marks[index].shape(isOpen: isOpen), place...place, to: &element)
      }
    }
    if let span {
      addBox(words, span, ports, to: &element, acting: places)
    } else if !angles.isEmpty, let last = element.parts.indices.last,
      case .dot(let isOpen, _) = element.parts[last].shape
    {
      element.parts[last].shape = .dot(isOpen: isOpen, note: words.line)
    }
    if element.parts.count > 1 {
      element.links = [Element.Link(lanes: element.lanes, isClassical: false)]
    }
    return element
  }

  private func box(_ label: String, _ tone: Element.Tone, _ places: [Int]) -> Element {
    var element = Element(tone)
    guard let first = places.min(), let last = places.max() else { return element }
    addBox(Words(label), first...last, [], to: &element, acting: places)
    return element
  }

  private func block(
    _ circuit: Circuit, _ label: String, _ places: [Int], _ bits: [Int]
  ) -> Element {
    var element = Element(Element.Tone(circuit.symbols))
    let bitPlaces = bits.map { lanes.place(ofBit: $0) }
    let all = places + bitPlaces
    guard let first = all.min(), let last = all.max() else { return element }
    var ports: [Element.Port] = []
    if all.count > 1 {
      ports = places.enumerated().map { Element.Port(lane: $1, text: "\($0)") }
      // All bits of one wire have no room for their numbers.
      if !lanes.isBundled {
        ports += bitPlaces.enumerated().map { Element.Port(lane: $1, text: "c\($0)") }
      }
    }
    addBox(Words(label), first...last, ports, to: &element, acting: all)
    return element
  }

  private func measurement(_ place: Int, _ bit: Int) -> Element {
    var element = Element(.classical)
    let bitPlace = lanes.place(ofBit: bit)
    add(.meter, place...place, to: &element)
    add(.landing(lanes.isBundled ? "\(bit)" : ""), bitPlace...bitPlace, to: &element)
    element.links = [Element.Link(lanes: place...bitPlace, isClassical: true)]
    return element
  }

  private func barrier(_ places: [Int]) -> Element {
    var element = Element(.classical)
    var rest = Set(places).sorted()[...]
    while let first = rest.first {
      let run = rest.enumerated().prefix { $0.element == first + $0.offset }.count
      element.parts.append(Element.Part(lanes: first...first + run - 1, shape: .barrier))
      rest = rest.dropFirst(run)
    }
    return element
  }

  /// Adds the bits that an operation depends on, below it.
  private func add(_ condition: Condition, to element: inout Element) {
    let places = condition.bits.map { lanes.place(ofBit: $0) }
    guard let first = places.min(), let last = places.max() else { return }
    let above = element.lanes.upperBound
    guard above < first else { return element.addToLabel(" if \(condition)") }
    if lanes.isBundled {
      addBox(Words("\(condition)"), first...last, [], to: &element, acting: places)
    } else if condition.isNegated && places.count > 1 {
      addBox(Words("≠ \(condition.value)"), first...last, [], to: &element, acting: places)
    } else {
      for (index, place) in places.enumerated() {
        let isSet = condition.value >> UInt64(index) & 1 == 1
        add(.dot(isOpen: isSet == condition.isNegated, note: ""), place...place, to: &element)
      }
    }
    element.links.append(Element.Link(lanes: above...last, isClassical: true))
  }

  private func addBox(
    _ words: Words, _ span: ClosedRange<Int>, _ ports: [Element.Port], to element: inout Element,
    acting places: [Int]
  ) {
    let passing = span.filter { !places.contains($0) && !lanes.all[$0].isFolded }
    let shown = ports.filter { !lanes.all[$0.lane].isFolded }
    add(.box(words, ports: shown, passing: passing), span, to: &element)
  }

  /// Adds a shape; on wires out of view one sign stands for all.
  private func add(_ shape: Element.Shape, _ span: ClosedRange<Int>, to element: inout Element) {
    let isHidden = span.count == 1 && lanes.all[span.lowerBound].isFolded
    let part = Element.Part(lanes: span, shape: isHidden ? .folded : shape)
    if isHidden && element.parts.contains(part) { return }
    element.parts.append(part)
  }
}

extension Element {
  /// Adds to the words of its box; a measurement becomes one.
  fileprivate mutating func addToLabel(_ words: String) {
    for index in parts.indices {
      switch parts[index].shape {
      case .box(var label, let ports, let passing):
        label.label = Words.limited(label.label + words)
        parts[index].shape = .box(label, ports: ports, passing: passing)
        return
      case .meter:
        parts[index].shape = .box(Words("M" + words), ports: [], passing: [])
        return
      default: continue
      }
    }
  }
}

extension Gate {
  /// The mark on each qubit: a box where the record says nothing, and for a gate of one qubit.
  fileprivate var drawnMarks: [Mark] {
    let isAlone = qubitCount == 1 && controlStates.isEmpty
    return isAlone || marks.count != qubitCount
      ? Array(repeating: .box, count: qubitCount) : marks
  }
}

extension Gate.Mark {
  fileprivate func shape(isOpen: Bool) -> Element.Shape {
    switch self {
    case .dot: .dot(isOpen: isOpen, note: "")
    case .choice: .choice
    case .cross: .cross
    case .plus: .plus
    case .box: .box(Words(""), ports: [], passing: [])
    }
  }

  /// The mark as a sign within a box.
  fileprivate func symbol(isOpen: Bool) -> String {
    switch self {
    case .dot: isOpen ? "○" : "●"
    case .choice: "◐"
    case .cross: "×"
    case .plus: "X"
    case .box: ""
    }
  }
}
