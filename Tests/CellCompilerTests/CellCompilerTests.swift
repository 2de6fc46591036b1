import CellCompiler
import Foundation
import Glibc
import TestSupport
import Testing

/// Cells that are compiled, loaded into the tests' own process and run.
@Suite final class CellCompilerTests {
  let folder = FileManager.default.temporaryDirectory.appending(path: "cells-\(UUID())").path
  let compiler: CellCompiler
  var last: CompiledCell?
  var number = 0

  init() throws {
    compiler = try CellCompiler(
      toolchain: .found(), folder: folder, moduleFolders: [], givenModules: ["Glibc"])
    try run(
      """
      func quillShow<T>(_ value: T) { setenv("QUILL_TEST_RESULT", "\\(value)", 1) }
      func quillShow(_ value: Void) {}
      """)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  @Test func laterDefinitionsWin() throws {
    try run("let a = 1; func f(_ x: Int) -> Int { x }; struct S { var v = 1 }; private let p = 5")
    try run("let a = \"x\"; func f(_ x: Int) -> Int { x + 100 }; struct S { var w = 2 }")
    try run("extension Int { var twice: Int { self * 2 } }; var n = 1; let grow = { n += 10 }")
    try run("extension Int { var twice: Int { self * 3 } }")
    try run(
      """
      n += 1
      grow()
      precondition(a == "x" && f(1) == 101 && S().w == 2 && p == 5)
      precondition(2.twice == 6 && n == 12 && Cell2.a == 1 && Cell2.f(3) == 3)
      n + 30
      """)
    #expect(getenv("QUILL_TEST_RESULT").map { String(cString: $0) } == "42")
  }

  @Test func errorsStandOnTheUsersLines() throws {
    let text = "let a = 1\nlet b: Int = \"text\"\nf(a + c)"
    guard case .rejected(let found) = try compile(text) else { return #expect(Bool(false)) }
    #expect(
      found.map { $0.rendered(text: text, cell: "Cell 1") }.sorted()
        == [
          "Cell 1, line 2, column 14: error: cannot convert value of type 'String' to specified type 'Int'\n"
            + "  let b: Int = \"text\"\n               ^",
          "Cell 1, line 3, column 1: error: cannot find 'f' in scope\n  f(a + c)\n  ^",
          "Cell 1, line 3, column 7: error: cannot find 'c' in scope\n  f(a + c)\n        ^",
        ].sorted())
  }

  @Test func warningsComeWithTheCell() throws {
    guard case .compiled(let cell) = try compile("func f() { let unused = 1 }") else {
      return #expect(Bool(false))
    }
    #expect(cell.warnings.count == 1 && cell.warnings[0].line == 1)
  }

  @Test func foundationIsLinkedWhereItIsImported() throws {
    try run("import Foundation\nprecondition(String(format: \"%03d\", 7) == \"007\")")
  }

  @Test func macrosAreExpanded() throws {
    try run(
      "import Foundation\nlet p = #Predicate<Int> { $0 > 1 }\nprecondition(try! p.evaluate(2))")
  }

  @Test func aMissingToolchainIsSaid() {
    let error = #expect(throws: CellCompilerError.self) { try Toolchain.found(on: "/nowhere:/no") }
    #expect(
      error?.description
        == "no Swift compiler in /nowhere:/no; put the bin folder of a Swift 6.3 toolchain on PATH")
  }

  @Test func aFolderThatCannotBeMadeIsSaid() throws {
    #expect(throws: CellCompilerError.self) {
      try CellCompiler(
        toolchain: .found(), folder: "/proc/quill", moduleFolders: [], givenModules: [])
    }
  }

  @Test func aDraftSeesWhatTheNextCellWould() throws {
    #expect(compiler.draftArguments(after: nil).suffix(2) == ["-Xfrontend", "Glibc"])
    #expect(compiler.draftArguments(after: last).suffix(2) == ["-Xfrontend", "Cell1"])
    #expect(compiler.draftArguments(after: last).contains("-disable-access-control"))
    #expect(CellCompiler.isCell("Cell1") && !CellCompiler.isCell(CellCompiler.draftModule))
    #expect(["Cell", "CellSupport", "Cellular1", "cell1"].allSatisfy { !CellCompiler.isCell($0) })
  }

  @Test func commentsAreKeptWithACellAndGoWithIt() throws {
    _ = try compile("/// One.\nlet one = 1")
    let files = FileManager.default
    #expect(files.fileExists(atPath: "\(folder)/Cell\(number).swiftdoc"))
    compiler.discard(module: "Cell\(number)")
    let names = try files.contentsOfDirectory(atPath: folder)
    #expect(!names.contains { $0.hasPrefix("Cell\(number)") }, "\(names)")
  }

  private func compile(_ text: String) throws -> CompilerOutcome {
    number += 1
    return try compiler.compile(CellSyntax(text), module: "Cell\(number)", after: last)
  }

  /// Compiles, loads and runs a cell.
  private func run(_ text: String) throws {
    let outcome = try compile(text)
    guard case .compiled(let cell) = outcome else { return #expect(Bool(false), "\(outcome)") }
    last = cell
    let handle = try #require(
      dlopen(cell.library, RTLD_NOW | RTLD_GLOBAL), "\(String(cString: dlerror()))")
    let entry = try #require(dlsym(handle, cell.entryPoint))
    typealias Entry = @convention(c) (Int32, UnsafeMutableRawPointer?) -> Int32
    _ = unsafeBitCast(entry, to: Entry.self)(0, nil)
  }
}
