/// Why a text is not JSON.
public struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was found there.
  public let reason: String
  /// How many bytes stand before it.
  public let offset: Int

  /// The reason and the place, in words.
  public var description: String { "byte \(offset): \(reason)" }
}
