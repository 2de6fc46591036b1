import Circuits
import Foundation
import Numerics
import Optimizers
import Simulation
import Testing
import Training

/// Drivers that change what they run on the way: its axes, and how often it is run.
@Suite struct AdaptiveDriverTests {
  static let hamiltonian = Observable.z(0) * .z(1) + 0.7 * (.x(0) + .x(1))
  static let exact = -1.7204650534085257

  /// Turns about z alone, which leave |00⟩ where it is.
  static let still = Circuit(qubits: 2) {
    $0.rz(.weight(0), 0)
    $0.rz(.weight(1), 1)
    $0.cx(0, 1)
    $0.rz(.weight(2), 0)
    $0.rz(.weight(3), 1)
  }

  static let ansatz = Circuit(qubits: 2) { circuit in
    for layer in 0..<2 {
      circuit.ry(.weight(2 * layer), 0)
      circuit.ry(.weight(2 * layer + 1), 1)
      circuit.cx(0, 1)
    }
    circuit.ry(.weight(4), 0)
    circuit.ry(.weight(5), 1)
  }

  static let start = [0.4, -0.3, 0.2, 0.5, -0.2, 0.3]

  static func problem(_ act: () throws -> Void) -> String {
    do {
      try act()
      return ""
    } catch { return "\(error)" }
  }

  @Test func `axes are found that reach the ground state where the given ones reach nothing`()
    throws
  {
    let selection = try AxisSelection(Self.hamiltonian, ansatz: Self.still)
    #expect(selection.axes == [2, 2, 2, 2])
    let found = try selection.minimum(from: [1.2, -0.4, 2.2, 0.8])
    #expect(abs(found.search.value - Self.exact) < 1e-6)
    let energy = try Expectation(of: Self.hamiltonian, in: found.circuit)
    #expect(abs(try energy.value(at: found.weights) - found.search.value) < 1e-12)
    #expect(try selection.circuit(axes: [2, 2, 2, 2]) == Self.still)
    let again = try selection.minimum(from: [1.2, -0.4, 2.2, 0.8])
    #expect(again == found)
  }

  @Test func `axes are found from shots, alike for a seed`() throws {
    let selection = try AxisSelection(Self.hamiltonian, ansatz: Self.still, shots: 2_000, seed: 4)
    let found = try selection.minimum(
      with: .rotoselect(sweeps: 6, tolerance: 0), from: [1.2, -0.4, 2.2, 0.8])
    let energy = try Expectation(of: Self.hamiltonian, in: found.circuit)
    #expect(try energy.value(at: found.weights) < Self.exact + 0.1)
    let again = try selection.minimum(
      with: .rotoselect(sweeps: 6, tolerance: 0), from: [1.2, -0.4, 2.2, 0.8])
    #expect(again == found)
  }

