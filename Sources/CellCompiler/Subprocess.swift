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
  try RunningProgram(arguments).finish(cancellation)
}

/// A program that has been started.
struct RunningProgram: Sendable {
  let process: pid_t
  private let output: Int32

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - arguments: The program's path and its arguments.
  ///   - input: The descriptor that it reads as its standard input; nothing for an empty one.
  /// - Throws: ``CellCompilerError`` where the program cannot be started.
  init(_ arguments: [String], reading input: Int32? = nil) throws(CellCompilerError) {
    (process, output) = try started(arguments, reading: input)
  }

  /// Whether it has printed something or ended.
  var hasSpoken: Bool {
    var watched = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
    return poll(&watched, 1, 0) > 0
  }

  /// Reads what it prints until it has ended.
  func finish(_ cancellation: Cancellation? = nil) -> ProgramResult {
    defer { close(output) }
    cancellation?.begin(process)
    let text = readAll(from: output)
    // Until it has been waited for, nobody else gets the number of the process.
    cancellation?.end()
    return ProgramResult(status: waited(for: process), output: text)
  }

  /// Ends it by force.
  func abandon() {
    kill(process, SIGKILL)
    close(output)
    _ = waited(for: process)
  }
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

private func started(
  _ arguments: [String], reading input: Int32?
) throws(CellCompilerError) -> (pid_t, Int32) {
  var child: pid_t = 0
  let begun = withPipe { ends in
    let problem = spawn(arguments, reading: input, writingTo: ends.input, child: &child)
    close(ends.input)
    if problem != 0 { close(ends.output) }
    return (problem: problem, output: ends.output)
  }
  guard let begun else { throw .cannotStart(arguments[0], reason: lastError()) }
  guard begun.problem == 0 else {
    throw .cannotStart(arguments[0], reason: String(cString: strerror(begun.problem)))
  }
  return (child, begun.output)
}

/// Makes a pipe that no child gets by accident; nothing where there are no more descriptors.
func withPipe<Value>(_ use: ((output: Int32, input: Int32)) -> Value) -> Value? {
  starting.withLock { _ in
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { return nil }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return use((ends[0], ends[1]))
  }
}

private func spawn(
  _ arguments: [String], reading input: Int32?, writingTo output: Int32, child: inout pid_t
) -> Int32 {
  var actions = posix_spawn_file_actions_t()
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  if let input {
    posix_spawn_file_actions_adddup2(&actions, input, 0)
  } else {
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
  }
  posix_spawn_file_actions_adddup2(&actions, output, 1)
  posix_spawn_file_actions_adddup2(&actions, output, 2)
  let words = arguments.map { strdup($0) } + [nil]
  defer { for word in words { free(word) } }
  return withLargePages { posix_spawn(&child, arguments[0], &actions, nil, words, $0) }
}

/// The environment of this process, and in it the wish for memory in large pages.
///
/// A compiler that has fewer pages to look up is a tenth faster. A setting of the user's own stays.
private func withLargePages<Value>(
  _ use: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Value
) -> Value {
  guard getenv("GLIBC_TUNABLES") == nil else { return use(environ) }
  var words: [UnsafeMutablePointer<CChar>?] = []
  while let word = environ[words.count] { words.append(word) }
  let wish = strdup("GLIBC_TUNABLES=glibc.malloc.hugetlb=1")
  defer { free(wish) }
  words += [wish, nil]
  return words.withUnsafeMutableBufferPointer { $0.baseAddress.map(use) ?? use(environ) }
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
