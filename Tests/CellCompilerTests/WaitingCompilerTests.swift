import CellCompiler
import Foundation
import Glibc
import Testing

/// The copy of the compiler that has read everything but the text of a cell.
@Suite(.serialized) final class WaitingCompilerTests: Sendable {
  let folder = FileManager.default.temporaryDirectory.appending(path: "waiting \"\(UUID())").path
  /// The toolchain under a name of our own, by which its processes are told from those of other tests.
  let root: String
  let compiler: CellCompiler

  init() throws {
    root = folder + "/toolchain"
    try FileManager.default.createDirectory(
      atPath: folder + "/modules", withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: root, withDestinationPath: Toolchain.found().root)
    for (name, text) in [
      ("Given", WaitingCompilerTests.given), ("Loader", "import Given"), ("CellTexts", ""),
    ] {
      try WaitingCompilerTests.module(name, text, in: folder + "/modules", toolchain: root)
    }
    compiler = try CellCompiler(
      toolchain: Toolchain(root: root), folder: folder + "/cells",
      moduleFolders: [folder + "/modules"], givenModules: ["Given"], loader: "Loader")
  }

  /// What a cell is given here, with what shows its value.
  private static let given = "public let given = 40\npublic func quillShow<T>(_ value: T) {}"

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  @Test func oneWaitsForTheCellThatIsExpectedAndGoesWithIt() throws {
    compiler.prepare(for: "A")
    #expect(eventually { self.processes.count == 2 })
    _ = try compiled("given + 2", as: "A")
    #expect(eventually { self.processes.count == 1 })
  }

  /// Where a copy waits, the compiler is not asked to read what it has read; so it is seen to be used.
  @Test func theTextIsCompiledByTheCopyThatWaits() throws {
    compiler.prepare(for: "A")
    #expect(eventually { self.processes.count == 2 && self.allRest() })
    // Who wanted to read this module now could not.
    let given = folder + "/modules/Given.swiftmodule"
    try FileManager.default.moveItem(atPath: given, toPath: given + ".away")
    try Data("nothing".utf8).write(to: URL(filePath: given))
    _ = try compiled("given + 2", as: "A")
    #expect(throws: (any Error).self) { _ = try self.compiled("given + 2", as: "B") }
  }

  @Test func anExpectedCellSeesTheOneBeforeItWhichWasNotCompiledWhenItWasExpected() throws {
    compiler.prepare(for: "A")
    compiler.expect(module: "B", after: ["A"])
    let first = try compiled("let a = given\nstruct Pair { var left = 1, right = 2 }", as: "A")
    compiler.expect(module: "C", after: ["A", "B"])
    let second = try compiled("let b = a + Pair().right", as: "B", after: first)
    _ = try compiled("a + b", as: "C", after: second)
  }

  @Test func nextIsExpectedWhileACellIsCompiled() throws {
    let first = try compiled("let a = 1", as: "A", before: "B")
    #expect(eventually { self.processes.count == 2 })
    _ = try compiled("a + 1", as: "B", after: first)
    #expect(eventually { self.processes.count == 1 })
  }

  @Test func behindACellThatNobodyThoughtOfItIsCompiledAllTheSame() throws {
    let first = try compiled("let a = 1", as: "A")
    compiler.expect(module: "C", after: [])
    let second = try compiled("let b = a + 1", as: "B", after: first)
    _ = try compiled("a + b", as: "C", after: second)
  }

  /// Errors stand where they stand in a text that nobody expected, also at its end.
  @Test(arguments: [
    "let a: Int = \"text\"", "func f() {", "func f() {\n", "struct S { let x = 3\n\n",
    "let y = [1, 2", "/* abc", "let z = 1\nif z > 0 {\n  print(z)", "\"abc", "f(", "ä + ",
    "import Nowhere",
  ])
  func errorsStandWhereTheyAre(text: String) throws {
    compiler.expect(module: "A", after: [])
    let expected = try rejected(text, as: "A")
    #expect(try expected == rejected(text, as: "B") && !expected.isEmpty)
  }

  @Test func warningsAreGiven() throws {
    compiler.expect(module: "A", after: [])
    let cell = try compiled("let a = given\nfunc f() { let unused = a }", as: "A")
    #expect(cell.warnings.count == 1)
  }

  @Test func aTextThatWaitsForNoRoomIsCompiledWithoutIt() throws {
    for length in [65_533, 65_534, 65_535, 65_536, 65_537, 200_000] {
      compiler.expect(module: "A\(length)", after: [])
      let start = "let a = given\n"
      let text = start + "//" + String(repeating: "x", count: length - start.utf8.count - 2)
      _ = try compiled(text, as: "A\(length)")
    }
  }

