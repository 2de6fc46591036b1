import Circuits
import Numerics
import Testing

/// Templates: both sides are the same, and what is found is replaced.
@Suite struct TemplateTests {
  @Test(arguments: CircuitTemplate.all + CircuitTemplate.pauliTurns)
  func bothSidesAreTheSame(_ template: CircuitTemplate) throws {
    #expect(try CircuitTemplate(template.pattern, becomes: template.replacement) == template)
    let found = try CircuitPass.rewriting([template])(template.pattern)
    #expect(found.operations == template.replacement.operations, "\(template.pattern)")
  }

  @Test func patternsAreFoundAmongOthers() throws {
    let circuit = Circuit(qubits: 4) {
      $0.h(3)
      $0.cx(2, 3)
      $0.t(0)
      $0.x(1)
      $0.h(3)
      $0.t(0)
      $0.cx(0, 1)
      $0.cx(1, 0)
      $0.h(2)
      $0.cx(0, 1)
    }
    let found = try CircuitPass.rewriting(CircuitTemplate.all)(circuit)
    #expect(
      found.operations.map(\.description) == ["x(1)", "cz(2, 3)", "s(0)", "h(2)", "swap(0, 1)"],
      "\(found)")
  }

  @Test func weightsOfAPatternStandForAnyAngle() throws {
    let circuit = Circuit(qubits: 3) {
      $0.cx(2, 0)
      $0.rz(2 * .feature(0) + .weight(4), 0)
      $0.cx(2, 0)
    }
    let found = try CircuitPass.rewriting(CircuitTemplate.pauliTurns)(circuit)
    #expect(found.operations.map(\.description) == ["rzz(2·x[0] + w[4], 2, 0)"])
  }

  @Test func whatIsNoTemplateIsRefused() {
    func words(_ pattern: Circuit, _ replacement: Circuit) -> String {
      (#expect(throws: CircuitError.self) { try CircuitTemplate(pattern, becomes: replacement) })
        .map { "\($0)" } ?? ""
    }
    let one = Circuit(qubits: 2) { $0.h(0) }
    let twice = Circuit(qubits: 2) {
      $0.h(0)
      $0.h(0)
    }
    let apart = Circuit(qubits: 2) {
      $0.h(0)
      $0.h(1)
    }
    let open = Circuit(qubits: 2) {
      $0.rz(2 * .weight(0), 0)
      $0.rz(-2 * .weight(0), 0)
    }
    #expect(words(twice, one).contains("both sides do the same, their phase included"))
    #expect(words(one, twice).contains("fewer gates"))
    #expect(words(apart, one).contains("shares a qubit"))
    #expect(words(open, Circuit(qubits: 2)).contains("a number or a weight"))
    #expect(words(twice, Circuit(qubits: 1)).contains("the same qubits"))
  }
}
