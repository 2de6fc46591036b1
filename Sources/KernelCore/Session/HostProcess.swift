import CProcess
import Glibc
import JSONTrees

/// The process that runs cells, seen from the kernel: a channel for messages, and what it prints.
///
/// When the process dies, a copy of it takes its place on the same channel.
final class HostProcess {
  /// What the process has to say.
  enum Event {
    case message(HostMessage)
    case output(OutputStream, [UInt8])
    /// The process and its copy are gone.
    case gone
  }

  /// One of the two streams that programs print to.
  enum OutputStream: String, Sendable { case stdout, stderr }

  /// The process that answers now.
  private(set) var process: Int32
  private let channel: Int32
  private let line: HostLine
  /// What the system calls the process.
  private let name: String
  private let outputs: [(stream: OutputStream, descriptor: Int32)]
  private var message: [UInt8] = []
  /// Processes that were replaced, and have to be buried when they have ended.
  private var replaced: [Int32] = []
  /// The signal that ended the process before this one.
  private(set) var lastSignal: Int32?

  /// Starts the process.
  ///
  /// - Parameters:
  ///   - program: The path of the program.
  ///   - line: What others send requests on, from now on to this process.
  /// - Throws: ``SessionError`` where it cannot be started.
  init(program: String, line: HostLine) throws(SessionError) {
    _ = quill_adopt_orphans()
    self.line = line
    name = String((program.split(separator: "/").last ?? "").prefix(15))
    var sockets: [Int32] = [-1, -1]
    guard quill_socket_pair(&sockets) == 0 else { throw .hostFailed(lastError()) }
    var pipes: [[Int32]] = []
    for _ in 0..<2 {
      var ends: [Int32] = [-1, -1]
      guard quill_pipe(&ends) == 0 else { throw .hostFailed(lastError()) }
      pipes.append(ends)
    }
    (channel, outputs) = (sockets[0], [(.stdout, pipes[0][0]), (.stderr, pipes[1][0])])
    for descriptor in [channel] + outputs.map(\.descriptor) {
      _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
    }
    let child = HostProcess.start(program, inheriting: [pipes[0][1], pipes[1][1], sockets[1]])
    for descriptor in [pipes[0][1], pipes[1][1], sockets[1]] { close(descriptor) }
    guard let child else { throw .hostFailed("\(program) could not be started: \(lastError())") }
    process = child
    line.connect(channel)
  }

  deinit {
    // The process ends when its channel does, and its copy is ended by it.
    line.disconnect(channel)
    close(channel)
    for output in outputs { close(output.descriptor) }
    bury()
    for _ in 0..<200 {
      if waitpid(process, nil, WNOHANG) != 0 { return }
      usleep(1000)
    }
    HostProcess.kill(process)
    _ = waitpid(process, nil, 0)
  }

  /// Waits for what comes next: messages, and what was printed.
  ///
  /// - Parameter milliseconds: How long to wait; -1 for as long as it takes.
  /// - Returns: What has come, nothing if the time has run out.
  func wait(milliseconds: Int32) -> [Event] {
    let descriptors = outputs.map(\.descriptor) + [channel]
    var watched = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    guard poll(&watched, nfds_t(watched.count), milliseconds) > 0 else { return [] }
    return printed() + messages()
  }

  /// What is in the pipes by now.
  func printed() -> [Event] {
    outputs.flatMap { output in
      var events: [Event] = []
      while let bytes = HostProcess.read(from: output.descriptor), !bytes.isEmpty {
        events.append(.output(output.stream, bytes))
        // The other stream and the messages have their turn.
        if events.count == 16 { break }
      }
      return events
    }
  }

  /// Ends the process by force; its copy takes over.
  static func kill(_ process: Int32) {
    // Numbers below 1 would stand for groups of processes.
    if process > 1 { _ = Glibc.kill(process, SIGKILL) }
  }

  private func messages() -> [Event] {
    var events: [Event] = []
    while true {
      var packet = [UInt8](repeating: 0, count: 1 << 16)
      let count = recv(channel, &packet, packet.count, 0)
      if count < 0 && errno == EINTR { continue }
      if count < 0 { return events }
      if count == 0 { return events + [.gone] }
      message += packet[1..<count]
      guard packet[0] == 1 else { continue }
      defer { message = [] }
      if let tree = try? JSON(bytes: message), let message = HostMessage(tree) {
        note(message)
        // What was printed before the message is in the pipes by now; where a drawing begins or ends
        // it has been read, and what there is belongs behind the message.
        if !message.isBoundary { events += printed() }
        events.append(.message(message))
      }
    }
  }

  private func note(_ message: HostMessage) {
    switch message {
    case .ready(let process): self.process = process
    case .restored(let process):
      lastSignal = nil
      replaced.append(self.process)
      self.process = process
      bury()
    default: break
    }
  }

  /// Takes note of the ends of processes that were replaced, and of copies of theirs, which became
  /// children of this process when they died; of no others, which may be waited for elsewhere.
  private func bury() {
    let own = getpid()
    for orphan in ProcessFacts.all()
    where orphan.parent == own && orphan.hasEnded && orphan.name == name
      && orphan.process != process && !replaced.contains(orphan.process)
    { waitpid(orphan.process, nil, WNOHANG) }
    replaced.removeAll { process in
      var status: Int32 = 0
      let ended = waitpid(process, &status, WNOHANG)
      if ended > 0 && status & 0x7F != 0 { lastSignal = status & 0x7F }
      return ended != 0
    }
  }

  private static func read(from descriptor: Int32) -> [UInt8]? {
    let room = 1 << 16
    return [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
      count = max(Glibc.read(descriptor, buffer.baseAddress, room), 0)
    }
  }

  /// Starts a program with three descriptors as its standard output, standard error and channel.
  private static func start(_ program: String, inheriting descriptors: [Int32]) -> Int32? {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    for (index, descriptor) in descriptors.enumerated() {
      posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(index + 1))
    }
    // Whoever started the kernel may have told it to pass over signals; cells expect the usual.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
    let words = [strdup(program), nil]
    defer { free(words[0]) }
    // A copy takes over within a millisecond; the run time's own report would take a second.
    setenv("SWIFT_BACKTRACE", "enable=no", 1)
    var child: pid_t = 0
    errno = posix_spawn(&child, program, &actions, &attributes, words, environ)
    return errno == 0 ? child : nil
  }
}

func lastError() -> String { String(cString: strerror(errno)) }
