extension JSON {
  /// The member of a name, where there is one.
  public subscript(name: String) -> JSON? {
    if case .object(let members) = self { members[name] } else { nil }
  }

  /// The item at a place, where there is one.
  public subscript(index: Int) -> JSON? {
    if case .array(let items) = self, items.indices.contains(index) { items[index] } else { nil }
  }

  /// The text, if this is text.
  public var string: String? { if case .string(let text) = self { text } else { nil } }

  /// The truth value, if this is one.
  public var bool: Bool? { if case .bool(let truth) = self { truth } else { nil } }

  /// The whole number, if this is one.
  public var integer: Int? {
    switch self {
    case .integer(let number): number
    case .number(let number): Int(exactly: number)
    default: nil
    }
  }

  /// The number, if this is one.
  public var number: Double? {
    switch self {
    case .integer(let number): Double(number)
    case .number(let number): number
    default: nil
    }
  }

  /// The items, if this is a list.
  public var array: [JSON]? { if case .array(let items) = self { items } else { nil } }

  /// The members, if this has names.
  public var object: [String: JSON]? {
    if case .object(let members) = self { members } else { nil }
  }
}
