import Circuits
import Numerics
import Testing

/// Sums of Pauli strings against their matrices.
@Suite struct ObservableTests {
  @Test func anObservableIsItsFormula() throws {
    #expect("\(Observable.z(0) * .z(1) + 0.5 * .x(0) - 1)" == "-1 + 0.5 X0 + Z0 Z1")
    #expect(Observable.z(0) + .x(1) == .x(1) + .z(0))
    #expect(try Observable("0.5 XZI + ZZI - 2") == 0.5 * .x(0) * .z(1) + .z(0) * .z(1) - 2)
    #expect(try Observable(" -X0 Y12 + 1.5e-1*Z3 −1") == -1 * .x(0) * .y(12) + 0.15 * .z(3) - 1)
    #expect(
      try Observable("X0 X0") == 1 && Observable("III") == 1 && "\(Observable("X - X"))" == "0")
    #expect(Observable([0: .x, 70: .y]).width == 71)
  }

  @Test(arguments: [
    ("", 1, "a number or one of"), ("X Q", 3, "a + or - is expected"), ("XZ1", 3, "belongs to one"),
    ("1..2 X", 1, "no number"), ("X +", 4, "a number or one"), ("X99999999999", 2, "no such qubit"),
    ("1e999 Z", 1, "no number"), ("++X", 2, "a number or one"),
  ])
  func whatIsNoObservableIsRefused(_ text: String, _ place: Int, _ words: String) {
    let error = #expect(throws: CircuitError.self) { try Observable(text) }
    #expect(
      error?.description.contains("at character \(place), ") == true, "\(String(describing: error))"
    )
    #expect(error?.description.contains(words) == true, "\(String(describing: error))")
  }

  /// Random sums against sums, products and commutators of their matrices.
  @Test(arguments: 0..<40) func arithmeticIsThatOfTheMatrices(_ seed: UInt64) throws {
    var random = RandomStream(seed: seed)
    let (a, b) = (observable(&random), observable(&random))
    let (left, right) = (try a.matrix(qubits: 3), try b.matrix(qubits: 3))
    func distance(_ x: Observable, _ y: Matrix<Complex<Double>>) throws -> Double {
      try (x.matrix(qubits: 3) - y).frobeniusNorm
    }
    #expect(try distance(a + b, left + right) < 1e-12, "seed \(seed)")
    #expect(try distance(a - 2.5 * b, left - Complex(2.5, 0) * right) < 1e-12, "seed \(seed)")
    let commutator = try left * right - right * left
    #expect(
      try distance(a.commutator(with: b), Complex(0, -1) * commutator) < 1e-10, "seed \(seed)")
    let product = a * b
    if product.flaws.isEmpty {
      #expect(try distance(product, left * right) < 1e-10, "seed \(seed)")
    } else {
      #expect(commutator.frobeniusNorm > 1e-10, "seed \(seed)")
    }
    #expect(try distance(Observable("\(a)"), left) < 1e-12, "seed \(seed): \(a)")
  }

  @Test func theProductOfMatricesIsThatOfTheBooks() throws {
    #expect(Observable.x(0).commutator(with: .y(0)) == 2 * .z(0))
    #expect(Observable.y(70).commutator(with: .z(70)) == 2 * .x(70))
    #expect(try Observable.y(0).matrix() == Matrix([[0, Complex(0, -1)], [Complex(0, 1), 0]]))
    let flaw = Observable.x(0) * .y(0)
    let error = #expect(throws: CircuitError.self) { try flaw.matrix() }
    #expect(error?.description.contains("do not commute") == true)
  }

  @Test func whatCanBeMeasuredAtOnceIsTogether() throws {
    let groups = try Observable("4 XX + 3 ZZ + 2 XI + IZ + 0.5 YY + 7").qubitwiseGroups
    #expect(
      groups.map { $0.map { "\($0.string)" } } == [
        ["I", "X0 X1", "X0"], ["Z0 Z1", "Z1"], ["Y0 Y1"],
      ])
  }

  @Test func whatIsImpossibleIsSaid() {
    #expect(Observable.z(-1).flaws.first?.contains("qubit -1") == true)
    #expect(throws: CircuitError.self) { try Observable.z(20).matrix() }
    #expect(throws: CircuitError.self) { try Observable.z(2).matrix(qubits: 2) }
    #expect(throws: CircuitError.self) { try Observable.z(-3).matrix() }
  }

  private func observable(_ random: inout RandomStream) -> Observable {
    (0..<4).reduce(Observable.zero) { sum, _ in
      var factors: [Int: Pauli] = [:]
      for qubit in 0..<3 {
        let choice = Int(random.uniform() * 4)
        if choice < 3 { factors[qubit] = Pauli.allCases[choice] }
      }
      return sum + random.normal() * Observable(factors)
    }
  }
}
