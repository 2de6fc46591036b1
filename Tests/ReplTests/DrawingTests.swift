import JSONTrees
import Repl
import Testing

/// Pictures of values, and how large they are drawn.
@Suite struct DrawingTests {
  @Test(arguments: [
    ("<svg xmlns='x' width=\"640\" height=\"400.5\">", 640, 400.5),
    ("<?xml version='1.0'?>\n<svg height=\"3px\" width=\"2px\">", 2, 3),
    ("<svg viewBox=\"0 0 10 20\">", 10, 20), ("<svg viewBox=\"0,0,7,8\">", 7, 8),
  ])
  func theSizeIsThatOfTheRoot(_ svg: String, _ width: Double, _ height: Double) throws {
    let drawing = try #require(Drawing(["image/svg+xml": .string(svg)]))
    #expect(drawing.width == width && drawing.height == height)
  }

  @Test(arguments: [
    "", "text", "<svg>", "<svg width=\"0\" height=\"5\">", "<svg viewBox=\"0 0 1\">",
    "<svg width=\"a\" height=\"b\">",
  ])
  func whatHasNoSizeIsNoDrawing(_ svg: String) {
    #expect(Drawing(["image/svg+xml": .string(svg)]) == nil)
    #expect(Drawing(["image/png": .string(svg)]) == nil)
    #expect(Drawing(["text/plain": .string(svg)]) == nil)
  }

  @Test(arguments: [
    // A drawing fills its last row.
    (166.0, 164.0, 79, 22, 9, 182, 180), (640, 400, 79, 22, 20, 640, 400),
    // One that is too wide or too high becomes smaller.
    (640, 400, 39, 18, 12, 384, 240), (100, 1000, 79, 10, 10, 20, 200),
    (1, 1, 79, 22, 1, 20, 20), (1e9, 1, 79, 22, 1, 790, 1),
  ])
  func drawingsFillRowsAndFit(
    _ width: Double, _ height: Double, _ columns: Int, _ rows: Int, _ wantedRows: Int,
    _ wantedWidth: Int, _ wantedHeight: Int
  ) throws {
    let svg = "<svg width=\"\(Int(width))\" height=\"\(Int(height))\">"
    let drawing = try #require(Drawing(["image/svg+xml": .string(svg)]))
    let size = drawing.fitted(cell: (10, 20), columns: columns, rows: rows)
    #expect(size.rows == wantedRows && size.width == wantedWidth && size.height == wantedHeight)
  }

  @Test func base64IsRead() {
    #expect(bytes(ofBase64: "AAEC/+8=") == [0, 1, 2, 255, 239])
    #expect(bytes(ofBase64: "AA\nEC") == [0, 1, 2] && bytes(ofBase64: "") == [])
    #expect(bytes(ofBase64: "A*") == nil)
  }

  @Test func theHistoryIsListed() {
    let history = (1...30).map { "cell \($0)" } + ["a\nb\nc\nd\ne\nf\ng"]
    let lines = ReplCommand.listing(of: history, "").split(separator: "\n")
    #expect(lines.first == " 12  cell 12" && lines.suffix(2) == ["      e", "      ..."])
    #expect(ReplCommand.listing(of: history, "l 7") == "  7  cell 7")
    #expect(ReplCommand.listing(of: [], "").contains("nothing"))
  }
}
