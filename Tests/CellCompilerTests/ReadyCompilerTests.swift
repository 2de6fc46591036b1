import CellCompiler
import Foundation
import Glibc
import Testing

/// The compiler that is started before there is a cell.
@Suite(.serialized) final class ReadyCompilerTests {
  let folder = FileManager.default.temporaryDirectory.appending(path: "ready \"\(UUID())").path
  /// The toolchain under a name of our own, by which its processes are told from those of other tests.
  let root: String

  init() throws {
    root = folder + "/toolchain"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: root, withDestinationPath: Toolchain.found().root)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  @Test func oneWaitsBetweenTwoCells() throws {
    let compiler = try compiler()
    #expect(waiting.isEmpty)
    compiler.prepare()
    compiler.prepare()
    let first = oneWaiting()
    #expect(first != nil)
    try compile("let a = 1", by: compiler)
    let second = oneWaiting()
    #expect(second != nil && second != first)
  }

  @Test func aTextWithErrorsLeavesOneWaiting() throws {
    let compiler = try compiler()
    guard case .rejected = try compiler.compile(CellSyntax("oops"), module: "A", after: nil) else {
      return #expect(Bool(false), "it was compiled")
    }
    #expect(oneWaiting() != nil)
  }

  @Test func oneThatWasKilledIsReplaced() throws {
    let compiler = try compiler()
    compiler.prepare()
    if let process = oneWaiting() { kill(process, SIGKILL) }
    try compile("let a = 1", by: compiler)
  }

  @Test func nothingIsLeft() throws {
    var compiler: CellCompiler? = try compiler()
    compiler?.prepare()
    #expect(oneWaiting() != nil)
    compiler = nil
    #expect(waiting.isEmpty)
  }

  /// A compiler whose folder has blanks and quotation marks in its name.
  private func compiler() throws -> CellCompiler {
    try CellCompiler(
      toolchain: Toolchain(root: root), folder: folder + "/cells", moduleFolders: [],
      givenModules: [])
  }

  private func compile(_ text: String, by compiler: CellCompiler) throws {
    let outcome = try compiler.compile(CellSyntax(text), module: "A", after: nil)
    guard case .compiled = outcome else { return #expect(Bool(false), "\(outcome)") }
  }

  /// The process that waits; a process that has just begun is not yet seen under its name.
  private func oneWaiting() -> pid_t? {
    for _ in 0..<200 {
      if waiting.count == 1 { return waiting.first }
      usleep(5000)
    }
    return nil
  }

  /// The processes of our toolchain.
  private var waiting: [pid_t] {
    let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return all.compactMap(pid_t.init).filter { process in
      let words = try? Data(contentsOf: URL(filePath: "/proc/\(process)/cmdline"))
      return words.map { String(decoding: $0, as: UTF8.self).hasPrefix(root) } ?? false
    }
  }
}
