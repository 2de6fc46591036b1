import Foundation
import JSONTrees
import Testing

@Suite struct JSONReaderTests {
  @Test(arguments: JSONTests.trees) func readsWhatItWrites(_ tree: JSON) throws {
    #expect(try JSON(tree.serialized) == tree)
  }

  @Test(arguments: [
    (" { \"a\" : [ 1 , 2.5 , -3e2 , true , null ] }\n", "{\"a\":[1,2.5,-300.0,true,null]}"),
    ("\"\\u00e9\\ud83c\\udf88\\/\\b\\f\"", "\"é🎈/\\u0008\\u000c\""),
    ("\"\\ud83c\"", "\"\u{FFFD}\""), ("\"\\ud83cx\"", "\"\u{FFFD}x\""),
    ("9223372036854775807", "9223372036854775807"),
    ("9223372036854775808", "9.223372036854776e+18"),
    ("-0", "0"), ("1E2", "100.0"), ("{\"a\":1,\"a\":2}", "{\"a\":2}"), ("1e999", "null"),
  ])
  func readsEveryForm(_ text: String, _ expected: String) throws {
    #expect(try JSON(text).serialized == expected)
  }

  @Test(arguments: [
    ("", "byte 0: the text ends where a value should stand"),
    ("[1,]", "byte 3: no value begins like this"),
    ("[1 2]", "byte 3: a comma or a bracket should stand here"),
    ("{1:2}", "byte 1: a name should stand here"),
    ("{\"a\" 1}", "byte 5: a colon should stand here"),
    ("tru", "byte 0: no value begins like this"), ("01", "byte 0: a number does not begin with 0"),
    ("-", "byte 1: a digit should stand here"), ("1.", "byte 2: a digit should stand here"),
    ("1e", "byte 2: a digit should stand here"), ("\"a", "byte 2: the text ends within a string"),
    ("\"\\x\"", "byte 2: there is no such escape"),
    ("\"\n\"", "byte 1: a control character has to be escaped"),
    ("\"\\u12", "byte 5: four hexadecimal digits should stand here"),
    ("1 1", "byte 2: nothing more may follow"), ("nan", "byte 0: no value begins like this"),
    ("\u{FEFF}1", "byte 0: no value begins like this"),
  ])
  func refusesWhatIsNotJSON(_ text: String, _ words: String) {
    let error = #expect(throws: JSONError.self) { try JSON(text) }
    #expect(error?.description == words)
  }

  @Test func refusesTextThatIsNotUTF8() {
    #expect(throws: JSONError.self) { try JSON(bytes: [0x22, 0xFF, 0x22]) }
    #expect(throws: JSONError.self) { try JSON(bytes: [0x22, 0xC0, 0x80, 0x22]) }
  }

  @Test func refusesTreesThatAreTooDeep() {
    let deep = String(repeating: "[", count: 100_000)
    #expect(throws: JSONError.self) { try JSON(deep) }
    let allowed = String(repeating: "[", count: 200) + String(repeating: "]", count: 200)
    #expect(throws: Never.self) { try JSON(allowed) }
  }

  /// Texts made from good ones by a few changes: Foundation and we agree which are JSON.
  @Test func agreesWithFoundationOnDamagedText() throws {
    var random = SystemSeed(state: 7)
    let texts = JSONTests.trees.map(\.serialized) + [#"{"a":[1,-2.5e3,"\u00e9",{"b":null}]}"#]
    let letters = Array("{}[]\",:0123456789.eE+-\\utrfalsn \n".utf8)
    for round in 0..<20_000 {
      var bytes = Array(texts[Int(random.next() % UInt64(texts.count))].utf8)
      for _ in 0...Int(random.next() % 3) {
        let place = Int(random.next() % UInt64(bytes.count + 1))
        let letter = letters[Int(random.next() % UInt64(letters.count))]
        if place < bytes.count && random.next() % 2 == 0 {
          bytes[place] = letter
        } else {
          bytes.insert(letter, at: place)
        }
      }
      let ours = (try? JSON(bytes: bytes)) != nil
      let theirs =
        (try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)) != nil
      if ours != theirs {
        // Foundation refuses numbers beyond a Double and halves of characters, which we replace; and
        // it takes a comma before a closing bracket, which the standard does not.
        let text = String(decoding: bytes, as: UTF8.self)
        let isExcused = ours ? text.contains(/[eE]|\\u/) : text.contains(/,[\]}]/)
        #expect(isExcused, "round \(round): \(text)")
      }
    }
  }
}

private struct SystemSeed {
  var state: UInt64
  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state >> 33
  }
}
