import CellCompiler
import Dispatch
import FoundationEssentials
import Glibc
import JupyterTransport
import JupyterWire
import KernelCore
import Synchronization

/// Is a kernel for a front end that has written a connection file.
struct KernelCommand {
  private let connectionFile: String

  init(_ arguments: [String]) throws {
    connectionFile = try value(of: "--connection-file", in: arguments)
  }

  func run() throws {
    let connection = try ConnectionFile(
      bytes: try Data(contentsOf: URL(filePath: connectionFile)))
    let installation = try Installation()
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let compiler = try CellCompiler(
      toolchain: .found(), folder: folder, moduleFolders: try installation.moduleFolders(),
      givenModules: ["CellSupport", "Display", "Numerics", "Widgets"], cache: KernelCommand.cache())
    let session = try Session(compiler: compiler, host: installation.cellHost)
    let signals = interrupting(session.interrupter)
    defer { signals.cancel() }
    let assistant = CodeAssistant(
      compiler: compiler, cells: session.visibleCells, completer: installation.completer)
    assistant.warm()
    try serve(session, assistant, at: connection)
  }

  /// Stops the cell that runs when a signal says so; most front ends send a message instead.
  private func interrupting(_ interrupter: Interrupter) -> any DispatchSourceSignal {
    signal(SIGINT, SIG_IGN)
    let source = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
    source.setEventHandler { interrupter.interrupt() }
    source.resume()
    return source
  }

  /// Cells that were compiled before, for all kernels of one user.
  private static func cache() -> CellCache? {
    let home = getenv("HOME").map { String(cString: $0) + "/.cache" }
    guard let base = getenv("XDG_CACHE_HOME").map({ String(cString: $0) }) ?? home else {
      return nil
    }
    let cache = CellCache(folder: "\(base)/quill/cells")
    cache?.trim()
    return cache
  }

  private func serve(
    _ session: Session, _ assistant: CodeAssistant, at connection: ConnectionFile
  ) throws {
    let sender = Sender()
    let line = FrontEndLine()
    let service = KernelService(
      frontEnd: line, sender: sender, interrupter: session.interrupter,
      assistant: assistant)
    let sockets = try KernelSockets(connection, sender: sender) { channel, message in
      service.receive(message, on: channel)
    }
    line.connect(sockets)
    sockets.publish(Message("status", content: ["execution_state": "starting"], from: sender))
    let parent = getppid()
    service.run(session, whileWanted: { getppid() == parent })
    sockets.close()
  }

  /// A folder for the cells of this kernel alone.
  private func temporaryFolder() throws -> String {
    let base = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var path = Array("\(base)/quill-XXXXXX".utf8CString)
    guard mkdtemp(&path) != nil else {
      throw InstallationError(
        "no folder for cells can be made in \(base): \(String(cString: strerror(errno)))")
    }
    return path.withUnsafeBufferPointer { bytes in
      String(decoding: bytes.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
  }
}

/// The sockets as the kernel sees them; a request may come before they are all known.
private final class FrontEndLine: FrontEnd {
  private let sockets = Mutex<KernelSockets?>(nil)

  func connect(_ sockets: KernelSockets) { self.sockets.withLock { $0 = sockets } }

  func send(_ message: Message, on channel: Channel) {
    sockets.withLock { $0 }?.send(message, on: channel)
  }

  func publish(_ message: Message) { sockets.withLock { $0 }?.publish(message) }
}
