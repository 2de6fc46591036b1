import Glibc
import JSONTrees

/// The fields of a connection file, each read with its own rule.
struct ConnectionFields {
  private let json: JSON

  init(_ json: JSON) { self.json = json }

  func transport() throws(WireError) -> ConnectionFile.Transport {
    let name = try text("transport", default: "tcp")
    guard let transport = ConnectionFile.Transport(rawValue: name) else {
      throw wrong("transport", quoted(name), "\"tcp\" or \"ipc\"")
    }
    return transport
  }

  func ports() throws(WireError) -> [SocketRole: Int] {
    var ports: [SocketRole: Int] = [:]
    for role in SocketRole.allCases {
      let field = role.portField
      let found = json[field]
      guard let port = found?.integer, (1...65535).contains(port) else {
        throw wrong(field, found.map(shortened) ?? "it is missing", "a number from 1 to 65535")
      }
      if let other = ports.first(where: { $0.value == port })?.key {
        throw wrong(
          field, "\(port) is the port of \(other.portField) too", "each socket a port of its own")
      }
      ports[role] = port
    }
    return ports
  }

  func address(allowingOtherMachines: Bool) throws(WireError) -> String {
    let ip = try text("ip", default: "127.0.0.1")
    if ip == "localhost" { return ip }
    if ip != "*" && !isNumeric(ip, AF_INET) && !isNumeric(ip, AF_INET6) {
      throw wrong("ip", quoted(ip), "a numeric address as 127.0.0.1")
    }
    let isLoopback = ip == "::1" || isNumeric(ip, AF_INET) && ip.hasPrefix("127.")
    guard isLoopback || allowingOtherMachines else { throw .notLoopback(ip) }
    return ip
  }

  /// The path that sockets begin with; the longest name must fit into the system's address.
  func path(longestPort: Int) throws(WireError) -> String {
    let path = try text("ip", default: "kernel-ipc")
    let longest = MemoryLayout.size(ofValue: sockaddr_un().sun_path) - 2 - longestPort
    guard !path.isEmpty, path != "*", !path.utf8.contains(0), path.utf8.count <= longest else {
      throw wrong(
        "ip", "a path of \(path.utf8.count) bytes, \(shortened(.string(path)))",
        "a path of 1 to \(longest) bytes without a zero byte")
    }
    return path
  }

  func key() throws(WireError) -> [UInt8] {
    // Never shown in an error: the key may not get into a log.
    guard case .string(let key) = json["key"] ?? "" else {
      throw wrong("key", "it is no text", "a text; an empty one if nothing is signed")
    }
    let scheme = try text("signature_scheme", default: "hmac-sha256")
    guard scheme == "hmac-sha256" || key.isEmpty else {
      throw wrong("signature_scheme", quoted(scheme), "\"hmac-sha256\"")
    }
    return Array(key.utf8)
  }

  func curve() throws(WireError) -> ConnectionFile.CurveKeys? {
    let publicKey = try curveKey("curve_publickey")
    let secretKey = try curveKey("curve_secretkey")
    switch (publicKey, secretKey) {
    case (nil, nil): return nil
    case (let publicKey?, let secretKey?):
      return ConnectionFile.CurveKeys(publicKey: publicKey, secretKey: secretKey)
    case (nil, _): throw wrong("curve_publickey", "it is missing", "both CURVE keys or none")
    case (_, nil): throw wrong("curve_secretkey", "it is missing", "both CURVE keys or none")
    }
  }

  func text(_ field: String, default missing: String) throws(WireError) -> String {
    switch json[field] {
    case nil, .null: return missing
    case .string(let text): return text
    case let other?: throw wrong(field, shortened(other), "a text")
    }
  }

  private func curveKey(_ field: String) throws(WireError) -> String? {
    guard let value = json[field], value != .null, value != "" else { return nil }
    guard let key = value.string, key.utf8.count == 40, key.utf8.allSatisfy(isInZ85) else {
      throw wrong(field, "it is no key", "40 characters of Z85")
    }
    return key
  }

  private func isInZ85(_ byte: UInt8) -> Bool {
    let character = Character(Unicode.Scalar(byte))
    return character.isASCII
      && (character.isLetter || character.isNumber || ".-:+=^!/*?&<>()[]{}@%$#".contains(character))
  }

  private func isNumeric(_ ip: String, _ family: Int32) -> Bool {
    var address = in6_addr()
    return !ip.utf8.contains(0) && inet_pton(family, ip, &address) == 1
  }

  private func wrong(_ field: String, _ found: String, _ allowed: String) -> WireError {
    .badConnection(field: field, found: found, allowed: allowed)
  }

  private func quoted(_ text: String) -> String { shortened(.string(text)) }

  /// What was found, short enough for an error.
  private func shortened(_ value: JSON) -> String {
    let text = value.serialized
    return text.count <= 60 ? text : text.prefix(60) + "…"
  }
}
