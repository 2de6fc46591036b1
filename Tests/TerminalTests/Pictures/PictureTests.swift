import Terminal
import Testing

/// Pictures on their way to a terminal, read back by readers of their own.
@Suite struct PictureTests {
  struct Random {
    var state: UInt64
    mutating func next(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % count
    }
  }

  @Test(arguments: [3, 4], [1, 2, 7, 40])
  func filesOfPNGAreRead(_ channels: Int, _ width: Int) throws {
    var random = Random(state: UInt64(channels * 100 + width))
    let rows = (0..<11).map { _ in (0..<(width * channels)).map { _ in UInt8(random.next(256)) } }
    let image = try PixelImage(png: PNGMaker(rows: rows, channels: channels).file)
    #expect(image.width == width && image.height == 11)
    var expected: [UInt8] = []
    for row in rows {
      for start in stride(from: 0, to: row.count, by: channels) {
        let seen = channels == 4 ? Double(row[start + 3]) / 255 : 1
        for value in row[start..<(start + 3)] {
          expected.append(UInt8((Double(value) * seen + 255 * (1 - seen)).rounded()))
        }
      }
    }
    #expect(zip(image.bytes, expected).allSatisfy { abs(Int($0) - Int($1)) <= 1 })
    #expect(image.bytes.count == expected.count)
  }

  @Test func whatIsNoPictureIsSaid() throws {
    let good = PNGMaker(rows: [[1, 2, 3], [4, 5, 6]], channels: 3).file
    #expect(throws: PictureError.notPNG) { try PixelImage(png: [1, 2, 3]) }
    for end in [24, 30, good.count - 20] {
      #expect(throws: PictureError.damaged) { try PixelImage(png: Array(good[..<end])) }
    }
    func changed(_ place: Int, _ byte: UInt8) -> [UInt8] {
      var bytes = good
      bytes[place] = byte
      return bytes
    }
    #expect(throws: PictureError.tooLarge(width: 0x7F00_0001, height: 2)) {
      try PixelImage(png: changed(16, 0x7F))
    }
    #expect(throws: PictureError.unknownKind(depth: 16, color: 2)) {
      try PixelImage(png: changed(24, 16))
    }
    #expect(throws: PictureError.unknownKind(depth: 8, color: 3)) {
      try PixelImage(png: changed(25, 3))
    }
    #expect(throws: PictureError.damaged) { try PixelImage(png: changed(19, 0)) }
    // The length of the first chunk of pixels.
    #expect(throws: PictureError.damaged) { try PixelImage(png: changed(33, 0xFF)) }
    #expect("\(PictureError.unknownKind(depth: 16, color: 2))".contains("save it as true colour"))
    #expect("\(PictureError.tooLarge(width: 9, height: 8))".contains("make it smaller"))
    #expect("\(PictureError.damaged)".contains("make it anew"))
    #expect("\(PictureError.notPNG)".contains("is no PNG"))
    #expect(throws: PictureError.damaged) {
      try PixelImage(width: 2, height: 2, bytes: [1, 2, 3])
    }
  }

  @Test(arguments: [(1, 1), (5, 6), (13, 7), (40, 31)])
  func sixelsAreThePixels(_ width: Int, _ height: Int) throws {
    var random = Random(state: UInt64(width))
    let colors = (0..<20).map { _ in (0..<3).map { _ in UInt8(random.next(256)) } }
    let bytes = (0..<(width * height)).flatMap { _ in colors[random.next(colors.count)] }
    let image = try PixelImage(width: width, height: height, bytes: bytes)
    let read = try #require(SixelReader(try sixels(of: image)))
    #expect(read.width == width && read.height == height)
    #expect(zip(read.bytes, bytes).allSatisfy { abs(Int($0) - Int($1)) <= 2 })
    #expect(read.bytes.count == bytes.count)
  }

  /// 40,000 colours become 256 that are near.
  @Test func manyColoursBecomeFew() throws {
    var bytes: [UInt8] = []
    for row in 0..<200 {
      for column in 0..<200 {
        bytes += [UInt8(row), UInt8(column), UInt8((row + column) / 2)]
      }
    }
    let image = try PixelImage(width: 200, height: 200, bytes: bytes)
    let text = try sixels(of: image)
    let read = try #require(SixelReader(text))
    let again = try sixels(of: image)
    #expect(read.colorCount == 256 && text == again)
    let far = zip(read.bytes, bytes).map { abs(Int($0) - Int($1)) }
    #expect(far.reduce(0, +) / far.count < 5 && far.reduce(0, max) < 32)
  }

  /// What is written for a picture, by way of a file of PNG.
  func sixels(of image: PixelImage) throws -> String {
    let rows = (0..<image.height).map { row in
      Array(image.bytes[(row * image.width * 3)..<((row + 1) * image.width * 3)])
    }
    let png = PNGMaker(rows: rows, channels: 3).file
    return try #require(try TerminalPictures.sixel.picture(ofPNG: png, rows: 1, number: 1)).codes
  }

  @Test func theProtocolIsTheOneThatWasSaid() {
    #expect(TerminalPictures([.attributes([62, 22])]) == .none)
    #expect(TerminalPictures([.attributes([62, 4])]) == .sixel)
    #expect(TerminalPictures([.kittyGraphics, .attributes([62, 4])]) == .kitty)
    #expect(TerminalPictures([.name("WezTerm 2024"), .attributes([4])]) == .iterm)
  }

  @Test func filesGoAsTheProtocolHasThem() throws {
    let png = [UInt8](repeating: 0, count: 5000)
    let kitty = try #require(try TerminalPictures.kitty.picture(ofPNG: png, rows: 3, number: 7))
    let pieces = kitty.codes.split(separator: "\u{1B}\\").map(String.init)
    #expect(pieces.count == 2)
    #expect(pieces[0].hasPrefix("\u{1B}_Ga=T,f=100,i=7,C=1,r=3,q=2,m=1;AAAA"))
    #expect(pieces[1].hasPrefix("\u{1B}_Gq=2,m=0;AAAA"))
    #expect(kitty.removal == "\u{1B}_Ga=d,d=I,i=7,q=2\u{1B}\\")
    #expect(kitty.text.hasPrefix("\n\n\n\u{1B}[3A\u{1B}7\u{1B}_G"))
    #expect(kitty.text.hasSuffix("\u{1B}8\u{1B}[3B"))
    let iterm = try #require(try TerminalPictures.iterm.picture(ofPNG: [0, 1], rows: 3, number: 1))
    #expect(
      iterm.codes
        == "\u{1B}]1337;File=inline=1;size=2;height=3;preserveAspectRatio=1;doNotMoveCursor=1:AAE=\u{7}"
    )
    #expect(try TerminalPictures.none.picture(ofPNG: png, rows: 3, number: 7) == nil)
    #expect(throws: PictureError.notPNG) {
      try TerminalPictures.sixel.picture(ofPNG: png, rows: 3, number: 7)
    }
  }
}
