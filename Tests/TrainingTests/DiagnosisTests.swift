import Circuits
import Numerics
import Testing
import Training

/// What circuits can do, against values that are known without running them.
@Suite struct DiagnosisTests {
  static let turns = Circuit(qubits: 1) {
    $0.rz(.weight(0), 0)
    $0.ry(.weight(1), 0)
    $0.rz(.weight(2), 0)
  }

  @Test
  func `a circuit that does nothing reaches one state, and one that turns about all axes most`()
    throws
  {
    let idle = Circuit(qubits: 1) { $0.rz(.weight(0), 0) }
    // All fidelities are 1, so that the divergence is the logarithm of 75.
    #expect(abs(try idle.expressibility().divergence - 4.31748811) < 1e-6)
    let circle = Circuit(qubits: 1) {
      $0.h(0); $0.rz(.weight(0), 0)
    }
    let sphere = Circuit(qubits: 1) {
      $0.h(0)
      $0.rz(.weight(0), 0)
      $0.rx(.weight(1), 0)
    }
    // S. Sim et al. give about 0.22 and 0.02 for these circuits.
    #expect(abs(try circle.expressibility(samples: 5_000).divergence - 0.22) < 0.04)
    #expect(abs(try sphere.expressibility(samples: 5_000).divergence - 0.02) < 0.02)
  }

  @Test func `entanglement of products and of pairs`() throws {
    let products = Circuit(qubits: 3) { for q in 0..<3 { $0.ry(.weight(q), q) } }
    #expect(abs(try products.entanglingCapability()) < 1e-12)
    let pair = Circuit(qubits: 2) {
      $0.h(0)
      $0.cx(0, 1)
      $0.rz(.weight(0), 0)
    }
    #expect(abs(try pair.entanglingCapability() - 1) < 1e-12)
  }

  @Test func `the Fourier series of one turn has one frequency`() throws {
    let mean = try Expectation(
      of: .z(0), in: Circuit(qubits: 1) { $0.ry(.feature(0) + .weight(0), 0) })
    let coefficients = try mean.fourierCoefficients(at: [0.4], features: [0], highest: 3)
    // cos(x + 0.4) = (e^(0.4 i) e^(ix) + c.c.) / 2
    #expect(abs(coefficients[1].real - 0.5 * 0.921060994) < 1e-8)
    #expect(abs(coefficients[1].imaginary - 0.5 * 0.389418342) < 1e-8)
    for k in [0, 2, 3] {
      #expect(abs(coefficients[k].real) + abs(coefficients[k].imaginary) < 1e-12)
    }
  }

  @Test func `a weight that moves nothing is found`() throws {
    let mean = try Expectation(of: .z(0), in: Self.turns)
    let spectrum = try mean.fisherSpectrum(at: [0.3, 0.8, 0.1])
    #expect(spectrum.count { $0 > 1e-9 } == 2)
    let diagnosis = try inspect(Self.turns, samples: 100)
    #expect(diagnosis.usedDirections == 2)
    #expect(diagnosis.advice.hasPrefix("1 of 3 weights move no state"))
    #expect(diagnosis.shiftRuns == 7)
  }

  @Test func `the effective dimension counts directions and not weights`() throws {
    let one = try Expectation(of: .z(0), in: Circuit(qubits: 1) { $0.ry(.weight(0), 0) })
    let doubled = try Expectation(
      of: .z(0),
      in: Circuit(qubits: 1) {
        $0.ry(.weight(0), 0)
        $0.ry(.weight(1), 0)
      })
    let (single, both) = try (
      one.effectiveDimension(rows: 100_000), doubled.effectiveDimension(rows: 100_000)
    )
    #expect(abs(single - 1) < 0.2)
    #expect(both < 1.3)
  }

  @Test func `gradients vanish with the qubits for global observables`() throws {
    let scan = try PlateauScan(sizes: [2, 4, 6], samples: 150, seed: 3) { n in
      let circuit = Circuit(qubits: n) { circuit in
        for qubit in 0..<n { circuit.ry(.weight(qubit), qubit) }
      }
      let parity = (0..<n).reduce(1 as Observable) { $0 * .z($1) }
      return (circuit, parity)
    }
    // The variance of a product of cosines and a sine is (1/2)ⁿ.
    #expect(abs(scan.factor - 0.5) < 0.12)
    #expect(scan.advice.contains("barren plateau"))
    #expect(abs(scan.variances[0] - 0.25) < 0.08)
  }

  @Test func `the tangent kernel is symmetric and not negative`() throws {
    let mean = try Expectation(
      of: .z(0),
      in: Circuit(qubits: 1) {
        $0.ry(.feature(0) * .weight(0), 0)
        $0.rx(.weight(1), 0)
      })
    let kernel = try mean.tangentKernel(at: [0.4, 0.2], features: [[0.1], [0.7], [1.3]])
    #expect(try kernel.hermitianEigendecomposition().values.allSatisfy { $0 > -1e-12 })
  }
}
