import CellCompiler
import Foundation
import TestSupport
import Testing

/// Loops that look whether to stop, and mean what they meant.
@Suite struct LoopPollTests {
  @Test(arguments: [
    "var s = 0; for i in 0..<10_000 { s += i }; precondition(s == 49_995_000)",
    "var s = 0; for i in UInt8(250)..<255 { s += Int(i) }; precondition(s == 1260)",
    "var s = 0; for i in Int.max - 3..<Int.max { s &+= i }; precondition(s == .max &* 3 &- 6)",
    "var n = 0; for _ in 0..<0 { n += 1 }; precondition(n == 0)",
    "var s = 0; let a = [1, 2, 3]; for i in 0..<a.count { if i == 1 { continue }; s += a[i] }; precondition(s == 4)",
    "func f() -> Int { for i in 0..<9000 { if i == 8999 { return i } }; return 0 }; precondition(f() == 8999)",
    "var n = 0; outer: for i in 0..<3 { for j in 0..<3 { if j > i { continue outer }; n += 1 } }; precondition(n == 6)",
    "var n = 0; while n < 5 { n += 1 /* } */ } // while {",
    "var n = 0; repeat { n += 1 } while n < 3; precondition(n == 3)",
    "let a = [3, 1, 2].sorted { x, y in while false {}; return x < y }; precondition(a == [1, 2, 3])",
    "var n = 0; for i in 0..<2 { for j in 0..<2 { for k in 0..<4097 { n += 1 } } }; precondition(n == 16388)",
    "@resultBuilder enum B { static func buildBlock(_ x: Int...) -> Int { x.reduce(0, +) }; static func buildArray(_ x: [Int]) -> Int { x.reduce(0, +) } }\n@B func f() -> Int { for i in 0..<3 { i } }\nprecondition(f() == 3)",
    "var t = (0, 0); for (i, x) in [(1, 2), (3, 4)] { t.0 += i; t.1 += x }; precondition(t == (4, 6))",
    "func ..< (a: String, b: String) -> [String] { [a, b] }; var n = 0; for _ in \"a\"..<\"b\" { n += 1 }; precondition(n == 2)",
    "var n = 0; for i in Int8.min..<Int8.max { n += Int(i) }; precondition(n == -255)",
    "var n = 0; var s = 0; while n < 5000 { n += 1; if n % 2 == 0 { continue }; s += n }; precondition(s == 6_250_000 && n == 5000)",
    "var n = 0; while n < 9999 { n += 1; if n == 1024 { break } }; precondition(n == 1024)",
    "var n = 0; while true { n += 1; if n == 2049 { break /* a */ } }\nprecondition(n == 2049)",
    "func f() -> Int { var n = 0; while true { n += 1; if n == 3000 { return n } } }; precondition(f() == 3000)",
    "func f() -> Int { let n: Int; while true { n = 3; break }; return n }; precondition(f() == 3)",
    "var n = 0; var asked = 0; var c: Bool { asked += 1; return n < 2048 }; while c { n += 1 }; precondition(n == 2048 && asked == 2049)",
    "var n = 0; while n < 3000 { n += 1; switch n { case 7: break; case 2000: n = 5000; default: break } }; precondition(n == 5000)",
    "var n = 0; outer: while n < 5000 { n += 1; switch n { case 1024: continue outer; case 4000: break outer; default: n += 0 } }; precondition(n == 4000)",
    "var n = 0; outer: while n < 5 { n += 1; while true { if n == 4 { break outer }; continue outer } }; precondition(n == 4)",
    "var n = 0; outer: while true { n += 1; if n > 1500 { break } }; precondition(n == 1501)",
    "var n: Int? = 3000; var s = 0; while let m = n, m > 0 { n = m - 1; let m = 1; s += m }; precondition(s == 3000)",
    "var n = 0; while n < 1024 { n += 1 }; while n < 2048 { n += 1 } ; precondition(n == 2048)",
    "var n = 0; while n < 3 { defer { n += 1 }; if n == 1 { continue } }; precondition(n == 3)",
    "for i in 0..<3 where i > 1 { precondition(i == 2) }",
    "for case let x? in [1, nil] { precondition(x == 1) }",
  ])
  func aLoopMeansWhatItMeant(_ text: String) throws {
    try CompilerBench().run(text)
  }

  @Test(arguments: [
    ("for i in 0..<3 { let x: Int = \"s\" }", 1, 31),
    ("var a = [1]\nfor i in 0..<a.cout { a[i] += 1 }", 2, 16),
    ("while true { nothing() }", 1, 14),
    ("  let é = 1; while é < 2 { oops }", 1, 30),
    ("while 1 < oops { }", 1, 11),
    ("var n = 0\nwhile n < 3 { n += 1; if n == 2 { break }; n += oops }", 2, 49),
    ("for i in 0..<3 { nothing += i }; other", 1, 18),
  ])
  func columnsAreTheUsers(_ text: String, _ line: Int, _ column: Int) throws {
    guard case .rejected(let found) = try CompilerBench().compile(text) else {
      return #expect(Bool(false), "it was compiled")
    }
    let first = found.first { $0.severity == .error }
    #expect(first?.line == line && first?.column == column, "\(found)")
  }
}

/// Compiles cells into a folder of its own, and runs them in this process.
final class CompilerBench {
  let folder = FileManager.default.temporaryDirectory.appending(path: "bench-\(UUID())").path
  let compiler: CellCompiler
  private var last: CompiledCell?
  private static let products = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
  nonisolated(unsafe) private static var number = 0

  init(cache: CellCache? = nil) throws {
    compiler = try CellCompiler(
      toolchain: .found(), folder: folder,
      moduleFolders: [
        Self.products.appending(path: "Modules").path,
        packageFolder.appending(path: "Sources/CInterruption/include").path,
      ], givenModules: ["CellSupport"], cache: cache)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  func compile(_ text: String, module: String? = nil) throws -> CompilerOutcome {
    Self.number += 1
    return try compiler.compile(
      CellSyntax(text), module: module ?? "Bench\(Self.number)", after: last)
  }

  /// Compiles, loads and runs a cell.
  func run(_ text: String) throws {
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
