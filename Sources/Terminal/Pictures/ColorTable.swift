/// The colours of a picture, at most so many, and which of them each pixel has.
///
/// Colours are counted in hundredths, which is all that sixels can say. Where there are too many, boxes
/// of neighbouring colours are cut in two until there are enough, and each becomes one (Heckbert, Color
/// image quantization for frame buffer display, SIGGRAPH 1982).
struct ColorTable {
  /// Red, green and blue in hundredths.
  typealias Color = SIMD3<UInt8>

  /// The colours.
  private(set) var colors: [Color] = []
  /// For each pixel the place of its colour.
  private(set) var places: [UInt8] = []

  private struct Box {
    var entries: [(color: Color, count: Int)]
    /// The longest side, and which channel it is.
    let extent: (length: Int, channel: Int)
    let weight: Int

    init(_ entries: [(color: Color, count: Int)]) {
      self.entries = entries
      weight = entries.reduce(0) { $0 + $1.count }
      let low = entries.reduce(Color(repeating: 100)) { pointwiseMin($0, $1.color) }
      let high = entries.reduce(Color(repeating: 0)) { pointwiseMax($0, $1.color) }
      let lengths = (0..<3).map { Int(high[$0]) - Int(low[$0]) }
      let channel = lengths.indices.max { lengths[$0] < lengths[$1] } ?? 0
      extent = (lengths[channel], channel)
    }

    /// Which box is cut next: the one with the most to be told apart.
    var need: Int { extent.length * weight }

    /// Both halves by the count of pixels, neither empty.
    func halves() -> [Box] {
      let channel = extent.channel
      let sorted = entries.sorted {
        ($0.color[channel], $0.color.number) < ($1.color[channel], $1.color.number)
      }
      var (sum, cut) = (0, 0)
      while cut < sorted.count - 1, sum + sorted[cut].count <= weight / 2 || cut == 0 {
        sum += sorted[cut].count
        cut += 1
      }
      return [Box(Array(sorted[..<cut])), Box(Array(sorted[cut...]))]
    }

    var mean: Color {
      var sum = SIMD3<Int>()
      for (color, count) in entries {
        sum &+= SIMD3(Int(color.x), Int(color.y), Int(color.z)) &* count
      }
      return Color(truncatingIfNeeded: (sum &+ weight / 2) / weight)
    }
  }

  init(_ image: PixelImage, most: Int = 256) {
    let pixels = stride(from: 0, to: image.bytes.count, by: 3).map { start in
      Color(image.bytes[start], image.bytes[start + 1], image.bytes[start + 2]).inHundredths
    }
    var counts: [Color: Int] = [:]
    for pixel in pixels { counts[pixel, default: 0] += 1 }
    let entries = counts.map { (color: $0.key, count: $0.value) }
      .sorted { $0.color.number < $1.color.number }
    var boxes = [Box(entries)]
    if entries.count <= most {
      boxes = entries.map { Box([$0]) }
    } else {
      while boxes.count < most,
        let next = boxes.indices.max(by: { boxes[$0].need < boxes[$1].need })
      {
        boxes.replaceSubrange(next...next, with: boxes[next].halves())
      }
    }
    colors = boxes.map(\.mean)
    var numbers: [Color: UInt8] = [:]
    for (number, box) in boxes.enumerated() {
      for entry in box.entries { numbers[entry.color] = UInt8(number) }
    }
    places = pixels.map { numbers[$0] ?? 0 }
  }
}

extension SIMD3<UInt8> {
  /// Bytes as hundredths.
  fileprivate var inHundredths: Self {
    func hundredths(_ byte: UInt8) -> UInt8 { UInt8((Int(byte) * 100 + 127) / 255) }
    return Self(hundredths(x), hundredths(y), hundredths(z))
  }

  /// A number for each colour, so that the order of a dictionary does not matter.
  fileprivate var number: Int { Int(x) << 16 | Int(y) << 8 | Int(z) }
}
