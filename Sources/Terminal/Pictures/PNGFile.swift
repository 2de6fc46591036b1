import Compression

extension PixelImage {
  /// More pixels than these are not read.
  public static let mostPixels = 1 << 25

  /// Reads a file of PNG in true colour, on white where it can be looked through.
  ///
  /// The file's own checksums are left to zlib, which has one over all pixels.
  ///
  /// - Parameter bytes: The file (W3C, Portable Network Graphics, second edition).
  /// - Throws: ``PictureError`` for what is no such file, or is broken.
  public init(png bytes: [UInt8]) throws(PictureError) {
    let file = try PNGFile(bytes)
    try self.init(width: file.width, height: file.height, bytes: file.pixels())
  }

  /// The size of a file of PNG, by its first bytes.
  /// - Throws: ``PictureError/notPNG``.
  public static func size(ofPNG bytes: some Sequence<UInt8>) throws(PictureError) -> (
    width: Int, height: Int
  ) {
    let head = Array(bytes.prefix(24))
    guard head.count == 24, head.starts(with: PNGFile.signature) else { throw .notPNG }
    return (PNGFile.number(head[16..<20]), PNGFile.number(head[20..<24]))
  }
}

/// What a file of PNG holds.
private struct PNGFile {
  static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  let width: Int
  let height: Int
  /// How many bytes a pixel has: 3, or 4 where the last says how much of it is seen.
  private let channels: Int
  /// The filtered rows, packed.
  private var packed: [UInt8] = []

  static func number(_ bytes: ArraySlice<UInt8>) -> Int { bytes.reduce(0) { $0 << 8 | Int($1) } }

  init(_ bytes: [UInt8]) throws(PictureError) {
    (width, height) = try PixelImage.size(ofPNG: bytes)
    guard bytes.count > 33, width > 0, height > 0 else { throw .damaged }
    guard width.multipliedReportingOverflow(by: height).partialValue <= PixelImage.mostPixels,
      max(width, height) <= PixelImage.mostPixels
    else { throw .tooLarge(width: width, height: height) }
    let (depth, color, interlace) = (Int(bytes[24]), Int(bytes[25]), bytes[28])
    guard depth == 8, color == 2 || color == 6, interlace == 0 else {
      throw .unknownKind(depth: depth, color: color)
    }
    channels = color == 6 ? 4 : 3
    var place = 33
    while place + 12 <= bytes.count {
      let length = PNGFile.number(bytes[place..<(place + 4)])
      guard length <= bytes.count - place - 12 else { throw .damaged }
      let name = bytes[(place + 4)..<(place + 8)]
      if name.elementsEqual("IDAT".utf8) { packed += bytes[(place + 8)..<(place + 8 + length)] }
      place += length + 12
    }
  }

  /// The pixels without filters, on white.
  func pixels() throws(PictureError) -> [UInt8] {
    let count = width * channels
    let size = (count + 1) * height
    guard let rows = try? Gzip.unpackedZlib(packed, limit: size), rows.count == size else {
      throw .damaged
    }
    var above = [UInt8](repeating: 0, count: count)
    var pixels: [UInt8] = []
    pixels.reserveCapacity(width * height * 3)
    for row in 0..<height {
      let start = row * (count + 1)
      var line = Array(rows[(start + 1)..<(start + 1 + count)])
      guard undo(filter: rows[start], &line, above) else { throw .damaged }
      append(line, to: &pixels)
      above = line
    }
    return pixels
  }

  /// Takes a filter back; false where there is no such filter.
  private func undo(filter: UInt8, _ line: inout [UInt8], _ above: [UInt8]) -> Bool {
    guard filter <= 4 else { return false }
    if filter == 0 { return true }
    for place in line.indices {
      let left = place >= channels ? line[place - channels] : 0
      let corner = place >= channels ? above[place - channels] : 0
      switch filter {
      case 1: line[place] &+= left
      case 2: line[place] &+= above[place]
      case 3: line[place] &+= UInt8((Int(left) + Int(above[place])) / 2)
      default: line[place] &+= PNGFile.nearest(left, above[place], corner)
      }
    }
    return true
  }

  /// Paeth's predictor: which of three neighbours is nearest to left + above − corner.
  private static func nearest(_ left: UInt8, _ above: UInt8, _ corner: UInt8) -> UInt8 {
    let guess = Int(left) + Int(above) - Int(corner)
    let distances = [left, above, corner].map { abs(guess - Int($0)) }
    if distances[0] <= distances[1] && distances[0] <= distances[2] { return left }
    return distances[1] <= distances[2] ? above : corner
  }

  private func append(_ line: [UInt8], to pixels: inout [UInt8]) {
    guard channels == 4 else { return pixels += line }
    for start in stride(from: 0, to: line.count, by: 4) {
      let seen = Int(line[start + 3])
      for place in start..<(start + 3) {
        pixels.append(UInt8((Int(line[place]) * seen + 255 * (255 - seen) + 127) / 255))
      }
    }
  }
}
