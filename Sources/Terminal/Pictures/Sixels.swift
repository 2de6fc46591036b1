/// Pictures as sixels: columns of six pixels, a character each, colour after colour (DEC, VT330/VT340
/// Programmer Reference Manual, volume 2, chapter 14).
enum Sixels {
  /// What is to be written.
  static func text(of image: PixelImage) -> String {
    let table = ColorTable(image)
    var bytes = Array("\u{1B}P0;1;0q\"1;1;\(image.width);\(image.height)".utf8)
    for (number, color) in table.colors.enumerated() {
      bytes += "#\(number);2;\(color.x);\(color.y);\(color.z)".utf8
    }
    for top in stride(from: 0, to: image.height, by: 6) {
      append(top, of: image, table, to: &bytes)
      bytes.append(UInt8(ascii: "-"))
    }
    bytes += "\u{1B}\\".utf8
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Six rows of pixels, one colour over the other.
  private static func append(
    _ top: Int, of image: PixelImage, _ table: ColorTable, to bytes: inout [UInt8]
  ) {
    var columns: [UInt8: [UInt8]] = [:]
    for row in top..<min(top + 6, image.height) {
      for column in 0..<image.width {
        let color = table.places[row * image.width + column]
        columns[color, default: [UInt8](repeating: 0, count: image.width)][column] |=
          1 << UInt8(row - top)
      }
    }
    var isFirst = true
    for (color, sixels) in columns.sorted(by: { $0.key < $1.key }) {
      if !isFirst { bytes.append(UInt8(ascii: "$")) }
      isFirst = false
      bytes += "#\(color)".utf8
      appendRuns(of: sixels, to: &bytes)
    }
  }

  /// The characters, with a count before those that come often.
  private static func appendRuns(of sixels: [UInt8], to bytes: inout [UInt8]) {
    let end = (sixels.lastIndex { $0 != 0 } ?? -1) + 1
    var start = 0
    while start < end {
      var next = start + 1
      while next < end, sixels[next] == sixels[start] { next += 1 }
      let character = sixels[start] + 0x3F
      if next - start > 3 {
        bytes += "!\(next - start)".utf8
        bytes.append(character)
      } else {
        for _ in start..<next { bytes.append(character) }
      }
      start = next
    }
  }
}
