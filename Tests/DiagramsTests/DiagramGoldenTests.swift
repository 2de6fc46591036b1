import Circuits
import Diagrams
import TestSupport
import Testing

/// Drawings against their goldens.
@Suite struct DiagramGoldenTests {
  @Test(arguments: Exhibit.all) func theDrawingIsTheGolden(_ exhibit: Exhibit) throws {
    try expectGolden(exhibit.diagram.text() + "\n", "Diagrams/\(exhibit.name).txt")
    guard !exhibit.diagram.usesASCII else { return }
    try expectGolden(exhibit.diagram.svg(), "Diagrams/\(exhibit.name).svg")
  }

  @Test func everyGateIsDrawn() throws {
    let drawings = Gate.all.map { "\($0.name)\n\($0.alone.diagram.text())" }
    try expectGolden(drawings.joined(separator: "\n\n") + "\n", "Diagrams/gates.txt")
    let sheet = Circuit(qubits: 5) { circuit in
      for (index, gate) in Gate.all.enumerated() {
        circuit.append(
          gate, (0..<gate.angleCount).map { Angle(0.1 * Double($0 + 1)) },
          on: (0..<gate.qubitCount).map { ($0 + index) % 5 })
      }
    }
    try expectGolden(CircuitDiagram(sheet, title: "All gates").svg(), "Diagrams/gates.svg")
  }

  @Test(arguments: ["bell", "teleportation", "everything", "blocks-opened"])
  func theSourceOfLaTeXIsTheGolden(_ name: String) throws {
    let exhibit = try #require(Exhibit.all.first { $0.name == name })
    try expectGolden(exhibit.diagram.latex() + "\n", "Diagrams/\(name).tex")
  }
}
