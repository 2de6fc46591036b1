import Display
import Foundation
import Testing

@Suite struct MIMEBundleTests {
  @Test func textIsAlwaysThere() {
    #expect(MIMEBundle(text: "x").text == "x")
    #expect(MIMEBundle(text: "x").adding(.latex, "$x$").text(.latex) == "$x$")
    #expect(MIMEBundle(text: "x").text(.svg) == nil)
  }

  @Test func aLaterFormReplacesAnEarlierOne() {
    let bundle = MIMEBundle(text: "x").adding(.html, "<b>1</b>").adding(.html, "<b>2</b>")
    #expect(bundle.text(.html) == "<b>2</b>" && bundle.contents.count == 2)
  }

  @Test func jsonCarriesTreesAsTreesAndBytesAsBase64() {
    let bundle = MIMEBundle(text: "t").adding(.json, .json([1, 2])).adding(
      .png, .data([1, 2, 3, 4]))
    #expect(
      bundle.json.serialized
        == #"{"application/json":[1,2],"image/png":"AQIDBA==","text/plain":"t"}"#)
  }

  @Test(arguments: 0..<40) func base64IsThatOfFoundation(count: Int) {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 167 &+ count) }
    let bundle = MIMEBundle(text: "").adding(.png, .data(bytes))
    #expect(bundle.json["image/png"] == .string(Data(bytes).base64EncodedString()))
  }

  @Test func snippetsKeepTheirSource() {
    #expect(Markdown("# a").bundle.text(.markdown) == "# a")
    #expect(LaTeX("$a$").bundle.text(.latex) == "$a$")
    #expect(HTML("<i>a</i>", text: "a").bundle.text(.html) == "<i>a</i>")
    #expect(HTML("<i>a</i>", text: "a").bundle.text == "a")
  }
}
