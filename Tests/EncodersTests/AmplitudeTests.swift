import Circuits
import Encoders
import Numerics
import Testing

@Suite struct AmplitudeTests {
  @Test(arguments: [1, 2, 3, 5, 8, 13, 64], [1, 2]) func theStateIsTheRow(
    _ count: Int, _ seed: UInt64
  ) throws {
    var random = RandomStream(seed: seed)
    let row = try random.normals(count).enumerated().map { $0.offset % 4 == 3 ? 0 : $0.element }
    let length = row.reduce(0) { $0 + $1 * $1 }.squareRoot()
    let amplitudes = try FeatureMap.amplitude(features: count).state(row)
    #expect(
      amplitudes.count
        == max(2, 1 << (count == 1 ? 1 : (count - 1).bitWidth - (count - 1).leadingZeroBitCount)))
    for (place, amplitude) in amplitudes.enumerated() {
      let expected = place < count ? row[place] / length : 0
      #expect((amplitude - Complex(expected)).magnitude < 1e-14, "seed \(seed), \(count), \(place)")
    }
  }

  @Test(arguments: [1, 2, 3, 8, 11], [3, 4]) func theStateIsTheComplexRow(
    _ count: Int, _ seed: UInt64
  ) throws {
    var random = RandomStream(seed: seed)
    let row = try random.normals(2 * count)
    let length = row.reduce(0) { $0 + $1 * $1 }.squareRoot()
    let amplitudes = try FeatureMap.complexAmplitude(amplitudes: count).state(row)
    for (place, amplitude) in amplitudes.enumerated() {
      let expected =
        place < count ? Complex(row[place] / length, row[place + count] / length) : .zero
      #expect((amplitude - expected).magnitude < 1e-14, "seed \(seed), \(count), \(place)")
    }
  }

  /// The same as the gate that is made of numbers.
  @Test func theTemplateIsStatePreparation() throws {
    var random = RandomStream(seed: 7)
    let target = try random.haarState(8)
    let map = FeatureMap.complexAmplitude(amplitudes: 8, normalizes: false)
    let row = target.map(\.real) + target.map(\.imaginary)
    let prepared = try Gate.statePreparation(target).matrix().column(0)
    #expect(try distance(map.state(row), prepared) < 1e-14)
  }

  @Test(arguments: [1, 2, 5, 8]) func phasesAreThoseOfTheRow(_ count: Int) throws {
    var random = RandomStream(seed: 9)
    let row = try random.normals(count)
    let amplitudes = try FeatureMap.statePhases(count: count).state(row)
    for (place, amplitude) in amplitudes.enumerated() {
      let expected = Complex(
        magnitude: 1 / Double(amplitudes.count).squareRoot(), phase: place < count ? row[place] : 0)
      #expect((amplitude - expected).magnitude < 1e-14, "\(count), \(place)")
    }
  }

  @Test func paddingAndLengthsAreAsSaid() throws {
    let padded = try FeatureMap.amplitude(features: 3, padding: 2).state([1, 2, 4])
    #expect(distance(padded, [0.2, 0.4, 0.8, 0.4].map { Complex($0) }) < 1e-15)
    func words(_ map: FeatureMap, _ row: [Double]) throws -> String {
      "\(try #require(#expect(throws: EncodingError.self) { try map.circuit(for: row) }))"
    }
    #expect(
      try words(.amplitude(features: 2), [0, 0])
        == "amplitude: a row of zeros has no direction, and cannot be normalised")
    #expect(
      try words(.amplitude(features: 2, normalizes: false), [3, 4]).contains("its length is 5.0"))
    #expect(try FeatureMap.amplitude(features: 2, normalizes: false).state([0.6, 0.8]).count == 2)
    // Neither the square of the one nor that of the other is a number.
    for size in [1e300, 1e-300, 1e308] {
      let amplitudes = try FeatureMap.amplitude(features: 2).state([size, -size])
      #expect(distance(amplitudes, [1, -1].map { Complex($0 * 0.5.squareRoot()) }) < 1e-14)
    }
  }
}
