import Circuits
import Numerics
import Testing

/// What is done to circuits, against the matrices that it should make.
@Suite struct CircuitTests {
  @Test func aCircuitIsWhatIsTyped() {
    let bell = Circuit(qubits: 2) {
      $0.h(0)
      $0.cx(0, 1)
    }
    var same = Circuit(qubits: 2)
    same.append(.h, on: [0])
    same.append(.cx, on: [0, 1])
    #expect(bell == same && bell.hashValue == same.hashValue)
    #expect(bell.stableHash == same.stableHash)
    #expect("\(bell)" == "Circuit(qubits: 2)\n  h(0)\n  cx(0, 1)")
    same.rx(0.3, 0, 1)
    #expect(bell != same && same.operations.count == 4 && bell.stableHash != same.stableHash)
  }

  @Test func whatCannotBeIsNotedAndThrownAtOnce() throws {
    let skewed: Matrix<Complex<Double>> = try Matrix([[1, 0], [0, 2]])
    let circuit = Circuit(qubits: 2, bits: 1) {
      $0.h(0)
      $0.cx(0, 5)
      $0.cx(1, 1)
      $0.rx(Angle(.nan), 0)
      $0.measure(0, into: 4)
      $0.append(.rx, [], on: [0])
      $0.append(.cx, on: [0])
      $0.when(Condition(bits: [0], equal: 2)) { $0.x(1) }
      $0.remove(at: 9)
      $0.unitary(skewed, [0])
      $0.rx(Features(count: 1)[3], 0)
    }
    let error = #expect(throws: CircuitError.self) { try circuit.checked() }
    let words = "\(try #require(error))"
    for expected in [
      "operation 1, cx(0, 5): qubit 5 is outside a circuit of 2 qubits",
      "operation 2, cx(1, 1): qubit 1 stands there twice", "operation 3", "angle has to be finite",
      "bit 4 is outside a circuit of 1 classical bits", "rx has 1 angles, and 0 are given",
      "cx acts on 2 qubits, and 1 are given", "1 bits are never 2; the most is 1",
      "there are 1 operations", "orthogonal", "x[3]: x has places 0 to 0",
    ] { #expect(words.contains(expected), "\(expected) in\n\(words)") }
    #expect(circuit.operations.count == 1 && circuit.flaws.count == 10)
    #expect(throws: CircuitError.self) { try circuit.unitary() }
    #expect(Circuit(qubits: -1).flaws.count == 1 && Circuit(qubits: 1, bits: -4).flaws.count == 1)
  }

  @Test(arguments: 0..<12) func editingIsThatOfTheMatrices(_ seed: UInt64) throws {
    var random = RandomStream(seed: seed)
    let (a, b) = (randomCircuit(3, 12, &random), randomCircuit(3, 9, &random))
    let (left, right) = (try a.unitary(), try b.unitary())
    func distance(_ circuit: Circuit, _ matrix: Matrix<Complex<Double>>) throws -> Double {
      try (circuit.unitary() - matrix).maxNorm
    }
    #expect(try distance(a + b, right * left) < 1e-12)
    #expect(try distance(a.inverted(), left.adjoint) < 1e-12)
    #expect(try distance(a.repeated(3), left * left * left) < 1e-12)
    #expect(try distance(a.raised(to: -2), left.adjoint * left.adjoint) < 1e-12)
    #expect(try distance(a.tensored(with: b), right.kronecker(left)) < 1e-12)
    #expect(try distance(a[0..<5] + a[5..<a.operations.count], left) < 1e-12)
    #expect(try distance(a.inverted().inverted(), left) < 1e-12)
    let remapped = a.remapped(to: [2, 0, 1])
    #expect(try distance(remapped.remapped(to: [1, 2, 0]), left) < 1e-14)
    let permuted = Circuit(qubits: 3) {
      $0.permutation((0..<8).map { $0 >> 2 | ($0 & 3) << 1 }, [0, 1, 2])
    }
    #expect(
      try distance(permuted.inverted() + a + permuted, a.remapped(to: [1, 2, 0]).unitary()) < 1e-12)
    let controlled = try a.controlled(states: [false]).unitary()
    #expect(
      (0..<8).allSatisfy { row in
        (0..<8).allSatisfy { controlled[2 * row, 2 * $0] == left[row, $0] }
      })
    #expect(
      try distance(a.controlled(states: [false]), Gate("a", a).controlled(states: [false]).matrix())
        < 1e-12)
    var boxed = Circuit(qubits: 3)
    boxed.append(a, labelled: "A")
    #expect(boxed.operations.count == 1)
    #expect(try distance(boxed.inverted(), left.adjoint) < 1e-12)
    var edited = a
    edited.insert(Operation(.h, on: [1]), at: 4)
    #expect(edited != a)
    edited.remove(at: 4)
    #expect(edited == a)
  }

  @Test func symbolsAreBoundByTheirPlaces() throws {
    let (x, w) = (Features(count: 2), Weights("w", count: 3))
    let circuit = Circuit(qubits: 2) {
      $0.ry(w[0] * x[1] + 0.3, 0)
      $0.rzz(2 * (.pi - x[0]) * (.pi - x[1]), 0, 1)
      $0.crx(w[2], 0, 1)
      $0.ry(w[0], 1)
    }
    #expect(circuit.weights.map(\.description) == ["w[0]", "w[2]"])
    #expect(circuit.features.count == 2 && circuit.layout(of: .weight).count == 3)
    let bound = try circuit.bound(weights: [1, 2, 3], features: [0.5, 0.25])
    #expect(bound.operations[0].angles == [Angle(0.55)])
    #expect(abs(bound.operations[1].angles[0].constant - 2 * (.pi - 0.5) * (.pi - 0.25)) < 1e-14)
    #expect(bound.symbols.isEmpty && bound.operations[2].angles == [3])
    #expect(try circuit.bound(features: [0.5, 0.25]).bound(weights: [1, 2, 3]) == bound)
    #expect(try circuit.bound(["x": [0.5, 0.25], "w": [1, 2, 3]]) == bound)
    #expect(try circuit.bound(features: [0.5, 0.25, 9]).features.isEmpty)
    func words(_ bind: () throws -> Circuit) -> String {
      (#expect(throws: CircuitError.self) { try bind() }).map { "\($0)" } ?? ""
    }
    #expect(
      words { try circuit.bound(weights: [1]) }
        == "1 weights: the circuit needs w[0...2], in this order")
    #expect(words { try circuit.bound(weights: [1, 2, 3, 4]) }.contains("4 weights"))
    #expect(words { try circuit.bound(["x": [1]]) }.contains("x[0...1]"))
    let open = #expect(throws: CircuitError.self) { try circuit.unitary() }
    #expect("\(try #require(open))".hasPrefix("x[0], x[1], w[0], w[2] are open"))
    let shifted = circuit.substituting { $0.role == .weight ? Angle($0) + 0.5 : nil }
    #expect(shifted.operations[2].angles == [w[2] + 0.5])
  }

  @Test func aBoxKeepsItsAngles() throws {
    let w = Weights(count: 2)
    let layer = Circuit(qubits: 2) {
      $0.ry(w[0], 0)
      $0.crx(w[1] * 2, 0, 1)
    }
    var circuit = Circuit(qubits: 3)
    circuit.append(layer, labelled: "layer", on: [2, 0])
    #expect(circuit.operations[0].description == "layer(w[0], w[1], 2, 0)")
    let gate = try #require(circuit.operations[0].gate)
    let bound = try circuit.bound(weights: [0.3, 0.7])
    #expect(
      try
        (bound.unitary()
        - layer.bound(weights: [0.3, 0.7]).remapped(to: [2, 0], qubits: 3).unitary()).maxNorm
        < 1e-15)
    let undone = gate.inverse([0.3, 0.7])
    #expect(undone.gate.label == "layer†" && undone.gate.inverse([0.3, 0.7]).gate == gate)
  }

  @Test func measurementsAndConditionsAreOperations() throws {
    var circuit = Circuit(qubits: 3)
    circuit.h(0)
    circuit.measure(0, into: 1)
    #expect(circuit.bitCount == 2)
    circuit.when(Condition(bit: 1)) { $0.x(1, 2) }
    circuit.when(!Condition(bits: [0, 1], equal: 2), label: "again") {
      $0.measure(2, into: 0)
      $0.reset(2)
    }
    circuit.barrier()
    circuit.measureAll()
    #expect(circuit.flaws.isEmpty && circuit.bitCount == 3)
    #expect(
      "\(circuit)".contains("x(2) if c[1]\n  again(0, 1, 2) if c[0, 1] != 2\n  barrier(0, 1, 2)"))
    #expect(!circuit.isUnitary && circuit.operations[2].bits == [1])
    #expect(circuit.inverted().flaws.count == 7)
    #expect(circuit.controlled().flaws.count == 7)
    #expect("\(circuit.inverted().flaws[0])".contains("cannot be undone"))
    let moved = Circuit(qubits: 4, bits: 6).appending(circuit, on: [3, 2, 1], bits: [5, 4, 3])
    #expect(moved.operations[1].description == "measure(3, into: 4)")
    #expect(moved.operations[2].description == "x(2) if c[4]" && moved.flaws.isEmpty)
    #expect(throws: CircuitError.self) { try circuit.unitary() }
    let condition = Condition(bits: [0, 2], equal: 2)
    #expect(
      condition.holds(for: [false, true, true]) && !condition.holds(for: [true, true, true]))
    #expect((!condition).holds(for: []) && !condition.holds(for: []))
  }

  /// The number that other processes have, written down.
  @Test func theStableHashIsTheSameEverywhere() throws {
    let (w, string) = (Weights(count: 1), try PauliString([0: .x, 2: .y]))
    let circuit = Circuit(qubits: 3) {
      $0.h(0)
      $0.controlled(.ry, [w[0] * 0.5 + 1], by: [0, 1], states: [true, false], on: [2])
      $0.pauliRotation(0.25, string)
      $0.measureAll()
    }
    #expect(circuit.stableHash == 10_141_590_023_143_964_937)
    #expect(
      Set(
        Gate.all.map { gate in
          Circuit(qubits: 5) {
            $0.append(
              gate, Array(repeating: 0.5, count: gate.angleCount), on: Array(0..<gate.qubitCount))
          }.stableHash
        }
      ).count == Gate.all.count)
  }

  private func randomCircuit(_ qubits: Int, _ count: Int, _ random: inout RandomStream) -> Circuit {
    Circuit(qubits: qubits) { circuit in
      while circuit.operations.count < count {
        let gate = Gate.all[Int(random.next() % UInt64(Gate.all.count))]
        guard gate.qubitCount <= qubits else { continue }
        let places = random.shuffled(Array(0..<qubits)).prefix(gate.qubitCount)
        let angles = (0..<gate.angleCount).map { _ in Angle(random.uniform() * 6 - 3) }
        circuit.append(gate, angles, on: Array(places))
      }
    }
  }
}
