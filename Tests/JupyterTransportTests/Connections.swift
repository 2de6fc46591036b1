import Foundation
import JSONTrees
import JupyterWire

/// Connection files for tests, each with addresses of its own.
enum Connections {
  static let key = "a0436f6c-1916-498b-8eb9-e81ab9368e84"

  /// Ports of the loopback that were free a moment ago.
  static func tcp(_ changes: [String: JSON] = [:]) throws -> ConnectionFile {
    var sockets: [Int32] = []
    defer { for socket in sockets { close(socket) } }
    var fields: [String: JSON] = ["transport": "tcp", "ip": "127.0.0.1", "key": .string(key)]
    for role in SocketRole.allCases {
      let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
      sockets.append(socket)
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
      var size = socklen_t(MemoryLayout<sockaddr_in>.size)
      withUnsafeMutablePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          _ = bind(socket, $0, size)
          _ = getsockname(socket, $0, &size)
        }
      }
      fields[role.portField] = .integer(Int(UInt16(bigEndian: address.sin_port)))
    }
    return try ConnectionFile(.object(fields.merging(changes) { $1 }))
  }

  /// Paths of sockets, which are gone when the kernel has closed.
  static func ipc() throws -> ConnectionFile {
    let path = FileManager.default.temporaryDirectory
      .appending(path: "quill-\(randomIdentifier().prefix(8))").path
    var fields: [String: JSON] = [
      "transport": "ipc", "key": .string(key), "ip": .string(path),
    ]
    for (index, role) in SocketRole.allCases.enumerated() {
      fields[role.portField] = .integer(index + 1)
    }
    return try ConnectionFile(.object(fields))
  }
}
