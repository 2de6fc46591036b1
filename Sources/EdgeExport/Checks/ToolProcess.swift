internal import CProcess
internal import Glibc

/// What a compiler or an emulator left behind.
struct ToolResult {
  /// The exit status; negative for the signal that ended it, nothing where it was ended for being late.
  let status: Int32?
  /// What it printed, on both streams.
  let output: String
}

/// A program of the system that is run to its end.
enum ToolProcess {
  /// The place of a program on the search path.
  ///
  /// - Throws: ``EdgeError/missingTool(_:package:)`` where there is none.
  static func path(of program: String, package: String) throws(EdgeError) -> String {
    let folders = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
    for folder in folders.split(separator: ":") {
      let path = "\(folder)/\(program)"
      if access(path, X_OK) == 0 { return path }
    }
    throw .missingTool(program, package: package)
  }

  /// Runs a program; one that has not ended in time is ended.
  ///
  /// - Parameters:
  ///   - path: The program.
  ///   - arguments: What it is given.
  ///   - seconds: How long it may run.
  /// - Returns: What it left behind.
  /// - Throws: ``EdgeError/toolFailed(_:reason:)`` where it cannot be started.
  static func run(
    _ path: String, _ arguments: [String], seconds: Int = 60
  ) throws(EdgeError) -> ToolResult {
    var ends: [Int32] = [-1, -1]
    guard quill_pipe(&ends) == 0 else { throw .toolFailed(path, reason: systemWords()) }
    defer { close(ends[0]) }
    var child: pid_t = 0
    let problem = spawn([path] + arguments, writingTo: ends[1], &child)
    close(ends[1])
    guard problem == 0 else {
      throw .toolFailed(path, reason: String(cString: strerror(problem)))
    }
    let deadline = ContinuousClock.now + .seconds(seconds)
    let output = read(from: ends[0], until: deadline)
    let isLate = output == nil
    if isLate { kill(child, SIGKILL) }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 && errno == EINTR {}
    let signal = status & 0x7F
    return ToolResult(
      status: isLate ? nil : signal == 0 ? (status >> 8) & 0xFF : -signal, output: output ?? "")
  }

  private static func spawn(
    _ words: [String], writingTo output: Int32, _ child: inout pid_t
  ) -> Int32 {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output, 1)
    posix_spawn_file_actions_adddup2(&actions, output, 2)
    _ = quill_close_from(&actions, 3)
    let texts = words.map { strdup($0) } + [nil]
    defer { for text in texts { free(text) } }
    return posix_spawn(&child, words[0], &actions, nil, texts, environ)
  }

  /// What is written into a pipe until it is closed; nothing if that takes too long.
  private static func read(
    from descriptor: Int32, until deadline: ContinuousClock.Instant
  ) -> String? {
    var (bytes, piece) = ([UInt8](), [UInt8](repeating: 0, count: 1 << 16))
    while true {
      let left = ContinuousClock.now.duration(to: deadline) / .milliseconds(1)
      guard left > 0 else { return nil }
      var watched = [pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)]
      guard poll(&watched, 1, Int32(min(left, 60_000).rounded(.up))) > 0 else { continue }
      let count = Glibc.read(descriptor, &piece, piece.count)
      if count > 0 {
        bytes += piece.prefix(count)
      } else if count == 0 || errno != EINTR {
        return String(decoding: bytes, as: UTF8.self)
      }
    }
  }
}

/// What the system says of its last refusal.
func systemWords() -> String { String(cString: strerror(errno)) }
