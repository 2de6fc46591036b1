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
    /// Copies that wait for the text of a module, each with its arguments.
    var waiting: [String: (arguments: [String], copy: WaitingCompiler)] = [:]
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
  /// - Parameters:
  ///   - module: What it is done for.
  ///   - arguments: What the front end is going to do. The files of the texts hold blanks for now.
  func expect(_ module: String, _ arguments: [String]) {
    guard let standing = standingNow(), let order = order(arguments),
      let copy = standing.copyThatWaits(order)
    else { return }
    state.withLock { $0.waiting[module] = (arguments, copy) }
  }

  /// Lets the copy go that waits for the text of a module, if there is one.
  func forget(_ module: String) {
    let gone = state.withLock { $0.waiting.removeValue(forKey: module) }
    // It goes here, where nobody waits for the lock.
    withExtendedLifetime(gone) {}
  }

  /// Compiles.
  ///
  /// - Parameters:
  ///   - arguments: What the front end is to do.
  ///   - module: What it is done for.
  ///   - mayHaveWaited: Whether a copy may do it that waits.
  ///   - cancellation: Ends it early, from any thread.
  /// - Returns: What it left behind.
  /// - Throws: ``CellCompilerError`` where it cannot be started.
  func run(
    _ arguments: [String], for module: String, mayHaveWaited: Bool, cancellation: Cancellation?
  ) throws(CellCompilerError) -> ProgramResult {
    var waiting = mayHaveWaited ? waiting(for: module, arguments) : nil
    // One that somebody has ended is started anew.
    var endings = 0
    while endings < 2 {
      if cancellation?.isCancelled == true { return ProgramResult(status: -SIGKILL, output: "") }
      guard let standing = standingNow(), let order = order(arguments) else { break }
      let copy = waiting
      waiting = nil
      if let result = standing.carryOut(order, by: copy, cancellation) {
        let hasFallen = result.status < 0 && cancellation?.isCancelled != true
        if !hasFallen { return result }
        // It may have fallen over what we have changed in it.
        break
      }
      // One that waited may only have missed the text.
      if copy != nil { continue }
      endings += 1
      forget(standing, isUseless: endings > 1 && !standing.hasServed)
    }
    return try runProgram(command + arguments, cancellation: cancellation)
  }

  private func order(_ arguments: [String]) -> OrderSocket.Order? {
    OrderSocket.order(command.dropFirst() + arguments)
  }

  private func waiting(for module: String, _ arguments: [String]) -> WaitingCompiler? {
    let found = state.withLock { $0.waiting[module] }
    return found?.arguments == arguments ? found?.copy : nil
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
      if state.standing === gone { (state.standing, state.waiting) = (nil, [:]) }
      if isUseless { state.isGivenUp = true }
    }
  }
}
