import Display
import JSONTrees
import Terminal

/// The picture of a value, as its bundle has it.
package struct Drawing {
  /// The drawing as SVG; a file of PNG stands in one as a whole.
  package let svg: String
  /// The file of PNG, where it is one.
  package let png: [UInt8]?
  /// Its own size in pixels.
  package let width: Double
  package let height: Double

  /// The picture of a bundle; nothing where it has none.
  package init?(_ bundle: JSON) {
    if let text = bundle["image/svg+xml"]?.string {
      guard let size = Drawing.size(of: text) else { return nil }
      (svg, png) = (text, nil)
      (width, height) = size
    } else if let letters = bundle["image/png"]?.string {
      guard let bytes = bytes(ofBase64: letters), let size = try? PixelImage.size(ofPNG: bytes)
      else { return nil }
      png = bytes
      (width, height) = (Double(size.width), Double(size.height))
      svg = Drawing.wrapped(letters.filter { !$0.isWhitespace }, size)
    } else {
      return nil
    }
    guard width >= 1, height >= 1 else { return nil }
  }

  private static func wrapped(_ base64: String, _ size: (width: Int, height: Int)) -> String {
    """
    <svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" \
    viewBox="0 0 \(size.width) \(size.height)"><image width="\(size.width)" \
    height="\(size.height)" xlink:href="data:image/png;base64,\(base64)"/></svg>
    """
  }

  /// The size that the root of a drawing gives.
  private static func size(of svg: String) -> (Double, Double)? {
    guard let root = svg.firstRange(of: "<svg") else { return nil }
    let head = svg[root.upperBound...].prefix { $0 != ">" }
    func length(_ name: String) -> Double? {
      guard let start = head.firstRange(of: " \(name)=\"")?.upperBound else { return nil }
      return Double(head[start...].prefix { $0.isNumber || $0 == "." })
    }
    if let width = length("width"), let height = length("height") { return (width, height) }
    guard let start = head.firstRange(of: " viewBox=\"")?.upperBound else { return nil }
    let numbers = head[start...].prefix { $0 != "\"" }
      .split { $0 == " " || $0 == "," }.compactMap { Double($0) }
    return numbers.count == 4 ? (numbers[2], numbers[3]) : nil
  }

  /// How large it is drawn so that it fills whole rows and fits into a screen.
  ///
  /// - Parameters:
  ///   - cell: The size of a character in pixels.
  ///   - columns: How many characters there is room for.
  ///   - rows: How many rows there is room for.
  /// - Returns: The rows, and the pixels.
  package func fitted(
    cell: (width: Int, height: Int), columns: Int, rows: Int
  ) -> (rows: Int, width: Int, height: Int) {
    let room = (Double(max(columns, 1) * cell.width), Double(max(rows, 1) * cell.height))
    let scale = min(1, room.0 / width, room.1 / height)
    let line = Double(cell.height)
    // The last row is filled, unless that would make it too wide; then the one before is.
    let widest = (height * room.0 / width / line).rounded(.down)
    let count = max(min((height * scale / line).rounded(.up), Double(rows), widest), 1)
    let filled = min(count * line / height, room.0 / width)
    return (
      Int(count), max(Int((width * filled).rounded()), 1), max(Int((height * filled).rounded()), 1)
    )
  }
}

/// What Base64 stands for; nothing where it is none.
package func bytes(ofBase64 text: String) -> [UInt8]? {
  var (bytes, bits, count): ([UInt8], UInt32, Int) = ([], 0, 0)
  for byte in text.utf8 where byte > 0x20 && byte != UInt8(ascii: "=") {
    guard let digit = digit(byte) else { return nil }
    bits = bits << 6 | digit
    count += 6
    if count >= 8 {
      count -= 8
      bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
    }
  }
  return bytes
}

private func digit(_ byte: UInt8) -> UInt32? {
  switch byte {
  case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(byte) - 65
  case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(byte) - 97 + 26
  case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte) - 48 + 52
  case UInt8(ascii: "+"): 62
  case UInt8(ascii: "/"): 63
  default: nil
  }
}
