import CellCompiler
import Dispatch
import Synchronization

/// A cell on its way through the compiler, on a thread of its own.
final class Compilation: Sendable {
  typealias Result = Swift.Result<CompilerOutcome, CellCompilerError>

  let syntax: CellSyntax
  let module: String
  let cancellation = Cancellation()
  private let predecessor: CellKey?
  private let result = Mutex<Result?>(nil)
  private let isDone = DispatchSemaphore(value: 0)

  /// Begins to compile a cell.
  init(
    _ syntax: CellSyntax, module: String, after predecessor: CompiledCell?, before next: String,
    by compiler: CellCompiler
  ) {
    (self.syntax, self.module, self.predecessor) = (syntax, module, predecessor?.key)
    DispatchQueue.global(qos: .userInitiated).async { [self] in
      let result = Result { () throws(CellCompilerError) in
        try compiler.compile(
          syntax, module: module, after: predecessor, before: next, cancellation: cancellation)
      }
      self.result.withLock { $0 = result }
      isDone.signal()
    }
  }

  /// Whether this is what compiling a text now would give.
  func isOf(_ text: String, module: String, after predecessor: CompiledCell?) -> Bool {
    syntax.typed.typed == text && self.module == module && self.predecessor == predecessor?.key
  }

  /// Waits for the end, which comes early when nobody wants the cell any more.
  func wait(
    whileWanted isWanted: () -> Bool = { true }
  ) throws(CellCompilerError) -> CompilerOutcome {
    while isDone.wait(timeout: .now() + .seconds(1)) == .timedOut {
      if !isWanted() { cancellation.cancel() }
    }
    // Whoever waits again finds it done, too.
    isDone.signal()
    guard let result = result.withLock({ $0 }) else { throw .cancelled }
    return try result.get()
  }

  /// Gives it up.
  func abandon() {
    cancellation.cancel()
    _ = try? wait()
  }
}
