import Foundation
import JupyterTransport
import JupyterWire
import Testing

@Suite struct SignerTests {
  /// Computed with Python's `hmac.new(key, b"".join(parts), hashlib.sha256).hexdigest()`; the last
  /// is case 6 of RFC 4231.
  static let golden: [(key: [UInt8], parts: [[UInt8]], signature: String)] = [
    (
      Array("a0436f6c-1916-498b-8eb9-e81ab9368e84".utf8),
      [#"{"msg_id":"m","msg_type":"t"}"#, "{}", "{}", #"{"code":"1+1"}"#].map { Array($0.utf8) },
      "a6c8c654d81dda5161cd67ca0a8adeb57efdbc97b14463d7160a73594acbe6ca"
    ),
    (
      Array("k".utf8), [[], [], [], []],
      "8bb990c40a7d61cb97597a942125025be50ac8beb74436e3735b98893a7f6620"
    ),
    (
      Array(repeating: 0x6B, count: 64), Array(repeating: Array("{}".utf8), count: 4),
      "136c6412524f7162f3b0c02d50747ee12e5019f5d25f25950037cbfd6b7447d2"
    ),
    (
      Array(repeating: 0x6B, count: 65), Array(repeating: Array("{}".utf8), count: 4),
      "1dbf6a0202bc4673510bed413eaae5eb2619a117d29aa12481ee228895f8e1a1"
    ),
    (
      (0..<5120).map { UInt8($0 % 256) },
      [Array("é🎈".utf8), [0], [0xFF, 0xFE], Array(repeating: 0x78, count: 1000)],
      "c7d9b6f3d8bb580956cec082b73031e74b1911dd7b69b7aab85df683107da615"
    ),
    (
      Array(repeating: 0xAA, count: 131),
      [Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8)],
      "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
    ),
  ]

  @Test(arguments: golden.indices) func signsAsPythonDoes(_ index: Int) throws {
    let (key, parts, expected) = Self.golden[index]
    let signer = try Signer(key: key)
    #expect(String(decoding: signer.signature(of: parts), as: UTF8.self) == expected)
    #expect(try signer.check(Array(expected.utf8), of: parts)?.count == 32)
  }

  @Test func refusesEveryOtherSignature() throws {
    let (key, parts, text) = Self.golden[0]
    let signer = try Signer(key: key)
    let signature = Array(text.utf8)
    for index in signature.indices {
      var wrong = signature
      wrong[index] ^= 1
      #expect(throws: WireError.wrongSignature) { try signer.check(wrong, of: parts) }
    }
    for wrong in [
      signature.dropLast(), signature + [0x30], Array(text.uppercased().utf8), [0],
      Array("not hexadecimal".utf8),
    ] as [[UInt8]] {
      #expect(throws: WireError.wrongSignature) { try signer.check(wrong, of: parts) }
    }
    #expect(throws: WireError.unsigned) { try signer.check([], of: parts) }
    #expect(throws: WireError.wrongSignature) {
      try signer.check(signature, of: parts.dropLast() + [[0x7B]])
    }
  }

  @Test func withoutAKeyNothingIsSignedAndEverythingPasses() throws {
    let signer = try Signer(key: [])
    #expect(signer.signature(of: [[1], [2]]).isEmpty)
    #expect(try signer.check([1, 2, 3], of: [[1]]) == nil)
  }

  @Test(arguments: [1, 36, 4096, 4097]) func theKeyIsGoneInChildrenAndDumps(_ count: Int) throws {
    let secret = try SecretBytes(Array(repeating: 7, count: count))
    let address = secret.withBytes { bytes, length in
      #expect(length == count)
      #expect(UnsafeBufferPointer(start: bytes, count: length).allSatisfy { $0 == 7 })
      return UInt(bitPattern: bytes)
    }
    let maps = try withExtendedLifetime(secret) { try wholeText(of: "/proc/self/smaps") }
    var isInside = false
    var flags: [Substring] = []
    for line in maps.split(separator: "\n") {
      let ends = line.prefix { $0 != " " }.split(separator: "-").compactMap { UInt($0, radix: 16) }
      if ends.count == 2 { isInside = (ends[0]..<ends[1]).contains(address) }
      if isInside && line.hasPrefix("VmFlags:") { flags = line.split(separator: " ") }
    }
    #expect(flags.contains("wf"), "wiped on fork")
    #expect(flags.contains("dd"), "left out of dumps")
  }

  /// The text of a file of the system, which gives a few lines at each read.
  private func wholeText(of path: String) throws -> String {
    let file = try #require(FileHandle(forReadingAtPath: path))
    var bytes = Data()
    while let more = try file.read(upToCount: 65_536), !more.isEmpty { bytes += more }
    return String(decoding: bytes, as: UTF8.self)
  }
}
