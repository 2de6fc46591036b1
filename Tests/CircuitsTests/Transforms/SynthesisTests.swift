import Circuits
import Numerics
import Testing

/// Circuits of matrices: the same matrix, and as many CX as theory says.
@Suite struct SynthesisTests {
  private typealias Unitary = Matrix<Complex<Double>>

  @Test(arguments: 0..<40) func oneQubitIsThreeTurns(_ seed: UInt64) throws {
    var random = RandomStream(seed: seed)
    let matrix = try random.haarUnitary(2)
    let angles = try EulerAngles(of: matrix)
    let circuit = Circuit(qubits: 1) {
      $0.rz(angles.λ, 0)
      $0.ry(angles.θ, 0)
      $0.rz(angles.φ, 0)
      $0.globalPhase(angles.phase)
    }
    #expect(try (circuit.unitary() - matrix).maxNorm < 1e-13, "seed \(seed)")
    #expect(0...Double.pi ~= angles.θ.constant)
    for gate in Gate.all where gate.qubitCount == 1 && gate.angleCount == 0 {
      let angles = try EulerAngles(of: gate.matrix())
      let again = Circuit(qubits: 1) {
        $0.append(.u3, [angles.θ, angles.φ, angles.λ], on: [0])
        $0.globalPhase(angles.phase - (angles.φ + angles.λ) / 2)
      }
      #expect(try (again.unitary() - gate.matrix()).maxNorm < 1e-13, "\(gate)")
    }
  }

  @Test(arguments: 0..<40) func twoQubitsTakeThreeCX(_ seed: UInt64) throws {
    var random = RandomStream(seed: seed)
    let matrix = try random.haarUnitary(4)
    let parts = try TwoQubitDecomposition(of: matrix)
    #expect(parts.controlledXCount == 3 && parts.circuit.counts["cx"] == 3)
    #expect(try (parts.circuit.unitary() - matrix).maxNorm < 1e-12, "seed \(seed)")
    let (x, y, z) = parts.coordinates
    #expect(.pi / 4 >= x && x >= y && y >= abs(z))
  }

  /// Gates of single qubits around so many CX take so many at most, and the coordinates do not change.
  @Test(arguments: 0..<4, 0..<10) func fewCXAreFound(_ count: Int, _ seed: UInt64) throws {
    var random = RandomStream(seed: seed + 100)
    func locals() throws -> Unitary { try random.haarUnitary(2).kronecker(random.haarUnitary(2)) }
    var matrix = try locals()
    for step in 0..<count {
      let flip = try Circuit(qubits: 2) { $0.cx(step % 2, 1 - step % 2) }.unitary()
      matrix = try locals() * flip * matrix
    }
    let parts = try TwoQubitDecomposition(of: matrix)
    #expect(parts.controlledXCount == count, "seed \(seed): \(parts.coordinates)")
    #expect(parts.circuit.twoQubitCount == count)
    #expect(try (parts.circuit.unitary() - matrix).maxNorm < 1e-12, "seed \(seed)")
    let moved = try TwoQubitDecomposition(of: locals() * matrix * locals())
    #expect(abs(moved.coordinates.x - parts.coordinates.x) < 1e-10)
    #expect(abs(moved.coordinates.y - parts.coordinates.y) < 1e-10)
  }

