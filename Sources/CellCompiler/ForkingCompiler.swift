import CProcess
import Glibc
import Synchronization

/// A compiler that is started once and copied for each cell.
///
/// To start one takes as long as to compile a short cell. So one is started before there is anything to
/// compile, and stands at its own beginning, where the library of `CForkingCompiler` has it wait for orders
/// and copy itself for each. Where that library is missing, each cell starts a compiler of its own.
final class ForkingCompiler: Sendable {
  private let command: [String]
  private let library: String?
  private let standing = Mutex<Standing?>(nil)

  /// Names a compiler, which is started as soon as one is wanted.
  init(_ compiler: String, library: String? = ForkingCompiler.libraryBesideProgram) {
    command = [compiler, "-frontend"]
    self.library = library
  }

  deinit { standing.withLock { $0?.abandon() } }

  /// Where the library is built: in the folder of the program that runs.
  private static var libraryBesideProgram: String? {
    guard let program = realpath("/proc/self/exe", nil) else { return nil }
    defer { free(program) }
    let folder = String(cString: program).split(separator: "/").dropLast().joined(separator: "/")
    let library = "/\(folder)/libForkingCompiler.so"
    return access(library, R_OK) == 0 ? library : nil
  }

  /// Starts the compiler, unless it stands already.
  func prepare() { _ = standingNow() }

  /// Compiles.
  ///
  /// - Parameters:
  ///   - arguments: What the front end is to do.
  ///   - cancellation: Ends it early, from any thread.
  /// - Returns: What it left behind.
  /// - Throws: ``CellCompilerError`` where it cannot be started.
  func run(
    _ arguments: [String], cancellation: Cancellation?
  ) throws(CellCompilerError) -> ProgramResult {
    // One that somebody has ended is started anew.
    for _ in 0..<2 {
      guard let standing = standingNow() else { break }
      if let result = standing.copied(for: arguments)?.finish(cancellation) { return result }
      forget(standing)
    }
    return try runProgram(command + arguments, cancellation: cancellation)
  }

  private func standingNow() -> Standing? {
    guard let library else { return nil }
    return standing.withLock { standing in
      if standing == nil { standing = Standing(command, library: library) }
      return standing
    }
  }

  private func forget(_ gone: Standing) {
    standing.withLock { standing in
      guard standing?.program.process == gone.program.process else { return }
      gone.abandon()
      standing = nil
    }
  }
}

/// The compiler that stands, with the socket on which it takes orders.
private struct Standing: Sendable {
  let program: RunningProgram
  private let orders: Int32

  init?(_ command: [String], library: String) {
    var ends: [Int32] = [-1, -1]
    guard quill_socket_pair(&ends) == 0 else { return nil }
    defer { close(ends[1]) }
    guard let program = try? RunningProgram(command, reading: ends[1], preloading: library) else {
      close(ends[0])
      return nil
    }
    (self.program, orders) = (program, ends[0])
  }

  /// Has it copy itself and go on with some arguments; nothing where it cannot.
  func copied(for arguments: [String]) -> Copy? {
    let order: [UInt8] = arguments.flatMap { Array($0.utf8) + [0] }
    var (output, line): ([Int32], [Int32]) = ([-1, -1], [-1, -1])
    guard quill_pipe(&output) == 0 else { return nil }
    guard quill_socket_pair(&line) == 0 else {
      for end in output { close(end) }
      return nil
    }
    let isSent = quill_send_with(orders, order, order.count, [output[1], line[1]], 2)
    for end in [output[1], line[1]] { close(end) }
    let copy = Copy(output: output[0], line: line[0])
    if isSent { return copy }
    copy.close()
    return nil
  }

  func abandon() {
    Glibc.close(orders)
    program.abandon()
  }
}

/// A copy at work: what it prints, and the line on which is told how it ended.
private struct Copy: Sendable {
  let output: Int32
  let line: Int32

  /// Reads what it prints until it has ended; nothing where the compiler that stands ended before.
  func finish(_ cancellation: Cancellation?) -> ProgramResult? {
    defer { close() }
    // Any word on the line ends it.
    cancellation?.begin { [line] in _ = quill_send_with(line, [0], 1, nil, 0) }
    let text = readAll(from: output)
    var status: Int32 = 0
    let count = recv(line, &status, MemoryLayout<Int32>.size, 0)
    cancellation?.end()
    guard count == MemoryLayout<Int32>.size else { return nil }
    return ProgramResult(status: exitStatus(status), output: text)
  }

  func close() {
    Glibc.close(output)
    Glibc.close(line)
  }
}
