import CProcess
import Glibc
import Synchronization

/// The compiler that stands, with the socket on which it takes orders.
///
/// It goes when nobody holds it any more, and its copies with it.
final class StandingCompiler: Sendable {
  /// The bytes of an order, as `CForkingCompiler.h` says what an order is.
  typealias Order = [UInt8]

  /// How long an order may be; the header says the same to the other side.
  private static let orderRoom = 1 << 17
  /// How long a copy that was told to stop may take, in milliseconds: one that stands may not even have
  /// been loaded.
  private static let patience = 1_000

  private let program: RunningProgram
  private let orders: Int32
  private let served = Mutex(false)

  init?(_ command: [String], library: String) {
    var ends: [Int32] = [-1, -1]
    guard quill_socket_pair(&ends) == 0 else { return nil }
    defer { close(ends[1]) }
    guard let program = try? RunningProgram(command, reading: ends[1], preloading: library) else {
      close(ends[0])
      return nil
    }
    (self.program, orders) = (program, ends[0])
  }

  deinit {
    close(orders)
    program.abandon()
  }

  /// Whether a copy has ever ended as it should.
  var hasServed: Bool { served.withLock { $0 } }

  /// Arguments as an order; nothing where they are too long for one.
  func order(_ arguments: [String]) -> Order? {
    let order: Order = arguments.flatMap { Array($0.utf8) + [0] }
    return order.count < StandingCompiler.orderRoom ? order : nil
  }

  /// Has a copy do what an order says; nothing where there was none, or it ended with the compiler.
  func carryOut(_ order: Order, _ cancellation: Cancellation?) -> ProgramResult? {
    guard let copy = copied(for: order) else { return nil }
    defer { copy.close() }
    // Any word on the line ends the copy.
    cancellation?.begin { _ = quill_send_with(copy.line, [0], 1, nil, 0) }
    var waited = 0
    let text = readAll(from: copy.output) { milliseconds in
      guard cancellation?.isCancelled == true else { return }
      waited += milliseconds
      if waited > StandingCompiler.patience { self.program.kill() }
    }
    let status = copy.status()
    cancellation?.end()
    guard let status else { return nil }
    served.withLock { $0 = true }
    return ProgramResult(status: exitStatus(status), output: text)
  }

  private func copied(for order: Order) -> Copy? {
    var (output, line): ([Int32], [Int32]) = ([-1, -1], [-1, -1])
    guard quill_pipe(&output) == 0 else { return nil }
    guard quill_socket_pair(&line) == 0 else {
      for end in output { close(end) }
      return nil
    }
    let isSent = quill_send_with(orders, order, order.count, [output[1], line[1]], 2)
    for end in [output[1], line[1]] { close(end) }
    let copy = Copy(output: output[0], line: line[0])
    if isSent { return copy }
    copy.close()
    return nil
  }
}

/// A copy at work: what it prints, and the line on which is told how it ended.
private struct Copy: Sendable {
  let output: Int32
  let line: Int32

  /// How it ended, once it has; nothing where the compiler that stands ended before.
  func status() -> Int32? {
    var status: Int32 = 0
    let size = MemoryLayout<Int32>.size
    while true {
      let count = recv(line, &status, size, 0)
      if count >= 0 || errno != EINTR { return count == size ? status : nil }
    }
  }

  func close() {
    Glibc.close(output)
    Glibc.close(line)
  }
}
