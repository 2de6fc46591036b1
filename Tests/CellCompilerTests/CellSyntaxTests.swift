import CellCompiler
import Testing

@Suite struct CellSyntaxTests {
  @Test(arguments: [
    ("1 + 1", "1 + 1"), ("let a = 1\na", "a"), ("f(x)  // why", "f(x)"), ("try f()", "try f()"),
    ("await f()", "await f()"), ("a.b\n  .c()\n", "a.b\n  .c()"), ("{ $0 + 1 }", "{ $0 + 1 }"),
    ("x as? Int", "x as? Int"), ("a ? b : c", "a ? b : c"), ("#line", "#line"),
    ("\"é🎈\".count", "\"é🎈\".count"),
    ("x += 1", "x += 1"), ("(1, 2)", "(1, 2)"), ("Int.self", "Int.self"),
  ])
  func theLastExpressionIsShown(_ text: String, _ shown: String) throws {
    let range = try #require(CellSyntax(text).resultRange)
    #expect(String(decoding: Array(text.utf8)[range], as: UTF8.self) == shown)
  }

  @Test(arguments: [
    "", "// nothing", "let a = 1", "a = 1", "_ = f()", "try a = f()", "f();", "for x in y { x }",
    "if a { b } else { c }", "switch a { default: b }", "func f() {}", "import Glibc",
    "struct S {}",
    "#if true\n1\n#endif", "guard a else { b() }", "return 1", "1 +",
  ])
  func whatHasNoValueIsNot(_ text: String) {
    #expect(CellSyntax(text).resultRange == nil)
  }

  @Test(arguments: [
    "let x = 1", "func f() {\n}", "", "f()", "// c", "@main struct S {}",
    "let s = \"\"\"\n  a\n  \"\"\"",
  ])
  func wholeTextIsComplete(_ text: String) { #expect(CellSyntax(text).completeness == .complete) }

  @Test(arguments: [
    ("func f() {", 2), ("let s = \"\"\"", 0), ("if true {", 2), ("let a = [1,", 0), ("let x =", 0),
    ("1 +", 0), ("f(", 2), ("  for x in y {\n    if x {", 6), ("a.map { x in", 2),
    ("#if os(Linux)", 0),
    ("struct S {\n  var a = 1\n", 2), ("func f() {\n  // c", 2), ("let x = // c", 0),
    ("f(1, /* c */", 0),
  ])
  func openTextIsIncomplete(_ text: String, _ indent: Int) {
    #expect(CellSyntax(text).completeness == .incomplete(indent: indent))
  }

  @Test(arguments: ["let = 3 )", "let x = }", "}", "func (", "a b c d )"])
  func brokenTextIsInvalid(_ text: String) { #expect(CellSyntax(text).completeness == .invalid) }

  @Test func namesAndImportsAreFound() {
    let syntax = CellSyntax(
      """
      import Foundation
      @preconcurrency import struct Glibc.timespec
      let (a, (b, _)) = f(), c = 1
      var d: Int { 1 }
      func e() { let hidden = 1 }
      struct F {}; enum G {}; class H {}; actor I {}; protocol J {}; typealias K = Int
      """)
    #expect(syntax.imports == ["Foundation", "Glibc"])
    #expect(syntax.declaredNames == ["a", "b", "c", "d", "e", "F", "G", "H", "I", "J", "K"])
  }

  @Test func strangeTextIsRead() {
    for text in ["\u{0}", "\u{FEFF}1", "\r\n1\r\n", String(repeating: "(", count: 5000), "🎈", "`"] {
      _ = CellSyntax(text).completeness
    }
  }
}
