import JSONTrees
import KernelCore
import Testing

/// Places in a text, and what has been typed before them.
@Suite struct CursorPlaceTests {
  @Test(arguments: [
    ("ab", 1, 1, 1), ("é🎈x", 2, 2, 6), ("e\u{301}x", 1, 1, 1), ("e\u{301}x", 2, 2, 3),
    ("👩‍👩‍👧", 2, 2, 7), ("🇩🇪", 1, 1, 4), ("a\r\nb", 2, 2, 2), ("abc", -1, 0, 0), ("é", 9, 1, 2),
    ("", 0, 0, 0), ("abc", 1_000_000_000_000, 3, 3), ("abc", .min, 0, 0),
  ])
  func placesCountScalars(_ text: String, _ given: Int, _ scalars: Int, _ bytes: Int) {
    let place = CursorPlace(text: text, scalars: given)
    #expect(place.scalars == scalars && place.bytes == bytes)
  }

  @Test func requestsAreRead() throws {
    #expect(try CursorPlace(["code": "abc", "cursor_pos": 2]).scalars == 2)
    #expect(try CursorPlace(["code": "abc", "cursor_pos": 2.0]).scalars == 2)
    #expect(try CursorPlace(["code": "abc"]).scalars == 3)
  }

  @Test(
    arguments: [
      ([:], "there is no text under \"code\""), (["code": 7], "there is no text under \"code\""),
      (
        ["code": "a", "cursor_pos": "1"],
        "cursor_pos has to be a whole number of characters, not \"1\""
      ),
      (
        ["code": "a", "cursor_pos": 0.5],
        "cursor_pos has to be a whole number of characters, not 0.5"
      ),
      (
        ["code": "a", "cursor_pos": nil],
        "cursor_pos has to be a whole number of characters, not null"
      ),
    ] as [(JSON, String)])
  func whatIsNoPlaceIsRefusedInWords(_ request: JSON, _ words: String) {
    let error = #expect(throws: PlaceError.self) { try CursorPlace(request) }
    #expect(error?.description == words)
  }

  @Test(arguments: [
    ("foo.ba", "ba", 4), ("foo.", "", 4), ("", "", 0), ("let é🎈", "é🎈", 4), ("a+b_1", "b_1", 2),
    ("x = e\u{301}t", "e\u{301}t", 4), ("a→b", "b", 2), ("👩‍👩‍👧", "👩‍👩‍👧", 0), ("#if", "if", 1),
    ("a\u{0}b", "b", 2), ("“q", "q", 1), ("12", "12", 0),
  ])
  func theBeginningOfANameIsFound(_ text: String, _ typed: String, _ start: Int) {
    let prefix = TypedPrefix(before: CursorPlace(text: text, scalars: .max))
    #expect(prefix.text == typed && prefix.start.scalars == start)
  }
}
