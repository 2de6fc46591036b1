import CSodium

/// What a cell was made from, as one number: its text and name, the cells that it sees, the modules that
/// it is given, the compiler and the way in which it is called.
public struct CellKey: Hashable, Sendable, CustomStringConvertible {
  /// The number in hexadecimal digits.
  public let description: String

  /// The key of things in an order.
  ///
  /// It is SHA-256, so that nobody has to wonder whether two cells might share one.
  init(_ parts: [String]) {
    // A length before each part keeps "ab", "c" apart from "a", "bc".
    let bytes = parts.flatMap { part in Array("\(part.utf8.count):\(part)".utf8) }
    var digest = [UInt8](repeating: 0, count: Int(crypto_hash_sha256_BYTES))
    crypto_hash_sha256(&digest, bytes, UInt64(bytes.count))
    description = digest.map { byte in
      String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
    }.joined()
  }
}
