import Terminal
import Testing

/// Bytes of terminals and the keys that they are.
@Suite struct KeyDecoderTests {
  static let keys: [(String, Key)] = [
    ("a", .text("a")), ("é🎈", .text("é🎈")), ("\r", .enter), ("\n", .enter), ("\t", .tab),
    ("\u{7F}", .backspace), ("\u{8}", .backspace), ("\u{3}", .control("c")),
    ("\u{1F}", .control("_")),
    ("\u{1B}[A", .up), ("\u{1B}OA", .up), ("\u{1B}[1;5C", .wordRight), ("\u{1B}[1;5H", .textStart),
    ("\u{1B}[H", .home), ("\u{1B}[4~", .end), ("\u{1B}[3~", .delete), ("\u{1B}[Z", .backTab),
    ("\u{1B}\r", .newline), ("\u{1B}\u{7F}", .deleteWordBack), ("\u{1B}b", .wordLeft),
    ("\u{1B}x", .alt("x")), ("\u{1B}[13;2u", .newline), ("\u{1B}[99;5u", .control("c")),
    ("\u{1B}[27;5;99~", .control("c")), ("\u{1B}[200~a\nb\u{1B}[201~", .paste("a\nb")),
    ("\u{1B}[200~\u{1B}[A\u{1B}[201~", .paste("\u{1B}[A")),
    ("\u{1B}[?62;4c", .answer(.attributes([62, 4]))),
    ("\u{1B}[6;20;10t", .answer(.cellSize(width: 10, height: 20))),
    ("\u{1B}[6;20t", .answer(.other)),
    ("\u{1B}_Gi=31;OK\u{1B}\\", .answer(.kittyGraphics)),
    ("\u{1B}P>|WezTerm 1\u{1B}\\", .answer(.name("WezTerm 1"))),
    ("\u{1B}]11;rgb:0\u{7}", .answer(.other)), ("\u{1B}[99999999999999999999A", .up),
    ("\u{1B}[x", .unknown),
  ]

  @Test(arguments: keys) func aKeyIsKnown(_ bytes: String, _ key: Key) {
    var decoder = KeyDecoder()
    #expect(decoder.keys(of: bytes.utf8) == [key] && !decoder.isWaiting)
  }

  @Test(arguments: keys) func aKeyInPiecesIsTheSame(_ bytes: String, _ key: Key) {
    var decoder = KeyDecoder()
    let found = bytes.utf8.flatMap { decoder.keys(of: [$0]) }
    if case .text(let text) = key {
      let texts = found.map { if case .text(let text) = $0 { text } else { "" } }
      #expect(texts.joined() == text)
    } else {
      #expect(found == [key])
    }
  }

  @Test func anEscapeAloneIsTakenWhenNothingFollows() {
    var decoder = KeyDecoder()
    #expect(decoder.keys(of: [0x1B]).isEmpty && decoder.isWaiting)
    #expect(decoder.flush() == [.escape] && !decoder.isWaiting)
    #expect(decoder.keys(of: Array("\u{1B}_".utf8)).isEmpty && decoder.flush() == [.alt("_")])
    #expect(decoder.keys(of: "\u{1B}\u{1B}[A".utf8) == [.escape, .up])
  }

  @Test func brokenTextIsMarked() {
    var decoder = KeyDecoder()
    #expect(decoder.keys(of: [0xFF, 0x61]) == [.text("\u{FFFD}a")])
    #expect(decoder.keys(of: [0xC3]).isEmpty)
    #expect(decoder.flush() == [.text("\u{FFFD}")])
  }

  @Test func aPasteThatNeverEndsIsKept() {
    var decoder = KeyDecoder()
    #expect(decoder.keys(of: "\u{1B}[200~abc\u{1B}[20".utf8).isEmpty && decoder.isPasting)
    #expect(decoder.flush() == [.paste("abc\u{1B}[20")])
  }

  @Test func noBytesTrap() {
    var seed: UInt64 = 11
    for _ in 0..<500 {
      var decoder = KeyDecoder()
      for _ in 0..<40 {
        seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let bytes: [UInt8] = [
          0x1B, 0x5B, 0x4F, 0x5F, 0x32, 0x3B, 0x7E, 0x41, 0x80, 0xE2, 0x0D, 0x75,
        ]
        _ = decoder.keys(of: [bytes[Int(seed >> 33) % bytes.count]])
      }
      _ = decoder.flush()
      #expect(!decoder.isWaiting)
    }
  }

  @Test(arguments: [
    ("a\r\nb\rc", "a\nb\nc"),
    ("In [1]: let a = 1\n   ...: a\nOut[1]: 1\n\nIn [2]: a", "let a = 1\na\na"),
    ("  1> let a = 1\n  2. a\n$R0: Int = 1", "let a = 1\na"), ("3 > 2\n1", "3 > 2\n1"),
    ("In [x]: 1", "In [x]: 1"), ("", ""), ("In [12]:   x", "  x"), ("1>2", "1>2"),
  ])
  func promptsOfATranscriptGo(_ pasted: String, _ text: String) {
    #expect(Transcript.text(of: pasted) == text)
  }
}
