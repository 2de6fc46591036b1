import Circuits
import Numerics
import Testing

/// What is read from OpenQASM texts, against circuits that are written out.
@Suite struct OpenQASMReadingTests {
  private func old(_ text: String) throws -> Circuit {
    try Circuit(openQASM: "OPENQASM 2.0;\ninclude \"qelib1.inc\";\n" + text)
  }

  private func new(_ text: String) throws -> Circuit {
    try Circuit(openQASM: "OPENQASM 3.0;\ninclude \"stdgates.inc\";\n" + text)
  }

  @Test func registersFollowOneAnother() throws {
    let read = try old(
      "qreg a[1]; qreg b[2]; creg c[1]; creg d[2]; cx b[1], a[0]; measure b -> d; barrier a, b[0];")
    let expected = Circuit(qubits: 3, bits: 3) {
      $0.cx(2, 0)
      $0.measure(1, into: 1)
      $0.measure(2, into: 2)
      $0.barrier(0, 1)
    }
    #expect(read == expected)
  }

  @Test func gatesAreAppliedToWholeRegisters() throws {
    let read = try old("qreg a[2]; qreg b[2]; h a; cx a, b; cx a[1], b; cx a, b[0]; reset b;")
    let expected = Circuit(qubits: 4, bits: 0) {
      $0.h(0, 1)
      $0.cx(0, 2)
      $0.cx(1, 3)
      $0.cx(1, 2)
      $0.cx(1, 3)
      $0.cx(0, 2)
      $0.cx(1, 2)
      $0.reset(2, 3)
    }
    #expect(read == expected)
  }

  private static let oldAngles: [(String, Double)] = [
    ("pi/2", 1.5707963267948966), ("-pi/4+1", 0.21460183660255172), ("2^3^2/100", 5.12),
    ("-2^2", -4),
    ("sin(0.5)*cos(0.5)", 0.42073549240394825), ("tan(1)", 1.5574077246549023),
    ("exp(1)-ln(2)", 2.0251346478991), ("sqrt(2)", 1.4142135623730951),
    ("1/4", 0.25), ("3*(1-2)*.5e1", -15), ("1-2-3", -4), ("8/4/2", 1),
  ]

  @Test(arguments: oldAngles) func oldAnglesAreFormulas(_ text: String, _ value: Double) throws {
    let angle = try old("qreg q[1]; rx(\(text)) q[0];").operations[0].angles[0]
    #expect(abs(angle.constant - value) < 1e-14, "\(text) is \(angle)")
  }

  private static let newAngles: [(String, Double)] = [
    ("π + tau / 2", 6.283185307179586), ("2**3**2 / 100", 5.12),
    ("arctan(1) * 4", 3.141592653589793),
    ("float(7 % 4) + int(2.9)", 5), ("(1 << 3) | 1", 9), ("0x10 + 0b11 + 1_000", 1019),
    ("pow(2, 3) + mod(7, 4)", 11), ("ceiling(0.2) + floor(-0.2)", 0),
  ]

  @Test(arguments: newAngles) func newAnglesAreFormulas(_ text: String, _ value: Double) throws {
    let angle = try new("qubit q; rx(\(text)) q;").operations[0].angles[0]
    #expect(abs(angle.constant - value) < 1e-14, "\(text) is \(angle)")
  }

  @Test func inputsAreWeightsAndFeatures() throws {
    let read = try new(
      """
      input float[64] x_1;
      input angle[32] w_3;
      input float theta;
      input float x_pixels_2;
      input array[float[64], 2] v;
      qubit q;
      rx(2 * x_1 * (w_3 - pi) + v[1]) q;
      ry(-theta**2 / 2 + x_pixels_2) q;
      """)
    let x = Angle.feature(1), w = Angle.weight(3)
    let v = Angle(Symbol(.weight, group: "v", index: 1))
    let θ = Angle(Symbol(.weight, group: "theta", index: 0))
    let pixel = Angle(Symbol(.feature, group: "pixels", index: 2))
    let expected = Circuit(qubits: 1, bits: 0) {
      $0.rx(2 * x * (w - .pi) + v, 0)
      $0.ry(-0.5 * θ * θ + pixel, 0)
    }
    #expect(read == expected)
  }

  @Test func definedGatesKeepTheirNamesAndAngles() throws {
    let read = try old(
      """
      gate turn(a, b) p, q { rx(a/2) p; cx p, q; barrier p, q; rz(a-b) q; }
      qreg q[2];
      turn(0.4, 0.1) q[1], q[0];
      """)
    let gate = try #require(read.operations[0].gate)
    #expect(gate.name == "turn" && gate.angleNames == ["a", "b"])
    let expected = Circuit(qubits: 2) {
      $0.rx(0.2, 1)
      $0.cx(1, 0)
      $0.rz(0.3, 0)
    }
    #expect(try (read.unitary() - expected.unitary()).maxNorm < 1e-12)
    #expect(try (read.inverted().unitary() - expected.inverted().unitary()).maxNorm < 1e-12)
  }

