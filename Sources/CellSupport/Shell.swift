import CInterruption
import Glibc

/// Why a program of the shell did not come to its end.
public enum ShellError: Error, Hashable, CustomStringConvertible {
  /// The shell could not be started.
  case cannotStart(reason: String)
  /// Whoever ran the cell has stopped it.
  case stopped

  /// What went wrong.
  public var description: String {
    switch self {
    case .cannotStart(let reason): "the shell could not be started: \(reason)"
    case .stopped: "the program was stopped"
    }
  }
}

/// Runs a line of the shell; `!line` in a cell is rewritten to call it.
///
/// What the program prints is printed by the cell. It is ended with everything that it started when the
/// cell is stopped.
///
/// - Parameter line: What `/bin/sh` is given.
/// - Throws: ``ShellError`` where the shell cannot be started, or is stopped.
public func quillShell(_ line: String) throws(ShellError) {
  fflush(nil)
  let child = try startedShell(line)
  let status = try waited(for: child)
  if status != 0 {
    let note = Array("The shell ended with status \(status).\n".utf8)
    _ = write(STDERR_FILENO, note, note.count)
  }
}

private func startedShell(_ line: String) throws(ShellError) -> pid_t {
  var attributes = posix_spawnattr_t()
  posix_spawnattr_init(&attributes)
  defer { posix_spawnattr_destroy(&attributes) }
  // A group of its own, so that all of it can be ended; and signals as a program expects them.
  posix_spawnattr_setpgroup(&attributes, 0)
  var usual = sigset_t()
  sigfillset(&usual)
  posix_spawnattr_setsigdefault(&attributes, &usual)
  posix_spawnattr_setflags(
    &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF))
  let words: [UnsafeMutablePointer<CChar>?] = [
    strdup("/bin/sh"), strdup("-c"), strdup(line), nil,
  ]
  defer { for word in words { free(word) } }
  var child: pid_t = 0
  let problem = posix_spawn(&child, "/bin/sh", nil, &attributes, words, environ)
  guard problem == 0 else { throw .cannotStart(reason: String(cString: strerror(problem))) }
  return child
}

/// The status of a program that has ended; that of one ended by a signal is negative.
private func waited(for child: pid_t) throws(ShellError) -> Int32 {
  var status: Int32 = 0
  var pause: UInt32 = 200
  while waitpid(child, &status, WNOHANG) == 0 {
    if quill_is_interrupted() != 0 {
      kill(-child, SIGKILL)
      waitpid(child, &status, 0)
      throw .stopped
    }
    usleep(pause)
    pause = min(pause * 2, 5000)
  }
  let signal = status & 0x7F
  return signal == 0 ? (status >> 8) & 0xFF : -signal
}
