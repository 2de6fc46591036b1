internal import Circuits
internal import Display

/// One operation as it is drawn: shapes on rows, and lines between them.
struct Element: Hashable, Sendable {
  /// A shape on a row, or over several.
  struct Part: Hashable, Sendable {
    let lanes: ClosedRange<Int>
    var shape: Shape
  }

  /// What is drawn.
  enum Shape: Hashable, Sendable {
    /// A box with words; the qubits of a wide one are numbered, and wires that it leaves alone pass.
    case box(Words, ports: [Port], passing: [Int])
    /// A control, with the angle of a gate that is nothing else.
    case dot(isOpen: Bool, note: String)
    /// A qubit that chooses one of several angles.
    case choice
    /// The target of a controlled flip.
    case plus
    /// One side of a swap.
    case cross
    /// A measurement.
    case meter
    /// Where a measurement is written to, with the number of the bit where the wire does not say it.
    case landing(String)
    /// What nothing is moved past.
    case barrier
    /// Something on wires out of view.
    case folded
  }

  /// The number of a wire within a box.
  struct Port: Hashable, Sendable {
    let lane: Int
    let text: String
  }

  /// A vertical line.
  struct Link: Hashable, Sendable {
    let lanes: ClosedRange<Int>
    let isClassical: Bool
  }

  /// What an operation depends on.
  enum Tone: Hashable, Sendable { case fixed, weights, features, both, classical }

  var parts: [Part] = []
  var links: [Link] = []
  var tone: Tone

  init(_ tone: Tone) { self.tone = tone }

  /// The rows from its first to its last.
  var lanes: ClosedRange<Int> {
    let first = parts.map(\.lanes.lowerBound).min() ?? 0
    return first...max(first, parts.map(\.lanes.upperBound).max() ?? 0)
  }

  /// The rows that nothing else may stand on in its column: a barrier leaves those between its runs.
  var occupied: [ClosedRange<Int>] {
    parts.allSatisfy { $0.shape == .barrier } ? parts.map(\.lanes) : [lanes]
  }
}

/// The words of a box.
struct Words: Hashable, Sendable {
  var label: String
  let angles: String
  /// The angles that the words stand for.
  let turns: [Angle]

  /// What a gate is called and how far it turns.
  init(_ label: String, angles: [Angle] = [], length: Int = 20) {
    self.label = Words.limited(label)
    self.angles = Words.listed(angles, cut: "…") { AngleWords.short($0, length: length) }
    turns = angles
  }

  /// What a gate is called, with the names of its angles.
  init(_ label: String, names: [String]) {
    self.label = Words.limited(label)
    angles = Words.listed(names, cut: "…") { $0 }
    turns = []
  }

  /// Up to three in words; of more, the first two.
  static func listed<Value>(
    _ values: [Value], cut: String, words: (Value) -> String
  ) -> String {
    let isLong = values.count > 3
    return (values.prefix(isLong ? 2 : 3).map(words) + (isLong ? [cut] : []))
      .joined(separator: ", ")
  }

  /// A label in one line that is not too long; never nothing.
  static func limited(_ label: String) -> String {
    let line = label.singleLine.cut(to: 24)
    return line.columns == 0 ? " " : line
  }

  /// Both in one line: `RX(0.3)`.
  var line: String { angles.isEmpty ? label : "\(label)(\(angles))" }
}

extension Element.Tone {
  /// The tone of symbols.
  init(_ symbols: some Sequence<Symbol>) {
    var (weights, features) = (false, false)
    for symbol in symbols {
      if symbol.role == .weight { weights = true } else { features = true }
    }
    self = weights ? (features ? .both : .weights) : features ? .features : .fixed
  }
}
