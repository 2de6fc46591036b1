import Circuits
import Encoders
import Numerics
import Testing

@Suite struct ImageTests {
  @Test(arguments: FRQIForm.allCases, [1, 2, 4, 5, 16]) func aPictureIsItsFormula(
    _ form: FRQIForm, _ points: Int
  ) throws {
    var random = RandomStream(seed: 5)
    let row = try random.uniforms(points)
    let map = FeatureMap.frqi(points: points, form: form)
    let places = map.qubitCount - 1
    let amplitudes = try map.state(row)
    for (index, amplitude) in amplitudes.enumerated() {
      let (place, colour) = (index & (1 << places - 1), index >> places)
      let angle = place < points ? .pi / 2 * row[place] : 0
      let expected =
        (colour == 0 ? Double.cos(angle) : Double.sin(angle)) / Double(1 << places).squareRoot()
      #expect((amplitude - Complex(expected)).magnitude < 1e-13, "\(form), \(points), \(index)")
    }
  }

  @Test func theGrayCodeHasATurnAndACXForEachPoint() throws {
    let template = try #require(FeatureMap.frqi(points: 16, form: .grayCode).template)
    #expect(template.operations.count { $0.gate == .cx } == 16)
    #expect(template.operations.count { $0.gate == .ry } == 16)
    let plain = try #require(FeatureMap.frqi(points: 16, form: .controlled).template)
    #expect(plain.operations.count == 4 + 16)
    let error = #expect(throws: EncodingError.self) {
      try FeatureMap.frqi(points: 4).circuit(for: [0, 1, 1.25, 0])
    }
    #expect(
      "\(try #require(error))".hasPrefix(
        "frqi: number 2 of the row is 1.25, and 0.0 to 1.0 is allowed"))
  }

  @Test func patchesAreThoseOfThePicture() throws {
    let patches = try ImagePatches(rows: 4, columns: 5, size: 2)
    let image = (0..<20).map(Double.init)
    #expect(patches.shape.rows == 2 && patches.shape.columns == 2)
    #expect(
      try patches.of(image) == [[0, 1, 5, 6], [2, 3, 7, 8], [10, 11, 15, 16], [12, 13, 17, 18]])
    let dense = try ImagePatches(rows: 4, columns: 5, size: 3, stride: 1)
    #expect(try dense.of(image).count == 6 && dense.of(image)[5][8] == 19)
    let count = #expect(throws: EncodingError.self) { try patches.of([1]) }
    #expect("\(try #require(count))" == "patches with a row of 1 numbers: it takes 20")
    for (size, stride) in [(5, 1), (0, 1), (2, 0)] {
      let error = #expect(throws: EncodingError.self) {
        try ImagePatches(rows: 4, columns: 5, size: size, stride: stride)
      }
      #expect("\(try #require(error))".contains("a patch fits into a picture"))
    }
    #expect(throws: EncodingError.self) { try ImagePatches(rows: 0, columns: 0, size: 1) }
  }

  @Test func aFilterTurnsByBrightnessAndMixes() throws {
    let map = FeatureMap.quanvolution(size: 2, gates: 0, seed: 1)
    let white = try map.state([1, 0, 1, 1])
    #expect((white[0b1101] - 1).magnitude < 1e-15)
    let mixing = FeatureMap.quanvolution(seed: 1)
    #expect(mixing.template?.operations.count == 4 + 16)
    #expect(mixing.template == FeatureMap.quanvolution(seed: 1).template)
    #expect(mixing.template != FeatureMap.quanvolution(seed: 2).template)
  }
}
