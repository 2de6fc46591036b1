import Dispatch
import JSONTrees
import JupyterTransport
import JupyterWire
import Synchronization

/// A kernel that answers every message with its own content, and keeps what came.
final class TestKernel: Sendable {
  let sender = Sender()
  let connection: ConnectionFile
  private let openSockets = Mutex<KernelSockets?>(nil)
  private let inbox = Mutex<[(channel: Channel, message: Message)]>([])
  private let refusals = Mutex<[WireError]>([])
  private let queue = DispatchQueue(label: "test kernel")

  init(
    _ connection: ConnectionFile, limits: WireLimits = .standard, patience: Duration = .seconds(60)
  ) throws {
    self.connection = connection
    // Messages may come before the sockets are known here: the queue holds them back.
    queue.suspend()
    defer { queue.resume() }
    let sockets = try KernelSockets(
      connection, sender: sender, limits: limits, patience: patience,
      refuse: { [weak self] _, error in self?.refusals.withLock { $0.append(error) } },
      receive: { [weak self, queue] channel, message in
        queue.async { [weak self] in self?.answer(message, on: channel) }
      })
    openSockets.withLock { $0 = sockets }
  }

  deinit { close() }

  var received: [(channel: Channel, message: Message)] { inbox.withLock { $0 } }
  var refused: [WireError] { refusals.withLock { $0 } }
  var traffic: Traffic { openSockets.withLock { $0?.traffic } ?? Traffic() }

  func send(_ message: Message, on channel: Channel) {
    openSockets.withLock { $0 }?.send(message, on: channel)
  }

  func publish(_ type: String, content: JSON, topic: String = "") {
    let message = Message(type, content: content, from: sender)
    openSockets.withLock { $0 }?.publish(message, topic: topic)
  }

  var isBehind: Bool { openSockets.withLock { $0?.isBehind } ?? false }

  func close() { openSockets.withLock { $0 }?.close() }

  private func answer(_ message: Message, on channel: Channel) {
    inbox.withLock { $0.append((channel, message)) }
    send(
      message.reply(
        "answer", content: message.content, buffers: message.buffers, from: sender), on: channel)
  }
}
