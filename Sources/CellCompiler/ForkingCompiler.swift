import CProcess
import Glibc
import Synchronization

/// A compiler that is started once and copied for each cell.
///
/// To start one takes as long as to compile a short cell. So one is started before there is anything to
/// compile, and stands at its own beginning, where the library of `CForkingCompiler` has it wait for orders
/// and copy itself for each. Where that cannot be, each cell starts a compiler of its own.
final class ForkingCompiler: Sendable {
  private struct State {
    var standing: StandingCompiler?
    /// Whether compilers that were started could not do what they are started for.
    var isGivenUp = false
  }

  private let command: [String]
  private let library: String?
  private let state = Mutex(State())

  /// Names a compiler, which is started as soon as one is wanted.
  init(_ compiler: String, library: String? = ForkingCompiler.libraryBesideProgram) {
    command = [compiler, "-frontend"]
    self.library = library
  }

  /// Where the library is built: in the folder of the program that runs.
  ///
  /// The loader takes a blank or a colon for the end of a path; a library in such a place is not used.
  private static var libraryBesideProgram: String? {
    guard let program = realpath("/proc/self/exe", nil) else { return nil }
    defer { free(program) }
    let folder = String(cString: program).split(separator: "/").dropLast().joined(separator: "/")
    let library = "/\(folder)/libForkingCompiler.so"
    let isUsable = access(library, R_OK) == 0 && !library.contains { " :".contains($0) }
    return isUsable ? library : nil
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
    for attempt in 0..<2 {
      if cancellation?.isCancelled == true { return ProgramResult(status: -SIGKILL, output: "") }
      guard let standing = standingNow(),
        let order = standing.order(command.dropFirst() + arguments)
      else { break }
      if let result = standing.carryOut(order, cancellation) { return result }
      forget(standing, isUseless: attempt > 0 && !standing.hasServed)
    }
    return try runProgram(command + arguments, cancellation: cancellation)
  }

  private func standingNow() -> StandingCompiler? {
    guard let library else { return nil }
    return state.withLock { state in
      if state.standing == nil && !state.isGivenUp {
        state.standing = StandingCompiler(command, library: library)
      }
      return state.standing
    }
  }

  private func forget(_ gone: StandingCompiler, isUseless: Bool) {
    state.withLock { state in
      if state.standing === gone { state.standing = nil }
      if isUseless { state.isGivenUp = true }
    }
  }
}
