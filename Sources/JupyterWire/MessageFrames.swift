import JSONTrees

extension Message {
  /// The frame between the identities and the signature.
  public static let delimiter = Array("<IDS|MSG>".utf8)

  /// Reads a message from its frames: identities, delimiter, signature, four parts, buffers.
  ///
  /// Nothing is parsed before `check` has had the signature and the four raw parts and has let them
  /// pass, so that only who knows the key reaches the JSON reader.
  ///
  /// - Throws: what `check` throws, or a ``WireError`` that says what is malformed.
  public init(
    frames: [[UInt8]], limits: WireLimits = .standard,
    check: (_ signature: [UInt8], _ signed: ArraySlice<[UInt8]>) throws(WireError) -> Void
  ) throws(WireError) {
    try limits.check(frames)
    let delimiter = frames.prefix(WireLimits.identities + 1).firstIndex(of: Message.delimiter)
    guard let delimiter else { throw .noDelimiter(frames: frames.count) }
    let rest = frames[(delimiter + 1)...]
    guard let signature = rest.first, rest.count >= 5 else {
      throw .tooFewParts(count: rest.count)
    }
    let signed = rest.dropFirst().prefix(4)
    try check(signature, signed)
    var parts: [JSON] = []
    for (part, bytes) in zip(WireError.Part.allCases, signed) {
      parts.append(try Message.object(part, bytes))
    }
    self.init(
      identities: Array(frames[..<delimiter]), header: try Header(parts[0]),
      parentHeader: parts[1], metadata: parts[2], content: parts[3],
      buffers: Array(rest.dropFirst(5)))
  }

  /// Writes the message as frames: identities, delimiter, signature, four parts, buffers.
  ///
  /// - Parameter sign: gives the signature of the four parts as they are sent.
  /// - Returns: the frames, in the order in which they are sent.
  public func frames(sign: (_ signed: [[UInt8]]) -> [UInt8]) -> [[UInt8]] {
    let signed = [header.json, parentHeader, metadata, content].map(\.serializedBytes)
    return identities + [Message.delimiter, sign(signed)] + signed + buffers
  }

  private static func object(_ part: WireError.Part, _ bytes: [UInt8]) throws(WireError) -> JSON {
    let tree: JSON
    do {
      tree = try JSON(bytes: bytes)
    } catch {
      throw .notJSON(part, error)
    }
    guard case .object = tree else { throw .notObject(part) }
    return tree
  }
}
