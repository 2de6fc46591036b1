import CProcess
import CellCompiler
import Glibc
import JSONTrees

/// A file of Swift that is run as a program of its own, and not as a cell of a conversation.
///
/// It has the terminal, the input, the arguments and the exit status of any program; what cells see
/// without importing it, it sees, too.
public struct Script {
  /// Why a script was not run.
  public enum Failure: Error, Hashable, Sendable {
    /// Its text has errors; the lines say which.
    case rejected([String])
  }

  /// The name under which it was called, and its errors are told.
  public let name: String
  private let text: String
  private let cell: CompiledCell
  private let compiler: CellCompiler

  /// Compiles a script.
  ///
  /// - Parameters:
  ///   - text: What stands in the file.
  ///   - name: What the file is called.
  ///   - compiler: What turns text into libraries.
  /// - Throws: ``Failure`` where the text is no Swift, `CellCompilerError` where it cannot be compiled.
  public init(_ text: String, named name: String, by compiler: CellCompiler) throws {
    // The line that names the interpreter of a script keeps its number.
    let text = text.hasPrefix("#!") ? "//" + text.dropFirst(2) : text
    (self.text, self.name, self.compiler) = (text, name, compiler)
    let syntax = CellSyntax(text)
    if let command = syntax.typed.unknownCommand {
      throw Failure.rejected(["\(name): there is no command \(command) in a script"])
    }
    switch try compiler.compile(syntax, module: "Script", after: nil) {
    case .rejected(let diagnostics):
      throw Failure.rejected(diagnostics.map { $0.rendered(text: text, cell: name) })
    case .compiled(let cell): self.cell = cell
    }
  }

  /// What the compiler warns of.
  public var warnings: [String] { cell.warnings.map { $0.rendered(text: text, cell: name) } }

  /// How a script ended.
  public enum Ending: Hashable, Sendable {
    /// It ended by itself, with a status.
    case exited(Int32)
    /// A signal ended it; the lines say where, as far as that is known.
    case killed(signal: Int32, lines: [String])
  }

  /// Runs the script to its end.
  ///
  /// - Parameters:
  ///   - arguments: What it is passed.
  ///   - host: The program that runs cells.
  /// - Returns: How it ended.
  /// - Throws: ``SessionError`` where the program cannot be started.
  public func run(_ arguments: [String], in host: String) throws(SessionError) -> Ending {
    var sockets: [Int32] = [-1, -1]
    guard quill_socket_pair(&sockets) == 0 else { throw .hostFailed(lastError()) }
    defer { close(sockets[0]) }
    let words = [host, "--script", cell.library, cell.entryPoint, name] + arguments
    let child = Script.start(words, channel: sockets[1])
    close(sockets[1])
    guard let child else { throw .hostFailed("\(host) could not be started: \(lastError())") }
    // What the keyboard tells the whole group is the script's to answer.
    let (interrupt, quit) = (signal(SIGINT, SIG_IGN), signal(SIGQUIT, SIG_IGN))
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 && errno == EINTR {}
    _ = (signal(SIGINT, interrupt), signal(SIGQUIT, quit))
    let number = status & 0x7F
    return number == 0
      ? .exited((status >> 8) & 0xFF) : .killed(signal: number, lines: story(on: sockets[0]))
  }

  /// Where the script was when a signal ended it.
  private func story(on channel: Int32) -> [String] {
    var run = CellRun(cell: cell, name: name, text: text, widgets: WidgetLine(line: HostLine()))
    var packet = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = recv(channel, &packet, packet.count, Int32(MSG_DONTWAIT)), count > 1 {
      guard let tree = try? JSON(bytes: packet[1..<count]), let message = HostMessage(tree) else {
        continue
      }
      _ = run.take(.message(message)) { _ in }
    }
    guard run.crash != nil, let loaded = run.loadedCell else { return [] }
    return CrashExplainer(cells: [loaded], toolchain: compiler.toolchain)
      .failure(of: run, signal: nil, aftermath: .kept).lines
  }

  /// Starts a program with a channel besides what it has of its parent.
  private static func start(_ words: [String], channel: Int32) -> Int32? {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, channel, 3)
    _ = quill_close_from(&actions, 4)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    let texts = words.map { strdup($0) } + [nil]
    defer { for text in texts { free(text) } }
    // The place of a crash is told by us; the run time's own report would take a second.
    setenv("SWIFT_BACKTRACE", "enable=no", 1)
    var child: pid_t = 0
    errno = posix_spawn(&child, words[0], &actions, &attributes, texts, environ)
    return errno == 0 ? child : nil
  }
}
