import CProcess
import Glibc
import JSONTrees

/// The process that asks SourceKit, seen from the kernel.
///
/// It ends by itself when its channel does.
final class CompleterProcess {
  /// What came of a question.
  enum Reply {
    case answer(JSON)
    /// It has not come in time; the process may still be at it.
    case late
    /// The process is gone.
    case gone
  }

  private let process: Int32
  private let channel: Int32
  private var lines = JSONLines()
  private var lastQuestion = 0
  /// Since when an answer is owed that has not come in time.
  private var late: ContinuousClock.Instant?

  /// Starts the process; it gets the channel and no other descriptor of the kernel's.
  /// - Throws: ``SessionError`` where it cannot be started.
  init(program: String) throws(SessionError) {
    var sockets: [Int32] = [-1, -1]
    // Closed in other children from the first, since another thread may start one at any time.
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, kind, 0, &sockets) == 0 else {
      throw .completerFailed(lastError())
    }
    let child = CompleterProcess.start(program, channel: sockets[1])
    let problem = lastError()
    close(sockets[1])
    guard let child else {
      close(sockets[0])
      throw .completerFailed("\(program) could not be started: \(problem)")
    }
    (process, channel) = (child, sockets[0])
  }

  deinit {
    close(channel)
    HostProcess.kill(process)
    while waitpid(process, nil, 0) < 0 && errno == EINTR {}
  }

  /// Whether an answer has been owed for so long that none will come.
  var isStuck: Bool { late.map { $0.duration(to: .now) > .seconds(10) } ?? false }

  /// Asks, and waits for the answer until a point in time.
  func ask(_ question: [String: JSON], until deadline: ContinuousClock.Instant) -> Reply {
    let reply = send(question, until: deadline) ?? receive(until: deadline)
    if case .late = reply { late = late ?? .now } else { late = nil }
    return reply
  }

  /// Tells the process something whose answer nobody waits for; false if it did not take it.
  func tell(_ request: [String: JSON], until deadline: ContinuousClock.Instant) -> Bool {
    send(request, until: deadline) == nil
  }

  /// Sends a request; says what came of it unless all of it is sent.
  private func send(
    _ request: [String: JSON], until deadline: ContinuousClock.Instant
  ) -> Reply? {
    lastQuestion += 1
    let numbered = request.merging(["id": .integer(lastQuestion)]) { $1 }
    let bytes = JSON.object(numbered).serializedBytes + [UInt8(ascii: "\n")]
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        Glibc.send(channel, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL | MSG_DONTWAIT))
      }
      if count > 0 {
        sent += count
      } else if errno == EAGAIN {
        // A line that was begun cannot be taken back.
        guard wait(for: POLLOUT, until: deadline) else { return sent == 0 ? .late : .gone }
      } else if errno != EINTR {
        return .gone
      }
    }
    return nil
  }

  private func receive(until deadline: ContinuousClock.Instant) -> Reply {
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      while let line = lines.next() {
        // Answers to questions that were given up still come, and are for nobody.
        guard let answer = try? JSON(bytes: line), answer["id"]?.integer == lastQuestion else {
          continue
        }
        return .answer(answer)
      }
      guard wait(for: POLLIN, until: deadline) else { return .late }
      let count = recv(channel, &piece, piece.count, Int32(MSG_DONTWAIT))
      if count > 0 {
        lines.add(piece.prefix(count))
      } else if count == 0 || (errno != EINTR && errno != EAGAIN) {
        return .gone
      }
    }
  }

  /// Waits until the channel is ready; false if the time runs out before.
  private func wait(for event: Int32, until deadline: ContinuousClock.Instant) -> Bool {
    let left = ContinuousClock.now.duration(to: deadline) / .milliseconds(1)
    guard left > 0 else { return false }
    var watched = [pollfd(fd: channel, events: Int16(event), revents: 0)]
    return poll(&watched, 1, Int32(min(left, 60_000).rounded(.up))) != 0
  }

  /// Starts the program with its channel as its standard input and with nothing else.
  private static func start(_ program: String, channel: Int32) -> Int32? {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, channel, 0)
    for output in [STDOUT_FILENO, STDERR_FILENO] {
      posix_spawn_file_actions_addopen(&actions, output, "/dev/null", O_WRONLY, 0)
    }
    _ = quill_close_from(&actions, 3)
    let words = [strdup(program), nil]
    defer { free(words[0]) }
    var child: pid_t = 0
    errno = posix_spawn(&child, program, &actions, nil, words, environ)
    return errno == 0 ? child : nil
  }
}
