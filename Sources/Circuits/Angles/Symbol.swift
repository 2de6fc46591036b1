/// A number that a circuit leaves open: a weight, which training finds, or a feature, which data give.
public struct Symbol: Hashable, Sendable {
  /// Where the number comes from.
  public enum Role: String, Hashable, Sendable, Comparable {
    /// Data give it.
    case feature
    /// Training finds it.
    case weight

    /// Features stand before weights.
    public static func < (left: Role, right: Role) -> Bool {
      left.rawValue < right.rawValue
    }
  }

  /// Where the number comes from.
  public let role: Role
  /// The name of the group that it belongs to, `x` for features and `w` for weights unless said.
  public let group: String
  /// Its place in the group.
  public let index: Int

  /// A number of a group.
  public init(_ role: Role, group: String? = nil, index: Int) {
    self.role = role
    self.group = group ?? Symbol.usualGroup(of: role)
    self.index = index
  }

  /// More numbers than a circuit is trained with; an index beyond is a mistake.
  static let mostPlaces = 1 << 24

  static func usualGroup(of role: Role) -> String { role == .weight ? "w" : "x" }
}

extension Symbol: Comparable {
  /// Features before weights, groups by name, and within a group by place.
  public static func < (left: Symbol, right: Symbol) -> Bool {
    (left.role, left.group, left.index) < (right.role, right.group, right.index)
  }
}

extension Symbol: CustomStringConvertible {
  /// The symbol as it is typed: `w[3]`.
  public var description: String { "\(group)[\(index)]" }
}
