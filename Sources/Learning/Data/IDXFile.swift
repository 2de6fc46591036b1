internal import Storage

/// An array of numbers of any shape, in the format of the MNIST files.
///
/// Two bytes 0, a byte for the type of the numbers, a byte for the count of dimensions; then each dimension as 32
/// bits and the numbers, most significant byte first. Y. LeCun, C. Cortes and C. Burges, "The MNIST database of
/// handwritten digits" (1998).
///
/// ```swift
/// let images = try IDXFile(path: "train-images-idx3-ubyte.gz")
/// let labels = try IDXFile(path: "train-labels-idx1-ubyte.gz")
/// let data = try DataSet(images: images, labels: labels, first: 1_000)
/// ```
public struct IDXFile: Hashable, Sendable {
  /// What errors call the file.
  public let name: String
  /// The size of each dimension.
  public let shape: [Int]
  private let numbers: [UInt8]
  private let type: NumberType

  /// How a number is written.
  enum NumberType: UInt8 {
    case unsignedByte = 0x08
    case signedByte = 0x09
    case short = 0x0B
    case int = 0x0C
    case float = 0x0D
    case double = 0x0E

    var width: Int {
      switch self {
      case .unsignedByte, .signedByte: 1
      case .short: 2
      case .int, .float: 4
      case .double: 8
      }
    }
  }

  /// Reads a file, which gzip may have packed.
  ///
  /// - Parameter path: The file.
  /// - Throws: ``LearningError/file(_:reason:)`` for a file that cannot be read, or that is no such array.
  public init(path: String) throws(LearningError) {
    try self.init(bytes: learning { try WholeFile.readUnpacked(path) }, name: path)
  }

  /// Reads the bytes of a file that is not packed.
  ///
  /// - Parameters:
  ///   - bytes: The bytes.
  ///   - name: What errors call them.
  /// - Throws: ``LearningError/file(_:reason:)`` for bytes that are no such array.
  public init(bytes: [UInt8], name: String = "IDX") throws(LearningError) {
    guard bytes.count >= 4, bytes[0] == 0, bytes[1] == 0, let type = NumberType(rawValue: bytes[2])
    else {
      throw .file(
        name, reason: "this is no IDX file: it begins with two bytes 0 and a type of numbers")
    }
    let dimensions = Int(bytes[3])
    let start = 4 + 4 * dimensions
    guard dimensions > 0, bytes.count >= start else {
      throw .file(name, reason: "the header of the IDX file is cut off or has no dimensions")
    }
    let shape = (0..<dimensions).map { Int(bits(bytes, 4 + 4 * $0, 4)) }
    var (size, isTooLarge) = (type.width, false)
    for length in shape {
      let (product, overflow) = size.multipliedReportingOverflow(by: length)
      (size, isTooLarge) = (product, isTooLarge || overflow)
    }
    guard !isTooLarge, bytes.count - start == size else {
      throw .file(
        name,
        reason:
          "the header of the IDX file says \(shape.map(String.init).joined(separator: "×")) numbers of "
          + "\(type.width) bytes, and \(bytes.count - start) bytes follow; fetch the file again")
    }
    (self.name, self.shape, self.type) = (name, shape, type)
    numbers = Array(bytes[start...])
  }

  /// How many numbers one entry of the first dimension has.
  var entrySize: Int { shape.dropFirst().reduce(1, *) }

  /// The numbers of an entry of the first dimension.
  func entry(_ place: Int) -> [Double] {
    (place * entrySize..<(place + 1) * entrySize).map(number)
  }

  private func number(_ place: Int) -> Double {
    let bits = bits(numbers, place * type.width, type.width)
    return switch type {
    case .unsignedByte: Double(bits)
    case .signedByte: Double(Int8(truncatingIfNeeded: bits))
    case .short: Double(Int16(truncatingIfNeeded: bits))
    case .int: Double(Int32(truncatingIfNeeded: bits))
    case .float: Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
    case .double: Double(bitPattern: bits)
    }
  }
}

/// A number of some bytes, the most significant first.
private func bits(_ bytes: [UInt8], _ start: Int, _ width: Int) -> UInt64 {
  bytes[start..<start + width].reduce(0) { $0 << 8 | UInt64($1) }
}

extension DataSet {
  /// Images and their classes, from two IDX files.
  ///
  /// - Parameters:
  ///   - images: A file whose first dimension counts images; a row has the pixels of one, row after row.
  ///   - labels: A file with a whole number from 0 for each image.
  ///   - first: How many are taken; all unless given.
  ///   - classNames: What the classes are called; their numbers unless given.
  ///   - name: What the data are called.
  /// - Throws: ``LearningError`` for files of different counts, and labels that are no classes.
  public init(
    images: IDXFile, labels: IDXFile, first: Int? = nil, classNames: [String]? = nil,
    name: String = "images"
  ) throws(LearningError) {
    guard labels.shape.count == 1, labels.shape[0] == images.shape[0] else {
      throw .wrongCount(
        "\(labels.name), labels of \(images.shape[0]) images", given: labels.shape[0],
        expected: images.shape[0])
    }
    let count = min(max(first ?? images.shape[0], 0), images.shape[0])
    guard count > 0, images.entrySize > 0 else { throw .empty(images.name) }
    var classes: [Int] = []
    for place in 0..<count {
      let number = labels.entry(place)[0]
      guard let label = Int(exactly: number), 0...999 ~= label else {
        throw .unfit(
          labels.name, given: "label \(number) in place \(place)",
          allowed: "whole numbers 0 to 999 are classes")
      }
      classes.append(label)
    }
    try self.init(
      name, rows: (0..<count).map(images.entry), labels: classes,
      classNames: classNames ?? (0...(classes.max() ?? 0)).map(String.init))
  }
}
