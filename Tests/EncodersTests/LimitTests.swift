import Circuits
import Encoders
import Numerics
import Testing

/// Counts and numbers at the ends of what can be written.
@Suite struct LimitTests {
  private func words(_ map: FeatureMap) -> String { map.flaws.joined(separator: "\n") }

  @Test(arguments: [-1, .min, .max]) func countsThatNoMapHasAreFlaws(_ count: Int) {
    let inner = FeatureMap("inner", features: count, qubits: count) { _ in Circuit(qubits: 1) }
    #expect(inner.qubitCount == 0)
    #expect(words(inner).contains("\(count) features") && words(inner).contains("\(count) qubits"))
    let outer = FeatureMap("outer", features: count, qubits: count) { $0.append(inner) }
    #expect(words(outer).contains("inner: \(count) features"))
    let mixed = FeatureMap("mixed", features: count, qubits: 2) { $0.append(.angle(features: 2)) }
    #expect(words(mixed).contains("\(count) features"))
    #expect(throws: EncodingError.self) { try outer.circuit(for: [1]) }
  }

  @Test func layersAndStepsComeToAnEnd() {
    let ansatz = Circuit.basicEntangler(qubits: 2)
    for map in [
      FeatureMap.z(features: 2, repetitions: .max), .trainable(features: 2, layers: .max),
      .permutationEquivariant(features: 2, layers: .max),
      .reflectionEquivariant(features: 2, layers: .max),
      .rotationEquivariant(points: 2, layers: .max),
      .random(features: 2, repetitions: .max, seed: 1),
      .angle(features: 2).reuploaded(layers: .max, between: ansatz),
      .quanvolution(gates: .max, seed: 1),
    ] { #expect(words(map).contains("more than 4194304"), "\(map.name): \(map.flaws)") }
  }

  @Test func groupsOfManyFeaturesAreFlaws() {
    let letters = String(repeating: "Z", count: 20)
    let joined = FeatureMap.pauli([letters], features: 60) { $0[0] }
    #expect(words(joined).contains("groups of 20 among 60 qubits"))
    #expect(words(.pauli([letters], features: 20)).contains("a product of 20 distances"))
    #expect(FeatureMap.pauli([letters], features: 20) { $0[0] }.flaws.isEmpty)
  }

  @Test func stepsOfAHamiltonianAreTheSameStep() throws {
    let template = try #require(FeatureMap.hamiltonian(rows: 2, steps: 3).template)
    let count = template.operations.count / 3
    #expect(template[0..<count] == template[2 * count..<3 * count])
  }

  /// Neither lengths nor ratios are numbers here.
  @Test func theLargestAndTheSmallestRowsKeepTheirDirection() throws {
    for size in [Double.greatestFiniteMagnitude, 1e-310, .leastNonzeroMagnitude] {
      let row = Array(repeating: size, count: 16)
      let values = try FeatureMap.amplitude(features: 16).values(for: row)
      let unit = try FeatureMap.amplitude(features: 16).values(for: Array(repeating: 1, count: 16))
      #expect(values == unit, "\(size)")
      #expect(throws: EncodingError.self) {
        try FeatureMap.amplitude(features: 16, normalizes: false).values(for: row)
      }
    }
    for span in [1e-310, 4e-323, .leastNonzeroMagnitude, .greatestFiniteMagnitude] {
      let normalizer = try Normalizer.minMax(of: [[0], [span]], into: -1...1)
      let rows = try normalizer.normalized([[0], [span]]).rows
      #expect(rows.joined().allSatisfy { $0.isFinite }, "\(span): \(rows)")
      guard span > 1e-320 else { continue }
      // Numbers as small as these have fewer digits.
      #expect(abs(rows[0][0] + 1) < 1e-12 && abs(rows[1][0] - 1) < 1e-12, "\(span): \(rows)")
    }
  }
}
