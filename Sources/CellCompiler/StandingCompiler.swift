import CProcess
import Glibc
import Synchronization

/// The compiler that stands, with the socket on which it takes orders.
///
/// It goes when nobody holds it any more, and its copies with it.
final class StandingCompiler: Sendable {
  private let program: RunningProgram
  private let orders: OrderSocket
  private let served = Mutex(false)

  init?(_ command: [String], library: String) {
    var ends: [Int32] = [-1, -1]
    guard quill_socket_pair(&ends) == 0 else { return nil }
    defer { close(ends[1]) }
    guard let program = try? RunningProgram(command, reading: ends[1], preloading: library) else {
      close(ends[0])
      return nil
    }
    (self.program, orders) = (program, OrderSocket(descriptor: ends[0]))
  }

  deinit {
    orders.close()
    program.abandon()
  }

  /// Whether a copy has ever ended as it should.
  var hasServed: Bool { served.withLock { $0 } }

  /// Has a copy do what an order says, one of its own or of a compiler that waits.
  ///
  /// - Returns: What the copy left behind; nothing where there was none, or it ended with the compiler.
  func carryOut(
    _ order: OrderSocket.Order, by waiting: WaitingCompiler? = nil, _ cancellation: Cancellation?
  ) -> ProgramResult? {
    let result = (waiting?.orders ?? orders).carryOut(order, cancellation) { self.program.kill() }
    if result != nil { served.withLock { $0 = true } }
    return result
  }

  /// Has a copy go on with arguments until it needs the texts.
  func copyThatWaits(_ order: OrderSocket.Order) -> WaitingCompiler? {
    orders.copyThatWaits(order)
  }
}

/// A copy of the compiler that has done everything that could be done without the text of its cell.
///
/// It goes when nobody holds it any more.
final class WaitingCompiler: Sendable {
  fileprivate let orders: OrderSocket
  private let line: Int32

  init(orders: OrderSocket, line: Int32) { (self.orders, self.line) = (orders, line) }

  deinit {
    orders.close()
    close(line)
  }
}
