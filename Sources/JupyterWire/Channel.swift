/// The five sockets of a kernel.
public enum SocketRole: String, Hashable, Sendable, CaseIterable {
  /// Requests to execute, complete, inspect and so on.
  case shell
  /// Requests that may not wait behind a running cell: interrupt, shutdown.
  case control
  /// The kernel asks the user for a line.
  case stdin
  /// What every front end sees: outputs, states, results.
  case iopub
  /// Bytes that come back unchanged as a sign of life.
  case heartbeat = "hb"

  /// The name of the connection file's field that holds the port.
  public var portField: String { "\(rawValue)_port" }
}

/// The channels on which a front end and the kernel talk in messages to one another.
public enum Channel: String, Hashable, Sendable, CaseIterable {
  /// Requests to execute, complete, inspect and so on.
  case shell
  /// Requests that may not wait behind a running cell: interrupt, shutdown.
  case control
  /// The kernel asks the user for a line.
  case stdin

  /// The socket that carries the channel.
  public var socket: SocketRole {
    switch self {
    case .shell: .shell
    case .control: .control
    case .stdin: .stdin
    }
  }
}
