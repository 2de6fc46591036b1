import Circuits
import Testing

/// What is said of texts that are not OpenQASM: the place, what is there and what is expected.
@Suite struct OpenQASMErrorTests {
  private func words(_ text: String) -> String {
    (#expect(throws: CircuitError.self, "\(text)") { try Circuit(openQASM: text, file: "a.qasm") })
      .map { "\($0)" } ?? ""
  }

  @Test(arguments: [
    ("OPENQASM 4.0;", "a.qasm:1:10: \"4.0\" is found, and the version 2.0 or 3.0 is expected"),
    ("qubit[2] q\nx q[0];", "a.qasm:2:1: \"x\" is found, and ; is expected"),
    ("qubit q;\n  U(1, 2 q;", "a.qasm:2:10: \"q\" is found, and ) is expected"),
    ("qubit q; U(1,) q;", "a.qasm:1:14: \")\" is found, and a number, a name or ( is expected"),
    ("qubit q; x q", "a.qasm:1:13: the end of the text is found, and ; is expected"),
    ("gate a b { U(0,0,0) b;", "a.qasm:1:23: the end of the text is found, and } is expected"),
    ("qubit q; ?", "a.qasm:1:10: \"?\" means nothing in OpenQASM"),
    ("/* never", "a.qasm:1:1: this comment has no end; */ is expected"),
    ("include \"a", "a.qasm:1:9: this text has no end; \" is expected"),
    ("qubit q; delay[10ns] q;", "a.qasm:1:16: a number ends in letters"),
    ("while (true) {}", "a.qasm:1:1: \"while\" is not read"),
    (
      "include \"other.inc\";", "a.qasm:1:1: \"other.inc\" cannot be included; there are qelib1.inc"
    ),
    ("qubit q; measure q;", "a.qasm:1:10: what is measured goes nowhere"),
    ("bit c; c = 1;", "a.qasm:1:12: \"1\" is found, and measure, for bits are only written by"),
    ("input int n;", "a.qasm:1:7: an input of type int; inputs are angles here"),
    ("gate a(b) b {}", "a.qasm:1:13: \"b\" stands twice among the angles and qubits"),
    ("qubit q; pow @ U(0,0,0) q;", "a.qasm:1:16: pow needs its exponent"),
  ]) func theGrammarIsReported(_ text: String, _ expected: String) {
    let words = words(text)
    #expect(words.hasPrefix(expected), "\(words)")
  }

  @Test(arguments: [
    ("qubit q; x q;", "1:10: no gate is called \"x\" yet; write include \"stdgates.inc\"; first"),
    ("qubit q; foo q;", "1:10: no gate is called \"foo\"; define it before it is used"),
    ("qubit[2] q; U(0,0,0) q[2];", "1:24: q[2] is not there; q has 0 to 1"),
    ("qubit q; U(0,0,0) q[0];", "1:19: \"q\" is one qubit or bit and has no parts"),
    ("bit c; U(0,0,0) c;", "1:17: \"c\" is no qubit"),
    ("U(0,0,0) q;", "1:10: nothing is called \"q\" here"),
    ("qubit q; qubit q;", "1:10: \"q\" is declared already"),
    ("qubit[2] q; CX q[1], q[1];", "1:13: cx is given a qubit twice"),
    ("qubit[2] q; CX q[1];", "1:13: cx acts on 2 qubits, and 1 are given"),
    ("qubit[2] q; qubit[3] r; CX q, r;", "1:25: cx is given registers of 2 and 3 qubits"),
    ("qubit q; U(0) q;", "1:10: U with 1 angles: it has 3, θ, φ, λ"),
    ("qubit q; U(1/0, 0, 0) q;", "1:14: a division by 0"),
    ("qubit q; U(sqrt(-1), 0, 0) q;", "1:10: U: an angle has to be finite"),
    ("qubit q; U(blur(1), 0, 0) q;", "1:12: no function is called blur; there are abs, arccos"),
    (
      "input float a; qubit q; U(sin(a), 0, 0) q;", "1:27: sin of an open symbol; an angle is a sum"
    ),
    ("qubit[0.5] q;", "1:7: a whole number is expected"),
    ("qubit[99999999] q;", "1:7: 99999999 qubits; a circuit has at most 16777216 of them"),
    ("opaque m q; qubit q; m q;", "1:22: nothing is known of the opaque gate m but its name"),
    ("qubit[2] q; bit c; c = measure q;", "1:20: 2 qubits are measured into 1 bits"),
    ("qubit q; bit[2] c; if (c < 2) U(0,0,0) q;", "1:24: c is no number"),
    ("qubit q; if (3) U(0,0,0) q;", "1:14: a condition is expected, as c == 2"),
    ("gate a b { a b; }", "1:12: no gate is called \"a\"; define it before it is used"),
    ("qubit q; gate a b { U(0,0,0) q; }", "1:30: \"q\" is not seen within the definition"),
    ("gate a b { reset b; }", "1:12: a gate is made of gates, barriers and loops alone"),
    ("for int i in [0:0:3] {}", "1:1: the step of the range is 0"),
    ("for int i in [0:999999999] {}", "1:1: the range has more than 4000000 numbers"),
    ("qubit q; pow(0.5) @ ctrl @ U(0,0,0) q;", "1:28: 1 controls and 1 qubits of u3 do not fit 1"),
    ("U(0,0,0) $0;", "1:10: $0 is a qubit of a machine"),
    ("gate a b {} gate a b {}", "1:18: the gate a is defined already"),
    ("input float t; input float t_0;", "1:16: \"t_0\" is t[0], and another input is that already"),
    ("if (true) { qubit q; }", "1:13: qubits are declared outside of blocks"),
  ]) func theMeaningIsReported(_ text: String, _ expected: String) {
    let words = words(text)
    #expect(words.hasPrefix("a.qasm:" + expected), "\(words)")
  }

  @Test func deepAndLongTextsAreRefusedInWords() {
    let open = String(repeating: "(", count: 100_000)
    #expect(words("qubit q; U(\(open)").contains("more than 100 deep"))
    let minus = String(repeating: "-", count: 100_000)
    #expect(words("qubit q; U(\(minus)1, 0, 0) q;").contains("more than 100 deep"))
    let blocks = String(repeating: "if (true) {", count: 100_000)
    #expect(words(blocks).contains("more than 100 deep"))
    let chain = (1...300).map { "gate g\($0) a { g\($0 - 1) a; }" }.joined()
    #expect(words("gate g0 a { U(0,0,0) a; }" + chain).contains("more than 200 deep"))
    let loops = "for int i in [0:3000] { for int j in [0:3000] { } }"
    #expect(words(loops).contains("more than 4000000 operations"))
    let product = (1...100).map { _ in "a" }.joined(separator: "*")
    #expect(
      words("input float a; qubit q; U(\(product), 0, 0) q;").contains("more than 64 symbols"))
    let power = "(" + (1...20).map { "a[\($0)]" }.joined(separator: "+") + ")**20"
    #expect(
      words("input array[float, 21] a; qubit q; U(\(power), 0, 0) q;").contains(
        "more than 10000 terms"))
    let doubling = (1...60).map {
      "gate g\($0)(a) q { g\($0 - 1)(sin(a)) q; g\($0 - 1)(cos(a)) q; }"
    }.joined()
    #expect(words("gate g0(a) q { U(a,0,0) q; }" + doubling).contains("more than 4000000"))
  }

  /// A long sum is no deep tree.
  @Test func longSumsAreRead() throws {
    let sum = (0..<20_000).map { "w_\($0 % 50)*\($0 + 1)" }.joined(separator: " + ")
    let inputs = (0..<50).map { "input float w_\($0);" }.joined()
    let read = try Circuit(openQASM: "\(inputs) qubit q; U(\(sum), 0, 0) q;")
    #expect(read.operations[0].angles[0].terms.count == 50)
  }
}
