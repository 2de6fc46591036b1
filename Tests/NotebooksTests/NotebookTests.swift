import JSONTrees
import Notebooks
import Testing

/// Files of notebooks, whole and broken, and the same cells as Swift.
@Suite struct NotebookTests {
  static let texts = [
    "", "1 + 1", "a\n\nb\n", "\n", "// %%", "// %% [markdown]\n// x", "//%vars", "////!ls",
    "%vars\n!ls",
    "%time f()", "%timeit let x = 3", "/*%time*/ f()", "///*%time*/ f()", "%%writefile a\nb",
    "a\r\nb",
    "# title\n\n// text", "é🎈\n\tx", "// // %% x", "%% x",
  ]

  @Test(arguments: texts, [NotebookCell.Kind.code, .markdown, .raw])
  func everyTextComesBackFromSwift(_ text: String, _ kind: NotebookCell.Kind) {
    var notebook = Notebook()
    for source in [text, "let a = 1", text] {
      var cell = NotebookCell(kind, source)
      cell.metadata = source == text ? ["tags": ["parameters"]] : [:]
      notebook.cells.append(cell)
    }
    let again = Notebook(script: notebook.script)
    #expect(again.cells == notebook.cells, "\(notebook.script)")
  }

  @Test func textsOfChanceComeBackFromSwift() {
    var seed: UInt64 = 7
    let pieces = [
      "//", " ", "%", "%%", "!", "/*%time*/", "%time", "x", "\n", "// %%", "[raw]", "{}",
    ]
    for _ in 0..<2000 {
      let text = (0..<8).map { _ -> String in
        seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return pieces[Int(seed >> 33) % pieces.count]
      }.joined()
      var notebook = Notebook()
      notebook.cells = [.code(text), .code("y")]
      #expect(Notebook(script: notebook.script).cells == notebook.cells, "\(text)")
    }
  }

  @Test func aFileOfSwiftWithoutMarksIsOneCell() {
    #expect(Notebook(script: "let a = 1\n\na\n").cells == [.code("let a = 1\n\na")])
    #expect(Notebook(script: "").cells.isEmpty)
    #expect(Notebook(script: "\n// %% a title\nx\n").cells == [.code("x")])
  }

  @Test func aFileIsReadAndWrittenAsItWas() throws {
    let file = """
      {
       "cells": [
        {
         "cell_type": "code",
         "execution_count": 3,
         "id": "a",
         "metadata": {},
         "outputs": [
          {
           "data": {
            "application/json": [
             "a\\n"
            ],
            "text/plain": [
             "1\\n",
             "2"
            ]
           },
           "execution_count": 3,
           "metadata": {},
           "output_type": "execute_result"
          }
         ],
         "source": [
          "1\\n",
          "2"
         ],
         "strange": 1.5
        }
       ],
       "metadata": {
        "whatever": null
       },
       "nbformat": 4,
       "nbformat_minor": 5
      }

      """
    let notebook = try Notebook(bytes: file.utf8)
    #expect(notebook.text == file)
    #expect(notebook.cells[0].outputs[0]["data"]?["text/plain"] == "1\n2")
  }

  @Test func cellsWithoutNamesGetSome() throws {
    var notebook = Notebook()
    notebook.cells = [.code("a"), .code("b")]
    notebook.cells[0].id = "cell-2"
    let names = try Notebook(bytes: notebook.text.utf8).cells.map(\.id)
    #expect(names == ["cell-2", "cell-2x"])
  }

  @Test(arguments: [
    ("", "no JSON"), ("[]", "nbformat"), ("{\"nbformat\": 3}", "format 3"),
    ("{\"nbformat\": 4}", "\"cells\""),
    ("{\"nbformat\": 4, \"cells\": [{\"cell_type\": \"x\", \"source\": \"\"}]}", "cell 1"),
    ("{\"nbformat\": 4, \"cells\": [7]}", "cell 1"),
  ])
  func whatIsNoNotebookIsSaid(_ text: String, _ words: String) throws {
    let error = try #require(throws: NotebookError.self) { try Notebook(bytes: text.utf8) }
    #expect(error.description.contains(words), "\(error)")
  }

  @Test(arguments: [
    ("n=3", "var n = 3"), ("x=0.5", "var x = 0.5"), ("t=true", "var t = true"),
    ("s=moons", "var s = \"moons\""), ("s=\"3\"", "var s = \"3\""), ("s=", "var s = \"\""),
    ("l=[1, 2]", "var l = [1, 2]"), ("for=1", "var `for` = 1"),
    ("q=a\"\\(b)", "var q = \"a\\\"\\\\(b)\""), ("π=1", "var π = 1"),
  ])
  func parametersAreSwift(_ given: String, _ line: String) throws {
    var notebook = Notebook()
    notebook.inject([try Parameter(given)])
    #expect(notebook.cells[0].source == "// Parameters\n\(line)")
  }

  @Test(arguments: [
    "", "n", "1=2", "a b=3", "n=null", "n={\"a\": 1}", "n=[1, \"a\"]", "n=[]", "_=1",
  ])
  func otherParametersAreRefused(_ given: String) throws {
    let error = try #require(throws: NotebookError.self) { try Parameter(given) }
    #expect(error.description.contains("parameter"))
  }

  @Test func parametersStandBehindTheirCellAndReplaceEarlierOnes() throws {
    var notebook = Notebook()
    notebook.cells = [.code("a"), .code("let n = 1"), .code("n")]
    notebook.cells[1].tags = ["parameters"]
    notebook.inject([try Parameter("n=2")])
    notebook.inject([try Parameter("n=3")])
    #expect(notebook.cells.map(\.source) == ["a", "let n = 1", "// Parameters\nvar n = 3", "n"])
  }
}
