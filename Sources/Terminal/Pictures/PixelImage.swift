/// A picture in rows of pixels, each of red, green and blue.
public struct PixelImage: Hashable, Sendable {
  /// How many pixels a row has.
  public let width: Int
  /// How many rows there are.
  public let height: Int
  /// Red, green and blue of each pixel, row by row from the top.
  public let bytes: [UInt8]

  /// Takes pixels.
  /// - Throws: ``PictureError/damaged`` where there are more or fewer than the size says.
  public init(width: Int, height: Int, bytes: [UInt8]) throws(PictureError) {
    let (count, isTooMany) = width.multipliedReportingOverflow(by: height)
    guard width > 0, height > 0, !isTooMany, bytes.count % 3 == 0, bytes.count / 3 == count else {
      throw .damaged
    }
    (self.width, self.height, self.bytes) = (width, height, bytes)
  }
}

/// Why a picture cannot be read.
public enum PictureError: Error, Hashable, Sendable, CustomStringConvertible {
  /// It is no file of PNG.
  case notPNG
  /// It is broken, or cut off.
  case damaged
  /// It has more pixels than are read.
  case tooLarge(width: Int, height: Int)
  /// It is of a kind that is not read.
  case unknownKind(depth: Int, color: Int)

  /// What is wrong, and what to do.
  public var description: String {
    switch self {
    case .notPNG: "the picture is no PNG; give one that is"
    case .damaged: "the picture is damaged or cut off; make it anew"
    case .tooLarge(let width, let height):
      "the picture has \(width) times \(height) pixels, and \(PixelImage.mostPixels) are read at "
        + "most; make it smaller"
    case .unknownKind(let depth, let color):
      "the picture is a PNG of kind \(color) with \(depth) bits a channel, and only kinds 2 and 6 "
        + "with 8 bits and without interlacing are read; save it as true colour"
    }
  }
}
