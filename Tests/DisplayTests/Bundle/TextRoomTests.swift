import Display
import Testing

/// Drawings in a narrow terminal.
@Suite struct TextRoomTests {
  @Test(arguments: [(0, 20), (39, 39), (.max, 1000)])
  func theRoomIsBroughtToWhatIsAllowed(_ wish: Int, _ room: Int) {
    #expect(TextRoom.allowed(wish) == room)
  }

  @Test func sizesKeepWhatFits() {
    #expect(PictureSize().fitted(toColumns: 100) == PictureSize())
    #expect(PictureSize(columns: 200).fitted(toColumns: 100) == PictureSize(columns: 100))
  }

  /// Every kind of drawing can be as narrow as a terminal may be.
  @Test(arguments: [20, 33]) func drawingsAreAsNarrowAsTheirRoom(_ room: Int) throws {
    let plot = LinePlot([1, 2, 3, 2], title: "A title that is longer than the room has letters")
    let pictures: [any Picture] = try [
      plot, Histogram([1, 2, 2, 3]), SmallMultiples([plot, plot, plot]),
    ]
    for picture in pictures {
      let size = picture.preferredSize.fitted(toColumns: room)
      let lines = picture.canvas(columns: size.columns, rows: size.rows).plain.split(
        separator: "\n")
      #expect(lines.count > 1 && lines.allSatisfy { $0.displayWidth <= room })
    }
  }
}
