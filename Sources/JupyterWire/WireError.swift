import JSONTrees

/// What can be wrong with a message that came in, or with a connection file.
public enum WireError: Error, Hashable, Sendable {
  /// The four signed parts of a message.
  public enum Part: String, Hashable, Sendable, CaseIterable {
    /// Who sent the message, when, and its kind.
    case header
    /// The header of the message that this one answers.
    case parentHeader = "parent header"
    /// What stands beside the content.
    case metadata
    /// What the message says.
    case content
  }

  /// There are more frames than a message may have.
  case tooManyFrames(count: Int, limit: Int)
  /// A frame, or all frames together, are larger than they may be.
  case tooLarge(String, bytes: Int, limit: Int)
  /// No frame ends the list of identities.
  case noDelimiter(frames: Int)
  /// A part is missing behind the delimiter.
  case tooFewParts(count: Int)
  /// The message is not signed although the connection has a key.
  case unsigned
  /// The message is signed with another key, or was changed.
  case wrongSignature
  /// The message came before.
  case replayed
  /// A part is not JSON.
  case notJSON(Part, JSONError)
  /// A part is JSON, but does not have names.
  case notObject(Part)
  /// A field of the header is missing or is no text.
  case badHeaderField(String, found: String)
  /// A field of the connection file is missing or holds something else than it should.
  case badConnection(field: String, found: String, allowed: String)
  /// The connection file is no JSON object.
  case unreadableConnection(String)
  /// The kernel would listen to other machines.
  case notLoopback(String)
}

extension WireError: CustomStringConvertible {
  /// What was given, what is allowed and what to do.
  public var description: String {
    switch self {
    case .tooManyFrames(let count, let limit):
      "message of \(count) frames: at most \(limit) are allowed; join its buffers"
    case .tooLarge(let what, let bytes, let limit):
      "\(what) of \(bytes) bytes: at most \(limit) are allowed; send it in pieces"
    case .noDelimiter(let frames):
      "message of \(frames) frames: none of the first \(WireLimits.identities + 1) is <IDS|MSG>; "
        + "put it between the identities and the signature"
    case .tooFewParts(let count):
      "message with \(count) frames behind <IDS|MSG>: 5 are needed; "
        + "give signature, header, parent header, metadata and content"
    case .unsigned: "message without a signature: sign it with the key of the connection file"
    case .wrongSignature:
      "message with a wrong signature: sign header, parent header, metadata and content, as sent, "
        + "with the key of the connection file; write the digest in lower-case hexadecimal"
    case .replayed: "message that came before: give each message an identifier of its own"
    case .notJSON(let part, let error): "\(part.rawValue), \(error); give one JSON object in UTF-8"
    case .notObject(let part): "\(part.rawValue): this is JSON, but no object; give one"
    case .badHeaderField(let field, let found): "header, \(field): \(found); give a text"
    case .badConnection(let field, let found, let allowed):
      "connection file, \(field): \(found); give \(allowed)"
    case .unreadableConnection(let reason):
      "connection file: \(reason); give the JSON object that Jupyter writes"
    case .notLoopback(let ip):
      "connection file, ip: \"\(ip)\" can be reached from other machines, which could read what "
        + "cells print; give a loopback address as 127.0.0.1, or take the transport ipc"
    }
  }
}