  @Test func coordinatesAreThoseOfTheBooks() throws {
    let quarter = Double.pi / 4
    let expected: [(Gate, [Angle], Double, Double, Double, Int)] = [
      (.cx, [], quarter, 0, 0, 1), (.cz, [], quarter, 0, 0, 1),
      (.iswap, [], quarter, quarter, 0, 2), (.swap, [], quarter, quarter, quarter, 3),
      (.siswap, [], quarter / 2, quarter / 2, 0, 2), (.rzz, [0.4], 0.2, 0, 0, 2),
      (.cp, [.pi / 2], quarter / 2, 0, 0, 2),
      (.sswap, [], quarter / 2, quarter / 2, quarter / 2, 3),
    ]
    for (gate, angles, x, y, z, count) in expected {
      let parts = try TwoQubitDecomposition(of: gate.matrix(angles.map(\.constant)))
      let found = parts.coordinates
      #expect(
        abs(found.x - x) + abs(found.y - y) + abs(abs(found.z) - z) < 1e-12, "\(gate) \(found)")
      #expect(parts.controlledXCount == count)
      #expect(try (parts.circuit.unitary() - gate.matrix(angles.map(\.constant))).maxNorm < 1e-13)
    }
  }

  /// $\frac{22}{48} 4^n - \frac32 2^n + \frac53$ (Krol and Al-Ars 2024), which is less than
  /// $\frac{23}{48} 4^n - \frac32 2^n + \frac43$ (Shende, Bullock and Markov 2006).
  @Test(arguments: 2...6) func shannonCountsAreTheory(_ qubits: Int) throws {
    var random = RandomStream(seed: 11)
    for _ in 0..<(qubits < 5 ? 4 : 1) {
      let matrix = try random.haarUnitary(1 << qubits)
      let circuit = try Circuit(synthesizing: matrix)
      let theory = (22 * (1 << (2 * qubits)) - 72 * (1 << qubits) + 80) / 48
      #expect(circuit.twoQubitCount == theory, "\(qubits) qubits")
      #expect(try (circuit.unitary() - matrix).maxNorm < 1e-11, "\(qubits) qubits")
    }
  }

  /// Matrices at which eigenvalues and singular values are equal.
  @Test(arguments: 2...4) func specialMatricesAreMadeToo(_ qubits: Int) throws {
    let size = 1 << qubits
    var random = RandomStream(seed: 3)
    let small = try random.haarUnitary(2)
    let wide = try random.haarUnitary(size / 2)
    let matrices: [Unitary] = try [
      .identity(size), Matrix(rows: size, columns: size) { $0 == size - 1 - $1 ? 1 : 0 },
      Gate.qft(qubits).matrix(), small.kronecker(wide), wide.kronecker(small),
      .diagonal((0..<size).map { $0 % 3 == 0 ? 1 : .i }), -1 * .identity(size),
      Gate.z.controlled(states: Array(repeating: true, count: qubits - 1)).matrix(),
      Circuit(qubits: qubits) { for qubit in 1..<qubits { $0.rxx(1e-9, 0, qubit) } }.unitary(),
      Circuit(qubits: qubits) { for qubit in 1..<qubits { $0.crx(.pi / 2, 0, qubit) } }.unitary(),
    ]
    for (place, matrix) in matrices.enumerated() {
      let circuit = try Circuit(synthesizing: matrix)
      #expect(try (circuit.unitary() - matrix).maxNorm < 1e-11, "\(place) of \(qubits)")
    }
  }

  @Test func whatIsNoUnitaryIsRefused() throws {
    let flat = try Unitary([[1, 1], [1, 1]])
    func words(_ make: () throws -> Void) -> String {
      (#expect(throws: CircuitError.self) { try make() }).map { "\($0)" } ?? ""
    }
    #expect(words { _ = try EulerAngles(of: flat) }.contains("give a unitary matrix of 2 rows"))
    #expect(words { _ = try TwoQubitDecomposition(of: flat) }.contains("of 4 rows and columns"))
    #expect(words { _ = try Circuit(synthesizing: flat) }.contains("orthogonal"))
  }

  @Test(arguments: 1...5) func diagonalsAndPermutations(_ qubits: Int) throws {
    var random = RandomStream(seed: UInt64(qubits))
    let size = 1 << qubits
    let factors = (0..<size).map { _ in Complex(magnitude: 1, phase: random.uniform() * 6) }
    let diagonal = Circuit(qubits: qubits) { $0.diagonal(factors, Array(0..<qubits)) }
    let written = try diagonal.decomposed(into: .rzSX)
    #expect(try Drawn.distance(diagonal, written) < 1e-12)
    #expect(written.twoQubitCount <= max(0, size - 2))
    let places = try random.permutation(size)
    let moved = Circuit(qubits: qubits) { $0.permutation(places, Array(0..<qubits)) }
    #expect(try Drawn.distance(moved, moved.decomposed(into: .universal)) < 1e-10)
  }

  @Test(arguments: 2...6) func preparationTakesItsCX(_ qubits: Int) throws {
    var random = RandomStream(seed: UInt64(qubits))
    let state = try random.haarState(1 << qubits)
    let circuit = Circuit(qubits: qubits) { $0.prepare(state, Array(0..<qubits)) }
    let written = try circuit.decomposed(into: .universal)
    #expect(try Drawn.distance(circuit, written) < 1e-11)
    #expect(written.twoQubitCount <= 2 * ((1 << qubits) - 2))
  }
}
