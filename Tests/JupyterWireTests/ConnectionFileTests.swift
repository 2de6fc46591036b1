import JSONTrees
import JupyterWire
import Testing

@Suite struct ConnectionFileTests {
  static let tcp: [String: JSON] = [
    "transport": "tcp", "ip": "127.0.0.1", "shell_port": 50001, "iopub_port": 50002,
    "stdin_port": 50003, "control_port": 50004, "hb_port": 50005, "key": "a0436f6c-1916",
    "signature_scheme": "hmac-sha256", "kernel_name": "quill", "jupyter_session": "/x.ipynb",
  ]
  static let curve = String(repeating: "rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7", count: 1)

  static func file(_ changes: [String: JSON], without missing: String? = nil) -> JSON {
    var fields = tcp.merging(changes) { $1 }
    if let missing { fields[missing] = nil }
    return .object(fields)
  }

  @Test func readsWhatJupyterWrites() throws {
    let text = JSON.object(Self.tcp).serialized
    let file = try ConnectionFile(bytes: Array(text.utf8))
    #expect(file.transport == .tcp)
    #expect(file.ip == "127.0.0.1")
    #expect(file.key == Array("a0436f6c-1916".utf8))
    #expect(file.kernelName == "quill")
    #expect(file.curve == nil)
    #expect(
      SocketRole.allCases.map(file.endpoint(of:)) == [
        "tcp://127.0.0.1:50001", "tcp://127.0.0.1:50004", "tcp://127.0.0.1:50003",
        "tcp://127.0.0.1:50002", "tcp://127.0.0.1:50005",
      ])
    #expect(Channel.allCases.map { file.endpoint(of: $0.socket).last } == ["1", "4", "3"])
  }

  @Test func pathsEndInTheNumberOfTheSocket() throws {
    let file = try ConnectionFile(
      Self.file([
        "transport": "ipc", "ip": "/tmp/k/kernel-1-ipc", "shell_port": 1, "iopub_port": 2,
        "stdin_port": 3, "control_port": 4, "hb_port": 5,
      ]))
    #expect(file.endpoint(of: .shell) == "ipc:///tmp/k/kernel-1-ipc-1")
    #expect(file.endpoint(of: .heartbeat) == "ipc:///tmp/k/kernel-1-ipc-5")
    let absent = try ConnectionFile(Self.file(["transport": "ipc"], without: "ip"))
    #expect(absent.endpoint(of: .shell) == "ipc://kernel-ipc-50001")
  }

  @Test func aPathMustFitIntoTheAddressOfASocket() throws {
    let fits = String(repeating: "p", count: 101)
    let file = try ConnectionFile(Self.file(["transport": "ipc", "ip": .string(fits)]))
    #expect(file.endpoint(of: .shell).utf8.count == 6 + 107)
    for path in [fits + "p", "", "a\u{0}b"] {
      let error = #expect(throws: WireError.self) {
        try ConnectionFile(Self.file(["transport": "ipc", "ip": .string(path)]))
      }
      #expect(error?.description.hasSuffix("a path of 1 to 101 bytes without a zero byte") == true)
    }
  }

  @Test func anEmptyKeySwitchesSigningOff() throws {
    for scheme: JSON in ["", nil, "hmac-sha256", "none"] {
      let file = try ConnectionFile(Self.file(["key": "", "signature_scheme": scheme]))
      #expect(file.key.isEmpty)
    }
    #expect(try ConnectionFile(Self.file([:], without: "key")).key.isEmpty)
  }

  @Test func encryptionNeedsBothKeys() throws {
    let key = JSON.string(Self.curve)
    let file = try ConnectionFile(Self.file(["curve_publickey": key, "curve_secretkey": key]))
    #expect(file.curve?.publicKey == Self.curve)
    for (field, other) in [
      ("curve_publickey", "curve_secretkey"), ("curve_secretkey", "curve_publickey"),
    ] {
      let error = #expect(throws: WireError.self) { try ConnectionFile(Self.file([field: key])) }
      #expect(
        error?.description
          == "connection file, \(other): it is missing; give both CURVE keys or none")
    }
    for wrong: JSON in ["short", 7, .string(Self.curve.dropLast() + "~")] {
      let error = #expect(throws: WireError.self) {
        try ConnectionFile(Self.file(["curve_publickey": wrong, "curve_secretkey": key]))
      }
      #expect(
        error?.description
          == "connection file, curve_publickey: it is no key; give 40 characters of Z85")
    }
  }

  @Test(arguments: ["127.0.0.1", "127.3.2.1", "localhost", "::1"])
  func loopbackIsAllowed(_ ip: String) throws {
    let file = try ConnectionFile(Self.file(["ip": .string(ip)]))
    let address = ["localhost": "127.0.0.1", "::1": "[::1]"][ip] ?? ip
    #expect(file.endpoint(of: .shell) == "tcp://\(address):50001")
  }

  @Test(arguments: ["0.0.0.0", "*", "192.168.1.4", "::", "fe80::1"])
  func otherMachinesAreShutOut(_ ip: String) throws {
    let json = Self.file(["ip": .string(ip)])
    let error = #expect(throws: WireError.self) { try ConnectionFile(json) }
    #expect(error == .notLoopback(ip))
    #expect(error?.description.contains("\"\(ip)\" can be reached from other machines") == true)
    #expect(try ConnectionFile(json, allowingOtherMachines: true).ip == ip)
  }

  @Test(
    arguments: [
      ("transport", "udp", #"transport: "udp"; give "tcp" or "ipc""#),
      ("transport", 1, "transport: 1; give a text"),
      ("ip", "example.org", #"ip: "example.org"; give a numeric address as 127.0.0.1"#),
      ("ip", "127.0.0.1;eth0", #"ip: "127.0.0.1;eth0"; give a numeric address as 127.0.0.1"#),
      ("ip", "127.evil", #"ip: "127.evil"; give a numeric address as 127.0.0.1"#),
      ("ip", "127.0.0.1\u{0}", #"ip: "127.0.0.1\u0000"; give a numeric address as 127.0.0.1"#),
      ("shell_port", 0, "shell_port: 0; give a number from 1 to 65535"),
      ("hb_port", 65536, "hb_port: 65536; give a number from 1 to 65535"),
      ("iopub_port", 1.5, "iopub_port: 1.5; give a number from 1 to 65535"),
      ("stdin_port", "1", #"stdin_port: "1"; give a number from 1 to 65535"#),
      ("control_port", nil, "control_port: null; give a number from 1 to 65535"),
      (
        "control_port", 50001,
        "control_port: 50001 is the port of shell_port too; give each socket a port of its own"
      ),
      ("key", 5, "key: it is no text; give a text; an empty one if nothing is signed"),
      ("signature_scheme", "hmac-md5", #"signature_scheme: "hmac-md5"; give "hmac-sha256""#),
      ("kernel_name", [], "kernel_name: []; give a text"),
    ] as [(String, JSON, String)])
  func saysWhatIsWrong(_ field: String, _ value: JSON, _ words: String) {
    let error = #expect(throws: WireError.self) { try ConnectionFile(Self.file([field: value])) }
    #expect(error?.description == "connection file, " + words)
  }

  @Test func saysThatTheFileIsNone() {
    let error = #expect(throws: WireError.self) { try ConnectionFile(bytes: Array("{".utf8)) }
    #expect(
      error?.description
        == "connection file: byte 1: a name should stand here; give the JSON object that "
        + "Jupyter writes")
    #expect(throws: WireError.unreadableConnection("it is no object")) { try ConnectionFile([]) }
  }

  @Test func showsNoKey() throws {
    let file = try ConnectionFile(Self.file([:]))
    for text in ["\(file)", String(reflecting: file)] {
      #expect(!text.contains("a0436f6c"))
      #expect(text.contains("shell tcp://127.0.0.1:50001"))
      #expect(text.hasSuffix("signed, in the clear"))
    }
  }
}
