import Foundation
import Numerics
import Testing

@Suite struct RandomStreamTests {
  struct Row: Decodable {
    let seed: String
    let words: [String]
  }

  @Test func wordsAreThoseOfNumPy() throws {
    for row in try oracle("philox", as: [Row].self) {
      var stream = RandomStream(seed: try #require(UInt64(row.seed)))
      #expect(row.words.map { _ in String(stream.next()) } == row.words, "seed \(row.seed)")
    }
  }

  @Test func skippingIsDrawing() {
    for words in 0..<10 as Range<UInt64> {
      for before in 0..<5 {
        var drawing = RandomStream(seed: 3)
        for _ in 0..<before { _ = drawing.next() }
        var skipping = drawing
        for _ in 0..<words { _ = drawing.next() }
        skipping.skip(words)
        #expect(skipping == drawing && skipping.position == drawing.position)
        #expect(skipping.next() == drawing.next(), "\(before) drawn, \(words) skipped")
      }
    }
    var stream = RandomStream(seed: 3)
    stream.skip(.max)
    stream.skip(1)
    #expect(stream == RandomStream(seed: 3))
    #expect(Set([stream, RandomStream(seed: 3), RandomStream(seed: 4)]).count == 2)
  }

  @Test func aWrittenStreamGoesOnWhereItWas() throws {
    for drawn in 0..<9 {
      var stream = RandomStream(seed: .max).split("part")
      for _ in 0..<drawn { _ = stream.next() }
      let text = try JSONEncoder().encode(stream)
      var restored = try JSONDecoder().decode(RandomStream.self, from: text)
      #expect(restored == stream)
      #expect((0..<6).map { _ in restored.next() } == (0..<6).map { _ in stream.next() })
    }
  }

  @Test func itServesTheStandardLibrary() {
    var stream = RandomStream(seed: 1)
    #expect((0..<6).contains(Int.random(in: 0..<6, using: &stream)))
    #expect([1, 2, 3].shuffled(using: &stream).sorted() == [1, 2, 3])
  }
}
