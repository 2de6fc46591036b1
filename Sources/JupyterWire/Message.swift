import JSONTrees

/// One message of Jupyter's protocol.
public struct Message: Hashable, Sendable {
  /// The way back to who asked: what stands before the delimiter.
  ///
  /// On iopub it is the topic.
  public var identities: [[UInt8]]
  /// Who sent the message, when, and what kind it is.
  public var header: Header
  /// The header of the message that this one answers, as it came; `{}` where there is none.
  ///
  /// It comes from outside and nothing in it has been checked.
  public var parentHeader: JSON
  /// What stands beside the content.
  public var metadata: JSON
  /// What the message says.
  public var content: JSON
  /// Raw bytes, as widgets send them; the signature does not cover them.
  public var buffers: [[UInt8]]

  /// The kind, `execute_request`.
  public var type: String { header.messageType }

  /// Makes a message out of its parts.
  public init(
    identities: [[UInt8]] = [], header: Header, parentHeader: JSON = [:], metadata: JSON = [:],
    content: JSON = [:], buffers: [[UInt8]] = []
  ) {
    self.identities = identities
    self.header = header
    self.parentHeader = parentHeader
    self.metadata = metadata
    self.content = content
    self.buffers = buffers
  }

  /// Makes a message that nobody asked for: a request, or a first word of the kernel.
  public init(
    _ type: String, content: JSON = [:], metadata: JSON = [:], buffers: [[UInt8]] = [],
    from sender: Sender
  ) {
    self.init(
      header: Header(type, from: sender), metadata: metadata, content: content, buffers: buffers)
  }

  /// Makes the answer to this message: it goes to who sent this one and names it as its parent.
  ///
  /// ```swift
  /// let answer = request.reply("kernel_info_reply", content: ["status": "ok"], from: kernel)
  /// ```
  public func reply(
    _ type: String, content: JSON, metadata: JSON = [:], buffers: [[UInt8]] = [],
    from sender: Sender
  ) -> Message {
    var answer = publication(
      type, content: content, metadata: metadata, buffers: buffers, from: sender)
    answer.identities = identities
    return answer
  }

  /// Makes a message that this one is the cause of, for everyone: an output, a state.
  ///
  /// It names this one as its parent and has no identities.
  public func publication(
    _ type: String, content: JSON, metadata: JSON = [:], buffers: [[UInt8]] = [],
    from sender: Sender
  ) -> Message {
    Message(
      header: Header(type, from: sender), parentHeader: header.json, metadata: metadata,
      content: content, buffers: buffers)
  }
}
