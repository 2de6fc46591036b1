import Display
import Testing

/// Colours as they reach eyes that lack one kind of cone.
///
/// Reference: G. Machado, M. Oliveira and L. Fernandes, "A physiologically-based model for simulation
/// of color vision deficiency", 2009, matrices for full severity.
private let deficiencies: [(String, [[Double]])] = [
  ("none", [[1, 0, 0], [0, 1, 0], [0, 0, 1]]),
  (
    "protanopia",
    [
      [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
      [-0.003882, -0.048116, 1.051998],
    ]
  ),
  (
    "deuteranopia",
    [
      [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
      [-0.011820, 0.042940, 0.968881],
    ]
  ),
]

@Suite struct PaletteTests {
  @Test func wordsReadOnTheCard() {
    for ink in [Palette.ink, Palette.muted] { #expect(ink.contrast(to: Palette.card) >= 4.5) }
  }

  @Test func seriesStandOffTheCard() {
    for color in Palette.series { #expect(color.contrast(to: Palette.card) >= 3, "\(color.hex)") }
  }

  @Test func theCardStandsOffADarkPage() {
    #expect(Palette.card.contrast(to: Color(0x111111)) > 10)
  }

  @Test(arguments: deficiencies) func seriesDiffer(_ name: String, _ matrix: [[Double]]) {
    for (index, first) in Palette.series.enumerated() {
      for second in Palette.series.dropFirst(index + 1) {
        let distance = lightDistance(seen(first, matrix), seen(second, matrix))
        #expect(distance > 0.02, "\(name): \(first.hex) and \(second.hex) are \(distance) apart")
      }
    }
  }

  @Test func aSequentialMapGrowsSteadilyLighter() {
    let lights = (0...255).map { ColorMap.sequential.color(at: Double($0) / 255).luminance }
    #expect(zip(lights, lights.dropFirst()).allSatisfy { $0 <= $1 + 0.004 })
    #expect(lights[0] < 0.05 && lights[255] > 0.7)
  }

  @Test func aDivergingMapIsLightestInTheMiddle() {
    let lights = (0...255).map { ColorMap.diverging.color(at: Double($0) / 255).luminance }
    #expect((120...135).contains(lights.indices.max { lights[$0] < lights[$1] } ?? 0))
  }

  @Test func anyPlaceHasAColour() {
    let map = ColorMap.sequential
    #expect(map.color(at: -3) == map.color(at: 0) && map.color(at: .infinity) == map.color(at: 1))
    #expect(map.color(at: .nan) == map.color(at: 0))
  }

  @Test func contrastIsThatOfTheStandard() {
    #expect(abs(Color(0).contrast(to: Color(0xFFFFFF)) - 21) < 1e-9)
    #expect(abs(Color(0x777777).contrast(to: Color(0xFFFFFF)) - 4.48) < 0.01)
    #expect(Color(0x0072B2).hex == "#0072b2" && Color(0xFF00_0001).hex == "#000001")
  }

  private func seen(_ color: Color, _ matrix: [[Double]]) -> [Double] {
    let light = [color.red, color.green, color.blue].map { part -> Double in
      let part = Double(part) / 255
      return part * part * (0.305306011 * part + 0.682171111) + 0.012522878 * part
    }
    return matrix.map { row in zip(row, light).reduce(0) { $0 + $1.0 * $1.1 } }
  }

  private func lightDistance(_ first: [Double], _ second: [Double]) -> Double {
    zip(first, second).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
  }
}
