import CProcess
import Glibc

/// Where a compiler takes orders that copies itself for each; `CForkingCompiler.h` says what an order is.
struct OrderSocket: Sendable {
  /// Arguments, a zero byte behind each.
  typealias Order = [UInt8]

  /// How long an order may be; the header says the same to the other side.
  private static let orderRoom = 1 << 17
  /// How a copy ends that could not read a text; so does the header.
  private static let textUnread: Int32 = 77
  /// How long a copy that was told to stop may take, in milliseconds: one that stands may not even have
  /// been loaded.
  private static let patience = 1_000

  let descriptor: Int32

  /// Arguments as an order; nothing where they are too long for one.
  static func order(_ arguments: [String]) -> Order? {
    let order: Order = arguments.flatMap { Array($0.utf8) + [0] }
    return order.count < orderRoom ? order : nil
  }

  /// Has a copy do what an order says.
  ///
  /// - Parameters:
  ///   - order: The order.
  ///   - cancellation: Ends the copy early, from any thread.
  ///   - kill: Ends the compiler itself, when the copy does not end.
  /// - Returns: What the copy left behind; nothing where there was none, or it ended with the compiler.
  func carryOut(
    _ order: Order, _ cancellation: Cancellation?, orEnd kill: @escaping () -> Void
  ) -> ProgramResult? {
    guard let copy = copied(for: order) else { return nil }
    defer { copy.close() }
    // Any word on the line ends the copy.
    cancellation?.begin { _ = quill_send_with(copy.line, [0], 1, nil, 0) }
    var waited = 0
    let text = readAll(from: copy.output) { milliseconds in
      guard cancellation?.isCancelled == true else { return }
      waited += milliseconds
      if waited > OrderSocket.patience { kill() }
    }
    let status = copy.status()
    cancellation?.end()
    guard let status = status.map(exitStatus), status != OrderSocket.textUnread else { return nil }
    return ProgramResult(status: status, output: text)
  }

  /// Has a copy go on with arguments until it needs the texts.
  func copyThatWaits(_ order: Order) -> WaitingCompiler? {
    var (orders, line): ([Int32], [Int32]) = ([-1, -1], [-1, -1])
    guard quill_socket_pair(&orders) == 0 else { return nil }
    let nothing = open("/dev/null", O_WRONLY | O_CLOEXEC)
    let isOpen = nothing >= 0 && quill_socket_pair(&line) == 0
    let isSent =
      isOpen && quill_send_with(descriptor, order, order.count, [nothing, line[1], orders[1]], 3)
    for end in [nothing, line[1], orders[1]] where end >= 0 { Glibc.close(end) }
    if isSent { return WaitingCompiler(orders: OrderSocket(descriptor: orders[0]), line: line[0]) }
    for end in [line[0], orders[0]] where end >= 0 { Glibc.close(end) }
    return nil
  }

  func close() { Glibc.close(descriptor) }

  private func copied(for order: Order) -> Copy? {
    var (output, line): ([Int32], [Int32]) = ([-1, -1], [-1, -1])
    guard quill_pipe(&output) == 0 else { return nil }
    guard quill_socket_pair(&line) == 0 else {
      for end in output { Glibc.close(end) }
      return nil
    }
    let isSent = quill_send_with(descriptor, order, order.count, [output[1], line[1]], 2)
    for end in [output[1], line[1]] { Glibc.close(end) }
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
      if count >= 0 { return count == size ? status : nil }
      // Who closes a line on which a word of ours was not read resets it; what was told before is there.
      guard errno == EINTR || errno == ECONNRESET else { return nil }
    }
  }

  func close() {
    Glibc.close(output)
    Glibc.close(line)
  }
}
