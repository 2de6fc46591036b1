import Circuits
import Diagrams
import Testing

@Suite struct CircuitDiagramTests {
  @Test func aBellPairLooksAsInTheBook() {
    let bell = Circuit(qubits: 2) {
      $0.h(0)
      $0.cx(0, 1)
    }
    #expect(bell.diagram.text() == "q0: ─H─●─\n       │ \nq1: ───X─")
  }
}
