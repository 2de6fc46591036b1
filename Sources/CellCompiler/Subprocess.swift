import CProcess
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
  ///   - library: What is loaded into it before it begins.
  /// - Throws: ``CellCompilerError`` where the program cannot be started.
  init(
    _ arguments: [String], reading input: Int32? = nil, preloading library: String? = nil
  ) throws(CellCompilerError) {
    (process, output) = try started(arguments, reading: input, preloading: library)
  }

  /// Reads what it prints until it has ended.
  func finish(_ cancellation: Cancellation? = nil) -> ProgramResult {
    defer { close(output) }
    cancellation?.begin { Glibc.kill(process, SIGKILL) }
    let text = readAll(from: output)
    // Until it has been waited for, nobody else gets the number of the process.
    cancellation?.end()
    return ProgramResult(status: waited(for: process), output: text)
  }

  /// Ends it by force, and whatever it has started.
  func kill() { Glibc.kill(-process, SIGKILL) }

  /// Ends it by force and waits for that; what it has started becomes ours to be waited for.
  func abandon() {
    kill()
    close(output)
    _ = waited(for: process)
    while waitpid(-process, nil, 0) > 0 {}
  }
}

/// Lets any thread end the programs that another one waits for.
public final class Cancellation: Sendable {
  private struct State {
    /// How the program is ended that runs.
    var end: (@Sendable () -> Void)?
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
      state.end?()
    }
  }

  /// Says how what has begun can be ended.
  func begin(_ end: @escaping @Sendable () -> Void) {
    state.withLock { state in
      state.end = end
      if state.isCancelled { end() }
    }
  }

  /// Says that it has ended by itself.
  func end() { state.withLock { $0.end = nil } }
}

private func started(
  _ arguments: [String], reading input: Int32?, preloading library: String?
) throws(CellCompilerError) -> (pid_t, Int32) {
  var ends: [Int32] = [-1, -1]
  guard quill_pipe(&ends) == 0 else { throw .cannotStart(arguments[0], reason: lastError()) }
  var child: pid_t = 0
  let problem = spawn(
    arguments, reading: input, writingTo: ends[1], preloading: library, child: &child)
  close(ends[1])
  guard problem == 0 else {
    close(ends[0])
    throw .cannotStart(arguments[0], reason: String(cString: strerror(problem)))
  }
  return (child, ends[0])
}

private func spawn(
  _ arguments: [String], reading input: Int32?, writingTo output: Int32,
  preloading library: String?, child: inout pid_t
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
  // A compiler that stands would keep open for ever what it was given by accident.
  _ = quill_close_from(&actions, 3)
  var attributes = posix_spawnattr_t()
  posix_spawnattr_init(&attributes)
  defer { posix_spawnattr_destroy(&attributes) }
  setApart(&attributes)
  let words = arguments.map { strdup($0) } + [nil]
  defer { for word in words { free(word) } }
  return withEnvironment(preloading: library) {
    posix_spawn(&child, arguments[0], &actions, &attributes, words, $0)
  }
}

/// Gives a program a group of its own, which the keyboard does not reach, and signals as they are by nature.
private func setApart(_ attributes: inout posix_spawnattr_t) {
  var signals = sigset_t()
  sigfillset(&signals)
  posix_spawnattr_setsigdefault(&attributes, &signals)
  sigemptyset(&signals)
  posix_spawnattr_setsigmask(&attributes, &signals)
  posix_spawnattr_setpgroup(&attributes, 0)
  posix_spawnattr_setflags(
    &attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP))
}

/// The environment of this process, and in it the wish for memory in large pages, 32 MB at a time.
///
/// A compiler that has fewer pages to look up is a tenth faster. A setting of the user's own stays.
private func withEnvironment<Value>(
  preloading library: String?, _ use: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Value
) -> Value {
  var settings: [String: String] = [:]
  if getenv("GLIBC_TUNABLES") == nil {
    settings["GLIBC_TUNABLES"] = "glibc.malloc.hugetlb=1:glibc.malloc.top_pad=33554432"
  }
  if let library {
    let others = getenv("LD_PRELOAD").map { ":" + String(cString: $0) } ?? ""
    settings["LD_PRELOAD"] = library + others
  }
  let added = settings.map { strdup("\($0)=\($1)") }
  defer { for word in added { free(word) } }
  var words: [UnsafeMutablePointer<CChar>?] = added
  var place = 0
  while let word = environ[place] {
    let name = String(cString: word).prefix { $0 != "=" }
    if settings[String(name)] == nil { words.append(word) }
    place += 1
  }
  words.append(nil)
  return words.withUnsafeMutableBufferPointer { $0.baseAddress.map(use) ?? use(environ) }
}

/// What can be read until the other end is closed.
///
/// - Parameters:
///   - descriptor: Where it is read.
///   - whileQuiet: Called now and then while nothing comes, with the milliseconds since it was called last.
/// - Returns: The text.
func readAll(from descriptor: Int32, whileQuiet: ((Int) -> Void)? = nil) -> String {
  let pause: Int32 = whileQuiet == nil ? -1 : 100
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 65536)
  while true {
    var watched = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    if poll(&watched, 1, pause) == 0 {
      whileQuiet?(Int(pause))
      continue
    }
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
  return exitStatus(status)
}

/// The exit status, or the negative signal, in what `waitpid` told.
func exitStatus(_ status: Int32) -> Int32 {
  let signal = status & 0x7F
  return signal == 0 ? (status >> 8) & 0xFF : -signal
}

func lastError() -> String { String(cString: strerror(errno)) }