  @Test func oneThatWasKilledIsNotMissed() throws {
    compiler.prepare()
    #expect(eventually { self.processes.count == 1 })
    let standing = processes
    compiler.expect(module: "A", after: [])
    #expect(eventually { self.processes.count == 2 })
    for process in processes where !standing.contains(process) { kill(process, SIGKILL) }
    _ = try compiled("given + 1", as: "A")
  }

  @Test func oneThatIsNotWantedAnyMoreGoes() throws {
    for module in ["A", "B", "C", "A"] { compiler.expect(module: module, after: []) }
    #expect(eventually { self.processes.count == 2 })
    _ = try compiled("given + 1", as: "A")
    #expect(eventually { self.processes.count == 1 })
  }

  @Test func aCellThatHasComeIsNotExpectedAndOneThatNeverComesLeavesNothing() throws {
    _ = try compiled("given + 1", as: "A", before: "C")
    compiler.expect(module: "B", after: [])
    compiler.expect(module: "A", after: [])
    _ = try compiled("let b = given", as: "B")
    #expect(eventually { self.processes.count == 1 })
    let names = try FileManager.default.contentsOfDirectory(atPath: folder + "/cells")
    #expect(!names.contains("C") && names.contains("A") && names.contains("B"))
    #expect(
      try String(contentsOfFile: folder + "/cells/A/main.swift", encoding: .utf8)
        == "quillShow(given + 1)")
  }

  @Test func whatIsCancelledEnds() throws {
    compiler.expect(module: "Slow", after: [])
    let cancellation = Cancellation()
    DispatchQueue.global().asyncAfter(deadline: .now() + 0.5) { cancellation.cancel() }
    #expect(throws: CellCompilerError.cancelled) {
      // It takes the compiler seconds to find that this cannot be said.
      let sum = (1...40).map { "-\($0)" }.joined(separator: " + ")
      _ = try compiler.compile(
        CellSyntax("let x: Double = \(sum) + \"\""), module: "Slow", after: nil,
        cancellation: cancellation)
    }
    #expect(eventually { self.processes.count == 1 })
  }

  @Test func manyCellsLeaveNoProcessAndNoFile() throws {
    var last: CompiledCell?
    for number in 1...20 {
      last = try compiled(
        "let a\(number) = \(number)", as: "Cell\(number)", after: last, before: "Cell\(number + 1)")
    }
    #expect(eventually { self.processes.count == 2 })
    let names = try FileManager.default.contentsOfDirectory(atPath: folder + "/cells/Cell7")
    #expect(names.sorted() == ["Cell7.so", "main.swift", "prelude.swift"])
    #expect(
      try String(contentsOfFile: folder + "/cells/Cell7/main.swift", encoding: .utf8)
        == "let a7 = 7")
  }

  private func compiled(
    _ text: String, as module: String, after predecessor: CompiledCell? = nil,
    before next: String? = nil
  ) throws -> CompiledCell {
    let outcome = try compiler.compile(
      CellSyntax(text), module: module, after: predecessor, before: next)
    guard case .compiled(let cell) = outcome else { throw Rejected(outcome: outcome) }
    return cell
  }

  private struct Rejected: Error { let outcome: CompilerOutcome }

  private func rejected(_ text: String, as module: String) throws -> [Diagnostic] {
    guard
      case .rejected(let found) = try compiler.compile(
        CellSyntax(text), module: module, after: nil)
    else { return [] }
    return found
  }

  /// Builds a module that a cell may be given.
  private static func module(
    _ name: String, _ text: String, in folder: String, toolchain: String
  ) throws {
    let source = "\(folder)/\(name).swift"
    try text.write(toFile: source, atomically: true, encoding: .utf8)
    let process = Process()
    process.executableURL = URL(filePath: toolchain + "/bin/swift-frontend")
    process.arguments = [
      "-frontend", "-emit-module", "-parse-as-library", source, "-module-name", name,
      "-o", "\(folder)/\(name).swiftmodule", "-I", folder,
    ]
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }

  private func eventually(_ holds: () -> Bool) -> Bool {
    for _ in 0..<400 {
      if holds() { return true }
      usleep(5000)
    }
    return false
  }

  /// Whether no process has anything to do for a while.
  private func allRest() -> Bool {
    (0..<10).allSatisfy { _ in
      usleep(5000)
      return processes.allSatisfy { process in
        let facts = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
        return facts?.split(separator: ")").last?.hasPrefix(" S") ?? false
      }
    }
  }

  /// The processes of our toolchain: the compiler and its copies.
  private var processes: [pid_t] {
    let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return all.compactMap(pid_t.init).filter { process in
      let words = try? Data(contentsOf: URL(filePath: "/proc/\(process)/cmdline"))
      return words.map { String(decoding: $0, as: UTF8.self).hasPrefix(root) } ?? false
    }
  }
}