  @Test func functionsOfTheAnglesOfADefinitionNeedNumbers() throws {
    let text = "gate wave(a) p { rx(sin(a)) p; } gate two(b) p { wave(2*b) p; }"
    let read = try new(text + "qubit q; two(0.3) q; two(0.3) q; wave(0.1) q;")
    let expected = Circuit(qubits: 1) { $0.rx(Angle(2 * .sin(0.6) + .sin(0.1)), 0) }
    #expect(try (read.unitary() - expected.unitary()).maxNorm < 1e-12)
    let error = #expect(throws: CircuitError.self) {
      try new(text + "input float w_0; qubit q; two(w_0) q;")
    }
    #expect("\(String(describing: error))".contains("two needs numbers"))
  }

  @Test func modifiersMakeOtherGates() throws {
    let read = try new(
      """
      qubit[4] q;
      ctrl(2) @ x q[0], q[1], q[2];
      negctrl @ ctrl @ ry(0.3) q[3], q[0], q[1];
      inv @ s q[0];
      pow(-2) @ t q[1];
      ctrl @ pow(2) @ sx q[0], q[1];
      pow(0.5) @ rz(0.6) q[2];
      ctrl @ gphase(0.2) q[3];
      gphase(pi/3);
      inv @ ctrl @ sx q[0], q[1];
      """)
    let expected = Circuit(qubits: 4, bits: 0) {
      $0.ccx(0, 1, 2)
      $0.controlled(.ry, [0.3], by: [3, 0], states: [false, true], on: [1])
      $0.sdg(0)
      $0.tdg(1)
      $0.tdg(1)
      $0.csx(0, 1)
      $0.csx(0, 1)
      $0.rz(0.3, 2)
      $0.controlled(.globalPhase, [0.2], by: [3], on: [])
      $0.globalPhase(Angle(.pi / 3))
      $0.append(Gate.sxdg.controlled(), on: [0, 1])
    }
    #expect(read == expected)
  }

  @Test func rootsOfGatesAreThoseOfTheirEigenvalues() throws {
    for name in ["x", "y", "z", "h", "s", "t", "sx"] {
      let root = try new("qubit q; pow(1/2) @ \(name) q;").unitary()
      let whole = try new("qubit q; \(name) q;").unitary()
      #expect(try (root * root - whole).maxNorm < 1e-12, "\(name)")
    }
    let pair = try new("qubit[2] q; pow(0.25) @ cz q[0], q[1];").unitary()
    #expect((pair[3, 3] - Complex(magnitude: 1, phase: .pi / 4)).magnitude < 1e-12)
    #expect(try (new("qubit q; pow(1/2) @ x q;").unitary() - Gate.sx.matrix()).maxNorm < 1e-12)
  }

  @Test func loopsAreUnrolled() throws {
    let read = try new(
      """
      const int n = 3;
      qubit[n] q;
      for int i in [0:n - 2] { cx q[i], q[i + 1]; }
      for uint i in {2, 0} {
        for int j in [4:-2:0] rx(j * 0.5) q[i];
        if (i == 2) h q[i];
      }
      """)
    let expected = Circuit(qubits: 3, bits: 0) {
      $0.cx(0, 1)
      $0.cx(1, 2)
      for (qubit, isLast) in [(2, true), (0, false)] {
        $0.rx(2, qubit)
        $0.rx(1, qubit)
        $0.rx(0, qubit)
        if isLast { $0.h(qubit) }
      }
    }
    #expect(read == expected)
  }

  @Test func partsOfRegistersHaveNames() throws {
    let read = try new(
      """
      qubit[5] q;
      let ends = q[{0, -1}] ++ q[1:2];
      h ends;
      x q[-2];
      x q[0:2:4];
      y q[3:];
      """)
    let expected = Circuit(qubits: 5, bits: 0) {
      $0.h(0, 4, 1, 2)
      $0.x(3)
      $0.x(0, 2, 4)
      $0.y(3, 4)
    }
    #expect(read == expected)
  }

  @Test func conditionsReadBits() throws {
    let declared = "qubit[2] q; bit[3] c; "
    let conditions: [(String, Condition)] = [
      ("c == 5", Condition(bits: [0, 1, 2], equal: 5)), ("c[1]", Condition(bit: 1)),
      ("!c[1]", !Condition(bit: 1)), ("c[2] == 0", Condition(bit: 2, is: false)),
      ("c != 3", !Condition(bits: [0, 1, 2], equal: 3)),
      ("6 == c", Condition(bits: [0, 1, 2], equal: 6)),
      ("c == \"011\"", Condition(bits: [0, 1, 2], equal: 3)),
      ("c[0] && !c[2]", Condition(bits: [0, 2], equal: 1)),
      ("!c[0] || c[2]", !Condition(bits: [0, 2], equal: 1)),
      ("c[0] == true && c[1] && c[2] == false", Condition(bits: [0, 1, 2], equal: 3)),
    ]
    for (text, condition) in conditions {
      let read = try new(declared + "if (\(text)) x q[1];")
      let expected = Circuit(qubits: 2, bits: 3) { $0.when(condition) { $0.x(1) } }
      #expect(read == expected, "\(text)")
    }
    #expect(try new(declared + "if (c == 9) x q[1];").operations.isEmpty)
    #expect(try new(declared + "if (c[0] && !c[0]) x q[1];").operations.isEmpty)
    #expect(try new(declared + "if (c == 9 || 1 < 2) x q[1];").operations.count == 1)
  }

  @Test func bothWaysOfAConditionAreRead() throws {
    let read = try new(
      "qubit[2] q; bit[2] c; c[0] = measure q[0]; if (c[0]) { x q[1]; y q[1]; } else { h q[1]; }")
    let expected = Circuit(qubits: 2, bits: 2) {
      $0.measure(0, into: 0)
      $0.when(Condition(bit: 0)) {
        $0.x(1)
        $0.y(1)
      }
      $0.when(!Condition(bit: 0)) { $0.h(1) }
    }
    #expect(read == expected)
  }

  /// The second way is not gone because of what the first one measures.
  @Test func aWayThatChangesItsConditionIsNotFollowedByTheOther() throws {
    let read = try new(
      """
      qubit[2] q; bit[2] c;
      if (c[0]) { x q[1]; } else { x q[0]; c[0] = measure q[0]; }
      c[1] = measure q[1];
      """)
    #expect(distribution(of: read) == [0, 1, 0, 0])
    let error = #expect(throws: CircuitError.self) {
      try new(
        "qubit q; bit c; if (c) { c = measure q; x q; } else { c = measure q; h q; }")
    }
    #expect("\(String(describing: error))".contains("both parts of this if"))
  }

  @Test func oldConditionsReadRegisters() throws {
    let read = try old(
      "qreg q[1]; creg a[1]; creg c[2]; if(c==2) x q[0]; if(a==1) measure q[0]->a[0];")
    #expect(read.operations[0].condition == Condition(bits: [1, 2], equal: 2))
    #expect(read.operations[1].condition == Condition(bit: 0))
    #expect(read.operations[1].action == .measure(into: 0))
  }

  /// The older version has fewer keywords, and texts of its time use the others as names.
  @Test func newKeywordsAreNamesInOldTexts() throws {
    let read = try old(
      "qreg input[2]; creg box[1]; gate inv(angle) end { rx(angle/2) end; } inv(0.4) input[1]; "
        + "measure input[1] -> box[0];")
    #expect(
      read.operations[0].gate?.name == "inv" && read.operations[1].action == .measure(into: 0))
    let error = #expect(throws: CircuitError.self) { try new("qubit input;") }
    #expect("\(String(describing: error))".contains("3:7: \"input\" is found"))
  }

  @Test func theVersionIsFoundInTheText() throws {
    // 2^3 is a power in version 2, and the bits of either in version 3.
    #expect(try old("qreg q[1]; rx(2^3) q[0];").operations[0].angles == [8])
    #expect(try new("qreg q[1]; rx(2^3) q[0];").operations[0].angles == [1])
    #expect(
      try Circuit(openQASM: "qubit q; U(0, 0, 1) q;")
        == Circuit(qubits: 1, bits: 0) { $0.u3(0, 0, 1, 0) })
    #expect(try Circuit(openQASM: "").qubitCount == 0)
  }

  @Test func commentsPragmasAndAnnotationsAreLeftOut() throws {
    let read = try new(
      """
      // qubit[9] q;
      /* and
         more */ qubit[1] q; #pragma other
      pragma something
      @later please
      x q[0]; ;
      """)
    #expect(read == Circuit(qubits: 1, bits: 0) { $0.x(0) })
  }

  @Test func gatesOfTheLibraryThatAreNoRecordsAreThere() throws {
    let cu = try old("qreg q[2]; cu(0.1, 0.2, 0.3, 0.4) q[0], q[1];").unitary()
    let u = try Gate.u3.matrix([0.1, 0.2, 0.3])
    let phase = Complex(magnitude: 1, phase: 0.4)
    #expect((cu[3, 1] - phase * u[1, 0]).magnitude < 1e-12 && (cu[0, 0] - 1).magnitude < 1e-12)
    let toffoli = try Gate.ccx.matrix()
    let relative = try old("qreg q[3]; rccx q[0], q[1], q[2];").unitary()
    for row in 0..<8 {
      for column in 0..<8 {
        #expect(abs(relative[row, column].magnitude - toffoli[row, column].magnitude) < 1e-12)
      }
    }
    #expect(
      try old("qreg q[4]; c3sqrtx q[0], q[1], q[2], q[3];").operations[0].gate?.controlStates.count
        == 3)
    #expect(try old("qreg q[5]; c4x q[0], q[1], q[2], q[3], q[4];").operations.count == 1)
    #expect(try old("qreg q[4]; rc3x q[0], q[1], q[2], q[3]; u0(1) q[0];").operations.count == 2)
  }
}
