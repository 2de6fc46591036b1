import Circuits
import Numerics
import Testing

/// Numbers that nobody means are flaws, and nothing stops for them.
@Suite struct LimitTests {
  private func words(_ circuit: Circuit) -> String {
    circuit.flaws.map(\.description).joined(separator: "\n")
  }

  @Test(arguments: [-1, .min, .max, 1 << 24]) func aPlaceThatNoGroupHasIsAFlaw(_ index: Int) {
    for angle in [Angle.weight(index), .feature(index), 2 * Weights()[index] + 1] {
      let circuit = Circuit(qubits: 1) { $0.rx(angle, 0) }
      #expect(words(circuit).contains("[\(index)]: "), "\(words(circuit))")
      #expect(circuit.layout(of: .weight).count == 0 && circuit.symbols.isEmpty)
    }
    #expect(Angle.weight((1 << 24) - 1).flaws.isEmpty)
    let huge = Weights("v", shape: [.max, .max])
    #expect(!huge[.max - 1, .max - 1].flaws.isEmpty && huge[0, 3].flaws.isEmpty)
  }

  @Test func valuesThatMakeNoAngleAreFlaws() throws {
    let circuit = Circuit(qubits: 1) {
      $0.h(0)
      $0.rx(10 * .weight(0), 0)
    }
    for value in [Double.nan, .infinity, 1e308] {
      let bound = try circuit.bound(weights: [value])
      #expect(words(bound).hasPrefix("operation 1, rx("), "\(words(bound))")
      #expect(words(bound).contains("an angle has to be finite"))
    }
    #expect(try circuit.bound(weights: [1e307]).flaws.isEmpty)
  }

  @Test func sizesThatNoCircuitHasAreFlaws() {
    for count in [-1, .min, .max, 1_000_000_000] {
      let circuit = Circuit(qubits: count, bits: count) { $0.measureAll() }
      #expect(circuit.qubitCount == 0 && circuit.bitCount == 0 && circuit.flaws.count == 2)
      #expect(words(Circuit.mps(qubits: count)).contains("0 to 16777216 qubits"))
      #expect(DesignSpace.seth.weightCount(qubits: count, blocks: .max) == 0)
      #expect(EntanglingMap.linear.groups(of: 2, qubits: count).isEmpty)
    }
    let inner = Circuit(qubits: 1, bits: 1) { $0.measure(0) }
    for bit in [Int.max, .min, -1, 1 << 24] {
      var outer = Circuit(qubits: 1)
      outer.append(inner, bits: [bit])
      outer.append(inner, labelled: "box", bits: [bit])
      #expect(outer.operations.isEmpty && outer.bitCount == 0)
      #expect(words(outer).contains("bit \(bit) is outside"))
    }
  }

  @Test func circuitsAreNotRepeatedBeyondMemory() {
    let (circuit, empty) = (Circuit(qubits: 1) { $0.h(0) }, Circuit(qubits: 1))
    for count in [Int.max, 1 << 23] {
      #expect(words(circuit.repeated(count)).contains("more than 4194304"))
      #expect(empty.repeated(count) == empty && empty.raised(to: -count) == empty)
    }
    for power in [Int.max, .min] {
      #expect(circuit.raised(to: power).flaws.count == 1)
      #expect(empty.raised(to: power) == empty)
    }
    #expect(circuit.repeated(.min).flaws.count == 1)
    #expect(circuit.repeated(1_000).operations.count == 1_000)
  }

  @Test func buildersComeToAnEnd() {
    let most = "a circuit would have more than 4194304 operations"
    let cost: Observable = .z(0) * .z(1)
    for circuit in [
      Circuit.twoLocal(qubits: 2, layers: .max), .stronglyEntangling(qubits: 0, layers: .max),
      .brickwork(qubits: 2, layers: .max), .qaoa(cost, layers: .max),
      .designSpace(.seth, qubits: 2, blocks: .max), .random(qubits: 2, gates: .max, seed: 1),
      .randomLayers(qubits: 2, rotationsPerLayer: .max, seed: 1),
      Circuit(qubits: 2) { $0.evolve(under: cost, for: 1, steps: .max) },
    ] { #expect(words(circuit).contains(most), "\(circuit.flaws)") }
    #expect(words(.random(qubits: 2, gates: .max, seed: 1)).contains("gates: 9223372036854775807"))
  }

  @Test func groupsAreAsManyAsFitIntoMemory() {
    #expect(EntanglingMap.full.groups(of: 20, qubits: 60).isEmpty)
    #expect(EntanglingMap.star.groups(of: 20, qubits: 60).isEmpty)
    #expect(EntanglingMap.linear.groups(of: 1 << 20, qubits: 1 << 22).isEmpty)
    #expect(EntanglingMap.full.groups(of: 59, qubits: 60).count == 60)
    #expect(EntanglingMap.full.groups(of: 3, qubits: 5).first == [0, 1, 2])
    #expect(EntanglingMap.full.groups(of: 3, qubits: 5).last == [2, 3, 4])
    #expect(EntanglingMap.full.groups(of: 3, qubits: 5).count == 10)
    let gate = Circuit(qubits: 10) { $0.h(0) }
    var w = Weights()
    var wide = Circuit(qubits: 60)
    wide.layer(.x.controlled(states: Array(repeating: true, count: 9)), .full, weights: &w)
    #expect(words(wide).contains("groups of 10 among 60 qubits would have more than 16777216"))
    #expect(Circuit.mps(qubits: 12, block: gate).operations.count == 3)
  }

  @Test func wideConditionsSayWhatTheyTake() {
    let bits = Array(0..<63)
    let circuit = Circuit(qubits: 1, bits: 64) {
      $0.when(Condition(bits: bits, equal: .max)) { $0.x(0) }
    }
    #expect(words(circuit).contains("the most is 9223372036854775807"))
  }

  @Test func powersBeyondAllNumbersAreReal() throws {
    for text in ["(-2)**63", "2**63", "(-2)**64", "0-2**62"] {
      let circuit = try? Circuit(openQASM: "OPENQASM 3.0; qubit q; rx(\(text)) q;")
      #expect(circuit?.operations.count ?? 1 == 1)
    }
  }

  @Test func observablesBeyondAllQubitsAreFlawed() {
    for qubit in [1 << 40, .max, -1, .min] {
      #expect(Observable.z(qubit).flaws.count == 1 && Observable([qubit: .x]).flaws.count == 1)
      #expect(throws: CircuitError.self) { try PauliString([qubit: .y]) }
    }
  }
}
