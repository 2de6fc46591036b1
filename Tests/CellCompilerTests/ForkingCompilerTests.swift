import CellCompiler
import Foundation
import Glibc
import Testing

/// The compiler that is started before there is a cell, and copied for each.
@Suite(.serialized) final class ForkingCompilerTests: Sendable {
  let folder = FileManager.default.temporaryDirectory.appending(path: "forking \"\(UUID())").path
  /// The toolchain under a name of our own, by which its processes are told from those of other tests.
  let root: String

  init() throws {
    root = folder + "/toolchain"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: root, withDestinationPath: Toolchain.found().root)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  @Test func oneStandsForAllCells() throws {
    let compiler = try compiler()
    #expect(standing.isEmpty)
    compiler.prepare()
    compiler.prepare()
    let first = theOnlyOne()
    #expect(first != nil)
    try compile("let a = 1", by: compiler)
    try compile("let b = 1", by: compiler)
    #expect(theOnlyOne() == first)
  }

  @Test func aTextWithErrorsLeavesItStanding() throws {
    let compiler = try compiler()
    guard case .rejected = try compiler.compile(CellSyntax("oops"), module: "A", after: nil) else {
      return #expect(Bool(false), "it was compiled")
    }
    #expect(theOnlyOne() != nil)
  }

  @Test func oneThatWasKilledIsReplaced() throws {
    let compiler = try compiler()
    compiler.prepare()
    let first = try #require(theOnlyOne())
    kill(first, SIGKILL)
    try compile("let a = 1", by: compiler)
    #expect(try #require(theOnlyOne()) != first)
  }

  @Test func oneThatIsKilledWithItsCopyIsReplaced() throws {
    let compiler = try compiler()
    compiler.prepare()
    let first = try #require(theOnlyOne())
    let killed = onceACopyWorks { kill(first, SIGKILL) }
    try compile("let a = 1", by: compiler)
    #expect(killed.wait(timeout: .now() + 10) == .success)
    #expect(try #require(theOnlyOne()) != first)
  }

  @Test func manyCellsAreCompiledAtOnce() async throws {
    let compiler = try compiler()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<6 {
        group.addTask { try self.compile("let a = \(number)", as: "A\(number)", by: compiler) }
      }
      try await group.waitForAll()
    }
    #expect(theOnlyOne() != nil)
  }

  @Test func aCopyThatIsCancelledEndsAndTheNextCellIsCompiled() throws {
    let compiler = try compiler()
    compiler.prepare()
    let first = theOnlyOne()
    let cancellation = Cancellation()
    _ = onceACopyWorks { cancellation.cancel() }
    #expect(throws: CellCompilerError.cancelled) {
      // It takes the compiler seconds to find that this cannot be said.
      let sum = (1...40).map { "-\($0)" }.joined(separator: " + ")
      _ = try compiler.compile(
        CellSyntax("let x: Double = \(sum) + \"\""), module: "Slow", after: nil,
        cancellation: cancellation)
    }
    try compile("let a = 1", by: compiler)
    #expect(theOnlyOne() == first)
  }

  /// A compiler that is stopped reads no order and no word; what is cancelled ends all the same.
  @Test func aCompilerThatDoesNotAnswerIsEndedWithWhatIsCancelled() throws {
    let compiler = try compiler()
    compiler.prepare()
    let first = try #require(theOnlyOne())
    kill(first, SIGSTOP)
    let cancellation = Cancellation()
    DispatchQueue.global().asyncAfter(deadline: .now() + 0.2) { cancellation.cancel() }
    #expect(throws: CellCompilerError.cancelled) {
      _ = try compiler.compile(
        CellSyntax("let a = 1"), module: "A", after: nil, cancellation: cancellation)
    }
    try compile("let a = 1", by: compiler)
    #expect(try #require(theOnlyOne()) != first)
  }

  /// The keyboard speaks to the group of a program, to which no compiler belongs.
  @Test func theCompilerHasAGroupOfItsOwn() throws {
    let compiler = try compiler()
    compiler.prepare()
    let standing = try #require(theOnlyOne())
    #expect(getpgid(standing) == standing && getpgid(standing) != getpgrp())
    withExtendedLifetime(compiler) {}
  }

  @Test func anOrderThatIsTooLongIsGivenToACompilerOfItsOwn() throws {
    let folders = (0..<1500).map { "/nowhere/\(String(repeating: "x", count: 100))\($0)" }
    try compile("let a = 1", by: compiler(moduleFolders: folders))
  }

  @Test func nothingIsLeft() throws {
    var compiler: CellCompiler? = try compiler()
    compiler?.prepare()
    #expect(theOnlyOne() != nil)
    compiler = nil
    #expect(standing.isEmpty)
  }

  /// A compiler whose folder has blanks and quotation marks in its name.
  private func compiler(moduleFolders: [String] = []) throws -> CellCompiler {
    try CellCompiler(
      toolchain: Toolchain(root: root), folder: folder + "/cells", moduleFolders: moduleFolders,
      givenModules: [])
  }

  private func compile(_ text: String, as module: String = "A", by compiler: CellCompiler) throws {
    let outcome = try compiler.compile(CellSyntax(text), module: module, after: nil)
    guard case .compiled = outcome else { return #expect(Bool(false), "\(outcome)") }
  }

  /// Does something as soon as there is a copy; what it gives is signalled when that is done.
  private func onceACopyWorks(_ act: @escaping @Sendable () -> Void) -> DispatchSemaphore {
    let done = DispatchSemaphore(value: 0)
    let watcher = Thread {
      for _ in 0..<10_000 {
        if self.standing.count > 1 {
          act()
          done.signal()
          return
        }
        usleep(500)
      }
    }
    watcher.start()
    return done
  }

  /// The process, once there is one alone; one that has just begun is not yet seen under its name.
  private func theOnlyOne() -> pid_t? {
    for _ in 0..<200 {
      if standing.count == 1 { return standing.first }
      usleep(5000)
    }
    return nil
  }

  /// The processes of our toolchain: the compiler and its copies.
  private var standing: [pid_t] {
    let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return all.compactMap(pid_t.init).filter { process in
      let words = try? Data(contentsOf: URL(filePath: "/proc/\(process)/cmdline"))
      return words.map { String(decoding: $0, as: UTF8.self).hasPrefix(root) } ?? false
    }
  }
}
