import CellCompiler
import CellSupport
import FoundationEssentials
import Glibc

/// `loop` of Loops.swift, wherever it was compiled.
typealias Loop = @convention(c) (Int, Int) -> Double

/// The text of Loops.swift as a cell, compiled and loaded as the kernel does it.
struct LoopCell {
  let loop: Loop

  /// Compiles and loads the cell.
  ///
  /// - Parameters:
  ///   - folder: Where the files of its compiler are kept.
  ///   - asksInLoops: Whether its loops look whether to stop.
  /// - Throws: ``BenchError``, or the compiler's own error, where that is not possible.
  init(in folder: String, asksInLoops: Bool) throws {
    let compiler = try CellCompiler(
      toolchain: .found(), folder: folder, moduleFolders: Places.modules,
      givenModules: [CellCompiler.supportModule], asksInLoops: asksInLoops)
    let text = try String(contentsOfFile: Places.loops, encoding: .utf8)
    // Two libraries with one name would be one.
    let module = asksInLoops ? "Asking" : "Bare"
    switch try compiler.compile(CellSyntax(text), module: module, after: nil) {
    case .rejected(let diagnostics): throw BenchError("the loops do not compile: \(diagnostics)")
    case .compiled(let cell): loop = try LoopCell.loaded(cell)
    }
  }

  private static func loaded(_ cell: CompiledCell) throws -> Loop {
    typealias Entry = @convention(c) (Int32, UnsafeMutableRawPointer?) -> Int32
    guard let library = dlopen(cell.library, RTLD_NOW | RTLD_LOCAL),
      let entry = dlsym(library, cell.entryPoint), let loop = dlsym(library, "quill_bench_loop")
    else { throw BenchError("the loops do not load: \(String(cString: dlerror()))") }
    _ = unsafeBitCast(entry, to: Entry.self)(0, nil)
    return unsafeBitCast(loop, to: Loop.self)
  }
}

/// Why there is nothing to measure.
struct BenchError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
