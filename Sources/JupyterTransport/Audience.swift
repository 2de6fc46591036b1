/// Whether somebody hears what is published.
///
/// A front end connects its sockets one by one, and each that comes before the kernel tries again a
/// tenth to a fifth of a second later: its first requests may be here before it hears the answers,
/// and it would wait for their ends for ever. So the first requests wait for somebody to listen, but
/// not for long, since there may be nobody who wants to.
struct Audience {
  /// How long the first requests wait.
  static let patience: Duration = .milliseconds(300)

  private enum State {
    /// Nobody has come, and nobody has asked for anything.
    case empty
    /// Somebody has asked and does not listen yet.
    case awaited(until: ContinuousClock.Instant)
    case there
  }

  private var state = State.empty

  /// Whether requests are to wait.
  var isAwaited: Bool { if case .awaited = state { true } else { false } }

  /// How long to wait for what comes next, in milliseconds; -1 for as long as it takes.
  var milliseconds: Int {
    guard case .awaited(let until) = state else { return -1 }
    return max(Int((until - .now) / .milliseconds(1)) + 1, 0)
  }

  /// Somebody listens.
  mutating func hasCome() { state = .there }

  /// Somebody asks, or time has passed.
  mutating func isAsked() {
    switch state {
    case .empty: state = .awaited(until: .now + Audience.patience)
    case .awaited(let until): if .now >= until { state = .there }
    case .there: break
    }
  }
}