  @Test func `says which circuits have no axes to choose`() throws {
    func words(_ circuit: Circuit) -> String {
      Self.problem { _ = try AxisSelection(.z(0), ansatz: circuit) }
    }
    let allowed = ": each weight is the whole angle of one rx, ry or rz, in no block"
    #expect(
      words(Circuit(qubits: 1) { $0.p(.weight(0), 0) })
        == "ansatz of a weight in the gate p" + allowed)
    #expect(
      words(Circuit(qubits: 1) { $0.rx(2 * .weight(0), 0) }).hasSuffix(allowed))
    #expect(
      words(
        Circuit(qubits: 1) {
          $0.rx(.weight(0), 0)
          $0.ry(.weight(0), 0)
        }
      ).contains("in two gates"))
    let selection = try AxisSelection(Self.hamiltonian, ansatz: Self.still)
    #expect(
      Self.problem { _ = try selection.circuit(axes: [0, 3, 1, 1]) }
        == "axes of [0, 3, 1, 1]: 4 numbers, each 0, 1 or 2 for x, y or z")
    #expect(
      Self.problem { _ = try selection.minimum(from: [1]) }
        == "start of 1 angles: one for each of 4 weights")
  }

  static func descent(
    _ sharing: ShotAdaptiveDescent.Sharing, seed: UInt64
  ) throws -> ShotAdaptiveDescent {
    try ShotAdaptiveDescent(
      of: Expectation(of: hamiltonian, in: ansatz, shots: 100, seed: seed), sharing: sharing)
  }

  /// Errors of plain descent with so many shots for each circuit, at the same rate and cost.
  static func plainErrors(shots: Int, budget: Int) throws -> [Double] {
    let truth = try Expectation(of: hamiltonian, in: ansatz)
    return try (0..<6).map { seed in
      let energy = try Expectation(of: hamiltonian, in: ansatz, shots: shots)
      var weights = start
      // Two runs for each of six weights, each in two groups of strings.
      for step in 0..<(budget / (24 * shots)) {
        let slopes = try energy.derivatives(
          at: weights, by: .parameterShift, seed: UInt64(1_000 * seed + step)
        ).weights[0][0]
        for place in weights.indices { weights[place] -= slopes[place] / 2.4 }
      }
      return try truth.value(at: weights) - exact
    }
  }

  static let budgets = [10_000, 100_000]

  static func logarithms(_ errors: [Double]) -> Double { errors.reduce(0) { $0 + log($1) } }

  /// The errors of six seeds at two budgets; a number of shots that is right for one is not for the other.
  @Test(arguments: ShotAdaptiveDescent.Sharing.allCases)
  func `shots that adapt reach more than as many that do not`(
    _ sharing: ShotAdaptiveDescent.Sharing
  ) throws {
    let truth = try Expectation(of: Self.hamiltonian, in: Self.ansatz)
    var adaptive = 0.0
    for seed in 0..<6 as Range<UInt64> {
      let descent = try Self.descent(sharing, seed: seed)
      var state = try descent.begun(at: Self.start)
      #expect(state.shots == [2, 2, 2, 2, 2, 2])
      for budget in Self.budgets {
        try descent.run(&state, shots: budget)
        #expect(state.spent <= budget && state.spent > budget / 2)
        adaptive += Self.logarithms([try truth.value(at: state.weights) - Self.exact])
      }
      #expect(state.shots.allSatisfy { $0 > 20 })
    }
    for shots in [10, 100, 1_000] {
      let plain = try Self.budgets.reduce(0) {
        $0 + Self.logarithms(try Self.plainErrors(shots: shots, budget: $1))
      }
      #expect(adaptive < plain, "\(sharing) against \(shots) shots: \(adaptive), \(plain)")
    }
  }

  @Test func `a descent goes on from a written state to the last bit`() throws {
    let descent = try Self.descent(.individual, seed: 3)
    var (whole, pieces) = (try descent.begun(at: Self.start), try descent.begun(at: Self.start))
    try descent.run(&whole, shots: 30_000)
    for shots in [700, 9_000, 30_000] {
      try descent.run(&pieces, shots: shots)
      let written = try JSONEncoder().encode(pieces)
      pieces = try JSONDecoder().decode(AdaptiveState.self, from: written)
    }
    #expect(pieces == whole && whole.steps > 5)
  }

  @Test func `says what a descent needs`() throws {
    let exact = try Expectation(of: .z(0), in: Self.ansatz)
    #expect(
      Self.problem { _ = try ShotAdaptiveDescent(of: exact) }
        == "energy of exact means: one with shots, in a circuit of weights alone")
    let energy = try Expectation(of: Self.hamiltonian, in: Self.ansatz, shots: 10)
    #expect(
      Self.problem { _ = try ShotAdaptiveDescent(of: energy, rate: 1) }.hasPrefix(
        "rate of 1.0: above 0 and below 0.83"))
    #expect(
      Self.problem { _ = try ShotAdaptiveDescent(of: energy, memory: .nan) }
        == "descent of a memory of nan and 2 shots at least: a memory from 0 to below 1, and 2 to "
        + "1000000 shots")
    let descent = try ShotAdaptiveDescent(of: energy)
    var other = try ShotAdaptiveDescent(
      of: Expectation(of: .z(0), in: Circuit(qubits: 1) { $0.ry(.weight(0), 0) }, shots: 10)
    ).begun(at: [0.1])
    #expect(
      Self.problem { try descent.step(&other) }
        == "state of lists of [1, 1, 1, 1] numbers after 0 steps: one that this descent has begun, "
        + "with 6 weights")
  }
}
