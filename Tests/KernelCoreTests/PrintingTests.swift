import KernelCore
import Testing

/// What cells print by functions of ours is what the standard library's own prints.
@Suite struct PrintingTests {
  @Test func theSameIsPrinted() throws {
    let conversation = try Conversation()
    let values = [
      "1.5", "3", "\"text\"", "\"\"", "Optional(2)", "[1, 2]", "Pair()", "(1, \"a\")", "Int.self",
    ]
    let calls =
      values.flatMap { ["(\($0))", "(\($0), terminator: \".\\n\")"] } + [
        "()", "(1, 2)", "(\"x =\", 2.5)", "(1, \"b\", 3.0)", "(1, 2, 3, 4)",
        "(1, 2, separator: \"-\")", "(1, 2, 3, terminator: \"!\\n\")",
      ]
    conversation.run("struct Pair { var left = 1, right = \"two\" }")
    conversation.run(calls.map { "print\($0)" }.joined(separator: "\n"))
    let printed = conversation.stdout
    conversation.run(calls.map { "Swift.print\($0)" }.joined(separator: "\n"))
    #expect(printed == conversation.stdout && printed.contains("Pair(left: 1, right: \"two\")"))
  }

  /// Whatever its parameters are, in the cell that declares it and in later ones.
  @Test(arguments: [
    "func print(_ text: String) { Swift.print(\"mine\", text) }",
    "func print<Value>(_ value: Value) { Swift.print(\"mine\", value) }",
    """
    func print(_ items: Any..., separator: String = " ", terminator: String = "\\n") {
      Swift.print("mine", items[0])
    }
    """,
  ])
  func aFunctionOfTheUsersOwnIsCalled(declaration: String) throws {
    let conversation = try Conversation()
    conversation.run("let before = 1")
    conversation.run(declaration + "\nprint(\"a\")")
    #expect(conversation.stdout == "mine a\n")
    for _ in 0..<2 {
      conversation.run("let text = \"b\"\nprint(text)")
      #expect(conversation.stdout == "mine b\n")
    }
  }
}
