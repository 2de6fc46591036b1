import CZeroMQ
import Foundation
import JSONTrees
import JupyterTransport
import JupyterWire
import Testing

extension SocketTests {
  /// Requests, answers and what is published.
  @Suite struct ConversationTests {
    /// An address of version 6 for this machine itself, where the system has one.
    static let hasVersion6 =
      (try? String(contentsOfFile: "/proc/net/if_inet6", encoding: .utf8))?
      .contains("00000000000000000000000000000001") ?? false

    enum Way: CaseIterable { case tcp, ipc, unsigned, encrypted }

    static func connection(_ way: Way) throws -> ConnectionFile {
      switch way {
      case .tcp: return try Connections.tcp()
      case .ipc: return try Connections.ipc()
      case .unsigned: return try Connections.tcp(["key": ""])
      case .encrypted:
        let keys = CurvePair.random()
        return try Connections.tcp([
          "curve_publickey": .string(keys.publicKey), "curve_secretkey": .string(keys.secretKey),
        ])
      }
    }

    @Test(arguments: Way.allCases) func everyChannelAnswers(_ way: Way) throws {
      try expectAnswers(Self.connection(way))
    }

    @Test(.enabled(if: hasVersion6, "this system has no ::1"))
    func everyChannelAnswersOnVersion6() throws {
      try expectAnswers(Connections.tcp(["ip": "::1"]))
    }

    private func expectAnswers(_ connection: ConnectionFile) throws {
      let kernel = try TestKernel(connection)
      let client = try TestClient(connection)
      for channel in Channel.allCases {
        let request = Message(
          "ask", content: ["code": "é🎈\n"], buffers: [[0, 255], []], from: client.sender)
        client.socket(of: channel).send(request.frames(sign: client.signer.signature))
        let answer = try #require(try client.next(client.socket(of: channel)), "\(channel)")
        #expect(answer.type == "answer")
        #expect(answer.parentHeader == request.header.json)
        #expect(answer.content == request.content)
        #expect(answer.buffers == request.buffers)
        #expect(answer.header.session == kernel.sender.session)
      }
      #expect(kernel.received.map(\.channel) == Channel.allCases)
      #expect(kernel.traffic == Traffic(received: 3))
    }

    @Test func stdinAsksWhomTheShellRequestCameFrom() throws {
      let connection = try Connections.tcp()
      let kernel = try TestKernel(connection)
      let clients = try (0..<3).map { _ in try TestClient(connection) }
      for client in clients {
        #expect(try client.isAnswered(on: .stdin))
        #expect(try client.isAnswered(on: .shell))
      }
      let request = try #require(
        kernel.received.last { $0.message.header.session == clients[1].sender.session })
      kernel.send(
        request.message.reply("input_request", content: ["prompt": "?"], from: kernel.sender),
        on: .stdin)
      #expect(try clients[1].next(clients[1].stdin)?.type == "input_request")
      #expect(try clients[0].next(clients[0].stdin, within: 0.1) == nil)
      #expect(try clients[2].next(clients[2].stdin, within: 0) == nil)
    }

    @Test func requestsAndAnswersKeepTheirOrder() throws {
      let connection = try Connections.tcp()
      let kernel = try TestKernel(connection)
      let client = try TestClient(connection)
      for number in 0..<2000 {
        client.shell.send(client.frames("ask", content: ["number": .integer(number)]))
      }
      for number in 0..<2000 {
        #expect(try client.next(client.shell)?.content["number"]?.integer == number)
      }
      #expect(kernel.received.map { $0.message.content["number"]?.integer } == Array(0..<2000))
    }

    @Test func tenThousandOutputsArriveInOrder() throws {
      let connection = try Connections.tcp()
      let kernel = try TestKernel(connection)
      let client = try TestClient(connection)
      client.subscribe()
      #expect(try client.next(client.iopub)?.type == "iopub_welcome")
      let clock = ContinuousClock()
      let line = JSON.string(String(repeating: "x", count: 200))
      let duration = clock.measure {
        for number in 0..<10_000 {
          kernel.publish("stream", content: ["number": .integer(number), "text": line])
        }
      }
      // The front end reads only now: nothing was dropped, and nobody was made to wait for it.
      Thread.sleep(forTimeInterval: 0.3)
      for number in 0..<10_000 {
        #expect(try client.next(client.iopub)?.content["number"]?.integer == number)
      }
      #expect(duration < .seconds(5), "handing over took \(duration)")
    }

    @Test func threadsMaySendAtOnce() throws {
      let connection = try Connections.ipc()
      let kernel = try TestKernel(connection)
      let client = try TestClient(connection)
      client.subscribe()
      #expect(try client.next(client.iopub)?.type == "iopub_welcome")
      DispatchQueue.concurrentPerform(iterations: 8) { thread in
        for number in 0..<500 {
          kernel.publish("s", content: ["thread": .integer(thread), "number": .integer(number)])
        }
      }
      var numbers = Array(repeating: 0, count: 8)
      for _ in 0..<4000 {
        let content = try #require(try client.next(client.iopub)).content
        let thread = try #require(content["thread"]?.integer)
        #expect(content["number"]?.integer == numbers[thread])
        numbers[thread] += 1
      }
      #expect(numbers == Array(repeating: 500, count: 8))
    }

    @Test func aFrontEndThatComesBackGetsItsAnswers() throws {
      let connection = try Connections.tcp()
      let kernel = try TestKernel(connection)
      let first = try TestClient(connection)
      #expect(try first.isAnswered())
      let second = try ZMQSocket(ZMQ_DEALER, in: first.context)
      try second.set(ZMQ_LINGER, Int32(0))
      try second.set(ZMQ_ROUTING_ID, first.sender.session)
      #expect(zmq_connect(second.handle, connection.endpoint(of: .shell)) == 0)
      second.send(first.frames("ask", content: ["back": true]))
      #expect(try first.next(second)?.content == ["back": true])
      kernel.close()
    }
  }
}
