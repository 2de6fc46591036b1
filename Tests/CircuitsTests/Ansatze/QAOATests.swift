import Circuits
import Numerics
import Testing

@Suite struct QAOATests {
  private func state(_ circuit: Circuit, _ weights: [Double]) throws -> [Complex<Double>] {
    try circuit.bound(weights: weights).unitary().column(0)
  }

  private func mean(_ observable: Observable, _ state: [Complex<Double>]) throws -> Double {
    let image = try observable.matrix(qubits: state.count.trailingZeroBitCount) * state
    return zip(state, image).reduce(0) { $0 + ($1.0.conjugate * $1.1).real }
  }

  /// The formula of arXiv:1706.02998 (2017) for rings without triangles.
  @Test func oneLayerOnARingIsTheFormula() throws {
    let cost = Observable.maxCut(.ring(5))
    let circuit = Circuit.qaoa(cost)
    for (γ, β) in [(0.3, 0.2), (-1.1, 0.7), (.pi / 4, .pi / 8)] as [(Double, Double)] {
      let expected = 5 * (0.5 + 0.25 * Double.sin(4 * β) * Double.sin(2 * γ))
      #expect(try abs(mean(cost, state(circuit, [γ, β])) - expected) < 1e-12, "\(γ), \(β)")
    }
    // The best of one layer cuts three quarters.
    #expect(try abs(mean(cost, state(circuit, [.pi / 4, .pi / 8])) - 3.75) < 1e-12)
  }

  /// Each layer against exponentials of matrices.
  @Test(arguments: [Mixer.x, .xy(.full), .grover, .observable(.x(0) * .x(1) + 0.5 * .x(2))])
  func layersAreExponentials(_ mixer: Mixer) throws {
    let cost: Observable = 0.7 * .z(0) * .z(1) - 0.3 * .z(2) + 0.2 * .z(0) * .z(1) * .z(2) + 1
    let flip: Observable =
      mixer == .x ? .x(0) + .x(1) + .x(2) : .x(0) * .x(1) + 0.5 * .x(2)
    let (γ, β) = (0.8, 0.45)
    let layer = try Circuit.qaoa(cost, mixer: mixer, start: Circuit(qubits: 3) { $0.h(0) })
      .bound(weights: [γ, β]).unitary()
    let start = try Circuit(qubits: 3) { $0.h(0) }.unitary()
    let phase = try (cost - 1).matrix().hermitianExponential(times: Complex(0, -γ))
    let mix: Matrix<Complex<Double>>
    if mixer == .grover {
      // 1 + (e^(-iβ) - 1) |s><s|
      let s = try start.column(0)
      let factor = Complex(magnitude: 1, phase: -β) - 1
      mix = try Matrix(
        rows: 8, columns: 8,
        elements: (0..<64).map {
          factor * s[$0 / 8] * s[$0 % 8].conjugate + ($0 / 8 == $0 % 8 ? 1 : 0)
        })
    } else if mixer == .xy(.full) {
      mix = try [(0, 1), (0, 2), (1, 2)].reduce(Matrix.identity(8)) { product, pair in
        let bond = Observable.x(pair.0) * .x(pair.1) + .y(pair.0) * .y(pair.1)
        return try bond.matrix(qubits: 3).hermitianExponential(times: Complex(0, -β)) * product
      }
    } else {
      mix = try flip.matrix().hermitianExponential(times: Complex(0, -β))
    }
    #expect(try (layer - mix * phase * start).maxNorm < 1e-12, "\(mixer)")
  }

  @Test func theExchangeKeepsHowManyAre1() throws {
    let circuit = Circuit.qaoa(
      .ising(on: .ring(4)), layers: 2, mixer: .xy(), start: Circuit(qubits: 4) { $0.x(0, 2) })
    let amplitudes = try state(circuit, [0.3, 0.4, 0.5, 0.6])
    for (index, amplitude) in amplitudes.enumerated() where index.nonzeroBitCount != 2 {
      #expect(amplitude.magnitude < 1e-14)
    }
    #expect(Circuit.qaoa(.z(0), mixer: .grover).flaws.isEmpty)
  }

  @Test func partsHaveTimesOfTheirOwn() throws {
    let parts: [Observable] = [
      .ising(on: .line(3)), .transverseFieldIsing(on: .line(3), coupling: 0),
    ]
    let circuit = Circuit.hamiltonianVariational(parts, layers: 2)
    #expect(circuit.weights.count == 4 && circuit.qubitCount == 3)
    let times = [0.2, -0.5, 0.9, 0.1]
    let expected = try times.enumerated().reduce(Matrix.identity(8)) { product, step in
      let part = parts[step.offset % 2]
      return try part.matrix(qubits: 3).hermitianExponential(times: Complex(0, -step.element))
        * product
    }
    #expect(try (circuit.bound(weights: times).unitary() - expected).maxNorm < 1e-12)
  }

  @Test func trotterComesCloserWithMoreSteps() throws {
    let energy = Observable.heisenberg(on: .line(3), anisotropy: 0.5, field: 0.3) + 0.7 * .x(1)
    let exact = try energy.matrix().hermitianExponential(times: Complex(0, -1))
    func error(_ steps: Int, _ isSymmetric: Bool) throws -> Double {
      let circuit = Circuit(qubits: 3) {
        $0.evolve(under: energy, for: 1, steps: steps, isSymmetric: isSymmetric)
      }
      return try (circuit.unitary() - exact).frobeniusNorm
    }
    let (plain, symmetric) = (
      try error(20, false) / error(40, false), try error(20, true) / error(40, true)
    )
    #expect(abs(plain - 2) < 0.15 && abs(symmetric - 4) < 0.3, "\(plain), \(symmetric)")
    #expect(try error(40, true) < 0.01)
  }
}
