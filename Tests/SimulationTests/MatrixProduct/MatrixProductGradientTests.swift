import Circuits
import Numerics
import Simulation
import Testing

/// Derivatives on chains against those on state vectors.
@Suite struct MatrixProductGradientTests {
  @Test(arguments: 0..<20) func theGradientIsThatOfTheVector(_ seed: UInt64) throws {
    var random = RandomStream(seed: 300 + seed)
    let qubits = 1 + Int(seed % 5)
    let circuit = nearCircuit(qubits: qubits, gates: 20, using: &random)
    let observables: [Observable] = [
      .z(0), 2 + 0.5 * .x(qubits - 1) + 0.3 * .y(0), .z(0) * .z(qubits - 1) - 0.25 * .x(0), 1.5, 0,
    ]
    let weights = (0..<circuit.layout(of: .weight).count).map { _ in random.uniform() * 4 - 2 }
    let features = (0..<circuit.layout(of: .feature).count).map { _ in random.uniform() }
    let chain = try MatrixProductGradient(of: observables, in: circuit, cutoff: 0)
      .evaluate(weights: weights, features: features)
    let vector = try AdjointGradient(of: observables, in: circuit)
      .evaluate(weights: weights, features: features)
    for place in observables.indices {
      #expect(abs(chain.values[place] - vector.values[place]) < 1e-10, "seed \(seed)")
      for (a, b) in zip(chain.weights[place], vector.weights[place]) {
        #expect(abs(a - b) < 1e-9, "seed \(seed), observable \(place)")
      }
      for (a, b) in zip(chain.features[place], vector.features[place]) {
        #expect(abs(a - b) < 1e-9, "seed \(seed), observable \(place)")
      }
    }
    #expect(
      chain.weights[0].count == weights.count && chain.weights[3].allSatisfy { abs($0) < 1e-12 })
  }

  /// Forty qubits, where no state vector fits: the derivative is the limit of differences.
  @Test func theGradientOfAWideChainIsThatOfDifferences() throws {
    let w = Weights(count: 120)
    let circuit = Circuit(qubits: 40) { circuit in
      for qubit in 0..<40 { circuit.ry(w[qubit], qubit) }
      for first in [0, 1] {
        for qubit in stride(from: first, to: 39, by: 2) {
          circuit.rxx(w[40 + qubit], qubit, qubit + 1)
        }
      }
      for qubit in 0..<40 { circuit.rx(w[80 + qubit], qubit) }
    }
    var energy = Observable.zero
    for qubit in 0..<39 {
      let bond: Observable = .z(qubit) * .z(qubit + 1)
      energy = energy + bond + 0.3 * .x(qubit)
    }
    let weights = (0..<120).map { 0.3 + 0.01 * Double($0 * 37 % 101) }
    let result = try MatrixProductGradient(of: [energy], in: circuit, largestBond: 16)
      .evaluate(weights: weights)
    for index in [0, 17, 45, 78, 83, 119] {
      func mean(_ step: Double) throws -> Double {
        var moved = weights
        moved[index] += step
        return try MatrixProductState(circuit.bound(weights: moved)).expectation(of: energy)
      }
      let near = try mean(1e-3) - mean(-1e-3)
      let far = try mean(2e-3) - mean(-2e-3)
      let slope = (8 * near - far) / 12e-3
      #expect(abs(result.weights[0][index] - slope) < 1e-7, "w[\(index)]")
    }
  }

  /// A brick wall of twelve qubits, deep enough that its bonds are as wide as any state's.
  @Test func theGradientOfABrickWallIsThatOfTheVector() throws {
    let (circuit, count) = brickWall(qubits: 12, layers: 12)
    let observables: [Observable] = [.z(0) * .z(11) + .x(5), .y(6) * .z(7) - 0.5 * .x(11), .z(3)]
    let weights = (0..<count).map { 0.2 + 0.01 * Double($0 * 37 % 211) }
    let chain = try MatrixProductGradient(of: observables, in: circuit, cutoff: 0)
      .evaluate(weights: weights)
    let vector = try AdjointGradient(of: observables, in: circuit).evaluate(weights: weights)
    for place in observables.indices {
      #expect(abs(chain.values[place] - vector.values[place]) < 1e-10)
      for (a, b) in zip(chain.weights[place], vector.weights[place]) { #expect(abs(a - b) < 1e-9) }
    }
  }

  /// Gates between any qubits, which swaps bring together.
  @Test(arguments: 0..<8) func gatesOnDistantQubitsAreBroughtTogether(_ seed: UInt64) throws {
    var random = RandomStream(seed: 900 + seed)
    let qubits = 5
    let gates = Gate.all.filter { 1...2 ~= $0.qubitCount }
    let circuit = Circuit(qubits: qubits) { circuit in
      for _ in 0..<14 {
        let gate = gates[Int(random.next() % UInt64(gates.count))]
        let places = random.shuffled(Array(0..<qubits)).prefix(gate.qubitCount)
        let angles = (0..<gate.angleCount).map { _ in
          1.5 * Angle.weight(Int(random.next() % 3)) + .feature(0)
        }
        circuit.append(gate, angles, on: Array(places))
      }
    }
    let count = circuit.layout(of: .weight).count
    let weights = (0..<count).map { _ in random.uniform() * 4 - 2 }
    let observables: [Observable] = [.z(0) * .x(4), .y(2) + 0.5 * .z(1)]
    let chain = try MatrixProductGradient(of: observables, in: circuit, cutoff: 0)
      .evaluate(weights: weights, features: [0.3])
    let vector = try AdjointGradient(of: observables, in: circuit)
      .evaluate(weights: weights, features: [0.3])
    for place in observables.indices {
      for (a, b) in zip(
        chain.weights[place] + chain.features[place], vector.weights[place] + vector.features[place]
      ) {
        #expect(abs(a - b) < 1e-9, "seed \(seed)")
      }
    }
  }

  /// A hundred qubits with bonds of 64: derivatives are differences of means by the shift rule.
  @Test func aHundredQubitsAtABondOf64AreDifferentiated() throws {
    let (circuit, count) = brickWall(qubits: 100, layers: 12)
    let weights = (0..<count).map { 0.05 + 0.002 * Double($0 * 37 % 211) }
    let observable: Observable = .z(49) * .z(50) + .x(10)
    let result = try MatrixProductGradient(
      of: [observable], in: circuit, largestBond: 64, cutoff: 1e-12
    ).evaluate(weights: weights)
    for index in [10, 149, count / 2, count - 50] {
      func mean(_ step: Double) throws -> Double {
        var moved = weights
        moved[index] += step
        return try MatrixProductState(circuit.bound(weights: moved), cutoff: 1e-12)
          .expectation(of: observable)
      }
      let slope = try (mean(.pi / 2) - mean(-.pi / 2)) / 2
      #expect(abs(result.weights[0][index] - slope) < 1e-6, "w[\(index)]")
    }
  }

  /// Turns of single qubits, and then of neighbours about XX, in layers that take turns.
  private func brickWall(qubits: Int, layers: Int) -> (Circuit, weights: Int) {
    var next = 0
    let circuit = Circuit(qubits: qubits) { circuit in
      for layer in 0..<layers {
        for qubit in 0..<qubits {
          circuit.ry(.weight(next), qubit)
          next += 1
        }
        for qubit in stride(from: layer % 2, to: qubits - 1, by: 2) {
          circuit.rxx(.weight(next), qubit, qubit + 1)
          next += 1
        }
      }
    }
    return (circuit, next)
  }

  @Test func whatCannotBeDifferentiatedIsSaid() throws {
    let measured = Circuit(qubits: 1) { $0.measure(0) }
    #expect(thrownWords { _ = try MatrixProductGradient(of: [], in: measured) }.contains("alone"))
    let circuit = Circuit(qubits: 1) { $0.rx(.weight(0), 0) }
    #expect(
      thrownWords { _ = try MatrixProductGradient(of: [.z(1)], in: circuit) }.contains("qubit 1"))
    #expect(
      thrownWords { _ = try MatrixProductGradient(of: [], in: circuit, largestBond: 0) }
        .contains("1 to 4096"))
    let gradient = try MatrixProductGradient(of: [.z(0)], in: circuit)
    #expect(thrownWords { _ = try gradient.evaluate() }.contains("w[0]"))
    #expect(try abs(gradient.evaluate(weights: [0.4]).weights[0][0] + 0.3894183423086505) < 1e-12)
  }

  private func nearCircuit(
    qubits: Int, gates: Int, using random: inout RandomStream
  ) -> Circuit {
    let (w, x) = (Weights(count: 4), Features(count: 2))
    return Circuit(qubits: qubits) { circuit in
      while circuit.operations.count < gates {
        let gate = Gate.all[Int(random.next() % UInt64(Gate.all.count))]
        guard 1...min(2, qubits) ~= gate.qubitCount else { continue }
        let first =
          gate.qubitCount == 2
          ? Int(random.next() % UInt64(qubits - 1)) : Int(random.next() % UInt64(qubits))
        var places = gate.qubitCount == 2 ? [first, first + 1] : [first]
        if random.next() & 1 == 1 { places.reverse() }
        let angles: [Angle] = (0..<gate.angleCount).map { _ in
          let (a, b) = (w[Int(random.next() % 4)], x[Int(random.next() % 2)])
          return [a * b + 0.3, 2 * (1 - a) * (0.5 - b), a + b, a * a, 0.7][Int(random.next() % 5)]
        }
        circuit.append(gate, angles, on: places)
      }
    }
  }
}
