import CZeroMQ
import Dispatch
import Foundation
import JSONTrees
import JupyterTransport
import JupyterWire
import Testing

extension SocketTests {
  /// Front ends that read more slowly than is published, or not at all.
  @Suite struct SlowReaderTests {
    private let text = String(repeating: "x", count: 1 << 17)

    /// A front end that keeps almost nothing for itself.
    private func slowClient(_ connection: ConnectionFile) throws -> TestClient {
      let client = try TestClient(connection)
      try client.iopub.set(ZMQ_RCVHWM, Int32(1))
      try client.iopub.set(ZMQ_RCVBUF, Int32(1 << 16))
      // Marks count for connections that are made later.
      let endpoint = connection.endpoint(of: .iopub)
      #expect(zmq_disconnect(client.iopub.handle, endpoint) == 0)
      #expect(zmq_connect(client.iopub.handle, endpoint) == 0)
      client.subscribe()
      #expect(try client.next(client.iopub)?.type == "iopub_welcome")
      return client
    }

    /// Publishes until the reader is behind; says how many messages that took.
    private func publishUntilBehind(_ kernel: TestKernel, from first: Int = 0) -> Int {
      for number in first..<first + 2000 {
        if kernel.isBehind { return number - first }
        kernel.publish("stream", content: ["n": .integer(number), "text": .string(text)])
      }
      return 2000
    }

    @Test func nothingIsLostAndLittleWaits() throws {
      let kernel = try TestKernel(try Connections.tcp())
      let client = try slowClient(kernel.connection)
      // 16 MB here, 64 messages of 128 kB in the queue, and what the system keeps.
      let first = publishUntilBehind(kernel)
      #expect(first > 100 && first < 500)
      var expected = 0
      func read(_ count: Int) throws {
        for _ in 0..<count {
          let message = try #require(try client.next(client.iopub), "message \(expected) is lost")
          #expect(message.content["n"]?.integer == expected)
          expected += 1
        }
      }
      try read(first / 2)
      for _ in 0..<500 where kernel.isBehind { Thread.sleep(forTimeInterval: 0.01) }
      #expect(!kernel.isBehind)
      let second = publishUntilBehind(kernel, from: first)
      try read(first + second - expected)
      #expect(try client.next(client.iopub, within: 0.05) == nil)
    }

    @Test func aNewcomerHearsItsWelcomeFirst() throws {
      let kernel = try TestKernel(try Connections.tcp())
      let slow = try slowClient(kernel.connection)
      _ = publishUntilBehind(kernel)
      let other = try TestClient(kernel.connection)
      other.subscribe()
      #expect(try other.next(other.iopub)?.type == "iopub_welcome")
      #expect(try slow.next(slow.iopub)?.content["n"]?.integer == 0)
    }

    @Test func whoReadsNothingIsGivenUp() throws {
      let kernel = try TestKernel(try Connections.tcp(), patience: .milliseconds(300))
      let silent = try slowClient(kernel.connection)
      let other = try TestClient(kernel.connection)
      other.subscribe()
      #expect(try other.next(other.iopub)?.type == "iopub_welcome")
      let count = publishUntilBehind(kernel)
      for number in 0..<count {
        #expect(try other.next(other.iopub)?.content["n"]?.integer == number)
      }
      #expect(!kernel.isBehind)
      // As soon as it reads, it hears what comes next.
      var heard: [Int] = []
      while let message = try silent.next(silent.iopub, within: 0.5) {
        heard.append(message.content["n"]?.integer ?? -1)
      }
      #expect(heard.count < count && heard == heard.sorted())
      kernel.publish("stream", content: ["n": .integer(count)])
      #expect(try silent.next(silent.iopub)?.content["n"]?.integer == count)
    }

    @Test func whoReadsNothingHoldsUpNoEnd() throws {
      let kernel = try TestKernel(try Connections.tcp())
      let client = try slowClient(kernel.connection)
      _ = publishUntilBehind(kernel)
      #expect(ContinuousClock().measure { kernel.close() } < .seconds(4))
      #expect(try client.next(client.iopub)?.content["n"]?.integer == 0)
    }

    @Test func otherChannelsAreAnsweredMeanwhile() throws {
      let kernel = try TestKernel(try Connections.tcp())
      let client = try slowClient(kernel.connection)
      _ = publishUntilBehind(kernel)
      #expect(try client.isAnswered() && client.isAnswered(on: .control))
    }
  }
}
