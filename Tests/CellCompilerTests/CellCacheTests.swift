import CellCompiler
import Foundation
import Testing

/// Cells that were compiled before.
@Suite struct CellCacheTests {
  let folder = FileManager.default.temporaryDirectory.appending(path: "cache-\(UUID())").path

  @Test func aCellIsCompiledOnceWhoeverAsks() throws {
    let text = "func f() { let unused = 1 }"
    let first = try cell(text)
    let second = try cell(text)
    #expect(!first.isFromCache && second.isFromCache)
    #expect(first.warnings == second.warnings && second.warnings.first?.column == 16)
    try FileManager.default.removeItem(atPath: folder)
  }

  @Test func anotherTextNameOrPredecessorIsAnotherCell() throws {
    _ = try cell("1", module: "A")
    #expect(try !cell("1 ", module: "A").isFromCache)
    #expect(try !cell("1", module: "B").isFromCache)
    let bench = try CompilerBench(cache: CellCache(folder: folder))
    try bench.run("let before = 1")
    guard case .compiled(let behind) = try bench.compile("1", module: "A") else { return }
    #expect(!behind.isFromCache)
    try FileManager.default.removeItem(atPath: folder)
  }

  @Test func aDamagedEntryIsPassedOver() throws {
    _ = try cell("2", module: "A")
    for entry in try FileManager.default.contentsOfDirectory(atPath: folder) {
      try FileManager.default.removeItem(atPath: "\(folder)/\(entry)/module")
    }
    #expect(try !cell("2", module: "A").isFromCache)
    try FileManager.default.removeItem(atPath: folder)
  }

  @Test func theOldestGoWhenItIsFull() throws {
    for module in ["A", "B", "C"] { _ = try cell("3", module: module) }
    let size = try #require(CellCache(folder: folder)).size
    let small = try #require(CellCache(folder: folder, limit: size - 1))
    small.trim()
    #expect(small.size < size && small.size > 0)
    try FileManager.default.removeItem(atPath: folder)
  }

  @Test func aFolderOfOthersIsNotTrusted() throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    chmod(folder, 0o777)
    #expect(CellCache(folder: folder) == nil)
    #expect(CellCache(folder: "/proc/quill") == nil)
    try FileManager.default.removeItem(atPath: folder)
  }

  private func cell(_ text: String, module: String = "Only") throws -> CompiledCell {
    let bench = try CompilerBench(cache: CellCache(folder: folder))
    let outcome = try bench.compile(text, module: module)
    guard case .compiled(let cell) = outcome else { throw CocoaError(.featureUnsupported) }
    return cell
  }
}
