import Circuits
import Noise
import Numerics
import Simulation
import Testing

/// What is too much is said, and what only looks like it is done.
@Suite struct LimitTests {
  private func words(_ run: () throws -> Void) -> String {
    do { try run() } catch { return "\(error)" }
    return "nothing was thrown"
  }

  @Test func shotsThatNoMemoryHoldsAreRefused() throws {
    let circuit = Circuit(qubits: 2) { $0.h(0) }
    let measured = Circuit(qubits: 2, bits: 2) { $0.measureAll() }
    let runs = try Trajectories(of: circuit, noise: NoiseModel(), count: 1)
    for shots in [Int.max, 1 << 50, -1, .min] {
      let allowed = shots < 0 ? "0 or more" : "bytes are free"
      for said in [
        words { _ = try circuit.sampled(shots: shots) },
        words { _ = try measured.sampled(shots: shots) },
        words { _ = try StateVector(circuit).sampled(shots: shots) },
        words { _ = try DensityMatrix(circuit).sampled(shots: shots) },
        words { _ = try DensityMatrixBackend().sampled(measured, shots: shots, seed: 1) },
        words { _ = try runs.outcomes(shots: shots, seed: 1) },
        words { _ = try Trajectories(of: circuit, noise: NoiseModel(), count: shots) },
        words {
          let backend = TrajectoryBackend(noise: NoiseModel(), count: shots)
          _ = try backend.means(of: [.z(0)], in: circuit, weights: [], features: [])
        },
      ] { #expect(said.contains(allowed), "\(shots): \(said)") }
    }
  }

  @Test func observablesOfNoStateVectorAreRefused() throws {
    for qubits in [-1, 48, 100, Int.max, .min] {
      #expect(words { _ = try ObservableSet([.z(0)], qubits: qubits) }.contains("0 to 47"))
    }
    let wide = Circuit(qubits: 60, bits: 1) { $0.h(0) }
    let runs = try Trajectories(of: wide, noise: NoiseModel(), count: 2)
    #expect(words { _ = try runs.means(of: [.z(59)]) }.contains("60 qubits"))
  }

  @Test func slopesAreAsManyAsMeans() throws {
    for qubits in [1, 11] {
      let circuit = Circuit(qubits: qubits) { $0.rx(.weight(0), 0) }
      let model = try AdjointGradient(of: [.z(0), .y(0)], in: circuit)
      for extra in [-1, 1] {
        let said = words {
          _ = try model.pullback(weights: [1], features: [[], []]) { _, _, slopes in
            if extra < 0 { slopes.removeLast() } else { slopes.append(1) }
          }
        }
        let count = extra < 0 ? 1 : 3
        #expect(said.contains("slopes of sample 0 of \(count) numbers"), "\(qubits): \(said)")
      }
    }
  }

  @Test func valuesThatMakeNoAngleAreRefused() throws {
    for qubits in [1, 11] {
      let circuit = Circuit(qubits: qubits) { $0.ry(10 * .weight(0) + .feature(0), 0) }
      let model = try AdjointGradient(of: [.z(0)], in: circuit)
      let (weights, rows) = ([1e308], [[0.5]])
      for said in [
        words { _ = try model.evaluate(weights: weights, features: rows[0]) },
        words { _ = try model.evaluate(weights: weights, features: rows) },
        words { _ = try model.values(weights: weights, features: rows) },
        words { _ = try model.pullback(weights: weights, features: rows) { _, _, _ in } },
      ] { #expect(said.contains("finite angles"), "\(qubits): \(said)") }
      let chain = try MatrixProductGradient(of: [.z(0)], in: circuit)
      let bound = try circuit.bound(weights: weights, features: rows[0])
      for said in [
        words { _ = try chain.evaluate(weights: weights, features: rows[0]) },
        words { _ = try MatrixProductState(bound) }, words { _ = try StateVector(bound) },
        words { _ = try AdjointGradient(of: [.z(0)], in: bound) },
      ] { #expect(said.contains("an angle has to be finite"), "\(qubits): \(said)") }
    }
    let open = Circuit(qubits: 1) { $0.rx(10 * .weight(0), 0) }
    let narrow = try AdjointGradient(of: [.z(0)], in: open, precision: .single)
    #expect(words { _ = try narrow.evaluate(weights: [1e308]) }.contains("finite"))
  }

  @Test func fidelitiesOfNothingAreNoneAndOfEverythingAreRefused() throws {
    let family = try StateFamily(Circuit(qubits: 1) { $0.rx(.feature(0), 0) })
    let (none, one) = (try family.states(features: []), try family.states(features: [[1]]))
    #expect(try none.fidelities().elements.isEmpty)
    #expect(try one.fidelities(with: none).elements.isEmpty)
    #expect(try none.fidelities(with: one).columnCount == 1)
    let flat = try StateFamily(Circuit(qubits: 1) { $0.rx(.weight(0), 0) })
    let many = try flat.states(weights: Array(repeating: [0.5], count: 1 << 19))
    #expect(words { _ = try many.fidelities() }.contains("take fewer at a time"))
  }

  @Test func meansOverNoRunsAndOverTooManyStatesAreRefused() throws {
    let circuit = Circuit(qubits: 2) { $0.h(0) }
    let none = try Trajectories(of: circuit, noise: NoiseModel(), count: 0)
    #expect(words { _ = try none.expectations(of: [.z(0)]) }.contains("1 run or more"))
    #expect(words { _ = try none.distribution(over: [0]) }.contains("1 run or more"))
    #expect(words { _ = try none.partialMatrix(of: [0]) }.contains("1 run or more"))
    let wide = try Trajectories(of: Circuit(qubits: 45), noise: NoiseModel(), count: 1)
    let all = Array(0..<45)
    #expect(words { _ = try wide.distribution(over: all) }.contains("45 qubits"))
    #expect(words { _ = try wide.partialMatrix(of: all) }.contains("12 are the most"))
  }

  @Test func manyControlsAreDifferentiatedOrRefused() throws {
    // Fewer than a second where each parity is found at once, and minutes where all are searched.
    let controls = Array(0..<14)
    let circuit = Circuit(qubits: 15) { circuit in
      for qubit in controls { circuit.ry(Angle(2.6), qubit) }
      circuit.h(14)
      circuit.mcp(.weight(0), controls, 14)
    }
    let result = try AdjointGradient(of: [.x(14)], in: circuit).evaluate(weights: [0.4])
    // The share of the controls that are all 1 turns with the angle, and the rest stays.
    let share = (0..<14).reduce(1.0) { product, _ in product * Double.sin(1.3) * Double.sin(1.3) }
    #expect(abs(result.weights[0][0] + share * Double.sin(0.4)) < 1e-12)
    #expect(abs(result.values[0] - (1 - share + share * Double.cos(0.4))) < 1e-12)
    let many = Circuit(qubits: 23) { $0.mcp(.weight(0), Array(0..<22), 22) }
    #expect(words { _ = try AdjointGradient(of: [], in: many) }.contains("20 are the most"))
    var random = RandomStream(seed: 1)
    let dense = try Gate.unitary(random.haarUnitary(4))
      .controlled(states: Array(repeating: true, count: 12))
    let wide = Circuit(qubits: 14) { $0.append(dense, on: Array(0..<14)) }
    #expect(
      words { _ = try AdjointGradient(of: [], in: wide) }
        .contains("a matrix of 2 qubits under 12 controls"))
  }
}
