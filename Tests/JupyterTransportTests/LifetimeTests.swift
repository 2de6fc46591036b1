import CZeroMQ
import Foundation
import JSONTrees
import JupyterTransport
import JupyterWire
import Synchronization
import Testing

extension SocketTests {
  /// Opening and closing, and what may be left behind.
  @Suite struct LifetimeTests {
    /// The names of this process's threads that serve sockets.
    static func socketThreads() throws -> [String] {
      try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task").compactMap {
        try? String(contentsOfFile: "/proc/self/task/\($0)/comm", encoding: .utf8)
      }.filter { $0.hasPrefix("quill-") || $0.hasPrefix("ZMQbg") }
    }

    static func descriptors() throws -> Set<Int> {
      let names = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")
      return Set(names.compactMap(Int.init).filter { fcntl(Int32($0), F_GETFD) >= 0 })
    }

    @Test func childrenInheritNoSocket() throws {
      let before = try Self.descriptors()
      let connection = try Connections.tcp()
      let kernel = try TestKernel(connection)
      let client = try TestClient(connection)
      client.subscribe()
      #expect(try client.isAnswered())
      let opened = try Self.descriptors().subtracting(before)
      #expect(opened.count > 10)
      for descriptor in opened {
        let info = try String(contentsOfFile: "/proc/self/fdinfo/\(descriptor)", encoding: .utf8)
        let flags = info.split(separator: "\n").first { $0.hasPrefix("flags:") }
        let bits = try #require(
          flags.flatMap { Int($0.dropFirst(6).trimmingCharacters(in: .whitespaces), radix: 8) })
        let target = try? FileManager.default.destinationOfSymbolicLink(
          atPath: "/proc/self/fd/\(descriptor)")
        #expect(bits & 0o2_000_000 != 0, "\(descriptor) \(target ?? "")")
      }
      kernel.close()
    }

    @Test func closingLeavesNothingBehind() throws {
      let connection = try Connections.ipc()
      let before = try Self.descriptors()
      var client: TestClient? = try TestClient(connection)
      let kernel = try TestKernel(connection)
      #expect(try client?.isAnswered() == true)
      // A thread has its name only once it runs.
      let named = { try Self.socketThreads().filter { $0.hasPrefix("quill-") }.count }
      for _ in 0..<300 where try named() < 2 { Thread.sleep(forTimeInterval: 0.01) }
      #expect(try named() == 2)
      let attributes = try FileManager.default.attributesOfItem(
        atPath: String(connection.endpoint(of: .shell).dropFirst(6)))
      #expect((attributes[.posixPermissions] as? Int).map { $0 & 0o077 } == 0)
      #expect(ContinuousClock().measure { kernel.close() } < .seconds(2))
      client = nil
      #expect(try Self.socketThreads() == [])
      kernel.close()
      kernel.publish("late", content: [:])
      for role in SocketRole.allCases {
        let path = String(connection.endpoint(of: role).dropFirst(6))
        #expect(!FileManager.default.fileExists(atPath: path))
      }
      #expect(try Self.descriptors().subtracting(before).count <= 2, "the wake-up of the outbox")
    }

    @Test func lastWordsGoOutAndAFrontEndThatSleepsHoldsNobodyUp() throws {
      let connection = try Connections.tcp()
      let kernel = try TestKernel(connection)
      let client = try TestClient(connection)
      let sleeper = try TestClient(connection)
      try sleeper.iopub.set(ZMQ_RCVHWM, Int32(1))
      for each in [client, sleeper] {
        each.subscribe()
        #expect(try each.next(each.iopub)?.type == "iopub_welcome")
      }
      let text = JSON.string(String(repeating: "x", count: 1 << 20))
      for _ in 0..<30 { kernel.publish("stream", content: ["text": text]) }
      kernel.publish("status", content: ["execution_state": "idle"])
      let duration = ContinuousClock().measure { kernel.close() }
      #expect(duration < .seconds(2), "\(duration)")
      var types: [String] = []
      while types.last != "status", let message = try client.next(client.iopub, within: 1) {
        types.append(message.type)
      }
      #expect(types.last == "status")
    }

    @Test(arguments: CallbackEnd.allCases) func aCallbackMayEnd(_ end: CallbackEnd) throws {
      let connection = try Connections.tcp()
      let holder = Holder()
      try Self.open(connection, endedBy: end, holder)
      let client = try TestClient(connection)
      client.shell.send(client.frames("shutdown"))
      let isRunning = { try Self.socketThreads().contains { $0.hasPrefix("quill-") } }
      for _ in 0..<300 where try isRunning() { Thread.sleep(forTimeInterval: 0.01) }
      #expect(try !isRunning())
      #expect((holder.take() != nil) == (end == .close))
    }

    enum CallbackEnd: CaseIterable { case close, letGo, closeAndLetGo }

    /// Holds sockets until somebody takes them.
    final class Holder: Sendable {
      private let sockets = Mutex<KernelSockets?>(nil)

      func hold(_ sockets: KernelSockets) { self.sockets.withLock { $0 = sockets } }
      func take() -> KernelSockets? { sockets.withLock { $0.take() } }
    }

    private static func open(
      _ connection: ConnectionFile, endedBy end: CallbackEnd, _ holder: Holder
    ) throws {
      holder.hold(
        try KernelSockets(connection, sender: Sender()) { _, _ in
          guard let sockets = holder.take() else { return }
          if end != .letGo { sockets.close() }
          if end == .close { holder.hold(sockets) }
        })
    }

    @Test func lettingGoCloses() throws {
      let connection = try Connections.tcp()
      for _ in 0..<20 { _ = try KernelSockets(connection, sender: Sender()) { _, _ in } }
      #expect(try Self.socketThreads() == [])
    }

    @Test func aPortInUseIsNamed() throws {
      let connection = try Connections.tcp()
      let other = try Connections.tcp()
      let port = try #require(connection.ports[.stdin])
      let kernel = try TestKernel(connection)
      var fields: [String: JSON] = ["key": "k"]
      for (role, port) in other.ports { fields[role.portField] = .integer(port) }
      fields["stdin_port"] = .integer(port)
      let second = try ConnectionFile(.object(fields))
      let error = #expect(throws: TransportError.self) {
        try KernelSockets(second, sender: Sender()) { _, _ in }
      }
      #expect(error == .portInUse(.stdin, endpoint: "tcp://127.0.0.1:\(port)"))
      #expect(error?.description.contains("\(port): the port is in use") == true)
      let client = try TestClient(connection)
      #expect(try client.isAnswered())
      kernel.close()
    }

    @Test func aFolderThatIsNotThereIsNamed() throws {
      var fields: [String: JSON] = ["transport": "ipc", "ip": "/tmp/quill-no-such-folder/k"]
      for (index, role) in SocketRole.allCases.enumerated() {
        fields[role.portField] = .integer(index + 1)
      }
      let connection = try ConnectionFile(.object(fields))
      let error = #expect(throws: TransportError.self) {
        try KernelSockets(connection, sender: Sender()) { _, _ in }
      }
      #expect(
        error
          == .cannotBind(
            .shell, endpoint: "ipc:///tmp/quill-no-such-folder/k-1",
            reason: "No such file or directory"))
    }

    @Test func keysThatDoNotBelongTogetherAreRefused() throws {
      let connection = try Connections.tcp([
        "curve_publickey": .string(CurvePair.random().publicKey),
        "curve_secretkey": .string(CurvePair.random().secretKey),
      ])
      #expect(throws: TransportError.curveKeysDiffer) {
        try KernelSockets(connection, sender: Sender()) { _, _ in }
      }
    }
  }
}
