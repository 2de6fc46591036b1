import JSONTrees

/// Where a kernel listens and with which key it signs: the file that Jupyter writes for it.
public struct ConnectionFile: Hashable, Sendable {
  /// How bytes travel.
  public enum Transport: String, Hashable, Sendable, CaseIterable {
    /// Ports of the machine.
    case tcp
    /// Sockets in the file system.
    case ipc
  }

  /// The keys of CurveZMQ, in Z85: 40 characters each.
  public struct CurveKeys: Hashable, Sendable {
    /// The key that front ends have to know.
    public let publicKey: String
    /// The key that only the kernel may know.
    public let secretKey: String

    /// Makes a pair of keys.
    public init(publicKey: String, secretKey: String) {
      self.publicKey = publicKey
      self.secretKey = secretKey
    }
  }

  /// How bytes travel.
  public let transport: Transport
  /// The address for tcp, the path that sockets begin with for ipc.
  public let ip: String
  /// The port of each socket; for ipc the number that its path ends with.
  public let ports: [SocketRole: Int]
  /// The key that messages are signed with; empty where they are not signed.
  public let key: [UInt8]
  /// The name of the kernel's specification, where the file tells it.
  public let kernelName: String
  /// The keys that the sockets are encrypted with, where they are.
  public let curve: CurveKeys?

  /// Reads and checks a connection file.
  ///
  /// - Parameters:
  ///   - bytes: the text of the file.
  ///   - allowingOtherMachines: lets the kernel listen on an address that is not the loopback's.
  ///     Who can reach it can then read all outputs, unless there are CURVE keys.
  /// - Throws: ``WireError`` with the field, what stands in it and what may.
  public init(
    bytes: some Collection<UInt8>, allowingOtherMachines: Bool = false
  ) throws(WireError) {
    let tree: JSON
    do {
      tree = try JSON(bytes: bytes)
    } catch {
      throw .unreadableConnection(error.description)
    }
    try self.init(tree, allowingOtherMachines: allowingOtherMachines)
  }

  /// Checks what stands in a connection file.
  ///
  /// - Parameters:
  ///   - json: the fields of the file.
  ///   - allowingOtherMachines: lets the kernel listen on an address that is not the loopback's.
  /// - Throws: ``WireError`` with the field, what stands in it and what may.
  public init(_ json: JSON, allowingOtherMachines: Bool = false) throws(WireError) {
    guard case .object = json else { throw .unreadableConnection("it is no object") }
    let fields = ConnectionFields(json)
    transport = try fields.transport()
    ports = try fields.ports()
    ip =
      switch transport {
      case .tcp: try fields.address(allowingOtherMachines: allowingOtherMachines)
      case .ipc: try fields.path(longestPort: ports.values.map { String($0).count }.max() ?? 0)
      }
    key = try fields.key()
    kernelName = try fields.text("kernel_name", default: "")
    curve = try fields.curve()
  }

  /// The address of a socket, as ZeroMQ writes it.
  public func endpoint(of socket: SocketRole) -> String {
    let port = ports[socket] ?? 0
    switch transport {
    case .tcp:
      // ZeroMQ binds to numeric addresses and interfaces; it looks no name up.
      let address = ip == "localhost" ? "127.0.0.1" : ip
      return address.contains(":") ? "tcp://[\(address)]:\(port)" : "tcp://\(address):\(port)"
    case .ipc: return "ipc://\(ip)-\(port)"
    }
  }
}

extension ConnectionFile: CustomStringConvertible, CustomDebugStringConvertible {
  /// The addresses, and no key, so that a log gives none away.
  public var description: String {
    let sockets = SocketRole.allCases.map { "\($0) \(endpoint(of: $0))" }
    let safety = [key.isEmpty ? "unsigned" : "signed", curve == nil ? "in the clear" : "encrypted"]
    return (sockets + safety).joined(separator: ", ")
  }

  /// The addresses, and no key.
  public var debugDescription: String { description }
}
