import Foundation
import JSONTrees
import Testing

@Suite struct JSONTests {
  static let trees: [JSON] = [
    nil, true, 7, -0.5, "text", [], [:], [1, [2, [3]]], ["b": 1, "a": ["c": nil]],
    "quotes \" and \\ and / and \u{0} \u{1F} \n\r\t", "Ωψ⟩ 🎈", .number(1e300),
    .number(.leastNonzeroMagnitude),
    .integer(.min), .integer(.max),
  ]

  @Test(arguments: trees) func foundationReadsTheSame(_ tree: JSON) throws {
    let read = try JSONSerialization.jsonObject(
      with: Data(tree.serialized.utf8), options: .fragmentsAllowed)
    #expect(try plain(tree).isEqual(read))
  }

  @Test func everyCharacterIsWrittenSoThatFoundationReadsIt() throws {
    let scalars = (0...0x300).compactMap(Unicode.Scalar.init) + ["\u{FFFF}", "🎈", "\u{10FFFF}"]
    var text = ""
    for scalar in scalars {
      text.unicodeScalars.append(scalar)
      let tree: JSON = [.string(text), .string("x\(scalar)"), .string("\(scalar)x")]
      let read = try JSONSerialization.jsonObject(with: Data(tree.serializedBytes))
      #expect(try plain(tree).isEqual(read), "U+\(String(scalar.value, radix: 16))")
      #expect(tree.serializedBytes == Array(tree.serialized.utf8))
    }
  }

  @Test func whatIsNotFiniteIsNull() {
    #expect(JSON.array([.number(.nan), .number(.infinity)]).serialized == "[null,null]")
  }

  @Test func equalTreesReadTheSame() {
    #expect((["b": 1, "a": 2] as JSON).serialized == #"{"a":2,"b":1}"#)
    #expect((["a": 1, "a": 2] as JSON).serialized == #"{"a":2}"#)
  }

  private func plain(_ tree: JSON) throws -> NSObject {
    switch tree {
    case .null: NSNull()
    case .bool(let truth): NSNumber(value: truth)
    case .integer(let number): NSNumber(value: number)
    case .number(let number): NSNumber(value: number)
    case .string(let text): NSString(string: text)
    case .array(let items): NSArray(array: try items.map(plain))
    case .object(let members): NSDictionary(dictionary: try members.mapValues(plain))
    }
  }
}
