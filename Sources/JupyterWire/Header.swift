import JSONTrees

/// Who sent a message, when, and what kind it is.
public struct Header: Hashable, Sendable {
  /// The version of Jupyter's protocol that we speak.
  public static let protocolVersion = "5.5"

  /// Every field as it stands on the wire, also those that we do not know.
  public let fields: [String: JSON]

  /// The identifier of the message, unlike that of every other.
  public var messageID: String { text("msg_id") }
  /// The kind, `execute_request`.
  public var messageType: String { text("msg_type") }
  /// The identifier of the sender for as long as it runs.
  public var session: String { text("session") }
  /// The name of the user that the sender runs for.
  public var username: String { text("username") }
  /// When the message was made, as ISO 8601 has it.
  public var date: String { text("date") }
  /// The version of the protocol that the sender speaks.
  public var version: String { text("version") }
  /// The subshell that should handle the message; `nil` is the main one.
  public var subshellID: String? { fields["subshell_id"]?.string }

  /// The fields as one tree.
  public var json: JSON { .object(fields) }

  /// Makes the header of a new message.
  public init(
    _ messageType: String, from sender: Sender, subshellID: String? = nil,
    messageID: String = randomIdentifier(), date: Timestamp = .now
  ) {
    var fields: [String: JSON] = [
      "msg_id": .string(messageID), "msg_type": .string(messageType),
      "session": .string(sender.session), "username": .string(sender.username),
      "date": .string(date.description), "version": .string(Header.protocolVersion),
    ]
    if let subshellID { fields["subshell_id"] = .string(subshellID) }
    self.fields = fields
  }

  /// Reads a header.
  ///
  /// Identifier and kind are required. The other fields may be missing or null, since not every
  /// front end sends them all.
  /// - Throws: ``WireError/notObject(_:)`` or ``WireError/badHeaderField(_:found:)``.
  public init(_ json: JSON) throws(WireError) {
    guard case .object(let fields) = json else { throw .notObject(.header) }
    for name in ["msg_id", "msg_type"] where fields[name]?.string?.isEmpty ?? true {
      throw .badHeaderField(name, found: Header.words(for: fields[name]))
    }
    for name in ["session", "username", "date", "version", "subshell_id"] {
      guard let value = fields[name], value != .null else { continue }
      guard value.string != nil else {
        throw .badHeaderField(name, found: Header.words(for: value))
      }
    }
    self.fields = fields
  }

  private func text(_ name: String) -> String { fields[name]?.string ?? "" }

  /// What stands in a field, short enough for an error.
  private static func words(for value: JSON?) -> String {
    guard let value else { return "it is missing" }
    if value == "" { return "it is empty" }
    switch value {
    case .array: return "it is a list"
    case .object: return "it is an object"
    default: return "it is \(value.serialized)"
    }
  }
}
