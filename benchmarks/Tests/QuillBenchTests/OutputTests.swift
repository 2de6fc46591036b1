import QuillBench
import Testing

/// The text of the table of goals.
@Suite struct OutputTests {
  @Test(arguments: [
    (2.0, "2.00 s"), (0.0123, "12.3 ms"), (4.56e-6, "4.56 us"), (789e-9, "789 ns"),
    (1e-12, "0.00 ns"), (120, "120 s"), (0.1e-6, "100 ns"), (0.3e-3, "300 us"),
  ])
  func timesHaveThreeFigures(seconds: Double, text: String) {
    #expect(time(seconds) == text)
  }

  @Test func theDistanceIsInDecibels() {
    #expect(ReportRow(name: "a/1", median: 1, goal: 0.1).decibels == 10)
    #expect(ReportRow(name: "a/1", median: 0.1, goal: 1).decibels == -10)
    #expect(ReportRow(name: "a/1", median: 1, goal: 1).decibels == 0)
  }

  @Test func rowsAreARectangle() {
    let rows = [1e-9, 0.5, 1, 2, 1e5].map { ReportRow(name: "a/1", median: $0, goal: 1).text }
    #expect(Set(rows.map(\.count)).count == 1, "\(rows)")
    #expect(rows[0].hasSuffix("[<<<<<<<<<<|          ]"))
    #expect(rows[2].hasSuffix("[          |          ]"))
    #expect(rows[3].hasSuffix("[          |>>>       ]"))
    #expect(ReportRow.heading.count == rows[0].count)
  }

  @Test func aProcessHasStartedAndHoldsMemory() {
    #expect(ProcessFacts.peakMegabytes() > 1)
    let age = ProcessFacts.secondsSinceStart()
    #expect(age >= 0 && age < 3600)
  }
}
