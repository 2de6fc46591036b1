public import Circuits
public import Display

/// A drawing of a circuit: as text, as SVG and as LaTeX.
///
/// ```swift
/// let bell = Circuit(qubits: 2) {
///   $0.h(0)
///   $0.cx(0, 1)
/// }
/// CircuitDiagram(bell).text()
/// // q0: ─H─●─
/// //        │
/// // q1: ───X─
/// ```
///
/// Operations stand as far to the left as those before them allow. Everything that a circuit can be is
/// drawn, also one with flaws, which are listed below it; what would be too large is folded.
public struct CircuitDiagram: Hashable, Sendable {
  /// What is drawn.
  public let circuit: Circuit
  /// What stands above the drawing.
  public var title: String
  /// The qubits in view; all, or the first and the last of many, if nothing is said.
  public var qubits: [Int]?
  /// How many qubits are shown before those in the middle are folded.
  public var mostQubits = 32
  /// How many operations are shown before the rest is folded.
  public var mostOperations = 400
  /// Whether all classical bits share one wire; if nothing is said, more than four do.
  public var bundlesBits: Bool?
  /// How deep circuits that stand as one operation are opened; 0 draws each as one box.
  public var openDepth = 0
  /// How many characters of an angle are shown.
  public var angleLength = 20
  /// Whether text is drawn with the characters of ASCII alone.
  public var usesASCII = false
  /// Whether the names of angles stand in their places.
  var namesAngles = false

  /// A drawing of a circuit.
  public init(_ circuit: Circuit, title: String = "") {
    (self.circuit, self.title) = (circuit, title)
  }

  /// A drawing of a gate alone, with the names of its angles.
  public init(_ gate: Gate) {
    self.init(
      Circuit(qubits: gate.qubitCount) { circuit in
        let angles = gate.angleNames.map { Angle(Symbol(.weight, group: $0, index: 0)) }
        circuit.append(gate, angles, on: Array(0..<gate.qubitCount))
      })
    namesAngles = true
  }

  /// The drawing in characters.
  ///
  /// Gates stand on the wires by their labels; `●` is a control that has to be 1 and `○` one that has to
  /// be 0, `X` the target of a controlled flip, `×` each side of a swap, `M` a measurement. A box over
  /// several wires numbers its qubits.
  ///
  /// - Parameter width: How many characters a row has at most, 20 to 10,000; what is wider goes on below.
  /// - Returns: The rows, all of one width.
  /// - Complexity: O(*k w*) for *k* operations that are shown and *w* wires.
  public func text(width: Int = 80) -> String {
    TextDiagram(Layout(self), style: usesASCII ? .ascii : .unicode, width: width)
      .drawn(title.singleLine)
  }

  /// The drawing as SVG.
  ///
  /// Boxes are coloured by what turns them: blue by nothing or by numbers, orange by weights, green by
  /// features, and purple by both.
  ///
  /// - Parameter width: How wide the drawing is at most, 200 to 10,000; what is wider goes on below.
  /// - Returns: The whole of an SVG file.
  /// - Complexity: O(*k w*) for *k* operations that are shown and *w* wires.
  public func svg(width: Double = 760) -> String {
    SVGDiagram(Layout(self), width: width).drawn(
      title: title.singleLine, description: alternativeText)
  }

  /// The drawing as a table of the LaTeX package quantikz, in its second version.
  ///
  /// The document needs `\usepackage{tikz}` and `\usetikzlibrary{quantikz2}`. There is no width to wrap
  /// at, and a qubit that chooses among angles is drawn as a control.
  ///
  /// A. Kay, "Tutorial on the Quantikz Package", arXiv:1809.03842 (2018).
  ///
  /// - Returns: One environment, with what is said below a drawing as comments.
  /// - Complexity: O(*k w*) for *k* operations that are shown and *w* wires.
  public func latex() -> String { LaTeXDiagram(Layout(self)).drawn(title.singleLine) }

  /// What the drawing shows, in words.
  public var alternativeText: String {
    func count(_ number: Int, _ what: String) -> String {
      "\(number) \(what)\(number == 1 ? "" : "s")"
    }
    let bits = circuit.bitCount == 0 ? "" : " and \(count(circuit.bitCount, "classical bit"))"
    let size = "Quantum circuit of \(count(circuit.qubitCount, "qubit"))\(bits)"
    let operations = circuit.operations
    let first = operations.prefix(12).map(\.shortWords)
    let more = operations.count > 12 ? ["and \(operations.count - 12) more operations"] : []
    let flaws =
      circuit.flaws.isEmpty ? "" : " \(count(circuit.flaws.count, "flaw")) below the drawing."
    guard !first.isEmpty else { return "\(size): nothing is done.\(flaws)" }
    return "\(size): \((first + more).joined(separator: ", ")).\(flaws)"
  }
}

extension CircuitDiagram: Displayable {
  /// The drawing as text and as SVG.
  public var bundle: MIMEBundle {
    MIMEBundle(text: text(width: min(80, TextRoom.columns))).adding(.svg, svg())
  }
}

extension Operation {
  /// The operation as it is typed; of a very long one, its name and how many qubits it has.
  fileprivate var shortWords: String {
    if angles.count > 16 || qubits.count > 16 {
      return "\(gate?.name ?? "an operation") on \(qubits.count) qubits"
    }
    return "\(self)".singleLine.shortened(to: 60)
  }
}

extension Circuit {
  /// The drawing of the circuit, whose properties say how it is drawn.
  public var diagram: CircuitDiagram { CircuitDiagram(self) }
}
