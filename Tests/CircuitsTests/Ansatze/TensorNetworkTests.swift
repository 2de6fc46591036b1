import Circuits
import Numerics
import Testing

/// Blocks, and the shapes that are built of them.
@Suite struct TensorNetworkTests {
  /// The mean of Z on qubit 0, behind a circuit with given weights.
  private func mean(_ circuit: Circuit, _ weights: [Double]) throws -> Double {
    var state = [Complex<Double>](repeating: 0, count: 1 << circuit.qubitCount)
    state[0] = 1
    for operation in try circuit.bound(weights: weights).operations {
      operation.gate?.apply(
        operation.angles.map(\.constant), to: &state, on: operation.qubits)
    }
    return state.enumerated().reduce(0) {
      $0 + ($1.offset & 1 == 0 ? 1 : -1) * $1.element.squaredMagnitude
    }
  }

  /// The last qubit that is left hears of every block: each weight of a simple one, and one at least of
  /// another.
  @Test(arguments: [
    (Circuit.qcnn(qubits: 4, convolution: .realBlock), 2), (.ttn(qubits: 4), 1),
    (.ttn(qubits: 7), 1), (.mps(qubits: 4), 1), (.mera(qubits: 8), 1),
    (.ttn(qubits: 5, block: .generalBlock), 15), (.mps(qubits: 5, block: .mps(qubits: 3)), 1),
  ])
  func everyBlockIsHeardOnQubit0(_ shape: Circuit, _ block: Int) throws {
    var random = RandomStream(seed: 11)
    // Gates before, so that nothing is said of zeros alone.
    let circuit = Circuit.random(qubits: shape.qubitCount, gates: 60, seed: 4) + shape
    let weights = try random.uniforms(shape.weights.count).map { 6 * $0 - 3 }
    let before = try mean(circuit, weights)
    let moves = try weights.indices.map { place in
      var moved = weights
      moved[place] += 0.3
      return try abs(mean(circuit, moved) - before)
    }
    for start in stride(from: 0, to: moves.count, by: block) {
      let most = moves[start..<min(start + block, moves.count)].max() ?? 0
      #expect(most > 1e-6, "weight \(start) of\n\(shape)")
    }
  }

  @Test func oneLevelOfAQCNNSharesItsWeights() {
    let circuit = Circuit.qcnn(qubits: 8)
    let first = Set(circuit.weights.prefix(15))
    let level = circuit.operations.prefix(8 * 7)
    #expect(Set(level.flatMap(\.symbols)) == first)
    #expect(circuit.weights.count == 51)
    // Two qubits are joined once, and none twice.
    #expect(Circuit.qcnn(qubits: 2, convolution: .realBlock).operations.count == 3 + 2)
    #expect(Circuit.qcnn(qubits: 3, convolution: .realBlock).flaws.isEmpty)
  }

  @Test func theRealBlockIsRealAndTheInteractionIsItsFormula() throws {
    let real = try Circuit.realBlock.bound(weights: [0.3, 1.2]).unitary()
    #expect(real.imaginaryPart.maxNorm < 1e-15)
    let sum: Observable = 0.3 * .x(0) * .x(1) + 0.7 * .y(0) * .y(1) - 0.2 * .z(0) * .z(1)
    let expected = try sum.matrix().hermitianExponential(times: Complex(0, -0.5))
    let block = try Circuit.interactionBlock.bound(weights: [0.3, 0.7, -0.2]).unitary()
    #expect(try (block - expected).maxNorm < 1e-14)
  }

  /// Its weights move a matrix in all 15 directions that change more than the phase.
  @Test func theGeneralBlockIsAnyGateOfTwoQubits() throws {
    var random = RandomStream(seed: 2)
    let weights = try random.uniforms(15).map { 6 * $0 - 3 }
    let block = Circuit.generalBlock
    #expect(block.weights.count == 15)
    let matrix = try block.bound(weights: weights).unitary()
    let rows = try weights.indices.map { place in
      var (up, down) = (weights, weights)
      up[place] += 1e-4
      down[place] -= 1e-4
      let change = try block.bound(weights: up).unitary() - block.bound(weights: down).unitary()
      let direction = try matrix.adjoint * change
      // The trace is the change of the phase.
      let phase = try direction.trace() / Complex(4)
      return try (direction - phase * .identity(4)).elements.flatMap { [$0.real, $0.imaginary] }
        .map { $0 / 2e-4 }
    }
    let values = try Matrix(rows).singularValues()
    #expect(values.count == 15 && (values.last ?? 0) > 1e-3, "\(values)")
  }

  @Test func poolingTurnsTheFirstByWhatTheSecondIs() throws {
    let block = try Circuit.poolingBlock.bound(weights: [0.4, 1.1]).unitary()
    let (z, x) = (try Gate.rz.matrix([0.4]), try Gate.rx.matrix([1.1]))
    for row in 0..<2 {
      for column in 0..<2 {
        #expect((block[row, column] - x[row, column]).magnitude < 1e-15)
        #expect((block[row + 2, column + 2] - z[row, column]).magnitude < 1e-15)
      }
    }
  }
}
