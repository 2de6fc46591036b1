internal import Display

/// The sizes of a drawing in SVG.
enum SVGMeasures {
  static let margin = 16.0
  /// What stands between columns.
  static let gap = 18.0
  static let labelSize = 14.0
  static let angleSize = 10.5
  static let portSize = 9.5
  static let noteSize = 11.0
  static let titleSize = 15.0
  /// The least width of a box.
  static let box = 34.0
  /// The radius of the target of a flip, and of a control.
  static let plus = 10.5
  static let dot = 4.5

  /// How far a box reaches above and below its wire.
  static func reach(of lane: Lane) -> Double { lane.isClassicalWire ? 11 : 18.5 }

  /// Half of the room that a row takes.
  static func half(of lane: Lane) -> Double {
    switch lane.kind {
    case .qubit: 24
    case .bit: 14.5
    case .bundle: 18
    case .foldedQubits, .foldedBits: 13
    }
  }

  /// How wide a part is.
  static func width(of part: Element.Part, _ lanes: Lanes) -> Double {
    switch part.shape {
    case .box(let words, let ports, _):
      let isPill = lanes.all[part.lanes.lowerBound].isClassicalWire
      let size = isPill ? noteSize : labelSize
      let text = max(
        textExtent(words.label, size: size) + (isPill ? 14 : 16),
        1.06 * textExtent(words.angles, size: angleSize) + 14)
      let beside = ports.map { textExtent($0.text, size: portSize) }.max().map { 2 * $0 + 8 } ?? 0
      return max(isPill ? 24 : box, text + beside)
    case .dot(_, let note): return note.isEmpty ? 2 * dot : 2 * (noteExtent(note) + 8)
    case .choice: return 2 * dot + 2
    case .plus: return 2 * plus
    case .cross: return 14
    case .meter: return box
    case .landing(let bit): return max(12, textExtent(bit, size: portSize))
    case .folded: return 10
    case .barrier: return 6
    }
  }

  static func noteExtent(_ note: String) -> Double { textExtent(note, size: angleSize) }
}

extension Lane {
  var isClassicalWire: Bool { kind == .bit || kind == .bundle }
}

extension Element.Tone {
  /// The colour of lines and marks.
  var stroke: Color {
    switch self {
    case .fixed: Palette.series[0]
    case .weights: Palette.series[1]
    case .features: Palette.series[2]
    case .both: Palette.series[3]
    case .classical: Palette.muted
    }
  }

  /// The colour of what is inside a box.
  var fill: Color {
    switch self {
    case .fixed: Color(0xEAF3FA)
    case .weights: Color(0xFDF0E5)
    case .features: Color(0xE5F5EF)
    case .both: Color(0xF8EAF2)
    case .classical: Color(0xF1F3F5)
    }
  }
}
