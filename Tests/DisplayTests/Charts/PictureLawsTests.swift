import Display
import Testing

/// The laws themselves: each must be able to fail.
@Suite struct PictureLawsTests {
  @Test func aNumberThatIsNoneIsFound() {
    func isFound(_ draw: (inout SVGWriter) -> Void) -> Bool {
      var svg = SVGWriter(width: 10, height: 10, title: "", description: "nan, inf and ∞ are words")
      draw(&svg)
      return SVGReader(svg.finished()).hasNumbersThatAreNone
    }
    var path = SVGPath()
    path.move(to: 1, .nan)
    let broken = path
    #expect(isFound { $0.element("path", ["d": .path(broken)]) })
    #expect(isFound { $0.element("rect", ["x": .number(.nan)]) })
    #expect(isFound { $0.nest("", x: .nan, y: 0) })
    #expect(isFound { $0.nest("", x: 0, y: .infinity) })
    #expect(!isFound { $0.element("rect", ["x": 1.0]) })
  }
}
