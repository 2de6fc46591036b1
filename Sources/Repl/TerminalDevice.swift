import Dispatch
import Glibc
import Synchronization
import Terminal

/// The terminal: its modes, its size, its bytes.
final class TerminalDevice: Sendable {
  /// What the terminal does with keys.
  enum Mode {
    /// As it was found.
    case usual
    /// Every key comes as it is.
    case keys
    /// Keys wait and are not shown; ^C is a signal.
    case running
  }

  private let found: termios?
  /// Both ends of a pipe that ends a wait.
  private let wakeUp: (reading: Int32, writing: Int32)
  nonisolated(unsafe) private let resizes: any DispatchSourceSignal

  init() {
    var state = termios()
    found = tcgetattr(STDIN_FILENO, &state) == 0 ? state : nil
    var ends: [Int32] = [-1, -1]
    pipe(&ends)
    for end in ends {
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
    wakeUp = (ends[0], ends[1])
    let writing = ends[1]
    signal(SIGWINCH, SIG_IGN)
    resizes = DispatchSource.makeSignalSource(signal: SIGWINCH, queue: .global())
    resizes.setEventHandler { TerminalDevice.wake(writing) }
    resizes.resume()
  }

  /// How many columns and rows there are; a terminal that says nonsense has 80 and 24.
  var size: (width: Int, height: Int) { TerminalDevice.size }

  /// The size of the terminal that this program writes to.
  static var size: (width: Int, height: Int) {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 else { return (80, 24) }
    let (width, height) = (Int(size.ws_col), Int(size.ws_row))
    return (width > 3 ? min(width, 1000) : 80, height > 1 ? min(height, 1000) : 24)
  }

  /// The size of a character in pixels; nothing where the terminal does not say it.
  var cellSize: (width: Int, height: Int)? {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0
    else { return nil }
    return TerminalDevice.plausible(
      Int(size.ws_xpixel) / Int(size.ws_col), Int(size.ws_ypixel) / Int(size.ws_row))
  }

  /// A size that a character may have.
  static func plausible(_ width: Int, _ height: Int) -> (width: Int, height: Int)? {
    (2...200).contains(width) && (4...400).contains(height) ? (width, height) : nil
  }

  /// Changes what the terminal does with keys.
  func enter(_ mode: Mode) {
    guard var state = found else { return }
    if mode != .usual {
      state.c_lflag &= ~tcflag_t(ICANON | ECHO | IEXTEN)
      state.c_iflag &= ~tcflag_t(IXON | ICRNL | INLCR | IGNCR | ISTRIP)
      if mode == .keys { state.c_lflag &= ~tcflag_t(ISIG) }
      withUnsafeMutableBytes(of: &state.c_cc) { bytes in
        (bytes[Int(VMIN)], bytes[Int(VTIME)]) = (1, 0)
      }
    }
    while tcsetattr(STDIN_FILENO, TCSADRAIN, &state) != 0 && errno == EINTR {}
  }

  /// Ends a wait, from any thread.
  func wake() { TerminalDevice.wake(wakeUp.writing) }

  private static func wake(_ descriptor: Int32) {
    var byte: UInt8 = 1
    _ = Glibc.write(descriptor, &byte, 1)
  }

  /// What comes next.
  enum Event {
    case bytes([UInt8])
    /// Somebody has called ``wake()``, or the size has changed.
    case woken
    case silence
    /// The terminal is gone.
    case gone
  }

  /// Waits for keys; for as long as it takes where the time is below 0.
  func wait(milliseconds: Int32) -> Event {
    var watched = [
      pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
      pollfd(fd: wakeUp.reading, events: Int16(POLLIN), revents: 0),
    ]
    let count = poll(&watched, 2, milliseconds)
    if count < 0 { return errno == EINTR ? .woken : .gone }
    if count == 0 { return .silence }
    if watched[1].revents != 0 {
      var room = [UInt8](repeating: 0, count: 64)
      while read(wakeUp.reading, &room, room.count) > 0 {}
      if watched[0].revents == 0 { return .woken }
    }
    var room = [UInt8](repeating: 0, count: 1 << 16)
    let length = read(STDIN_FILENO, &room, room.count)
    if length > 0 { return .bytes(Array(room.prefix(length))) }
    return length < 0 && (errno == EINTR || errno == EAGAIN) ? .woken : .gone
  }

  /// Writes all of a text; a terminal that is gone is passed over.
  func write(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = Glibc.write(STDOUT_FILENO, rest.baseAddress, rest.count)
        if count > 0 {
          rest = rest.dropFirst(count)
        } else if errno == EAGAIN {
          var watched = pollfd(fd: STDOUT_FILENO, events: Int16(POLLOUT), revents: 0)
          poll(&watched, 1, 1000)
        } else if errno != EINTR {
          return
        }
      }
    }
  }
}

extension Slice<UnsafeBufferPointer<UInt8>> {
  fileprivate var baseAddress: UnsafePointer<UInt8>? {
    base.baseAddress.map { $0 + startIndex }
  }
}

/// What a terminal can show, as its environment says.
struct TerminalLook {
  /// Whether colours are wanted.
  let hasColors: Bool
  /// Whether it shows more than ASCII.
  let hasUnicode: Bool
  /// Whether its cursor can be moved.
  let canMove: Bool

  init() {
    func variable(_ name: String) -> String? {
      getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
    }
    let locale = variable("LC_ALL") ?? variable("LC_CTYPE") ?? variable("LANG") ?? "C"
    let letters = locale.lowercased().filter { $0 != "-" }
    hasUnicode = letters.contains("utf8")
    canMove = variable("TERM").map { $0 != "dumb" } ?? false
    hasColors = canMove && variable("NO_COLOR") == nil
  }

  /// A text as the terminal can show it.
  func shown(_ text: String) -> String { hasUnicode ? text : PlainLetters.text(of: text) }
}
