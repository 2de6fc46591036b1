import Glibc

/// A thread of our own, with a name and without signals: those belong to the main thread.
package struct WorkerThread: Sendable {
  private let identifier: pthread_t

  /// Starts a thread.
  ///
  /// - Parameters:
  ///   - name: at most 15 bytes, as the system shows it.
  ///   - body: what the thread does; what it holds is let go before the thread ends.
  /// - Throws: ``TransportError/systemRefuses(_:reason:)`` where there are too many threads.
  package init(
    _ name: String, _ body: @escaping @Sendable () -> Void
  ) throws(TransportError) {
    var all = sigset_t()
    var before = sigset_t()
    sigfillset(&all)
    // A thread begins with the mask of the one that starts it.
    pthread_sigmask(SIG_BLOCK, &all, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    let task = Unmanaged.passRetained(Task(name, body))
    var started = pthread_t()
    let failure = pthread_create(
      &started, nil,
      { argument in
        guard let argument else { return nil }
        WorkerThread.run(argument)
        return nil
      }, task.toOpaque())
    guard failure == 0 else {
      task.release()
      throw .systemRefuses("thread", reason: String(cString: strerror(failure)))
    }
    identifier = started
  }

  /// Whether this is the thread that runs now.
  package var isCurrent: Bool { pthread_equal(identifier, pthread_self()) != 0 }

  /// Waits for the end of the thread; once only.
  package func join() { pthread_join(identifier, nil) }

  /// Lets the thread end without anybody waiting; once, and in place of `join`.
  package func detach() { pthread_detach(identifier) }

  /// A function of its own, so that the task is gone when it returns.
  @inline(never)
  private static func run(_ argument: UnsafeMutableRawPointer) {
    let task = Unmanaged<Task>.fromOpaque(argument).takeRetainedValue()
    takeName(task.name)
    task.body()
  }

  /// Gives the thread that runs now a name that the system shows.
  private static func takeName(_ name: String) {
    let file = open("/proc/thread-self/comm", O_WRONLY | O_CLOEXEC)
    guard file >= 0 else { return }
    _ = write(file, name, name.utf8.count)
    close(file)
  }

  private final class Task: Sendable {
    let name: String
    let body: @Sendable () -> Void

    init(_ name: String, _ body: @escaping @Sendable () -> Void) {
      self.name = name
      self.body = body
    }
  }
}
