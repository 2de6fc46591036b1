import Foundation
import JupyterWire
import Testing

@Suite struct TimestampTests {
  @Test func writesDatesAsFoundationDoes() throws {
    let formatter = ISO8601DateFormatter()
    var random = Seeded(11)
    let moments = (0..<2000).map { _ in Int.random(in: 0...253_402_300_799, using: &random) }
    for seconds in moments + [0, 951_782_400, 1_709_164_799, 4_107_542_400] {
      let text = Timestamp(seconds: seconds, microseconds: 0).description
      let expected = formatter.string(from: Date(timeIntervalSince1970: Double(seconds)))
      #expect(text == expected.dropLast() + ".000000Z", "seed 11")
    }
  }

  @Test func writesMicrosecondsAndSurvivesMomentsWithoutACalendar() {
    #expect(Timestamp(seconds: 0, microseconds: 250).description == "1970-01-01T00:00:00.000250Z")
    #expect(Timestamp(seconds: 1, microseconds: 9_999_999).microseconds == 999_999)
    #expect(Timestamp(seconds: 1, microseconds: -1).microseconds == 0)
    #expect(Timestamp(seconds: .max, microseconds: 0).description.hasPrefix("1970"))
    #expect(Timestamp(seconds: .min, microseconds: 0).description.hasPrefix("1970"))
    #expect(!Timestamp(seconds: -99_999_999_999_999, microseconds: 0).description.isEmpty)
  }

  @Test func nowIsNow() {
    #expect(abs(Double(Timestamp.now.seconds) - Date().timeIntervalSince1970) < 5)
  }
}
