import Circuits
import Encoders
import Numerics
import Testing

@Suite struct AngleAndBitTests {
  private func qubit(_ θ: Double, _ φ: Double = 0) -> [Complex<Double>] {
    [Complex(Double.cos(θ / 2)), Complex(magnitude: 1, phase: φ) * Complex(Double.sin(θ / 2))]
  }

  @Test func anglesAreProductsOfTurnedQubits() throws {
    let row = [0.3, -1.2, 2.5]
    #expect(
      try distance(FeatureMap.angle(features: 3).state(row), product(row.map { qubit($0) })) < 1e-15
    )
    #expect(
      try distance(
        FeatureMap.denseAngle(features: 4).state([0.3, 1, -2, 0.5]),
        product([qubit(0.3, 1), qubit(-2, 0.5)])) < 1e-15)
    #expect(
      try distance(
        FeatureMap.phase(features: 2).state([0.3, 1]),
        product([qubit(.pi / 2, 0.3), qubit(.pi / 2, 1)]))
        < 1e-15)
    #expect(FeatureMap.image4x4.template?.operations.count == 16)
    let kinds = FeatureMap.tenValues.template?.operations.compactMap(\.gate?.name) ?? []
    #expect(
      kinds == Array(repeating: "ry", count: 4) + Array(repeating: "rz", count: 4) + ["rx", "rx"])
    #expect(FeatureMap.image6x6.qubitCount == 10 && FeatureMap.image6x6.featureCount == 36)
  }

  @Test(arguments: 0..<8) func bitsAndNumbersAreBasisStates(_ number: Int) throws {
    let bits = (0..<3).map { Double(number >> $0 & 1) }
    for amplitudes in [
      try FeatureMap.basis(bits: 3).state(bits),
      try FeatureMap.number(qubits: 3).state([Double(number)]),
    ] {
      for (place, amplitude) in amplitudes.enumerated() {
        #expect((amplitude - (place == number ? 1 : 0)).magnitude < 1e-15)
      }
    }
  }

  @Test func otherNumbersThanBitsAreRefused() throws {
    func words(_ map: FeatureMap, _ row: [Double]) throws -> String {
      "\(try #require(#expect(throws: EncodingError.self) { try map.circuit(for: row) }))"
    }
    #expect(
      try words(.basis(bits: 2), [1, 0.5]) == "basis: number 1 of the row is 0.5; a bit is 0 or 1")
    #expect(try words(.qrac(bits: 2), [2, 0]).contains("a bit is 0 or 1"))
    #expect(
      try words(.number(qubits: 3), [8])
        == "number: number 0 of the row is 8.0, and 0.0 to 7.0 is allowed; scale the data, or clip "
        + "what is outside")
    #expect(
      try words(.number(qubits: 3), [1.5]) == "number from 1.5: a basis state has a whole number")
  }

  /// Any one bit is read with the probability of the paper, whatever the others are.
  @Test(arguments: [2, 3]) func oneBitOfSeveralIsRead(_ count: Int) throws {
    let map = FeatureMap.qrac(bits: count, perQubit: count)
    #expect(map.qubitCount == 1)
    let expected = 0.5 + 0.5 / Double(count).squareRoot()
    for number in 0..<1 << count {
      let amplitudes = try map.state((0..<count).map { Double(number >> $0 & 1) })
      for (bit, axis) in [Observable.z(0), .x(0), .y(0)].prefix(count).enumerated() {
        let mean = try overlap(amplitudes, axis.matrix() * amplitudes).real
        let chance = 0.5 + (number >> bit & 1 == 0 ? 0.5 : -0.5) * mean
        #expect(abs(chance - expected) < 1e-14, "\(number), bit \(bit)")
      }
    }
    #expect(FeatureMap.qrac(bits: 7, perQubit: count).qubitCount == (count == 2 ? 4 : 3))
  }
}
