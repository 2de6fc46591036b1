import KernelCore
import Testing

/// Which names are offered, in which order, as which texts.
@Suite struct RankingTests {
  let ranking = Ranking(hiddenModules: ["Inside"])

  @Test(arguments: [
    ("sorted", "so", NameMatch.beginning), ("Sorted", "so", .beginningInOtherCase),
    ("singularValueDecomposition", "svd", .humps), ("singularValueDecomposition", "sVal", .humps),
    ("LinePlot", "lipl", .humps), ("with_two_words", "wtw", .humps), ("a", "", .beginning),
  ])
  func namesFit(_ name: String, _ typed: String, _ match: NameMatch) {
    #expect(NameMatch(name, typed: typed) == match)
  }

  @Test(arguments: [("sorted", "st"), ("sorted", "orted"), ("a", "ab"), ("LinePlot", "plot")])
  func otherNamesDoNot(_ name: String, _ typed: String) {
    #expect(NameMatch(name, typed: typed) == nil)
  }

  @Test func beginningsComeFirstAndOtherLettersOnlyWithoutThem() {
    let names = ["Map", "map", "makeAnyPair", "other"].map { Candidate(name: $0) }
    #expect(texts(names, "map") == ["map", "Map"])
    #expect(texts(names, "mAP") == ["Map", "map"])
    #expect(texts(names, "mapa") == ["makeAnyPair"])
    #expect(texts(names, "zz") == [])
  }

  @Test func theNearerComesFirst() {
    let names = [
      Candidate(name: "if", kind: "keyword"),
      Candidate(name: "index", module: "Swift", kind: "decl.function.free"),
      Candidate(name: "indigo", module: "Numerics", kind: "decl.struct"),
      Candidate(name: "inCell", module: "Cell3", kind: "decl.var.global"),
      Candidate(name: "inner", kind: "decl.var.local", context: "local"),
      Candidate(name: "ideal", module: "Swift", kind: "decl.struct", fit: "identical"),
    ]
    #expect(texts(names, "i") == ["ideal", "inner", "inCell", "indigo", "index", "if"])
  }

  @Test func overloadsAreOneOffer() {
    let names = [
      Candidate(name: "f(:)", words: "f(x: Int)", type: "Int", kind: "decl.function.free"),
      Candidate(name: "f(:)", words: "f(x: Int)", type: "Int", kind: "decl.function.free"),
      Candidate(name: "f(y:)", words: "f(y: Int)", type: "Int", kind: "decl.function.free"),
    ]
    #expect(ranking.offers(names, typed: "").map(\.signature) == ["(x: Int) -> Int and 1 overload"])
  }

  @Test func whatNobodyWantsIsLeftOut() {
    let names = [
      Candidate(name: "_secret"), Candidate(name: "quillShow(:)", module: "CellSupport"),
      Candidate(name: "Inside", kind: "decl.module"), Candidate(name: "JSON", module: "Inside"),
      Candidate(name: "CellSupport", kind: "decl.module"),
      Candidate(name: "Cell12", kind: "decl.module"),
      Candidate(name: "_Shims", kind: "decl.module"),
      Candidate(name: "Draft", kind: "decl.module"), Candidate(name: "+"), Candidate(name: ""),
      Candidate(name: "#colorLiteral(:)", kind: "literal.color"), Candidate(name: "Cellular"),
    ]
    #expect(texts(names, "") == ["Cellular", "JSON"])
    #expect(texts(names, "_") == ["_secret", "_Shims"])
  }

  @Test(arguments: [
    (Candidate(name: "append(contentsOf:)", words: "append(contentsOf: S)"), "append"),
    (Candidate(name: "if ", words: "if condition", kind: "keyword"), "if"),
    (Candidate(name: "columns:", words: "columns: Int", kind: "pattern"), "columns:"),
    (Candidate(name: "of:by:", words: "(of: Int, by: Int)", kind: "decl.function"), "of:"),
    (Candidate(name: ":", words: "(x: Int)", kind: "decl.function.constructor"), nil),
    (Candidate(name: "🎈"), "🎈"), (Candidate(name: "`in`"), "`in`"), (Candidate(name: "<#T#>"), nil),
  ])
  func onlyNamesAreInserted(_ candidate: Candidate, _ text: String?) {
    #expect(candidate.insertion == text)
  }

  @Test(arguments: [
    ("decl.function.free", "function"), ("decl.function.method.instance", "method"),
    ("decl.function.constructor", "method"), ("decl.struct", "class"), ("decl.class", "class"),
    ("decl.actor", "class"), ("decl.typealias", "class"), ("decl.protocol", "interface"),
    ("decl.enum", "enum"), ("decl.enumelement", "constant"), ("decl.var.local", "instance"),
    ("decl.var.global", "instance"), ("decl.var.instance", "property"), ("decl.module", "module"),
    ("keyword", "keyword"), ("pattern", "param"), ("decl.macro", "function"),
    ("something.new", "statement"),
  ])
  func frontEndsKnowTheWord(_ kind: String, _ word: String) {
    #expect(Candidate(name: "x", kind: kind).word == word)
  }

  private func texts(_ candidates: [Candidate], _ typed: String) -> [String] {
    ranking.offers(candidates, typed: typed).map(\.text)
  }
}
