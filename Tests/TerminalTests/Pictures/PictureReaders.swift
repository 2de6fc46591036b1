/// Writes a file of PNG: rows with every filter in turn, packed by not packing them.
struct PNGMaker {
  let rows: [[UInt8]]
  let channels: Int

  var file: [UInt8] {
    let width = (rows.first?.count ?? 0) / channels
    let head = number(width) + number(rows.count) + [8, channels == 4 ? 6 : 2, 0, 0, 0]
    let packed = stored(filtered)
    // Two chunks of pixels, since a file may cut them anywhere.
    let half = packed.count / 2
    return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + chunk("IHDR", head)
      + chunk("IDAT", Array(packed[..<half])) + chunk("IDAT", Array(packed[half...]))
      + chunk("IEND", [])
  }

  private func number(_ value: Int) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
  }

  /// Checksums are zero: the reader leaves them alone.
  private func chunk(_ name: String, _ bytes: [UInt8]) -> [UInt8] {
    number(bytes.count) + Array(name.utf8) + bytes + [0, 0, 0, 0]
  }

  private var filtered: [UInt8] {
    rows.indices.flatMap { row -> [UInt8] in
      let filter = row % 5
      let line = rows[row]
      let above = row > 0 ? rows[row - 1] : line.map { _ in 0 }
      return [UInt8(filter)]
        + line.indices.map { place in
          let left = place >= channels ? Int(line[place - channels]) : 0
          let corner = place >= channels ? Int(above[place - channels]) : 0
          let up = Int(above[place])
          let guess = [0, left, up, (left + up) / 2, paeth(left, up, corner)][filter]
          return line[place] &- UInt8(guess)
        }
    }
  }

  private func paeth(_ left: Int, _ up: Int, _ corner: Int) -> Int {
    let guess = left + up - corner
    return [left, up, corner].enumerated().min {
      (abs(guess - $0.element), $0.offset) < (abs(guess - $1.element), $1.offset)
    }?.element ?? 0
  }

  /// A stream of zlib's of blocks that are stored (RFC 1950 and 1951).
  private func stored(_ bytes: [UInt8]) -> [UInt8] {
    var stream: [UInt8] = [0x78, 0x01]
    var place = 0
    repeat {
      let block = bytes[place..<min(place + 65535, bytes.count)]
      place += block.count
      let (low, high) = (UInt8(block.count & 0xFF), UInt8(block.count >> 8))
      stream += [place == bytes.count ? 1 : 0, low, high, ~low, ~high] + block
    } while place < bytes.count
    var (one, two): (UInt32, UInt32) = (1, 0)
    for byte in bytes {
      one = (one + UInt32(byte)) % 65521
      two = (two + one) % 65521
    }
    return stream + number(Int(two << 16 | one))
  }
}

/// Reads sixels, a character after the other, as a terminal does.
struct SixelReader {
  private(set) var width = 0
  private(set) var height = 0
  private(set) var bytes: [UInt8] = []
  var colorCount: Int { colors.count }
  private var colors: [Int: [UInt8]] = [:]

  init?(_ text: String) {
    guard text.hasPrefix("\u{1B}P0;1;0q\"1;1;"), text.hasSuffix("\u{1B}\\") else { return nil }
    var rest = text.dropFirst(13).dropLast(2)
    func number() -> Int {
      let digits = rest.prefix { $0.isNumber }
      rest = rest.dropFirst(digits.count)
      return Int(digits) ?? 0
    }
    func numbers() -> [Int] {
      var all = [number()]
      while rest.first == ";" {
        rest = rest.dropFirst()
        all.append(number())
      }
      return all
    }
    let size = numbers()
    (width, height) = (size[0], size[1])
    bytes = [UInt8](repeating: 0, count: width * height * 3)
    var (column, top, color) = (0, 0, 0)
    while let sign = rest.popFirst() {
      switch sign {
      case "#":
        let words = numbers()
        color = words[0]
        if words.count == 5 { colors[color] = words[2...].map { UInt8(($0 * 255 + 50) / 100) } }
      case "$": column = 0
      case "-": (column, top) = (0, top + 6)
      default:
        let count = sign == "!" ? number() : 1
        let code = sign == "!" ? rest.popFirst() : sign
        guard let value = code?.asciiValue, (0x3F...0x7E).contains(value) else { return nil }
        for place in column..<(column + count) { put(value - 0x3F, place, top, color) }
        column += count
      }
    }
  }

  private mutating func put(_ six: UInt8, _ column: Int, _ top: Int, _ color: Int) {
    for bit in 0..<6 where six >> UInt8(bit) & 1 == 1 {
      let start = ((top + bit) * width + column) * 3
      guard column < width, top + bit < height, let color = colors[color] else { continue }
      bytes.replaceSubrange(start..<(start + 3), with: color)
    }
  }
}
