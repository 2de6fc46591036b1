import Circuits
import Numerics
import Testing

/// What is written, and that the same is read from it.
@Suite struct OpenQASMWritingTests {
  private let bell = Circuit(qubits: 2) {
    $0.h(0)
    $0.cx(0, 1)
    $0.rz(.pi / 2, 1)
    $0.measureAll()
  }

  @Test func bothVersionsHaveTheirForms() throws {
    #expect(
      try bell.openQASM2() == """
        OPENQASM 2.0;
        include "qelib1.inc";
        qreg q[2];
        creg c[2];
        h q[0];
        cx q[0], q[1];
        rz(pi/2) q[1];
        measure q[0] -> c[0];
        measure q[1] -> c[1];

        """)
    #expect(
      try bell.openQASM3() == """
        OPENQASM 3.0;
        include "stdgates.inc";
        qubit[2] q;
        bit[2] c;
        h q[0];
        cx q[0], q[1];
        rz(pi/2) q[1];
        c[0] = measure q[0];
        c[1] = measure q[1];

        """)
  }

  @Test func openSymbolsAreInputs() throws {
    let x = Features(count: 2), θ = Weights("θ", count: 3)
    let circuit = Circuit(qubits: 1, bits: 0) {
      $0.rx(2 * (.pi - x[0]) * x[1] - 0.25, 0)
      $0.ry(-θ[2] * θ[2] + .pi / 3, 0)
    }
    let text = try circuit.openQASM3()
    #expect(
      text == """
        OPENQASM 3.0;
        include "stdgates.inc";
        input float[64] x_0;
        input float[64] x_1;
        input float[64] θ_2;
        qubit[1] q;
        rx(-2*x_0*x_1 + 2*pi*x_1 - 0.25) q[0];
        ry(-θ_2*θ_2 + pi/3) q[0];

        """)
    #expect(try Circuit(openQASM: text) == circuit)
    let error = #expect(throws: CircuitError.self) { try circuit.openQASM2() }
    #expect("\(String(describing: error))".contains("give values with bound(weights:features:)"))
  }

  /// Names of any groups come back, also those that look like others.
  @Test func groupsComeBack() throws {
    let symbols = [
      Symbol(.feature, group: "pixels", index: 3), Symbol(.weight, group: "x", index: 1),
      Symbol(.weight, group: "x_1", index: 0), Symbol(.weight, group: "w", index: 7),
      Symbol(.feature, group: "x", index: 12), Symbol(.weight, group: "w_w", index: 2),
      Symbol(.weight, group: "W", index: 7), Symbol(.weight, group: "q", index: 0),
    ]
    let circuit = Circuit(qubits: 1, bits: 0) { circuit in
      for symbol in symbols { circuit.rx(Angle(symbol), 0) }
    }
    #expect(try Circuit(openQASM: circuit.openQASM3()) == circuit)
  }

  @Test func gatesWithoutANameAreDefinedOnce() throws {
    let circuit = Circuit(qubits: 3) {
      $0.iswap(0, 1)
      $0.iswap(1, 2)
      $0.r(0.1, 0.2, 0)
      $0.controlled(.x, by: [0, 1], states: [true, false], on: [2])
    }
    let old = try circuit.openQASM2()
    #expect(old.split(separator: "\n").count { $0.hasPrefix("gate iswap ") } == 1, "\(old)")
    #expect(
      old.contains("gate r(p0, p1) q0 {\n  rz(-p1) q0;\n  rx(p0) q0;\n  rz(p1) q0;\n}"))
    #expect(old.contains("r(0.1, 0.2) q[0];") && old.contains("iswap q[1], q[2];"))
    #expect(try circuit.openQASM3().contains("ctrl @ negctrl @ x q[0], q[1], q[2];"))
  }

  @Test(arguments: Gate.all) func everyGateComesBack(_ gate: Gate) throws {
    let circuit = Circuit(qubits: max(1, gate.qubitCount), bits: 0) {
      $0.append(
        gate, Gate.someAngles(gate.angleCount).map { Angle($0) }, on: Array(0..<gate.qubitCount))
    }
    let unitary = try circuit.unitary()
    let (old, new) = (try circuit.openQASM2(), try circuit.openQASM3())
    #expect(try distanceUpToPhase(Circuit(openQASM: old).unitary(), unitary) < 1e-9, "\(old)")
    #expect(try (Circuit(openQASM: new).unitary() - unitary).maxNorm < 1e-9, "\(new)")
  }

  @Test func manyControlsAreWritten() throws {
    for controls in 2...5 {
      for gate in [Gate.x, .h, .sx, .t, .rx, .rz, .p, .swap] {
        let circuit = Circuit(qubits: controls + gate.qubitCount) {
          $0.append(
            gate.controlled(states: Array(repeating: true, count: controls)),
            gate.angleCount == 1 ? [0.7] : [], on: Array(0..<controls + gate.qubitCount))
        }
        let read = try Circuit(openQASM: circuit.openQASM2())
        #expect(
          try distanceUpToPhase(read.unitary(), circuit.unitary()) < 1e-10, "\(gate), \(controls)")
      }
    }
  }

  /// A matrix in whose exponent a weight stands is taken apart, and the weight stays open.
  @Test func matricesKeepOpenSymbols() throws {
    let circuit = Circuit(qubits: 2) {
      $0.evolve(under: .x(0) + .z(0) * .z(1), for: .weight(0))
    }
    let read = try Circuit(openQASM: circuit.openQASM3())
    #expect(read.weights == circuit.weights)
    for time in [0.7, -2] {
      let (ours, theirs) = (try circuit.bound(weights: [time]), try read.bound(weights: [time]))
      #expect(try (ours.unitary() - theirs.unitary()).maxNorm < 1e-9)
    }
  }

  /// Exact, with angles to the last bit: numbers are written so that they are read as they were.
  @Test(arguments: 0..<60) func newTextsOfStandardGatesAreExact(_ seed: UInt64) throws {
    var random = RandomStream(seed: seed)
    let gates = Gate.all.filter { gate in
      gate.qubitCount <= 4 && (gate.expanded((0..<gate.angleCount).map { _ in 0 }) == nil)
        && gate.base.hasNewName
    }
    let circuit = Circuit(qubits: 4, bits: 0) { circuit in
      for _ in 0..<12 {
        let gate = gates[random.uniform(below: gates.count)]
        let angles = (0..<gate.angleCount).map { _ in
          random.uniform(below: 2) == 0
            ? Angle(random.angle())
            : random.angle() * .weight(random.uniform(below: 3)) * .feature(1) - random.angle()
        }
        circuit.append(gate, angles, on: random.qubits(gate.qubitCount, of: 4))
      }
    }
    let text = try circuit.openQASM3()
    #expect(try Circuit(openQASM: text) == circuit, "seed \(seed)\n\(text)")
  }

  @Test(arguments: 0..<60) func programsMeanTheSameInBothVersions(_ seed: UInt64) throws {
    var random = RandomStream(seed: seed)
    let program = random.program()
    let expected = distribution(of: program)
    for text in [try program.openQASM2(), try program.openQASM3()] {
      let read = distribution(of: try Circuit(openQASM: text))
      let distance = zip(read, expected).map { abs($0 - $1) }.max() ?? 1
      #expect(read.count == expected.count && distance < 1e-9, "seed \(seed)\n\(text)")
    }
  }

  @Test func oldConditionsGetRegisters() throws {
    let circuit = Circuit(qubits: 1, bits: 5) {
      $0.when(Condition(bits: [1, 2], equal: 2)) { $0.x(0) }
      $0.when(!Condition(bit: 4)) { $0.reset(0) }
      $0.when(!Condition(bits: [1, 2], equal: 0)) { $0.y(0) }
      $0.measure(0, into: 3)
    }
    #expect(
      try circuit.openQASM2() == """
        OPENQASM 2.0;
        include "qelib1.inc";
        qreg q[1];
        creg c0[1];
        creg c1[2];
        creg c2[1];
        creg c3[1];
        if(c1==2) x q[0];
        if(c3==0) reset q[0];
        if(c1==1) y q[0];
        if(c1==2) y q[0];
        if(c1==3) y q[0];
        measure q[0] -> c2[0];

        """)
  }

  @Test func whatOldConditionsCannotSayIsRefusedInWords() throws {
    let changing = Circuit(qubits: 1, bits: 1) {
      $0.when(Condition(bit: 0)) {
        $0.measure(0, into: 0)
        $0.x(0)
      }
    }
    let wide = Circuit(qubits: 1, bits: 20) {
      $0.when(Condition(bits: [0, 19], equal: 1)) { $0.x(0) }
    }
    for (circuit, words) in [
      (changing, "use another bit, or OpenQASM 3"), (wide, "20 bits; 10 are"),
    ] {
      let error = #expect(throws: CircuitError.self) { try circuit.openQASM2() }
      #expect("\(String(describing: error))".contains(words), "\(String(describing: error))")
      #expect(throws: Never.self) { try Circuit(openQASM: circuit.openQASM3()) }
    }
  }

  @Test func twoWaysAreWrittenAsElse() throws {
    let circuit = Circuit(qubits: 1, bits: 3) {
      $0.when(Condition(bits: [0, 1, 2], equal: 5)) {
        $0.x(0)
        $0.h(0)
      }
      $0.when(!Condition(bits: [0, 1, 2], equal: 5)) { $0.y(0) }
      $0.when(!Condition(bit: 2)) { $0.z(0) }
    }
    let text = try circuit.openQASM3()
    #expect(
      text.hasSuffix(
        """
        if (c == 5) {
          x q[0];
          h q[0];
        } else {
          y q[0];
        }
        if (!c[2]) {
          z q[0];
        }

        """), "\(text)")
    #expect(try Circuit(openQASM: text) == circuit)
  }

  @Test func blocksComeBack() throws {
    let circuit = Circuit(qubits: 2, bits: 2) {
      $0.when(Condition(bit: 0)) {
        $0.h(1)
        $0.measure(1, into: 1)
        $0.when(Condition(bit: 1)) { $0.x(0) }
      }
    }
    let text = try circuit.openQASM3()
    #expect(
      text.contains("if (c[0]) {\n  h q[1];\n  c[1] = measure q[1];\n  if (c[1]) {\n    x q[0];"))
    #expect(distribution(of: try Circuit(openQASM: text)) == distribution(of: circuit))
  }

  @Test func namesOfGatesAreMadeFit() throws {
    let part = Circuit(qubits: 1) { $0.h(0) }
    var circuit = Circuit(qubits: 1)
    for label in ["Ansatz 1†", "x", "q0", "gate", "", "θ", "2fast"] {
      circuit.append(part, labelled: label)
    }
    circuit.append(Gate.unlikely)
    for text in [try circuit.openQASM2(), try circuit.openQASM3()] {
      #expect(try Circuit(openQASM: text).operations.count == circuit.operations.count, "\(text)")
      #expect(text.contains("gate ansatz_1dg q0 {") && text.contains("gate x_1 q0 {"), "\(text)")
    }
  }

  @Test func aHundredThousandGatesComeBack() throws {
    var random = RandomStream(seed: 9)
    let circuit = Circuit(qubits: 20, bits: 0) { circuit in
      for step in 0..<50_000 {
        circuit.rx(Angle(random.angle()), step % 20)
        circuit.cx(step % 20, (step + 7) % 20)
      }
    }
    #expect(try Circuit(openQASM: circuit.openQASM2()) == circuit)
    #expect(try Circuit(openQASM: circuit.openQASM3()) == circuit)
  }

  @Test func flawsAreReportedFirst() {
    let circuit = Circuit(qubits: 1) { $0.x(3) }
    #expect(throws: CircuitError.self) { try circuit.openQASM2() }
    #expect(throws: CircuitError.self) { try circuit.openQASM3() }
  }
}

extension Gate {
  /// Whether `stdgates.inc` has the gate, so that a text does not define it.
  fileprivate var hasNewName: Bool {
    let text = "include \"stdgates.inc\"; qubit[\(max(1, qubitCount))] q; "
    let angles =
      angleCount == 0 ? "" : "(\((0..<angleCount).map { "0.\($0)" }.joined(separator: ", ")))"
    let qubits = (0..<qubitCount).map { "q[\($0)]" }.joined(separator: ", ")
    let isRead = (try? Circuit(openQASM: text + "\(name)\(angles) \(qubits);")) != nil
    return isRead && name != "sxdg"
  }

  /// A circuit of a gate whose name has letters that no language has.
  fileprivate static var unlikely: Circuit {
    Circuit(qubits: 1) { $0.append(Circuit(qubits: 1) { $0.x(0) }, labelled: "∑→") }
  }
}
