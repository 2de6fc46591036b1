import Circuits
import Numerics
import Optimizers
import Simulation
import Testing
import Training

/// Energies against exact diagonalisation, and cuts against all cuts.
@Suite struct DriverTests {
  @Test func `reaches the ground energy of a small chain`() throws {
    let hamiltonian = Observable.z(0) * .z(1) + 0.7 * (.x(0) + .x(1))
    let ansatz = Circuit(qubits: 2) { circuit in
      for layer in 0..<2 {
        circuit.ry(.weight(2 * layer), 0)
        circuit.ry(.weight(2 * layer + 1), 1)
        circuit.cx(0, 1)
      }
      circuit.ry(.weight(4), 0)
      circuit.ry(.weight(5), 1)
    }
    let solver = try VariationalEigensolver(hamiltonian, ansatz: ansatz, seed: 2)
    let exact = try solver.exactGroundEnergy()
    // A search may end in a valley beside; the best of a few starts does not.
    let energies = try (0..<6).map { start in
      var random = RandomStream(seed: 2).split(start)
      return try solver.minimum(from: (0..<6).map { _ in 2 * random.normal() }).value
    }
    #expect(energies.allSatisfy { $0 > exact - 1e-9 })
    #expect((energies.min() ?? 0) < exact + 1e-4, "\(energies), exact \(exact)")
  }

  @Test func `finds the largest cut of a ring`() throws {
    let cut = try ApproximateOptimization(of: .ring(6), layers: 2, seed: 1).cut(shots: 500)
    #expect(cut.weight == 6)
    #expect(cut.meanWeight > 4)
  }

  @Test func `the natural gradient follows the metric`() throws {
    // RY on |0⟩: the metric is 1/4, so that the natural gradient is four times the gradient.
    let energy = try Expectation(of: .z(0), in: Circuit(qubits: 1) { $0.ry(.weight(0), 0) })
    #expect(abs(try energy.metricTensor(at: [0.4])[0, 0] - 0.25) < 1e-12)
    let (natural, plain) = (
      try energy.naturalGradient(at: [0.4], regularization: 1e-9)[0],
      try energy.gradient(at: [0.4])[0]
    )
    #expect(abs(natural - 4 * plain) < 1e-6)
  }

  @Test(arguments: 0..<4 as Range<UInt64>)
  func `the metric is the curvature of the fidelity`(seed: UInt64) throws {
    let circuit = Circuit(qubits: 2) {
      $0.u3(.weight(0), .weight(1), .weight(2), 0)
      $0.crx(.weight(3), 0, 1)
      $0.rzz(2 * .weight(0), 0, 1)
      $0.ry(.weight(1), 1)
    }
    var random = RandomStream(seed: seed)
    let weights = (0..<4).map { _ in random.normal() }
    let metric = try Expectation(of: .z(0), in: circuit).metricTensor(at: weights)
    let family = try StateFamily(circuit)
    func fidelity(_ moved: [Double]) throws -> Double {
      try family.states(weights: [weights, moved]).fidelities()[0, 1]
    }
    for row in 0..<4 {
      for column in 0..<4 {
        func at(_ a: Double, _ b: Double) throws -> Double {
          var moved = weights
          moved[row] += a
          moved[column] += b
          return try fidelity(moved)
        }
        let step = 1e-3
        let curvature =
          try (at(step, step) - at(step, -step) - at(-step, step) + at(-step, -step))
          / (4 * step * step)
        #expect(abs(-curvature / 2 - metric[row, column]) < 1e-5)
      }
    }
  }

  @Test func `second derivatives agree however they are found`() throws {
    let circuit = Circuit(qubits: 2) {
      $0.ry(.weight(0), 0)
      $0.crx(.weight(1), 0, 1)
      $0.ry(.weight(0) * 2, 1)
    }
    let exact = try Expectation(of: .z(1), in: circuit).hessian(at: [0.3, 0.8])
    let noisy = try Expectation(of: .z(1), in: circuit, on: DensityMatrixBackend())
      .hessian(at: [0.3, 0.8])
    for row in 0..<2 {
      for column in 0..<2 { #expect(abs(exact[row, column] - noisy[row, column]) < 1e-8) }
    }
  }
}
