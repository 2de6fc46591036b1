import CellCompiler
import Testing

/// Which name is meant by a place in a text; `|` marks the place, `^` the name.
@Suite struct NamePlaceTests {
  @Test(arguments: [
    "^pri|nt(1)", "^|print(1)", "^print|(1)", "^print(|1)", "^print(1, |)", "^print(1, |",
    "print(^a|, b)", "^print(a,| b)", "a.^so|rted(by: b)",
    "a.^sorted(|", "a.^sorted(by: 1 + |2)", "let ^k|k = 1", "^Matrix<Double>(|)", "1 ^|+ 2",
    "^f(g(1), |2)", "f(^g(|1), 2)", "\"\\(^na|me)\"", "let é🎈 = ^é|🎈",
    "^f(x: {\n  |\n})", "func ^f|(", "^print(\"|text\")",
  ])
  func theNameIsFound(_ marked: String) {
    let text = marked.filter { !"|^".contains($0) }
    let place = offset(of: "|", in: marked.filter { $0 != "^" })
    #expect(
      NamePlace.start(in: text, at: place) == offset(of: "^", in: marked.filter { $0 != "|" }))
  }

  @Test(arguments: ["|", "1|2", "let x = \"|\"", "// co|mment", "if| true {}", "[1, |2]", "\"a|\""])
  func nothingIsFoundWhereNoNameIs(_ marked: String) {
    let text = marked.filter { $0 != "|" }
    #expect(NamePlace.start(in: text, at: offset(of: "|", in: marked)) == nil)
  }

  private func offset(of mark: Character, in text: String) -> Int {
    text.prefix { $0 != mark }.utf8.count
  }
}
