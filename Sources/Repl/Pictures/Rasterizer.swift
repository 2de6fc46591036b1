import CProcess
import Glibc

/// Turns drawings in SVG into pixels by librsvg's own program.
package struct Rasterizer {
  /// The program, and the package of Debian that has it.
  package static let program = (name: "rsvg-convert", package: "librsvg2-bin")

  /// More bytes than this are no picture for a terminal.
  private static let longest = 1 << 26

  private let path: String

  /// Finds the program on the search path; nothing where it is missing.
  package init?() {
    let folders = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
    let places = folders.split(separator: ":").map { "\($0)/\(Rasterizer.program.name)" }
    guard let found = places.first(where: { access($0, X_OK) == 0 }) else { return nil }
    path = found
  }

  /// Where the program is.
  package var place: String { path }

  /// A drawing as a file of PNG of a size; nothing where the program cannot read it.
  package func png(of svg: String, width: Int, height: Int, seconds: Int = 10) -> [UInt8]? {
    guard let input = tmpfile() else { return nil }
    defer { fclose(input) }
    var svg = svg
    let isWritten = svg.withUTF8 { fwrite($0.baseAddress, 1, $0.count, input) == $0.count }
    guard isWritten, fflush(input) == 0 else { return nil }
    rewind(input)
    var ends: [Int32] = [-1, -1]
    guard quill_pipe(&ends) == 0 else { return nil }
    defer { close(ends[0]) }
    let words = [path, "--width", "\(width)", "--height", "\(height)", "--unlimited"]
    let child = Rasterizer.start(words, from: fileno(input), to: ends[1])
    close(ends[1])
    guard let child else { return nil }
    let bytes = Rasterizer.read(ends[0], until: .now + .seconds(seconds))
    if bytes == nil { kill(child, SIGKILL) }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 && errno == EINTR {}
    return status == 0 ? bytes : nil
  }

  private static func start(_ words: [String], from input: Int32, to output: Int32) -> pid_t? {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, input, 0)
    posix_spawn_file_actions_adddup2(&actions, output, 1)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    _ = quill_close_from(&actions, 3)
    let texts = words.map { strdup($0) } + [nil]
    defer { for text in texts { free(text) } }
    var child: pid_t = 0
    return posix_spawn(&child, words[0], &actions, nil, texts, environ) == 0 ? child : nil
  }

  /// What is written until the other end is closed; nothing if that takes too long, or is too much.
  private static func read(
    _ descriptor: Int32, until deadline: ContinuousClock.Instant
  ) -> [UInt8]? {
    var (bytes, piece) = ([UInt8](), [UInt8](repeating: 0, count: 1 << 16))
    while bytes.count < longest {
      let left = ContinuousClock.now.duration(to: deadline) / .milliseconds(1)
      guard left > 0 else { return nil }
      var watched = [pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)]
      guard poll(&watched, 1, Int32(min(left, 60_000).rounded(.up))) > 0 else { continue }
      let count = Glibc.read(descriptor, &piece, piece.count)
      if count > 0 {
        bytes += piece.prefix(count)
      } else if count == 0 {
        return bytes
      } else if errno != EINTR {
        return nil
      }
    }
    return nil
  }
}
