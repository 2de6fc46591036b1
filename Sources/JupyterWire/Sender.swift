/// Who writes messages: one running kernel, or one front end.
public struct Sender: Hashable, Sendable {
  /// The identifier of the sender for as long as it runs.
  public let session: String
  /// The name of the user that the sender runs for.
  public let username: String

  /// Makes a sender, with a fresh identifier where none is given.
  public init(session: String = randomIdentifier(), username: String = "kernel") {
    self.session = session
    self.username = username
  }
}

/// A random UUID (RFC 9562, version 4), `8c6e4a0f-37b1-4d0c-9f6e-2b1f0a7c5d3e`.
///
/// Its bits come from the system's own source (`getrandom`), so that nobody can guess them.
public func randomIdentifier() -> String {
  var source = SystemRandomNumberGenerator()
  let high = source.next() & ~0xF000 | 0x4000
  let low = source.next() & ~(3 << 62) | 1 << 63
  let digits = hexadecimal(high) + hexadecimal(low)
  var text = ""
  for (place, digit) in digits.enumerated() {
    if [8, 12, 16, 20].contains(place) { text += "-" }
    text.append(digit)
  }
  return text
}

private func hexadecimal(_ number: UInt64) -> String {
  let digits = String(number, radix: 16)
  return String(repeating: "0", count: 16 - digits.count) + digits
}
