import Circuits
import Numerics
import Simulation
import Testing

/// States of many samples against states of one circuit at a time.
@Suite struct StateFamilyTests {
  @Test(arguments: [1, 2, 3, 6, 9, 11]) func theStatesAreThoseOfTheCircuits(_ qubits: Int) throws {
    var random = RandomStream(seed: UInt64(qubits))
    let circuit = openCircuit(qubits: qubits, gates: 30, using: &random)
    let weights = (0..<circuit.layout(of: .weight).count).map { _ in random.uniform() * 4 - 2 }
    let rows = (0..<9).map { _ in
      (0..<circuit.layout(of: .feature).count).map { _ in random.uniform() }
    }
    let family = try StateFamily(circuit)
    let states = try family.states(weights: weights, features: rows)
    let own = try family.states(weights: rows.map { _ in weights }, features: rows)
    #expect(states.count == 9 && states.qubitCount == qubits)
    let plain = try rows.map { try circuit.bound(weights: weights, features: $0).state() }
    for sample in 0..<9 {
      let amplitudes = try states.amplitudes(ofSample: sample)
      let worst = zip(amplitudes, plain[sample].amplitudes).map { ($0 - $1).magnitude }.max() ?? 0
      #expect(worst < 1e-12, "sample \(sample)")
      #expect(try states.amplitude(at: 1, ofSample: sample) == amplitudes[1])
      let other = try own.amplitude(at: 0, ofSample: sample)
      #expect((other - amplitudes[0]).magnitude < 1e-13)
    }
    let kernel = try states.fidelities()
    let part = try family.states(weights: weights, features: Array(rows.prefix(3)))
    let rectangle = try part.fidelities(with: states)
    for a in 0..<9 {
      for b in 0..<9 {
        let expected = try plain[a].fidelity(with: plain[b])
        #expect(abs(kernel[a, b] - expected) < 1e-12, "\(a), \(b)")
        if a < 3 { #expect(abs(rectangle[a, b] - expected) < 1e-12, "\(a), \(b)") }
      }
    }
  }

  /// A feature map whose phases are products of features, as kernels use it.
  @Test(arguments: [2, 5, 11]) func theKernelOfAFeatureMapIsThatOfItsStates(_ qubits: Int) throws {
    let x = Features(count: qubits)
    let map = Circuit(qubits: qubits) { circuit in
      for _ in 0..<2 {
        for qubit in 0..<qubits { circuit.h(qubit) }
        for qubit in 0..<qubits { circuit.p(2 * x[qubit], qubit) }
        for i in 0..<qubits {
          for j in i + 1..<qubits {
            circuit.cx(i, j)
            circuit.p(2 * (.pi - x[i]) * (.pi - x[j]), j)
            circuit.cx(i, j)
          }
        }
      }
    }
    var random = RandomStream(seed: 1)
    let rows = (0..<10).map { _ in (0..<qubits).map { _ in random.uniform() * 3 } }
    let kernel = try StateFamily(map).states(features: rows).fidelities()
    let plain = try rows.map { try map.state(features: $0) }
    for a in 0..<10 {
      for b in 0..<10 {
        #expect(try abs(kernel[a, b] - plain[a].fidelity(with: plain[b])) < 1e-12)
      }
    }
  }

  @Test func whatCannotBeIsSaid() throws {
    func words(_ run: () throws -> Void) -> String {
      do { try run() } catch { return "\(error)" }
      return "nothing was thrown"
    }
    let family = try StateFamily(Circuit(qubits: 2) { $0.ry(.feature(0), 0) })
    #expect(words { _ = try family.states(features: [[]]) }.contains("x[0]"))
    let states = try family.states(features: [[0.1], [0.2]])
    #expect(words { _ = try states.amplitudes(ofSample: 2) }.contains("there are 2"))
    #expect(words { _ = try states.amplitude(at: 4, ofSample: 0) }.contains("there are 4"))
    let others = try StateFamily(Circuit(qubits: 1) { $0.ry(.feature(0), 0) })
      .states(features: [[0.1]])
    #expect(words { _ = try states.fidelities(with: others) }.contains("two circuits"))
    #expect(words { _ = try StateFamily(Circuit(qubits: 1) { $0.reset(0) }) }.contains("reset"))
    let wide = try StateFamily(Circuit(qubits: 30) { $0.ry(.feature(0), 0) })
    let many = [[Double]](repeating: [0], count: 1_000)
    #expect(words { _ = try wide.states(features: many) }.contains("bytes"))
    #expect(try family.states(features: []).fidelities().rowCount == 0)
  }
}
