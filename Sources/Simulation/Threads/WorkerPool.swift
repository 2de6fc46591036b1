internal import Glibc
internal import Synchronization

/// Threads that wait for work: one for each processor but the first, whose thread is the caller's.
///
/// A thread looks for work for a short time before it sleeps, since the next piece of a simulation comes
/// soon. A process that was forked has none of its parent's threads; there the pool begins anew.
final class WorkerPool: @unchecked Sendable {
  /// The pool of the process.
  static var shared: WorkerPool {
    let own = getpid()
    lock.lock()
    defer { lock.unlock() }
    if current.process != own { current = WorkerPool(process: own) }
    return current
  }

  /// Held while the process is forked, so that it is free in the copy.
  private static let lock: Lock = {
    let lock = Lock()
    pthread_atfork(
      { WorkerPool.lock.lock() }, { WorkerPool.lock.unlock() }, { WorkerPool.lock.unlock() })
    return lock
  }()
  nonisolated(unsafe) private static var current = WorkerPool(process: getpid())

  /// How many threads work at most.
  let threadCount: Int
  private let process: pid_t
  private let state = WorkState()
  private let turn = Lock()
  private var isStarted = false

  private init(process: pid_t) {
    self.process = process
    threadCount = max(1, min(Parallelism.limit, WorkerPool.processorCount))
  }

  /// How many processors the process may use, by what the kernel says of it.
  static var processorCount: Int {
    guard let file = fopen("/proc/self/status", "r") else { return 1 }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 4096)
    while fgets(&line, 4096, file) != nil {
      let text = line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
      let words = String(decoding: text, as: UTF8.self).split(whereSeparator: \.isWhitespace)
      // A mask in hexadecimal digits, a bit for each processor.
      guard words.count == 2, words[0] == "Cpus_allowed:" else { continue }
      return words[1].compactMap(\.hexDigitValue).reduce(0) { $0 + $1.nonzeroBitCount }
    }
    return 1
  }

  /// In how many parts so many vectors are best worked on.
  static func partCount(for vectors: Int) -> Int {
    vectors < WorkerPool.leastVectors ? 1 : shared.threadCount
  }

  /// On how many threads tasks are best worked on that each take so many vectors.
  static func partCount(for vectors: Int, times tasks: Int) -> Int {
    let all = vectors.multipliedReportingOverflow(by: tasks)
    guard tasks > 1, all.overflow || all.partialValue >= WorkerPool.leastOfTasks else { return 1 }
    return min(tasks, shared.threadCount)
  }

  /// Fewer vectors are done before another thread has woken up.
  private static let leastVectors = 1 << 12
  /// The same for tasks, which are not begun soon after one another as the steps of a state are.
  private static let leastOfTasks = 1 << 15

  /// Calls a function for each part, on as many threads as there are parts, and waits for all.
  ///
  /// Parts are called one after the other where there are no more threads, or all are at work already.
  static func perform(_ parts: Int, _ body: (Int) -> Void) {
    if parts == 1 { body(0) } else { shared.share(parts, body) }
  }

  private func share(_ parts: Int, _ body: (Int) -> Void) {
    guard threadCount > 1, turn.tryLock() else {
      for part in 0..<parts { body(part) }
      return
    }
    defer { turn.unlock() }
    if !isStarted {
      isStarted = true
      for _ in 1..<threadCount { state.startThread() }
    }
    withoutActuallyEscaping(body) { state.run(parts, $0) }
  }
}

/// How many threads simulations use.
public enum Parallelism {
  private static let chosen = Atomic<Int>(Int.max)

  /// The most threads a simulation uses: all processors of the process, unless something else is set
  /// before the first simulation.
  public static var limit: Int {
    get { chosen.load(ordering: .relaxed) }
    set { chosen.store(max(1, newValue), ordering: .relaxed) }
  }

  /// How many threads simulations use in this process.
  package static var threadCount: Int { WorkerPool.shared.threadCount }

