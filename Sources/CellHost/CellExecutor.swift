import CCellHost
import Glibc
import Synchronization

/// Runs the jobs of a cell that awaits at its top level, on the cell's own thread.
final class CellExecutor: SerialExecutor, Sendable {
  private static let shared = CellExecutor()

  private let jobs = Mutex<[UnownedJob]>([])
  /// Counts the jobs that wait.
  nonisolated(unsafe) private let waiting: UnsafeMutablePointer<sem_t> = {
    let semaphore = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)
    sem_init(semaphore, 0, 0)
    return semaphore
  }()

  /// Makes this the main executor of the process.
  static func install() {
    let executor = shared.asUnownedSerialExecutor()
    withUnsafeBytes(of: executor) { words in
      quill_set_main_executor(
        words.load(as: UInt.self), words.load(fromByteOffset: 8, as: UInt.self),
        { CellExecutor.shared.runForEver() })
    }
  }

  /// Lets a cell that waits for its jobs run the handlers that wait.
  static func wake() { sem_post(shared.waiting) }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    jobs.withLock { $0.append(job) }
    sem_post(waiting)
  }

  func asUnownedSerialExecutor() -> UnownedSerialExecutor {
    UnownedSerialExecutor(ordinary: self)
  }

  /// A cell's thread is not one that the run time knows, so there is nothing to check it against.
  func checkIsolated() {}

  /// The last job of a cell ends by calling `exit`, which leaves this loop.
  private func runForEver() {
    while true {
      while sem_wait(waiting) != 0 {}
      if let job = jobs.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) {
        job.runSynchronously(on: asUnownedSerialExecutor())
      } else {
        quill_handle()
      }
    }
  }
}
