import JupyterWire

/// Those at the other end: whoever asked, and everyone who listens.
public protocol FrontEnd: Sendable {
  /// Sends a message to whom its identities name.
  func send(_ message: Message, on channel: Channel)
  /// Sends a message to everyone who listens.
  func publish(_ message: Message)
  /// Whether those who listen are so far behind that what a cell prints should wait.
  var isBehind: Bool { get }
}

extension FrontEnd {
  /// Nobody is behind where nothing else is said.
  public var isBehind: Bool { false }
}
