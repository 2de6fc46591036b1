import CSodium
import JupyterWire

/// Signs messages and checks signatures: HMAC-SHA256 (RFC 2104), by libsodium.
package final class Signer: Sendable {
  /// The 32 bytes of a signature.
  package typealias Digest = [UInt8]

  /// `nil` where the connection's key is empty and nothing is signed.
  private let key: SecretBytes?

  package init(key: [UInt8]) throws(TransportError) {
    guard sodium_init() >= 0 else {
      throw .systemRefuses("random numbers", reason: "libsodium does not start")
    }
    self.key = key.isEmpty ? nil : try SecretBytes(key)
  }

  /// The signature of parts in lower-case hexadecimal, as messages carry it; empty without a key.
  package func signature(of parts: some Collection<[UInt8]>) -> [UInt8] {
    digest(of: parts).map(Signer.hexadecimal) ?? []
  }

  /// Throws where a signature is not that of the parts, in a time that does not tell how nearly.
  ///
  /// - Returns: the digest, by which a message that comes again is known; `nil` without a key.
  package func check(
    _ signature: [UInt8], of parts: some Collection<[UInt8]>
  ) throws(WireError) -> Digest? {
    guard let digest = digest(of: parts) else { return nil }
    guard !signature.isEmpty else { throw .unsigned }
    let expected = Signer.hexadecimal(digest)
    guard signature.count == expected.count,
      sodium_memcmp(signature, expected, expected.count) == 0
    else { throw .wrongSignature }
    return digest
  }

  private func digest(of parts: some Collection<[UInt8]>) -> Digest? {
    key?.withBytes { key, count in
      var state = crypto_auth_hmacsha256_state()
      crypto_auth_hmacsha256_init(&state, key, count)
      for part in parts {
        crypto_auth_hmacsha256_update(&state, part, UInt64(part.count))
      }
      var digest = Digest(repeating: 0, count: crypto_auth_hmacsha256_bytes())
      crypto_auth_hmacsha256_final(&state, &digest)
      sodium_memzero(&state, MemoryLayout.size(ofValue: state))
      return digest
    }
  }

  private static func hexadecimal(_ digest: Digest) -> [UInt8] {
    let digits = Array("0123456789abcdef".utf8)
    return digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
  }
}
