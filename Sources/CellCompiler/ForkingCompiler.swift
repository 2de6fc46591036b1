import CProcess
import Glibc
import Synchronization

/// A compiler that is started once and copied for each cell.
///
/// To start one takes as long as to compile a short cell. So one is started before there is anything to
/// compile, and stands at its own beginning, where the library of `CForkingCompiler` has it wait for orders
/// and copy itself for each. A copy for a cell that is expected goes on from there up to its text. Where
/// that cannot be, each cell starts a compiler of its own.
final class ForkingCompiler: Sendable {
  private struct State {
    var standing: StandingCompiler?
    /// Whether compilers that were started could not do what they are started for.
    var isGivenUp = false
    /// Copies that wait for a text, each with its arguments.
    var waiting: [(arguments: [String], copy: WaitingCompiler)] = []
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

  /// Whether cells are compiled by copies at all.
  var copiesItself: Bool { library != nil && !state.withLock { $0.isGivenUp } }

  /// Starts the compiler, unless it stands already.
  func prepare() { _ = standingNow() }

  /// Has a copy do all that can be done before there is a text.
  ///
  /// - Parameter arguments: What the front end is going to do. The files of the texts hold blanks for now.
  func expect(_ arguments: [String]) {
    guard let standing = standingNow(), let order = order(arguments), waiting(arguments) == nil,
      let copy = standing.copyThatWaits(order)
    else { return }
    state.withLock { $0.waiting.append((arguments, copy)) }
  }

  /// Lets a copy go that waits, if there is one.
  ///
  /// - Parameter arguments: What it was to do.
  func forget(_ arguments: [String]) {
    let gone = state.withLock { state in
      let gone = state.waiting
      state.waiting.removeAll { $0.arguments == arguments }
      return gone
    }
    // They go here, where nobody waits for the lock.
    withExtendedLifetime(gone) {}
  }

  /// Compiles.
  ///
  /// - Parameters:
  ///   - arguments: What the front end is to do.
  ///   - mayHaveWaited: Whether a copy may do it that waits.
  ///   - cancellation: Ends it early, from any thread.
  /// - Returns: What it left behind.
  /// - Throws: ``CellCompilerError`` where it cannot be started.
  func run(
    _ arguments: [String], mayHaveWaited: Bool, cancellation: Cancellation?
  ) throws(CellCompilerError) -> ProgramResult {
    var waiting = mayHaveWaited ? waiting(arguments) : nil
    // One that somebody has ended is started anew.
    for attempt in 0..<2 {
      if cancellation?.isCancelled == true { return ProgramResult(status: -SIGKILL, output: "") }
      guard let standing = standingNow(), let order = order(arguments) else { break }
      if let copy = waiting {
        waiting = nil
        if let result = standing.carryOut(order, by: copy, cancellation) { return result }
        if cancellation?.isCancelled == true { continue }
      }
      if let result = standing.carryOut(order, cancellation) { return result }
      forget(standing, isUseless: attempt > 0 && !standing.hasServed)
    }
    return try runProgram(command + arguments, cancellation: cancellation)
  }

  private func order(_ arguments: [String]) -> OrderSocket.Order? {
    OrderSocket.order(command.dropFirst() + arguments)
  }

  private func waiting(_ arguments: [String]) -> WaitingCompiler? {
    state.withLock { $0.waiting.first { $0.arguments == arguments }?.copy }
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

  /// Forgets a compiler that has ended, and its copies, which have ended with it.
  private func forget(_ gone: StandingCompiler, isUseless: Bool) {
    state.withLock { state in
      if state.standing === gone { (state.standing, state.waiting) = (nil, []) }
      if isUseless { state.isGivenUp = true }
    }
  }
}
