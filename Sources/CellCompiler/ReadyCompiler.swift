import Glibc
import Synchronization

/// A compiler that has been started before there is anything to compile.
///
/// Its start takes a third of the time of a short cell. It reads its arguments from its standard
/// input, so that the start can be over when they are known; if the input ends without any, as it
/// does when we are gone, it complains to nobody and ends.
final class ReadyCompiler: Sendable {
  private let command: [String]
  private let waiting = Mutex<Waiting?>(nil)

  /// Makes a compiler ready as soon as one is wanted.
  init(_ compiler: String) { command = [compiler, "-frontend", "@/dev/stdin"] }

  deinit { waiting.withLock { $0?.abandon() } }

  /// Starts a compiler that waits, unless one does.
  func prepare() {
    waiting.withLock { waiting in
      if waiting == nil { waiting = try? start() }
    }
  }

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
    if let ready = taken() {
      let result = run(ready, arguments, cancellation)
      // One that somebody has killed may take a while to look dead.
      let wasKilled = result.status < 0 && result.output.isEmpty
      guard wasKilled, cancellation?.isCancelled != true else { return result }
    }
    return run(try start(), arguments, cancellation)
  }

  private func run(
    _ compiler: Waiting, _ arguments: [String], _ cancellation: Cancellation?
  ) -> ProgramResult {
    compiler.line.send(arguments)
    // The next starts on another processor meanwhile, so that it is ready when one cell follows the
    // other at once.
    prepare()
    return compiler.program.finish(cancellation)
  }

  /// The compiler that waits, if it has not been ended by somebody.
  private func taken() -> Waiting? {
    let found = waiting.withLock { $0.take() }
    guard let found, found.program.hasSpoken else { return found }
    found.abandon()
    return nil
  }

  private func start() throws(CellCompilerError) -> Waiting {
    guard let ends = withPipe({ $0 }) else {
      throw .cannotStart(command[0], reason: lastError())
    }
    let line = ArgumentLine(output: ends.output, input: ends.input)
    do {
      return Waiting(program: try RunningProgram(command, reading: ends.output), line: line)
    } catch {
      line.end()
      throw error
    }
  }
}

/// A compiler with the line on which its arguments will come.
private struct Waiting: Sendable {
  let program: RunningProgram
  let line: ArgumentLine

  func abandon() {
    line.end()
    program.abandon()
  }
}

/// A pipe for the arguments of a program, which reads them as it reads a response file.
///
/// We keep the end that is read, too: then no signal comes if the program has just ended.
private struct ArgumentLine: Sendable {
  let output: Int32
  let input: Int32

  /// Sends the arguments, each in quotation marks, and ends the line.
  func send(_ arguments: [String]) {
    let quoted = arguments.map { argument in
      "\"" + argument.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\"\n"
    }
    var rest = Array(quoted.joined().utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(input, $0.baseAddress, $0.count) }
      if count > 0 { rest = rest.dropFirst(count) } else if errno != EINTR { break }
    }
    end()
  }

  func end() {
    close(input)
    close(output)
  }
}
