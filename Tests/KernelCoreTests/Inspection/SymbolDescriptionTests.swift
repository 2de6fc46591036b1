import KernelCore
import Testing

/// SourceKit's XML as text and as Markdown.
@Suite struct SymbolDescriptionTests {
  static let comment = """
    <Function file="/x/main.swift" line="1"><Name>f(x:)</Name><Declaration>func f</Declaration>\
    <CommentParts><Abstract><Para>Gives <emphasis>one</emphasis> of \
    <codeVoice>a &lt; b</codeVoice>.</Para></Abstract>\
    <Parameters><Parameter><Name>x</Name><Direction isExplicit="0">in</Direction><Discussion>\
    <Para>What it is\nof.</Para></Discussion></Parameter></Parameters>\
    <ResultDiscussion><Para>It.</Para></ResultDiscussion>\
    <ThrowsDiscussion><Para><rawHTML><![CDATA[<b>]]></rawHTML></Para></ThrowsDiscussion>\
    <Discussion><Para>More.</Para><CodeListing language="swift">\
    <zCodeLineNumbered><![CDATA[let a = [1] < 2]]></zCodeLineNumbered>\
    <zCodeLineNumbered><![CDATA[  b]]></zCodeLineNumbered><zCodeLineNumbered></zCodeLineNumbered>\
    </CodeListing><List-Bullet><Item><Para>one</Para></Item><Item><Para>two</Para></Item>\
    </List-Bullet><List-Number><Item><Para>first</Para></Item></List-Number>\
    <Complexity><Para>O(<emphasis>n</emphasis>)</Para></Complexity></Discussion>\
    </CommentParts></Function>
    """
  let description = SymbolDescription(
    module: "Numerics",
    declaration: "<Declaration>func f(x: <Type usr=\"s:Si\">Int</Type>) -&gt; [Int]</Declaration>",
    comment: comment)

  @Test func theDetailedDescriptionAsMarkdown() {
    #expect(
      description.text(isMarkdown: true, isDetailed: true)
        == """
        ```swift
        func f(x: Int) -> [Int]
        ```

        Gives *one* of `a < b`.

        **Parameters:**

        - `x`: What it is
          of.

        **Returns:** It.

        **Throws:** <b>

        More.

        ```swift
        let a = [1] < 2
          b
        ```

        - one
        - two

        1. first

        **Complexity:** O(*n*)

        **From:** module `Numerics`
        """)
  }

  @Test func theShortDescriptionAsText() {
    #expect(
      description.text(isMarkdown: false, isDetailed: false)
        == """
        func f(x: Int) -> [Int]

        Gives one of `a < b`.

        Parameters:

        - `x`: What it is
          of.

        Returns: It.

        Throws: <b>
        """)
  }

  @Test(arguments: [
    ("a < b", "a "), ("<a>x</b>y</a>", "xy"), ("<a", ""), ("</a>x", "x"), ("<a/>x", "x"),
    ("&amp;lt;", "&lt;"), ("<![CDATA[<a>", "<a>"), ("<>x</>", "x"), ("", ""),
    ("é🎈&unknown;", "é🎈&unknown;"),
    (String(repeating: "<a>", count: 10_000) + "x", "x"),
  ])
  func anyTextIsRead(_ xml: String, _ text: String) {
    #expect(Markup.read(xml).plainText == text)
  }
}