  /// How many threads share work on so many vectors of a state.
  package static func threads(forVectors vectors: Int) -> Int {
    WorkerPool.partCount(for: vectors)
  }

  /// How many threads share tasks that each take so many vectors.
  package static func threads(forVectors vectors: Int, times tasks: Int) -> Int {
    WorkerPool.partCount(for: vectors, times: tasks)
  }
}

/// The work that is shared out.
private final class WorkState: @unchecked Sendable {
  private let generation = Atomic<Int>(0)
  private let nextPart = Atomic<Int>(0)
  private let finished = Atomic<Int>(0)
  private let sleepers = Atomic<Int>(0)
  /// Whether there is work, and how many threads are looking at it.
  private let isOpen = Atomic<Bool>(false)
  private let visitors = Atomic<Int>(0)
  private var body: ((Int) -> Void)?
  private var parts = 0
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  /// How often a thread looks for work before it sleeps, about 50 µs.
  private static let looks = 20_000

  init() {
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(condition, nil)
  }

  func startThread() {
    var thread = pthread_t()
    let state = Unmanaged.passRetained(self).toOpaque()
    pthread_create(
      &thread, nil,
      { argument in
        guard let argument else { return nil }
        Unmanaged<WorkState>.fromOpaque(argument).takeRetainedValue().serve()
        return nil
      }, state)
    pthread_detach(thread)
  }

  func run(_ parts: Int, _ body: @escaping (Int) -> Void) {
    (self.parts, self.body) = (parts, body)
    finished.store(0, ordering: .relaxed)
    nextPart.store(0, ordering: .relaxed)
    isOpen.store(true, ordering: .sequentiallyConsistent)
    generation.add(1, ordering: .sequentiallyConsistent)
    if sleepers.load(ordering: .sequentiallyConsistent) > 0 {
      pthread_mutex_lock(mutex)
      pthread_cond_broadcast(condition)
      pthread_mutex_unlock(mutex)
    }
    work(parts, body)
    while finished.load(ordering: .acquiring) < parts {}
    // Whoever came in time has to have left before the next work takes its place.
    isOpen.store(false, ordering: .sequentiallyConsistent)
    while visitors.load(ordering: .sequentiallyConsistent) > 0 {}
    self.body = nil
  }

  /// Takes parts until none are left.
  private func work(_ parts: Int, _ body: (Int) -> Void) {
    while true {
      let part = nextPart.add(1, ordering: .acquiringAndReleasing).oldValue
      guard part < parts else { return }
      body(part)
      finished.add(1, ordering: .acquiringAndReleasing)
    }
  }

  private func serve() {
    var seen = 0
    while true {
      var looks = 0
      while generation.load(ordering: .acquiring) == seen && looks < WorkState.looks { looks += 1 }
      if generation.load(ordering: .acquiring) == seen { sleep(seen) }
      visitors.add(1, ordering: .sequentiallyConsistent)
      seen = generation.load(ordering: .acquiring)
      if isOpen.load(ordering: .sequentiallyConsistent), let body { work(parts, body) }
      visitors.subtract(1, ordering: .sequentiallyConsistent)
    }
  }

  private func sleep(_ seen: Int) {
    pthread_mutex_lock(mutex)
    sleepers.add(1, ordering: .sequentiallyConsistent)
    while generation.load(ordering: .sequentiallyConsistent) == seen {
      pthread_cond_wait(condition, mutex)
    }
    sleepers.subtract(1, ordering: .sequentiallyConsistent)
    pthread_mutex_unlock(mutex)
  }
}

/// A lock between threads.
final class Lock: @unchecked Sendable {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)

  init() { pthread_mutex_init(mutex, nil) }

  deinit {
    pthread_mutex_destroy(mutex)
    mutex.deallocate()
  }

  func lock() { pthread_mutex_lock(mutex) }
  func tryLock() -> Bool { pthread_mutex_trylock(mutex) == 0 }
  func unlock() { pthread_mutex_unlock(mutex) }
}
