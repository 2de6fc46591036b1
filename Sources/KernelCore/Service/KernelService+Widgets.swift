import Dispatch
import JSONTrees
import JupyterWire

/// The messages of a page about its widgets: they are answered beside the cell that runs.
///
/// A page sends no second change of a widget before it has heard that the first was dealt with. So each
/// message is framed by `busy` and `idle`, and `idle` comes when what the widget draws has been drawn.
/// While a cell runs, that can take until the cell looks up; then `idle` does not wait for it, since
/// the cell should be able to read what the page is set to. Drawings that are late are not piled up:
/// only the newest values are drawn.
extension KernelService {
  /// How long `idle` waits for a drawing while a cell runs.
  private static let patience = DispatchTimeInterval.milliseconds(250)

  /// Whether a message is one of them.
  static func isForWidgets(_ message: Message) -> Bool {
    ["comm_open", "comm_msg", "comm_close", "comm_info_request"].contains(message.type)
  }

  /// Deals with a message, on a thread of its own: one that draws slowly may not keep others waiting.
  func receiveForWidget(_ message: Message) {
    widgetQueue.async { [self] in
      switch message.type {
      case "comm_info_request":
        answer(message, on: .shell) { desk.information(target: $0.content["target_name"]?.string) }
      case "comm_open":
        // Only cells make widgets, so a page that opens something is told that it is closed.
        busyAndIdle(message) {
          guard let id = message.content["comm_id"] else { return }
          publish("comm_close", ["comm_id": id, "data": [:]], for: message)
        }
      default: passOn(message)
      }
    }
  }

  private func passOn(_ message: Message) {
    guard let id = message.content["comm_id"]?.string, let line = desk.line(to: id) else {
      return busyAndIdle(message) {}
    }
    publish("status", ["execution_state": "busy"], for: message)
    var number = 0
    let note: (Int) -> Void = { [desk] given in
      number = given
      desk.wait(message, as: given)
    }
    if message.type == "comm_close" {
      desk.forget(id)
      line.close(id, note: note)
    } else {
      line.send(message.content["data"] ?? [:], to: id, note: note)
    }
    queue.wake()
    guard interrupter.hasCell else { return }
    widgetQueue.asyncAfter(deadline: .now() + KernelService.patience) { [number] in
      if self.interrupter.hasCell { self.settle(number) }
    }
  }

  /// Says that a message has been dealt with, unless that was said.
  func settle(_ number: Int) {
    guard let message = desk.settle(number) else { return }
    publish("status", ["execution_state": "idle"], for: message)
  }
}
