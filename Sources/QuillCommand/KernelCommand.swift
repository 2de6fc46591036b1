import FoundationEssentials
import Glibc
import JupyterTransport
import JupyterWire
import KernelCore
import Synchronization

/// Is a kernel for a front end that has written a connection file.
struct KernelCommand: Command {
  static let word = "kernel"
  static let summary = "be a kernel; Jupyter calls this"
  static let usage = """
    usage: quill kernel --connection-file FILE

    Is a kernel for the front end that has written the connection file, until that front end ends
    it or is gone. Jupyter calls this; see quill install.

      --connection-file FILE  where the sockets and their key are written down
      --help                  this text

    Other words are passed over: some front ends hand on what they were given themselves.
    """

  private let connectionFile: String

  init(_ arguments: [String]) throws {
    connectionFile = try Options(
      arguments, of: Self.word, valued: ["--connection-file"], allowsOthers: true
    ).required("--connection-file")
  }

  func run() throws {
    noteTermination()
    let connection = try connection()
    let installation = try Installation()
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let compiler = try installation.compiler(in: folder.path, cache: Installation.cache())
    let session = try Session(compiler: compiler, host: installation.cellHost)
    let signals = Workshop.interrupting(session.interrupter)
    defer { signals.cancel() }
    let assistant = CodeAssistant(
      compiler: compiler, cells: session.visibleCells, completer: installation.completer)
    assistant.warm()
    try serve(session, assistant, at: connection)
  }

  private func connection() throws -> ConnectionFile {
    let data: Data
    do {
      data = try Data(contentsOf: URL(filePath: connectionFile))
    } catch {
      throw InstallationError(
        "the connection file \(connectionFile) cannot be read: \(systemReason(of: error)); "
          + "Jupyter writes one for each kernel that it starts")
    }
    return try ConnectionFile(bytes: data)
  }

  private func serve(
    _ session: Session, _ assistant: CodeAssistant, at connection: ConnectionFile
  ) throws {
    let sender = Sender()
    let line = FrontEndLine()
    let service = KernelService(
      frontEnd: line, sender: sender, interrupter: session.interrupter,
      assistant: assistant, historyLog: Installation.historyLog())
    let sockets = try KernelSockets(connection, sender: sender) { channel, message in
      service.receive(message, on: channel)
    }
    line.connect(sockets)
    sockets.publish(Message("status", content: ["execution_state": "starting"], from: sender))
    let parent = getppid()
    service.run(session, whileWanted: { getppid() == parent && !isTerminated })
    sockets.close()
  }
}

/// Whether a signal has asked for the end, so that the kernel tidies up before it goes.
nonisolated(unsafe) private var isTerminated = false

private func noteTermination() {
  // A signal may come at any instant, at which little more than this is allowed.
  for number in [SIGTERM, SIGHUP] { signal(number) { _ in isTerminated = true } }
}

/// The sockets as the kernel sees them; a request may come before they are all known.
private final class FrontEndLine: FrontEnd {
  private let sockets = Mutex<KernelSockets?>(nil)

  func connect(_ sockets: KernelSockets) { self.sockets.withLock { $0 = sockets } }

  func send(_ message: Message, on channel: Channel) {
    sockets.withLock { $0 }?.send(message, on: channel)
  }

  func publish(_ message: Message) { sockets.withLock { $0 }?.publish(message) }

  var isBehind: Bool { sockets.withLock { $0 }?.isBehind ?? false }
}
