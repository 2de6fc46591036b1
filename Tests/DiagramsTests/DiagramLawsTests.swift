import Circuits
import Diagrams
import Display
import Foundation
import FoundationXML
import Numerics
import Testing

/// What holds for every drawing, whatever the circuit is.
@Suite struct DiagramLawsTests {
  @Test(arguments: Exhibit.all) func exhibitsKeepTheLaws(_ exhibit: Exhibit) throws {
    for width in [20, 40, 80, 200] {
      checkLaws(exhibit.diagram, width: width, words: exhibit.name)
    }
    let bundle = exhibit.diagram.bundle
    #expect(bundle.text == exhibit.diagram.text())
    #expect(bundle.text(.svg) == exhibit.diagram.svg())
    #expect(bundle[.latex] == nil, "a notebook would take it for the picture")
  }

  @Test(arguments: 0..<500) func nothingTraps(_ seed: UInt64) {
    var random = RandomStream(seed: seed)
    let diagram = random.weirdDiagram()
    let width = [20, 80, 33, 200, 0, -5, .max, .min][random.below(8)]
    checkLaws(diagram, width: width, words: "seed \(seed)")
  }

  private func checkLaws(_ diagram: CircuitDiagram, width: Int, words: String) {
    let text = diagram.text(width: width)
    let widths = text.split(separator: "\n", omittingEmptySubsequences: false).map(\.displayWidth)
    #expect(Set(widths).count == 1, "\(words): no rectangle\n\(text)")
    #expect((widths.max() ?? 0) <= max(min(width, 10_000), 44), "\(words): too wide\n\(text)")
    #expect(
      !diagram.usesASCII || text.utf8.allSatisfy { $0 < 0x80 }, "\(words): not ASCII\n\(text)")
    #expect(text == diagram.text(width: width), "\(words): drawn twice, drawn differently")

    let svg = diagram.svg(width: Double(width) * 10)
    let reader = DrawingReader(svg)
    #expect(reader.isWellFormed, "\(words): not XML: \(svg)")
    #expect(!reader.hasNumbersThatAreNone, "\(words): NaN or infinity in \(svg)")
    #expect(reader.titles == 1 && reader.descriptions == 1, "\(words): \(svg.prefix(400))")
    #expect(svg == diagram.svg(width: Double(width) * 10))

    let latex = diagram.latex()
    #expect(latex.count { $0 == "{" } == latex.count { $0 == "}" }, "\(words): \(latex)")
  }

  @Test func theLabelOfEveryGateIsThere() {
    for gate in Gate.all where gate.qubitCount > 0 {
      let (text, svg) = (gate.alone.diagram.text(), gate.alone.diagram.svg())
      let isAlone = gate.qubitCount == 1 && gate.controlStates.isEmpty
      if isAlone || gate.marks.isEmpty || gate.marks.contains(.box) || gate.angleCount > 0 {
        #expect(text.contains(gate.label) && svg.contains(gate.label), "\(gate):\n\(text)")
      } else {
        let signs = text.filter { "●○◐X×".contains($0) }
        #expect(signs.count == gate.qubitCount, "\(gate):\n\(text)")
      }
    }
  }

  /// What stands on a wire, from left to right, is what is done to the qubit, in order.
  @Test(arguments: 0..<40) func theWiresCanBeReadBack(_ seed: UInt64) {
    var random = RandomStream(seed: seed)
    var expected: [[String]] = Array(repeating: [], count: 5)
    let circuit = Circuit(qubits: 5) { circuit in
      for _ in 0..<60 {
        let places = random.qubits(3, of: 5)
        switch random.below(4) {
        case 0:
          circuit.h(places[0])
          expected[places[0]].append("H")
        case 1:
          circuit.rx(0.25, places[0])
          expected[places[0]].append("RX(0.25)")
        case 2:
          circuit.controlled(
            .x, by: [places[0], places[1]], states: [true, false], on: [places[2]])
          for (place, sign) in zip(places, ["●", "○", "X"]) { expected[place].append(sign) }
        default:
          circuit.swap(places[0], places[1])
          for place in places.prefix(2) { expected[place].append("×") }
        }
      }
    }
    let rows = circuit.diagram.text(width: 10_000).split(separator: "\n")
    for qubit in 0..<5 {
      let words = rows[2 * qubit].dropFirst(4).split { "─┼ ".contains($0) }.map(String.init)
      #expect(
        words == expected[qubit], "seed \(seed), qubit \(qubit)\n\(rows.joined(separator: "\n"))")
    }
  }

  /// Two operations stand in one column exactly if nothing between them shares a wire.
  @Test func columnsArePackedToTheLeft() {
    let circuit = Circuit(qubits: 4) {
      $0.h(3)
      $0.cx(0, 2)
      $0.h(1)
      $0.h(3)
      $0.cx(1, 2)
    }
    #expect(
      circuit.diagram.text() == """
        q0: ─●─────
             │     
        q1: ─┼─H─●─
             │   │ 
        q2: ─X───X─
                   
        q3: ─H─H───
        """)
  }

  @Test func aLargeCircuitMakesASmallDrawing() {
    let large = Circuit(qubits: 200) { circuit in
      for step in 0..<10_000 { circuit.rx(0.1, (step * 7) % 200) }
    }
    let text = large.diagram.text()
    #expect(text.contains(/… 7,\d{3} more/))
    #expect(text.contains("⋮ 168 more qubits"))
    #expect(text.utf8.count < 40_000, "\(text.utf8.count)")
    #expect(large.diagram.svg().utf8.count < 200_000)
  }
}

/// Reads a drawing as the XML that it claims to be.
final class DrawingReader: NSObject, XMLParserDelegate {
  private(set) var isWellFormed = false
  private(set) var hasNumbersThatAreNone = false
  private(set) var titles = 0
  private(set) var descriptions = 0

  init(_ svg: String) {
    super.init()
    let parser = XMLParser(data: Data(svg.utf8))
    parser.delegate = self
    isWellFormed = parser.parse()
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    if name == "title" { titles += 1 }
    if name == "desc" { descriptions += 1 }
    for (key, value) in attributes where key != "xmlns" {
      if ["nan", "inf", "∞"].contains(where: value.lowercased().contains) {
        hasNumbersThatAreNone = true
      }
    }
  }
}
