import Circuits
import Testing

@Suite struct RandomCircuitTests {
  @Test(arguments: 1...5) func aSeedIsACircuit(_ qubits: Int) {
    let circuit = Circuit.random(qubits: qubits, gates: 200, seed: 3)
    #expect(circuit == .random(qubits: qubits, gates: 200, seed: 3))
    #expect(circuit != .random(qubits: qubits, gates: 200, seed: 4))
    #expect(circuit.operations.count == 200 && circuit.flaws.isEmpty && circuit.symbols.isEmpty)
    #expect(Set(circuit.operations.flatMap(\.qubits)).count == qubits)
    #expect(Set(circuit.operations.compactMap(\.gate)).count == (qubits == 1 ? 8 : 13))
    #expect(Circuit.random(qubits: 2, gates: 9, from: Gate.all, seed: 1).flaws.isEmpty)
  }

  @Test func layersJoinAsOftenAsIsSaid() {
    let circuit = Circuit.randomLayers(qubits: 4, layers: 300, entangling: 0.25, seed: 5)
    let joins = circuit.operations.count { $0.gate == .cx }
    #expect(circuit.weights.count == 1200 && abs(joins - 400) < 60, "\(joins)")
    #expect(circuit == .randomLayers(qubits: 4, layers: 300, entangling: 0.25, seed: 5))
    #expect(Circuit.randomLayers(qubits: 3, rotationsPerLayer: 7, seed: 1).weights.count == 7)
    #expect(Circuit.randomLayers(qubits: 0, seed: 1).operations.isEmpty)
  }

  @Test func theTwoDesignTurnsAboutEveryAxis() {
    let circuit = Circuit.pauliTwoDesign(qubits: 5, layers: 20, seed: 1)
    for gate in [Gate.rx, .ry, .rz] {
      #expect(circuit.operations.count { $0.gate == gate && !$0.symbols.isEmpty } > 20)
    }
    #expect(circuit == .pauliTwoDesign(qubits: 5, layers: 20, seed: 1))
    #expect(circuit != .pauliTwoDesign(qubits: 5, layers: 20, seed: 2))
  }
}
