import JSONTrees
import Testing

/// Bytes in pieces, cut into lines.
@Suite struct JSONLinesTests {
  @Test(arguments: [1, 2, 3, 100])
  func linesComeWholeWhateverThePieces(_ size: Int) {
    let bytes = Array("{\"é\":1}\n\n[2]\nrest".utf8)
    var lines = JSONLines()
    var found: [String] = []
    for start in stride(from: 0, to: bytes.count, by: size) {
      lines.add(bytes[start...].prefix(size))
      while let line = lines.next() { found.append(String(decoding: line, as: UTF8.self)) }
    }
    #expect(found == ["{\"é\":1}", "", "[2]"])
    lines.add([0x0A])
    #expect(lines.next().map(Array.init) == Array("rest".utf8))
  }
}
