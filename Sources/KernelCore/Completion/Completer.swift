import JSONTrees

/// What knows names, whatever becomes of its process: one that died is started again.
final class Completer {
  private let program: String
  /// What a new process is told first.
  private let preparation: [String: JSON]
  /// How long somebody who types waits.
  private let patience: Duration
  private var process: CompleterProcess? { didSet { if process == nil { hasAnswered = false } } }
  /// Whether the process has answered: until then it may still be reading modules.
  private var hasAnswered = false
  /// How long somebody waits for names at all, where there were none before.
  private static let firstPatience = Duration.seconds(10)

  /// Names a program that is started when it is needed.
  init(program: String, preparation: [String: JSON], patience: Duration) {
    self.program = program
    self.preparation = preparation
    self.patience = patience
  }

  /// Starts the process if it does not run; it prepares itself while we go on.
  func start() { _ = running(until: .now + patience) }

  /// What the process finds; nothing if it has no answer, or not in time.
  func found(_ question: [String: JSON]) -> JSON? {
    if process?.isStuck == true { process = nil }
    let deadline =
      ContinuousClock.now + (hasAnswered ? patience : max(patience, Completer.firstPatience))
    // Of a process that died before it was asked, the next one answers.
    for _ in 0..<2 {
      guard let running = running(until: deadline) else { return nil }
      switch running.ask(question, until: deadline) {
      case .answer(let answer):
        hasAnswered = true
        return answer["found"]
      case .late: return nil
      case .gone: process = nil
      }
    }
    return nil
  }

  private func running(until deadline: ContinuousClock.Instant) -> CompleterProcess? {
    if let process { return process }
    guard let fresh = try? CompleterProcess(program: program) else { return nil }
    process = fresh.tell(preparation, until: deadline) ? fresh : nil
    return process
  }
}
