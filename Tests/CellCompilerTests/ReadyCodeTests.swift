import Testing

/// What cells are given compiled means what the standard library's own means.
@Suite struct ReadyCodeTests {
  /// Hides a type from the overloads that know it, so that the standard library answers.
  private static let generic = """
    func number<A: BinaryInteger, B: BinaryInteger>(_ x: A, as: B.Type) -> B { B(x) }
    func standard<S: Sequence>(_ s: S) -> (least: S.Element?, most: S.Element?, order: [S.Element])
    where S.Element: Comparable { (s.min(), s.max(), s.sorted()) }
    func same(_ a: [Double], _ b: [Double]) -> Bool { a.map(\\.bitPattern) == b.map(\\.bitPattern) }

    """

  @Test func integersAreConvertedAsEver() throws {
    let types =
      ["UInt8", "UInt16", "UInt32", "UInt64", "UInt"]
      .map { ($0, true) } + ["Int8", "Int16", "Int32", "Int64"].map { ($0, false) }
    let lines = types.map { type, isUnsigned in
      """
      for x in [\(type).min, \(type).min + 1, 0, 1, 5, \(type).max / 2, \(type).max / 2 + 1, \(type).max]
      where Int(exactly: x) != nil {
        precondition(Int(x) == number(x, as: Int.self), "\(type) \\(x)")
        precondition(\(type)(Int(x)) == x && \(type)(Int(x)) == number(Int(x), as: \(type).self))
      }
      """
    }
    try CompilerBench().run(Self.generic + lines.joined(separator: "\n"))
  }

  @Test func numbersAreOrderedAsEver() throws {
    try CompilerBench().run(
      Self.generic + """
        for list in [[], [2.0], [3, -1, 2, -0.0, 0, 3], [1, .nan, 0], [.infinity, -.infinity]] {
          let wanted = standard(list)
          precondition(list.min()?.bitPattern == wanted.least?.bitPattern)
          precondition(list.max()?.bitPattern == wanted.most?.bitPattern)
          precondition(same(list.sorted(), wanted.order))
          var sorted = list
          sorted.sort()
          precondition(same(sorted, wanted.order) && list.shuffled().count == list.count)
        }
        let whole = [5, -3, 9, 5]
        precondition(whole.sorted() == standard(whole).order && whole.shuffled().sorted() == [-3, 5, 5, 9])
        precondition((0..<100).allSatisfy { _ in (2..<5).contains(Int.random(in: 2..<5)) })
        precondition((0..<100).allSatisfy { _ in Double.random(in: 1...2) <= 2 })
        """)
  }

