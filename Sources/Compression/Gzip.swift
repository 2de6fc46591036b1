internal import CZlib

/// What gzip packed, and checksums (RFC 1952).
public enum Gzip {
  /// Whether bytes begin as those of a gzip file do.
  public static func isPacked(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x1F, 0x8B]) }

  /// The bytes that a gzip file holds; several files after one another hold the bytes of all.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - limit: More bytes than this are refused, since a small file can hold very many.
  /// - Returns: The bytes.
  /// - Throws: ``GzipError`` for bytes that are damaged or cut off, and for too many.
  public static func unpacked(_ bytes: [UInt8], limit: Int = 1 << 32) throws(GzipError) -> [UInt8] {
    guard isPacked(bytes) else { throw .notPacked }
    // 16 more than the largest window: a gzip header is expected.
    return try inflated(bytes, window: 15 + 16, limit: limit)
  }

  /// The bytes that a stream of zlib's own form holds, as the files of PNG have them (RFC 1950).
  ///
  /// - Parameters:
  ///   - bytes: The stream.
  ///   - limit: More bytes than this are refused, since a small stream can hold very many.
  /// - Returns: The bytes.
  /// - Throws: ``GzipError`` for bytes that are damaged or cut off, and for too many.
  public static func unpackedZlib(_ bytes: [UInt8], limit: Int) throws(GzipError) -> [UInt8] {
    try inflated(bytes, window: 15, limit: limit)
  }

  private static func inflated(
    _ bytes: [UInt8], window: Int32, limit: Int
  ) throws(GzipError) -> [UInt8] {
    guard let count = UInt32(exactly: bytes.count) else { throw .tooLong(limit: Int(UInt32.max)) }
    var stream = z_stream()
    let size = Int32(MemoryLayout<z_stream>.size)
    guard inflateInit2_(&stream, window, ZLIB_VERSION, size) == Z_OK else { throw .noMemory }
    defer { inflateEnd(&stream) }
    // zlib declares its input as mutable, and does not change it.
    var input = bytes
    return try input.withUnsafeMutableBufferPointer { input throws(GzipError) in
      stream.next_in = input.baseAddress
      stream.avail_in = count
      return try inflateAll(&stream, limit: limit)
    }
  }

  private static func inflateAll(
    _ stream: inout z_stream, limit: Int
  ) throws(GzipError) -> [UInt8] {
    var (output, chunk) = ([UInt8](), [UInt8](repeating: 0, count: 1 << 16))
    while true {
      let (status, made) = inflateSome(&stream, into: &chunk)
      guard output.count + made <= limit else { throw .tooLong(limit: limit) }
      output.append(contentsOf: chunk[..<made])
      switch status {
      case Z_OK: if made == 0 && stream.avail_in == 0 { throw .cutOff }
      case Z_STREAM_END:
        if stream.avail_in == 0 { return output }
        guard inflateReset(&stream) == Z_OK else { throw .damaged }
      case Z_BUF_ERROR: throw .cutOff
      case Z_MEM_ERROR: throw .noMemory
      default: throw .damaged
      }
    }
  }

  private static func inflateSome(
    _ stream: inout z_stream, into chunk: inout [UInt8]
  ) -> (status: Int32, made: Int) {
    chunk.withUnsafeMutableBufferPointer { chunk in
      stream.next_out = chunk.baseAddress
      stream.avail_out = UInt32(chunk.count)
      let status = inflate(&stream, Z_NO_FLUSH)
      return (status, chunk.count - Int(stream.avail_out))
    }
  }

  /// The CRC-32 of bytes, as gzip and PNG have it.
  ///
  /// - Parameter bytes: The bytes.
  /// - Returns: Their checksum.
  public static func checksum(_ bytes: some Sequence<UInt8>) -> UInt32 {
    let bytes = Array(bytes)
    return bytes.withUnsafeBufferPointer { UInt32(crc32_z(0, $0.baseAddress, $0.count)) }
  }
}

/// Why bytes cannot be unpacked.
@frozen public enum GzipError: Error, Hashable, Sendable, CustomStringConvertible {
  /// They do not begin as a gzip file does.
  case notPacked
  /// A checksum or a code is wrong.
  case damaged
  /// They end too early.
  case cutOff
  /// They hold more bytes than are allowed.
  case tooLong(limit: Int)
  /// There is no memory for zlib.
  case noMemory

  /// What is wrong, and what to do.
  public var description: String {
    switch self {
    case .notPacked: "the file was not packed by gzip; read it as it is"
    case .damaged: "the gzip data are damaged; fetch the file again"
    case .cutOff: "the gzip data end too early; fetch the file again"
    case .tooLong(let limit): "the gzip data hold more than \(limit) bytes; unpack the file by hand"
    case .noMemory: "there is no memory to unpack the gzip data"
    }
  }
}
