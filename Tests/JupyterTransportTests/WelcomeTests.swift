import CZeroMQ
import Dispatch
import Glibc
import JupyterTransport
import JupyterWire
import Synchronization
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

    @Test func nothingComesBeforeIt() throws {
      let connection = try Connections.tcp()
      let kernel = try TestKernel(connection)
      let isOver = Mutex(false)
      let publisher = DispatchQueue(label: "publisher")
      publisher.async {
        while !isOver.withLock({ $0 }) {
          kernel.publish("status", content: [:])
          usleep(50)
        }
      }
      defer {
        isOver.withLock { $0 = true }
        publisher.sync {}
      }
      for _ in 0..<100 {
        let client = try TestClient(connection)
        client.subscribe()
        #expect(try client.next(client.iopub)?.type == "iopub_welcome")
      }
    }

    @Test func whoSpeaksWithoutSubscribingTakesNothingFromOthers() throws {
      let connection = try Connections.tcp()
      let kernel = try TestKernel(connection)
      let stranger = try TestClient(connection)
      let speaks = try ZMQSocket(ZMQ_XSUB, in: stranger.context)
      try speaks.set(ZMQ_LINGER, Int32(0))
      #expect(zmq_connect(speaks.handle, connection.endpoint(of: .iopub)) == 0)
      var clients: [TestClient] = []
      for number in 0..<20 {
        let words: [[[UInt8]]] = [[[7], [7], [7]], [[]], [[1]], [[0]], [[9]]]
        for frames in words { speaks.send(frames) }
        let client = try TestClient(connection)
        client.subscribe(Array("status".utf8.prefix(number % 7)))
        clients.append(client)
      }
      for client in clients {
        #expect(try client.next(client.iopub)?.type == "iopub_welcome")
      }
      kernel.publish("last", content: [:], topic: "status")
      for client in clients {
        var heard: Message?
        repeat {
          heard = try client.next(client.iopub)
        } while heard.map { $0.type != "last" } ?? false
        #expect(heard?.type == "last")
      }
    }

    @Test func theFirstRequestsWaitForTheirAudience() throws {
      let connection = try Connections.tcp()
      let kernel = try TestKernel(connection)
      let client = try TestClient(connection)
      client.shell.send(client.frames("ask"))
      #expect(try client.next(client.shell, within: 0.05) == nil)
      #expect(try client.isAnswered(on: .control), "an interrupt or the end does not wait")
      client.subscribe()
      #expect(try client.next(client.iopub)?.type == "iopub_welcome")
      #expect(try client.next(client.shell)?.type == "answer")
      let other = try TestClient(connection)
      let time = try ContinuousClock().measure {
        let isAnswered = try other.isAnswered()
        #expect(isAnswered)
      }
      #expect(time < .milliseconds(200), "only the first wait")
      kernel.close()
    }

    @Test func requestsOfWhoNeverListensAreAnsweredToo() throws {
      let connection = try Connections.tcp()
      let kernel = try TestKernel(connection)
      let client = try TestClient(connection)
      let time = try ContinuousClock().measure {
        let isAnswered = try client.isAnswered()
        #expect(isAnswered)
      }
      #expect(time > .milliseconds(250) && time < .seconds(2))
      kernel.close()
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
