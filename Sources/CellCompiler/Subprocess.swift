import Glibc
import Synchronization

/// What a program left behind.
struct ProgramResult: Sendable {
  /// The exit status; negative for the signal that ended the program.
  let status: Int32
  /// What it wrote to standard output and to standard error, in the order in which it wrote.
  let output: String
}

/// Runs a program to its end and reads what it prints.
///
/// - Parameters:
///   - arguments: The program's path and its arguments.
///   - cancellation: Ends the program early, from any thread.
/// - Returns: What it left behind.
/// - Throws: ``CellCompilerError`` where the program cannot be started.
func runProgram(
  _ arguments: [String], cancellation: Cancellation? = nil
) throws(CellCompilerError) -> ProgramResult {
  let (child, output) = try started(arguments)
  defer { close(output) }
  cancellation?.begin(child)
  let text = readAll(from: output)
  // Until it has been waited for, nobody else gets the number of the process.
  cancellation?.end()
  return ProgramResult(status: waited(for: child), output: text)
}

/// Lets any thread end the programs that another one waits for.
public final class Cancellation: Sendable {
  private struct State {
    var child: pid_t?
    var isCancelled = false
  }

  private let state = Mutex(State())

  /// Makes something that can be cancelled once.
  public init() {}

  /// Whether somebody has cancelled it.
  public var isCancelled: Bool { state.withLock { $0.isCancelled } }

  /// Ends the program that runs, and each that is started later.
  public func cancel() {
    state.withLock { state in
      state.isCancelled = true
      if let child = state.child { kill(child, SIGKILL) }
    }
  }

  fileprivate func begin(_ child: pid_t) {
    state.withLock { state in
      state.child = child
      if state.isCancelled { kill(child, SIGKILL) }
    }
  }

  fileprivate func end() { state.withLock { $0.child = nil } }
}

/// A pipe is open to a child that another thread starts before it is marked as our own; then its
/// reader would wait for that child as well.
private let starting = Mutex(())

private func started(_ arguments: [String]) throws(CellCompilerError) -> (pid_t, Int32) {
  var child: pid_t = 0
  var output: Int32 = -1
  let problem = starting.withLock { _ -> Int32 in
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { return errno }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let problem = spawn(arguments, writingTo: ends[1], child: &child)
    close(ends[1])
    if problem == 0 { output = ends[0] } else { close(ends[0]) }
    return problem
  }
  guard problem == 0 else {
    throw .cannotStart(arguments[0], reason: String(cString: strerror(problem)))
  }
  return (child, output)
}

private func spawn(_ arguments: [String], writingTo output: Int32, child: inout pid_t) -> Int32 {
  var actions = posix_spawn_file_actions_t()
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
  posix_spawn_file_actions_adddup2(&actions, output, 1)
  posix_spawn_file_actions_adddup2(&actions, output, 2)
  let words = arguments.map { strdup($0) } + [nil]
  defer { for word in words { free(word) } }
  return posix_spawn(&child, arguments[0], &actions, nil, words, environ)
}

private func readAll(from descriptor: Int32) -> String {
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 65536)
  while true {
    let count = read(descriptor, &buffer, buffer.count)
    if count > 0 {
      bytes += buffer.prefix(count)
    } else if count == 0 || errno != EINTR {
      return String(decoding: bytes, as: UTF8.self)
    }
  }
}

private func waited(for child: pid_t) -> Int32 {
  var status: Int32 = 0
  while waitpid(child, &status, 0) < 0 && errno == EINTR {}
  let signal = status & 0x7F
  return signal == 0 ? (status >> 8) & 0xFF : -signal
}

func lastError() -> String { String(cString: strerror(errno)) }
