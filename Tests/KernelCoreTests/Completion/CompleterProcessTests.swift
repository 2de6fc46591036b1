import Foundation
import JSONTrees
import KernelCore
import Testing

/// The process that asks SourceKit: that it dies harms nobody, and that nobody needs it ends it.
@Suite(.serialized) struct CompleterProcessTests {
  @Test func aDeadProcessIsReplaced() throws {
    let writer = try Writer()
    #expect(try writer.matches("stru|") == ["struct"])
    for _ in 0..<2 {
      let process = try #require(Writer.completers().first)
      kill(process, SIGKILL)
      #expect(try writer.matches("stru|") == ["struct"])
      #expect(!Writer.completers().contains(process))
    }
    #expect(Writer.completers().count == 1)
  }

  @Test func aStoppedProcessIsGivenUpInTime() throws {
    let writer = try Writer(patience: .seconds(2))
    // The first answer is waited for as long as the modules are read.
    #expect(try writer.matches("stru|").first == "struct")
    let process = try #require(Writer.completers().first)
    kill(process, SIGSTOP)
    var matches: [String]?
    let duration = try ContinuousClock().measure { matches = try writer.matches("stru|") }
    #expect(matches == [])
    #expect(duration > .seconds(1.9) && duration < .seconds(8))
    kill(process, SIGCONT)
    // The late answer is not taken for this one's.
    #expect(try writer.matches("enu|").first == "enum")
  }

  @Test func theProcessIsStartedBeforeAnybodyAsks() throws {
    let writer = try Writer()
    let begin = ContinuousClock.now
    writer.assistant.warm()
    #expect(begin.duration(to: .now) < .milliseconds(500))
    for _ in 0..<1000 where Writer.completers().isEmpty { usleep(10_000) }
    #expect(Writer.completers().count == 1)
  }

  @Test func aMissingProgramLeavesNoNames() throws {
    let writer = try Writer(completer: "/nowhere/quill-completer")
    #expect(try writer.matches("stru|").isEmpty)
    #expect(try writer.inspection("pri|nt(1)") == nil)
  }

  @Test func theProcessGoesWithItsAssistant() throws {
    do {
      let writer = try Writer()
      _ = try writer.matches("stru|")
      #expect(Writer.completers().count == 1)
    }
    #expect(Writer.completers().isEmpty)
  }

  @Test func theProcessGetsNothingButItsChannel() throws {
    let writer = try Writer()
    _ = try writer.matches("stru|")
    let process = try #require(Writer.completers().first)
    let folder = "/proc/\(process)/fd"
    let open = try FileManager.default.contentsOfDirectory(atPath: folder).map { name in
      (try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\(name)")) ?? ""
    }
    #expect(open.count { $0.hasPrefix("socket:") } == 1, "\(open)")
    #expect(!open.contains { $0.hasPrefix("pipe:") }, "\(open)")
  }

  @Test func noPlaceInAnyTextIsTooMuch() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("seed \(seed)")
    var random = SeededNumbers(state: seed)
    let writer = try Writer()
    let text =
      "struct É🎈 { var x = \"a \\(1 + 2) 👩‍👩‍👧‍👦\" }\nlet e\u{301} = É🎈()\nfunc f(_ n: Int) -> [Int] {\n"
      + "  [1, 2].map { $0 + n }\n}\nprint(f(3).count, e\u{301}.x, \"🇩🇪\") // 🎉 \u{0}\n"
    let count = text.unicodeScalars.count
    for round in 0..<200 {
      let place = Int.random(in: -2...count + 2, using: &random)
      // Half of the texts end in the middle of something.
      let end = Int.random(in: 0...count, using: &random)
      let cut = round % 2 == 0 ? text : String(text.unicodeScalars.prefix(end))
      let request: JSON = ["code": .string(cut), "cursor_pos": .integer(place)]
      let reply = try writer.assistant.completion(request)
      let (start, stop) = (reply["cursor_start"]?.integer, reply["cursor_end"]?.integer)
      let first = try #require(start)
      let last = try #require(stop)
      #expect(0 <= first && first <= last && last <= cut.unicodeScalars.count, "seed \(seed)")
      #expect(!reply.serialized.contains("<#"), "seed \(seed)")
      _ = try writer.assistant.inspection(request)
    }
    #expect(try writer.matches("stru|") == ["struct"])
  }
}

/// Numbers that look random and are the same for a seed (SplitMix64).
private struct SeededNumbers: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
