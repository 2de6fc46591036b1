import Circuits
import Encoders
import Numerics
import Testing

/// What is done to the features is done to the state.
@Suite struct EquivarianceTests {
  @Test func exchangingFeaturesExchangesQubits() throws {
    let map = FeatureMap.permutationEquivariant(features: 3, layers: 2)
    let (x, order, w) = ([0.3, -1.1, 2], [2, 0, 1], [0.4, 0.9, -0.3, 1.3])
    // The qubit q goes to the place order[q], and so does its feature.
    var moved = x
    for (qubit, place) in order.enumerated() { moved[place] = x[qubit] }
    let exchanged = try map.circuit(for: x).remapped(to: order).bound(weights: w).unitary()
    let other = try map.circuit(for: moved).bound(weights: w).unitary()
    #expect(map.template?.weights.count == 4)
    #expect(try (exchanged - other).maxNorm < 1e-14)
    let iqp = FeatureMap.iqp(features: 3)
    #expect(
      try (iqp.circuit(for: x).remapped(to: order).unitary() - iqp.circuit(for: moved).unitary())
        .maxNorm < 1e-14)
  }

  @Test func reflectingThePointFlipsAllQubits() throws {
    let map = FeatureMap.reflectionEquivariant(features: 3, layers: 2)
    let (x, w) = ([0.3, -1.1, 2], (0..<12).map { 0.2 + 0.3 * Double($0) })
    #expect(map.template?.weights.count == 12)
    let (there, back) = (try map.state(x, w), try map.state(x.map { -$0 }, w))
    #expect(distance(there.indices.map { there[7 - $0] }, back) < 1e-14)
    #expect(distance(there, back) > 0.1)
  }

  @Test(arguments: 0..<5) func turningThePointsTurnsTheQubits(_ seed: UInt64) throws {
    var random = RandomStream(seed: seed)
    let map = FeatureMap.rotationEquivariant(points: 3, layers: 2, scale: 1.3)
    let row = seed == 0 ? [0, 0, 0, 0, 0, 1, 2, 0, 0] : try random.normals(9)
    let w = try random.normals(4)
    let angles = try random.normals(3)
    let turn = try Circuit(qubits: 1) {
      $0.rz(Angle(angles[0]), 0)
      $0.ry(Angle(angles[1]), 0)
      $0.rz(Angle(angles[2]), 0)
    }.unitary()
    // How a turn of the qubit turns space: σ goes to V σ V†.
    let axes = try [Observable.x(0), .y(0), .z(0)].map { try $0.matrix() }
    let space = try axes.map { from in
      try axes.map { to in try (to * turn * from * turn.adjoint).trace().real / 2 }
    }
    let turned = stride(from: 0, to: 9, by: 3).flatMap { first in
      (0..<3).map { axis in (0..<3).reduce(0) { $0 + space[$1][axis] * row[first + $1] } }
    }
    let all = try Matrix.kronecker([turn, turn, turn])
    let expected = try all * map.circuit(for: row).bound(weights: w).unitary() * all.adjoint
    let other = try map.circuit(for: turned).bound(weights: w).unitary()
    #expect(try (expected - other).maxNorm < 1e-12, "seed \(seed)")
    // One point is a turn about itself.
    let one = FeatureMap.rotationEquivariant(points: 1, scale: 1.3)
    let sum = row[0] * Observable.x(0) + row[1] * .y(0) + row[2] * .z(0)
    let about = try sum.matrix(qubits: 1).hermitianExponential(times: Complex(0, -0.65))
    #expect(
      try (one.circuit(for: Array(row.prefix(3))).unitary() - about).maxNorm < 1e-14)
  }

  @Test func randomMapsTakeEveryFeature() throws {
    let map = FeatureMap.random(features: 5, qubits: 3, repetitions: 2, seed: 8)
    #expect(map.template?.features.count == 5 && map.qubitCount == 3)
    #expect(map.template?.operations.count { !$0.symbols.isEmpty } == 10)
    #expect(
      map.template == FeatureMap.random(features: 5, qubits: 3, repetitions: 2, seed: 8).template)
    #expect(
      map.template != FeatureMap.random(features: 5, qubits: 3, repetitions: 2, seed: 9).template)
    #expect(FeatureMap.random(features: 5, qubits: 1, entangling: 1, seed: 1).flaws.isEmpty)
  }
}
