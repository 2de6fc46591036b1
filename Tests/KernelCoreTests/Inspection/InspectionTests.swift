import KernelCore
import Testing

/// What names mean, from the process that asks SourceKit.
@Suite(.serialized) struct InspectionTests {
  let writer: Writer

  init() throws { writer = try Writer() }

  @Test(arguments: ["|print(1)", "pri|nt(1)", "print(|", "let x = 1\nprint(x, |"])
  func printIsExplained(_ marked: String) throws {
    let text = try #require(try writer.inspection(marked, as: "text/markdown"))
    #expect(text.hasPrefix("```swift\nfunc print(_ items: Any..., separator: String = \" \""))
    #expect(text.contains("Writes the textual representations of the given items"))
    #expect(text.contains("- `separator`: A string to print between each item."))
    #expect(!text.contains("<") && !text.contains("To print the items separated by"))
  }

  @Test func aFunctionOfAnEarlierCellIsExplained() throws {
    writer.talk.run(
      """
      /// The *square* of a number.
      ///
      /// It is `n` times itself.
      /// - Parameter n: the number
      /// - Returns: the square
      /// - Throws: nothing, really
      func square(_ n: Int) throws -> Int { n * n }
      """)
    writer.talk.run("let side = 2")
    #expect(
      try writer.inspection("try squ|are(side)", detail: 1)
        == """
        func square(_ n: Int) throws -> Int

        The square of a number.

        Parameters:

        - `n`: the number

        Returns: the square

        Throws: nothing, really

        It is `n` times itself.

        From: cell 1
        """)
    #expect(try writer.inspection("si|de") == "let side: Int")
  }

  @Test func aFunctionOfTheLibraryIsExplained() throws {
    let text = try writer.inspection("Matrix<Double>.iden|tity(2)", detail: 1, as: "text/markdown")
    #expect(text?.contains("static func identity(_ size: Int) throws(NumericsError)") == true)
    #expect(text?.contains("**Throws:** `NumericsError` if") == true)
    #expect(text?.hasSuffix("**From:** module `Numerics`") == true)
  }

  @Test func theTextItselfIsExplained() throws {
    #expect(try writer.inspection("let é🎈 = [1.5]\n|é🎈.count") == "let é🎈: [Double]")
    #expect(try writer.inspection("func f() {\nlet a = 2\nlet b = [a|") == "let a: Int")
  }

  @Test(arguments: ["|", "nothi|ng", "1|2", "// pri|nt", "if| true {}"])
  func whatIsNoNameIsNotFound(_ marked: String) throws {
    #expect(try writer.inspection(marked) == nil)
  }
}
