import Circuits
import Foundation
import TestSupport
import Testing
import Training

/// Every exact way to find derivatives, for random circuits of all gates, against PennyLane's.
///
/// `Tests/Oracles/gradient_oracle.py` has written the circuits and the derivatives.
@Suite struct GradientPeerTests {
  struct Row: Decodable {
    let gate: String
    let qubits: [Int]
    let angles: Int
  }

  struct Peer: Decodable {
    let operations: [Row]
    let weights: [Double]
    let value: Double
    let gradient: [Double]

    /// The circuit, of which each angle is a weight of its own.
    func circuit() throws -> Circuit {
      var (circuit, place) = (Circuit(qubits: 4), 0)
      for row in operations {
        let gate = try #require(
          Gate.all.first {
            $0.name == row.gate && $0.qubitCount == row.qubits.count && $0.angleCount == row.angles
          }, "there is no gate \(row.gate)")
        let angles = (place..<place + row.angles).map { Angle.weight($0) }
        circuit.append(gate, angles, on: row.qubits)
        place += row.angles
      }
      return circuit
    }
  }

  static let peers: [Peer] = {
    let file = goldensFolder.appending(path: "Training/gradients.json")
    return (try? JSONDecoder().decode([Peer].self, from: Data(contentsOf: file))) ?? []
  }()

  static let observable: Observable =
    .z(0) * .x(2) + 0.7 * .y(1) * .z(3) - 0.4 * .x(0) + 0.3 * .z(1)

  static let methods = GradientMethods.all.filter { !($0 is SimultaneousPerturbation) }

  @Test(arguments: peers.indices) func `equals PennyLane's derivatives`(_ number: Int) throws {
    let peer = Self.peers[number]
    let energy = try Expectation(of: Self.observable, in: peer.circuit())
    for method in Self.methods {
      let found: Derivatives
      do {
        found = try energy.derivatives(at: peer.weights, by: method)
      } catch TrainingError.methodCannot {
        // Only the Hadamard test needs axes, which gates of many angles do not have.
        #expect(method is LinearCombination)
        continue
      }
      #expect(abs(found.values[0][0] - peer.value) < 1e-12, "\(method)")
      for (slope, exact) in zip(found.weights[0][0], peer.gradient) {
        #expect(abs(slope - exact) < 1e-9, "\(method), \(peer.operations.map(\.gate))")
      }
    }
  }

  /// All gates with angles have a part in it, but those that turn by a Hamiltonian or nothing at all.
  @Test func `knows all gates with angles`() {
    func key(_ name: String, _ qubits: Int) -> String { "\(name) of \(qubits)" }
    let seen = Set(Self.peers.flatMap(\.operations).map { key($0.gate, $0.qubits.count) })
    let gates = Gate.all.filter { $0.angleCount > 0 && !["evolution", "gphase"].contains($0.name) }
    #expect(seen == Set(gates.map { key($0.name, $0.qubitCount) }))
    #expect(Self.peers.count == 58)
  }
}
