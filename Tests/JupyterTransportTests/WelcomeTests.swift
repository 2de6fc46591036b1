import CZeroMQ
import JupyterTransport
import JupyterWire
import Testing

extension SocketTests {
  /// The first word to each subscription.
  @Suite struct WelcomeTests {
    @Test(arguments: ["", "stream", "é", "kernel.1.status"])
    func comesFirstAndNamesTheSubscription(_ topic: String) throws {
      let connection = try Connections.tcp()
      let kernel = try TestKernel(connection)
      let client = try TestClient(connection)
      client.subscribe(Array(topic.utf8))
      let welcome = try #require(try client.next(client.iopub))
      #expect(welcome.type == "iopub_welcome")
      #expect(welcome.content == ["subscription": .string(topic)])
      #expect(welcome.identities == [Array(topic.utf8)])
      #expect(welcome.parentHeader == [:])
      #expect(welcome.header.session == kernel.sender.session)
      kernel.publish("stream", content: [:], topic: topic + ".more")
      #expect(try client.next(client.iopub)?.type == "stream")
      kernel.publish("stream", content: [:], topic: "another")
      #expect(try (client.next(client.iopub, within: 0.1) != nil) == topic.isEmpty)
    }

    @Test func everySubscriberIsWelcomed() throws {
      let connection = try Connections.ipc()
      let kernel = try TestKernel(connection)
      for _ in 0..<5 {
        let client = try TestClient(connection)
        client.subscribe()
        #expect(try client.next(client.iopub)?.type == "iopub_welcome")
        kernel.publish("status", content: [:])
        #expect(try client.next(client.iopub)?.type == "status")
      }
    }

    @Test func topicsMayBeAnyBytes() throws {
      let connection = try Connections.tcp()
      let kernel = try TestKernel(connection)
      let client = try TestClient(connection)
      client.subscribe([0xFF, 0x00])
      let welcome = try #require(try client.next(client.iopub))
      #expect(welcome.identities == [[0xFF, 0x00]])
      #expect(welcome.content == ["subscription": "\u{FFFD}\u{0}"])
      let sends = try ZMQSocket(ZMQ_XSUB, in: client.context)
      try sends.set(ZMQ_LINGER, Int32(0))
      #expect(zmq_connect(sends.handle, connection.endpoint(of: .iopub)) == 0)
      for frames: [[UInt8]] in [[[7, 7]], [[]], [[0, 1]], [[1], [1]]] { sends.send(frames) }
      let other = try TestClient(connection)
      #expect(try other.isAnswered())
      kernel.close()
    }
  }
}
