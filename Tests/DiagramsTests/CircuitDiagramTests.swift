import Circuits
import Diagrams
import Display
import Testing

/// What can be said about how a circuit is drawn.
@Suite struct CircuitDiagramTests {
  @Test func aBellPairLooksAsInTheBook() {
    let bell = Circuit(qubits: 2) {
      $0.h(0)
      $0.cx(0, 1)
    }
    #expect(bell.diagram.text() == "q0: ─H─●─\n       │ \nq1: ───X─")
    var diagram = CircuitDiagram(bell, title: "Bell")
    diagram.usesASCII = true
    #expect(diagram.text() == "Bell     \nq0: -H-@-\n       | \nq1: ---X-")
    #expect(
      diagram.alternativeText == "Quantum circuit of 2 qubits: h(0), cx(0, 1).")
    #expect(diagram.svg().contains("<title>Bell</title>"))
    #expect(bell.diagram.svg().contains("<title>Quantum circuit</title>"))
  }

  static let angles: [(Angle, String)] = [
    (0.3, "0.3"), (.pi / 2, "π/2"), (-3 * .pi / 4, "-3π/4"), (Angle(.pi / 512), "π/512"),
    (Angle(0.1 + 0.2), "0.3"), (Angle(3.14159), "3.14"), (0, "0"), (Angle(1e-9), "1e-9"),
    (.weight(0) * .feature(1) + 0.3, "x[1]·w[0] + 0.3"), (-.weight(2), "-w[2]"),
    (2 * .feature(0) * .feature(0), "2·x[0]²"),
    (2 * (.pi - .feature(0)) * (.pi - .feature(1)), "-2π·x[0] + 2·x[0]·x…"),
  ]

  @Test(arguments: angles) func anglesAreShort(_ angle: Angle, _ words: String) {
    let circuit = Circuit(qubits: 1) { $0.rx(angle, 0) }
    #expect(circuit.diagram.text() == "q0: ─RX(\(words))─")
  }

  @Test func anglesAreCutToTheLengthThatIsAskedFor() {
    var diagram = CircuitDiagram(Circuit(qubits: 1) { $0.rx(.weight(0) * .feature(1) + 0.3, 0) })
    diagram.angleLength = 6
    #expect(diagram.text() == "q0: ─RX(x[1]·…)─")
    diagram.usesASCII = true
    #expect(diagram.text() == "q0: -RX(x[1]*...)-")
  }

  @Test func aGateAloneHasTheNamesOfItsAngles() {
    #expect(CircuitDiagram(Gate.u3).text() == "q0: ─U3(θ, φ, λ)─")
    #expect(
      CircuitDiagram(Gate.crx).text() == "q0: ───●───\n       │   \nq1: ─RX(θ)─")
  }

  @Test func aConditionOnTheBitThatIsWrittenStandsInWords() {
    let circuit = Circuit(qubits: 1, bits: 1) { circuit in
      circuit.measure(0)
      circuit.append(Operation(.measure(into: 0), on: [0], if: Condition(bit: 0)))
    }
    #expect(
      circuit.diagram.text() == "q0: ─M─M if c[0]─\n     ║     ║     \nc0: ═╩═════╩═════")
  }

  @Test func wiresInViewAreThoseThatAreAskedFor() {
    var diagram = Circuit(qubits: 3) { $0.h(0, 1, 2) }.diagram
    diagram.qubits = [2, 0, 2, 7, -1]
    #expect(
      diagram.text().split(separator: "\n").map { $0.filter { $0 != " " } } == [
        "q0:─H─", "", "⋮1morequbit", "", "q2:─H─", "1operationonfoldedwiresalone",
      ])
  }

  @Test func formulasAreLaTeX() {
    let angle: Angle =
      2 * .feature(0) * .feature(0) - .pi / 2 + Angle(Symbol(.weight, group: "θ", index: 3))
    #expect(angle.latex == "2\\,x_{0}^{2} + \\theta _{3} - \\frac{\\pi}{2}")
    #expect((Angle(1e-9)).latex == "1\\cdot 10^{-9}")
    let observable: Observable = .z(0) * .z(1) - 0.5 * .x(0) + 1
    #expect(observable.latex == "1 - 0.5\\,X_{0} + Z_{0} Z_{1}")
    #expect(Observable.z(0).latex == "Z_{0}" && (0 as Observable).latex == "0")
  }

  @Test func manyFlawsAreCounted() {
    let circuit = Circuit(qubits: 1) { circuit in
      for qubit in 1..<21 { circuit.h(qubit) }
    }
    let text = circuit.diagram.text()
    #expect(text.contains("! operation 0, h(1): qubit 1 is outside a circuit of 1 qubits"))
    #expect(text.contains("… 12 more flaws"))
    #expect(
      circuit.diagram.alternativeText.hasSuffix("nothing is done. 20 flaws below the drawing."))
  }
}
