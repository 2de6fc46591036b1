/// A kind of channel, by how strong it is: what laws, plots and comparisons loop over.
///
/// ```swift
/// for family in ChannelFamily.all {
///   print(family, try family.channel(strength: 0.1).averageFidelity)
/// }
/// ```
public struct ChannelFamily: Sendable, CustomStringConvertible {
  /// The name.
  public let name: String
  private let make: @Sendable (Double) throws(NoiseError) -> Channel

  /// A kind of channel.
  ///
  /// - Parameters:
  ///   - name: The name.
  ///   - make: The channel of a strength, which does nothing at strength 0.
  public init(
    _ name: String, _ make: @escaping @Sendable (Double) throws(NoiseError) -> Channel
  ) {
    (self.name, self.make) = (name, make)
  }

  /// The channel of a strength.
  ///
  /// - Parameter strength: A number from 0, where nothing happens, to 1.
  /// - Returns: The channel.
  /// - Throws: ``NoiseError/unfit(_:given:allowed:)`` for another number.
  public func channel(strength: Double) throws(NoiseError) -> Channel {
    try Channel.check(strength, "the strength", of: name)
    return try make(strength)
  }

  /// The name.
  public var description: String { name }

  /// All kinds that have a name here.
  public static let all: [ChannelFamily] = pauliFamilies + dampingFamilies + resetFamilies
}