  @Test(arguments: [
    "precondition([1, 2, 3].map { $0 * 2 } == [2, 4, 6] && [Int]().map { $0 } == [])",
    "precondition([1, 2, 3, 4].filter { $0 % 2 == 0 } == [2, 4])",
    "precondition([1, 2, 3].reduce(0, +) == 6 && [\"a\", \"b\"].reduce(into: \"\") { $0 += $1 } == \"ab\")",
    "precondition(Array([1, 2, 3].dropFirst()) == [2, 3] && [1].dropFirst(5).isEmpty)",
    "precondition((2..<5).map { $0 * $0 } == [4, 9, 16] && (3..<3).map { $0 } == [])",
    "precondition((2...4).map { \"\\($0)\" } == [\"2\", \"3\", \"4\"])",
    "precondition((Int.max...Int.max).map { $0 } == [Int.max])",
    "let a = [1, 2, 3]; precondition(zip(a.dropFirst(), a).map { $0 - $1 } == [1, 1])",
    "var n = 0; for (x, y) in zip([1, 2], [10, 20, 30]) { n += x * y }; precondition(n == 50)",
    "precondition(Dictionary(uniqueKeysWithValues: zip([\"a\", \"b\"], [1, 2])) == [\"a\": 1, \"b\": 2])",
    "precondition(Array(zip([1, 2], [3, 4])).map { $0.0 + $0.1 } == [4, 6])",
    "let z: Zip2Sequence<[Int], [Int]> = zip([1], [2]); precondition(Array(z).count == 1)",
    "var z = zip([1, 2, 3], [1, 2, 3]); _ = z.next(); precondition(z.map { $0 + $1 } == [4, 6])",
    "precondition(zip(0..<2, [\"a\", \"b\"]).map { \"\\($0)\\($1)\" } == [\"0a\", \"1b\"])",
    "struct E: Error {}; do { _ = try [1, 2].map { if $0 == 2 { throw E() }; return \"\\($0)\" } } catch is E {}",
    "precondition([\"1\", \"2\"].map(Int.init) == [1, 2] && [1, 2].map(UInt8.init) == [1, 2])",
    "precondition(UInt64(1 << 40) == 1_099_511_627_776 && UInt8(250) &+ UInt8(2 + 4) == 0)",
    "precondition(\"\\(zip([1, 2], [3, 4]))\" == \"zip([1, 2], [3, 4])\")",
    "let f: (Int) -> UInt64 = UInt64.init; precondition(f(3) == 3)",
    "precondition([[1], [2, 3]].map(\\.count).max() == 2)",
    "precondition((0..<1000).map { $0 }.filter { $0 == 7 }.capacity < 100)",
    "var a = [1, 2, 3]; let b = a.map { x in a = []; return x }; precondition(b == [1, 2, 3] && a == [])",
    "var a = [[1], [2]]; precondition(a.reduce(0) { a = []; return $0 + $1[0] } == 3)",
    "var a = [\"x\", \"y\"]; precondition(a.filter { _ in a.removeAll(); return true } == [\"x\", \"y\"])",
    "precondition([Int]().reduce(5, +) == 5 && [Never]().map { _ in 1 } == [])",
    "precondition([(), ()].map { 1 } == [1, 1] && [1, 2].map { _ in () }.count == 2)",
  ])
  func listsAreGoneOverAsEver(_ text: String) throws {
    try CompilerBench().run(text)
  }

  /// Objects are counted: none is left behind, and none goes too early, also where a closure gives up.
  @Test func whatIsMadeGoesOnceItIsNotNeeded() throws {
    try CompilerBench().run(
      """
      nonisolated(unsafe) var alive = 0
      final class Counted { let n: Int; init(_ n: Int) { self.n = n; alive += 1 }; deinit { alive -= 1 } }
      struct Enough: Error {}
      func made(_ n: Int) -> [Counted] { (0..<n).map { Counted($0) } }
      func failing(_ last: Int) -> (Counted) throws -> Counted {
        { if $0.n == last { throw Enough() }; return Counted($0.n) }
      }
      for last in [0, 1, 5, 9, 20] {
        let objects = made(10)
        precondition(alive == 10)
        let copies = try? objects.map(failing(last))
        precondition(alive == 10 + (copies?.count ?? 0) && (copies == nil) == (last < 10))
        let kept = try? objects.filter { if $0.n == last { throw Enough() }; return $0.n % 2 == 0 }
        precondition(kept == nil || kept!.map(\\.n) == [0, 2, 4, 6, 8])
        let pairs = try? zip(objects, objects.dropFirst()).map { try failing(last)($0.0) }
        precondition(alive == 10 + (copies?.count ?? 0) + (pairs?.count ?? 0))
        let numbers = try? (0..<10).map { (n) throws -> Counted in try failing(last)(objects[n]) }
        precondition((numbers?.count ?? 0) == (copies?.count ?? 0))
      }
      precondition(alive == 0)
      """)
  }

  @Test(arguments: [
    "1.5", "-0.0", "1e20", "1e-7", "Double.nan", "-Double.infinity", "100.0", "Float(0.1)", "3",
    "Int.min", "true", "\"text\"", "\"\"", "Optional(3)", "[1.5, 2]", "UInt8(7)", "(1, \"a\")",
    "Character(\"é\")", "1...3",
  ])
  func textsHoldWhatTheyEverHeld(_ value: String) throws {
    try CompilerBench().run(
      """
      func standard<Value>(_ value: Value) -> String { "<\\(value)>" }
      let value = \(value)
      precondition("<\\(value)>" == standard(value))
      """)
  }
}
