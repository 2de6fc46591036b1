import CZeroMQ
import Foundation
import JSONTrees
import JupyterTransport
import JupyterWire
import Testing

extension SocketTests {
  /// What a peer may send that has no key, or knows no manners.
  @Suite struct AttackTests {
    @Test func whatIsNotSignedIsNeverAnswered() throws {
      let connection = try Connections.tcp()
      let kernel = try TestKernel(connection)
      let client = try TestClient(connection)
      let good = client.frames("ask")
      let signature = String(decoding: good[1], as: UTF8.self)
      let wrong = [
        "", "0", signature.uppercased(), String(signature.dropLast()), signature + "0",
        String(repeating: "0", count: 64),
        String(decoding: client.frames("other")[1], as: UTF8.self),
      ]
      for text in wrong {
        var frames = good
        frames[1] = Array(text.utf8)
        client.shell.send(frames)
      }
      #expect(try client.isAnswered())
      #expect(kernel.traffic.notSigned == wrong.count)
      #expect(kernel.received.count == 1)
      #expect(kernel.refused.first == .unsigned)
      #expect(kernel.refused.dropFirst().allSatisfy { $0 == .wrongSignature })
    }

    @Test func whatCameBeforeIsRefusedOnEveryChannel() throws {
      let connection = try Connections.tcp()
      let kernel = try TestKernel(connection)
      let client = try TestClient(connection)
      let frames = client.frames("ask")
      client.shell.send(frames)
      #expect(try client.next(client.shell) != nil)
      for channel in Channel.allCases {
        client.socket(of: channel).send(frames)
        // Buffers are not signed, so other buffers do not make another message.
        client.socket(of: channel).send(frames + [[1]])
        #expect(try client.isAnswered(on: channel))
      }
      #expect(kernel.traffic.replayed == 6)
      #expect(kernel.received.filter { $0.message.type == "ask" }.count == 1)
    }

    @Test func malformedMessagesAreDroppedAndTheNextIsAnswered() throws {
      let connection = try Connections.tcp()
      let kernel = try TestKernel(
        connection,
        limits: WireLimits(
          frames: 50, frameBytes: 1 << 20, messageBytes: 2 << 20))
      let client = try TestClient(connection)
      let good = client.frames("ask")
      func signed(_ parts: [String]) -> [[UInt8]] {
        let parts = parts.map { Array($0.utf8) }
        return [Message.delimiter, client.signer.signature(of: parts)] + parts
      }
      let header = #"{"msg_id":"m","msg_type":"t"}"#
      let attacks: [[[UInt8]]] = [
        [[]], [[1, 2]], [Message.delimiter], [Message.delimiter, good[1]],
        Array(good.prefix(5)), [Message.delimiter, Message.delimiter],
        Array(repeating: [], count: 60), good + Array(repeating: [0], count: 10_000),
        good + Array(repeating: Array(repeating: 0, count: 1 << 19), count: 5),
        signed(["", "{}", "{}", "{}"]), signed(["[]", "{}", "{}", "{}"]),
        signed([header, "{}", "{}", String(repeating: "[", count: 100_000)]),
        signed([#"{"msg_id":"m","msg_type":7}"#, "{}", "{}", "{}"]),
        signed([header, "{}", "{}", "[]"]),
      ]
      for frames in attacks {
        client.shell.send(frames)
        #expect(try client.isAnswered(), "\(frames.prefix(6))")
      }
      #expect(kernel.traffic.malformed == attacks.count)
      #expect(kernel.received.allSatisfy { $0.message.type == "marker" })
      // Too large for one frame: ZeroMQ itself ends the connection, and the front end comes back.
      client.control.send([Array(repeating: 0, count: 2 << 20)])
      #expect(try client.isAnswered(on: .shell))
    }

    @Test func strangersDoNotDisturb() throws {
      let connection = try Connections.tcp()
      let kernel = try TestKernel(connection)
      let client = try TestClient(connection)
      #expect(try client.isAnswered())
      var strangers: [Int32] = []
      defer { for stranger in strangers { close(stranger) } }
      let greetings: [[UInt8]] = [
        [], Array("GET / HTTP/1.1\r\n\r\n".utf8), Array(repeating: 0xFF, count: 100),
        // ZMTP 3 greeting, then a frame that announces 2^40 bytes.
        [0xFF, 0, 0, 0, 0, 0, 0, 0, 1, 0x7F, 3, 0] + Array("NULL".utf8)
          + Array(repeating: 0, count: 48) + [2, 0, 0, 1, 0, 0, 0, 0, 0],
      ]
      for role in SocketRole.allCases {
        for round in 0..<40 {
          let port = try #require(connection.ports[role])
          let stranger = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
          strangers.append(stranger)
          var address = sockaddr_in()
          address.sin_family = sa_family_t(AF_INET)
          address.sin_port = UInt16(port).bigEndian
          address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
          let status = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
              connect(stranger, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
          }
          #expect(status == 0)
          let greeting = greetings[round % greetings.count]
          _ = Glibc.send(stranger, greeting, greeting.count, Int32(MSG_NOSIGNAL))
        }
      }
      for channel in Channel.allCases { #expect(try client.isAnswered(on: channel)) }
      kernel.close()
    }

    @Test func whoDoesNotEncryptIsNotHeard() throws {
      let connection = try ConversationTests.connection(.encrypted)
      let kernel = try TestKernel(connection)
      let plain = try TestClient(connection, isEncrypted: false)
      plain.subscribe()
      plain.shell.send(plain.frames("ask"))
      plain.heartbeat.send([[1]])
      let client = try TestClient(connection)
      client.subscribe()
      #expect(try client.isAnswered())
      #expect(try client.next(client.iopub)?.type == "iopub_welcome")
      kernel.publish("status", content: [:])
      #expect(try plain.nextFrames(plain.iopub, within: 0.2) == nil)
      #expect(try plain.nextFrames(plain.shell, within: 0) == nil)
      #expect(try plain.nextFrames(plain.heartbeat, within: 0) == nil)
    }
  }
}
