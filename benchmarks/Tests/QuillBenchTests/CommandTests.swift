import QuillBench
import Testing

/// What command lines are read as, and the sentences for those that make no sense.
@Suite struct CommandTests {
  /// A workload with every kind of choice.
  struct Sample: Workload {
    let name = "sample"
    let summary = "for the tests"
    let sizes = [Size("4", goal: 1), Size("8", goal: 2)]
    let variants = ["adjoint", "shift"]
    let precisions = Precision.allCases

    func prepare(_ setting: Setting) throws -> Trial {
      Trial(params: [:], check: { _ in [:] }, call: {})
    }
  }

  let registry: [any Workload] = [TimerWorkload(), Sample()]

  func settings(_ line: String) throws -> [Setting] {
    let words = line.split(separator: " ").map(String.init)
    guard case .run(_, let settings) = try Command(words, registry: registry) else { return [] }
    return settings
  }

  @Test func withoutOptionsEverySizeRunsWithTheDefaults() throws {
    let settings = try settings("sample")
    #expect(settings.map(\.size) == ["4", "8"])
    #expect(settings.map(\.variant) == ["adjoint", "adjoint"])
    #expect(settings[0].threads == 1 && settings[0].precision == .double)
    #expect(settings[0].budget == 2)
  }

  @Test func everyOptionIsTaken() throws {
    let settings = try settings(
      "sample --sizes 16,qft20 --threads 2 --precision single --variant shift --budget 0.5")
    #expect(settings.map(\.size) == ["16", "qft20"])
    #expect(settings[1].threads == 2 && settings[1].precision == .single)
    #expect(settings[1].variant == "shift" && settings[1].budget == 0.5)
  }

  @Test func theEmptyVariantOfThePeersMeansTheFirst() throws {
    let words = ["sample", "--sizes", "4", "--variant", ""]
    guard case .run(_, let settings) = try Command(words, registry: registry) else { return }
    #expect(settings.map(\.variant) == ["adjoint"])
  }

  @Test(arguments: [
    ("", "a workload is missing, one of timer, sample"),
    ("w99", "there is no workload 'w99', only timer, sample"),
    ("report w99", "there is no workload 'w99', only timer, sample"),
    ("sample 4", "'4' is not an option"),
    ("sample --sizes", "--sizes wants a value"),
    ("sample --sizes ,", "--sizes wants sizes with commas between"),
    ("sample --threads two", "--threads wants a number from 1 to 1024, not 'two'"),
    ("sample --threads 0", "--threads wants a number from 1 to 1024, not '0'"),
    ("sample --precision half", "--precision of sample is double or single, not 'half'"),
    ("timer --precision single", "--precision of timer is double, not 'single'"),
    ("sample --variant x", "--variant of sample is one of adjoint, shift, not 'x'"),
    ("timer --variant x", "timer has no variants, so --variant cannot be 'x'"),
    ("sample --budget soon", "--budget wants a number of seconds, not 'soon'"),
    ("sample --budget nan", "--budget wants a number of seconds, not 'nan'"),
    ("sample --colour red", "there is no option --colour"),
  ])
  func wrongLinesGetASentence(line: String, sentence: String) {
    #expect(throws: UsageError(sentence)) { try settings(line) }
  }

  @Test func aSizeThatTheWorkloadDoesNotHaveGetsASentence() {
    #expect(throws: UsageError("timer wants a size from 0 to 1000000000, not 'x'")) {
      _ = try TimerWorkload().prepare(Setting(size: "x"))
    }
  }
}
