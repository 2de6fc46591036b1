import CZeroMQ
import Foundation
import JupyterTransport
import JupyterWire
import Testing

extension SocketTests {
  /// The sign of life.
  @Suite struct HeartbeatTests {
    @Test func theVeryBytesComeBack() throws {
      let connection = try Connections.tcp()
      let kernel = try TestKernel(connection)
      let client = try TestClient(connection)
      for frames in [
        [Array("ping".utf8)], [[]], [[0, 255, 10]], [[], [1], [], [2, 3]],
        [Array(repeating: 7, count: 16 << 20)],
      ] as [[[UInt8]]] {
        client.heartbeat.send(frames)
        #expect(try client.nextFrames(client.heartbeat) == frames)
      }
      kernel.close()
    }

    @Test func answersWhoAsksAndWaits() throws {
      let connection = try Connections.ipc()
      let kernel = try TestKernel(connection)
      let client = try TestClient(connection)
      let asking = try ZMQSocket(ZMQ_REQ, in: client.context)
      try asking.set(ZMQ_LINGER, Int32(0))
      #expect(zmq_connect(asking.handle, connection.endpoint(of: .heartbeat)) == 0)
      for round: UInt8 in 0..<100 {
        asking.send([[round]])
        #expect(try client.nextFrames(asking) == [[round]])
      }
      kernel.close()
    }

    @Test func beatsWhileAReceiverIsBusy() throws {
      let connection = try Connections.tcp()
      let sockets = try KernelSockets(connection, sender: Sender()) { _, _ in
        Thread.sleep(forTimeInterval: 1)
      }
      let client = try TestClient(connection)
      client.heartbeat.send([[1]])
      #expect(try client.nextFrames(client.heartbeat) == [[1]])
      client.shell.send(client.frames("busy"))
      Thread.sleep(forTimeInterval: 0.1)
      let clock = ContinuousClock()
      let start = clock.now
      client.heartbeat.send([[2]])
      #expect(try client.nextFrames(client.heartbeat) == [[2]])
      #expect(clock.now - start < .milliseconds(500))
      sockets.close()
    }
  }
}
