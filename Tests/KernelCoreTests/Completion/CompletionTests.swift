import JSONTrees
import KernelCore
import Testing

/// Names for the text that is being written, from the process that asks SourceKit.
@Suite(.serialized) struct CompletionTests {
  let writer: Writer

  init() throws { writer = try Writer() }

  @Test func earlierCellsAreSeen() throws {
    writer.talk.run("struct Point { var x = 1.0; func length(of n: Int) -> Double { x } }")
    writer.talk.run("let point = Point()\nenum Color { case red, green(Int) }")
    #expect(try writer.matches("point.|") == ["length", "x", "self"])
    #expect(try writer.matches("point.le|") == ["length"])
    #expect(try writer.row("length", "point.|")?["signature"] == "(of: Int) -> Double")
    #expect(try writer.row("length", "point.|")?["type"] == "method")
    #expect(try writer.row("x", "point.|")?["type"] == "property")
    #expect(try writer.matches("poi|").first == "point")
    #expect(try writer.matches("let c: Color = .|") == ["green", "red"])
    #expect(try writer.matches("point.length(|)") == ["of:"])
    writer.talk.run("struct Point { var y = 2 }; let point = Point()")
    #expect(try writer.matches("point.|") == ["y", "self"])
  }

  @Test func failedCellsAreNotSeen() throws {
    writer.talk.run("let kept = 1")
    writer.talk.run("let keptNot: Int = \"text\"")
    writer.talk.run("let keptNeither = 2; fatalError()")
    #expect(try writer.matches("kept|") == ["kept"])
  }

  @Test func modulesOfCellsAreSeenFromOutside() throws {
    let matches = try writer.matches("let m = Matrix<Double>.identity(2)\nm.|")
    #expect(Set(["rowCount", "adjoint", "eigenvalues"]).isSubset(of: matches))
    // What stands there are insides of the library, which the compiler would let cells use.
    #expect(Set(["geev", "requireSquare", "_setElement"]).isDisjoint(with: matches))
    #expect(try writer.row("LinePlot", "LineP|")?["type"] == "class")
    // A module of the library that is not given, but shown by one that is.
    #expect(try writer.matches("JSO|").contains("JSON"))
    #expect(try writer.matches("Matrix(rows: 2, |") == ["columns:"])
    let overloads = try writer.row("leastSquares", "Matrix<Double>.identity(2).leastS|")
    let signature = try #require(overloads?["signature"]?.string)
    #expect(signature.hasPrefix("(") && signature.hasSuffix(" overloads"), "\(signature)")
  }

  @Test func theTextItselfIsSeen() throws {
    #expect(
      try writer.matches("func f(parameter: Int) {\n  let inner = 2\n  in|\n}").first == "inner")
    #expect(try writer.matches("func f(ownValue: Int) { ownVal| }") == ["ownValue"])
    #expect(try writer.matches("let tally = 3\nprint(\"a \\(tall|)\")") == ["tally"])
    #expect(try writer.matches("let tally = 3\nprint(\"a \\(tall|") == ["tally"])
    #expect(try writer.matches("let 🎈 = \"é\"; let 🎈e\u{301} = 2\n🎈|") == ["🎈", "🎈e\u{301}"])
    #expect(try writer.matches("let xs = [1]\nif xs.isE|").contains("isEmpty"))
  }

  @Test func keywordsAndModulesAreKnown() throws {
    #expect(try writer.row("struct", "stru|")?["type"] == "keyword")
    let modules = try writer.matches("import |")
    #expect(modules.contains("Foundation") && modules.contains("Numerics"))
    #expect(Set(["KernelCore", "CellSupport", "Completer"]).isDisjoint(with: modules))
  }

  @Test func whatIsNotForWritersIsNotOffered() throws {
    let all = try writer.matches("|")
    #expect(all.count > 300 && !all.contains("quillShow") && !all.contains("bundle"))
    #expect(!all.contains { $0.hasPrefix("_") || $0.contains("<#") || $0.contains("(") })
    #expect(all.count == Set(all).count)
    #expect(try writer.matches("let _mine = 1\n_m|") == ["_mine"])
    for text in ["12|", "1.5|", "// com|", "\"te|xt\""] {
      #expect(try writer.matches(text).isEmpty)
    }
  }

  @Test func theReplySaysWhatIsReplaced() throws {
    let reply = try writer.completion("let é🎈 = 1\nlet b = Mat|rix")
    #expect(reply["cursor_start"]?.integer == 19 && reply["cursor_end"]?.integer == 22)
    let row = reply["metadata"]?["_jupyter_types_experimental"]?.array?.first
    #expect(row?["start"]?.integer == 19 && row?["end"]?.integer == 22)
    #expect(row?["text"] == "Matrix")
  }
}
