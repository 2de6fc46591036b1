import Circuits
import Glibc
import Noise
import Numerics
import Simulation
import Testing

/// Threads: when they are taken, that they change no result, and that a copy of the process has its own.
@Suite(.serialized) struct WorkerPoolTests {
  /// Small work stays with its caller, so that a second thread is never what makes it slow.
  @Test func threadsAreTakenWhereThereIsWork() {
    let all = Parallelism.threadCount
    #expect(all >= 1 && all <= Parallelism.limit)
    for vectors in [0, 1, 100, 4_095] { #expect(Parallelism.threads(forVectors: vectors) == 1) }
    for vectors in [4_096, 1 << 20, Int.max] {
      #expect(Parallelism.threads(forVectors: vectors) == all)
    }
    // Many small tasks are worth as much as one that is large; one task is never shared here.
    #expect(Parallelism.threads(forVectors: 100, times: 1) == 1)
    #expect(Parallelism.threads(forVectors: 100, times: 327) == 1)
    #expect(Parallelism.threads(forVectors: 100, times: 328) == min(328, all))
    #expect(Parallelism.threads(forVectors: 1 << 20, times: 2) == min(2, all))
    #expect(Parallelism.threads(forVectors: .max, times: .max) == all)
  }

  /// Copies of the process with one thread and with all say the same to the last bit.
  @Test func theNumberOfThreadsChangesNoResult() throws {
    let one = try inCopy(threads: 1) { try Self.numbers() }
    let all = try inCopy(threads: .max) { try Self.numbers() }
    #expect(one.count > 100 && one.map(\.bitPattern) == all.map(\.bitPattern))
  }

  /// A copy of a process has none of its threads: its pool begins anew, also in a copy of the copy.
  @Test func aCopyOfTheProcessHasThreadsOfItsOwn() throws {
    let here = try Self.wide()
    let there = try inCopy(threads: .max) {
      try Self.wide() + inCopy(threads: .max) { try Self.wide() } + Self.wide()
    }
    #expect(there == here + here + here)
    #expect(try Self.wide() == here)
  }

  /// The process is copied while other threads are at work.
  @Test func aCopyMadeInTheMiddleOfWorkWorks() throws {
    let here = try Self.wide()
    let worker = Worker()
    worker.start()
    defer { worker.stop() }
    for _ in 0..<5 {
      let there = try inCopy(threads: .max) { try Self.wide() }
      #expect(there == here)
    }
  }

  // MARK: Work

  private static func wide() throws -> [Double] {
    let circuit = Circuit(qubits: 17) { circuit in
      for qubit in 0..<17 { circuit.ry(Angle(0.1 + 0.2 * Double(qubit)), qubit) }
      for qubit in 0..<16 { circuit.cx(qubit, qubit + 1) }
    }
    return try circuit.state().expectations(of: [.z(0) * .z(16), .x(3), .y(5) * .y(6)])
  }

  /// Means, states, gradients and samples, of sizes at which threads share the work.
  private static func numbers() throws -> [Double] {
    var numbers = try wide()
    let circuit = Circuit(qubits: 8) { circuit in
      for qubit in 0..<8 { circuit.ry(.weight(qubit) + .feature(0), qubit) }
      for qubit in 0..<7 { circuit.rxx(.weight(8 + qubit), qubit, qubit + 1) }
    }
    let weights = (0..<15).map { 0.1 + 0.3 * Double($0) }
    let rows = (0..<40).map { [0.05 * Double($0)] }
    var noise = NoiseModel()
    try noise.add(.amplitudeDamping(0.02), after: .oneQubitGates)
    let observables: [Observable] = [.z(0) * .z(7), .x(3)]
    let noisy = try NoisyGradient(of: observables, in: circuit, noise: noise)
      .evaluate(weights: weights, features: [0.3])
    numbers += noisy.values + noisy.weights.joined()
    let small = Circuit(qubits: 3) { circuit in
      for qubit in 0..<3 { circuit.ry(.weight(qubit) + .feature(0), qubit) }
      for qubit in 0..<2 { circuit.rxx(.weight(3 + qubit), qubit, qubit + 1) }
    }
    let model = try NoisyGradient(of: [.z(0), .x(2)], in: small, noise: noise)
    for row in try model.evaluate(weights: Array(weights.prefix(5)), features: rows) {
      numbers += row.values + row.weights.joined()
    }
    numbers += try model.pullback(weights: Array(weights.prefix(5)), features: rows) {
      _, values, slopes in slopes = values
    }.weights
    let pure = try AdjointGradient(of: observables, in: circuit)
    for row in try pure.evaluate(weights: weights, features: rows) {
      numbers += row.values + row.weights.joined()
    }
    let samples = try circuit.bound(weights: weights, features: [0.3]).sampled(shots: 50, seed: 3)
    return numbers + samples.counts.sorted { $0.key < $1.key }.map { Double($0.value) }
  }

  // MARK: Copies

  /// What a copy of the process makes of some work; it ends in five minutes, whatever happens to it.
  private func inCopy(threads: Int, _ work: () throws -> [Double]) throws -> [Double] {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    let copy = fork()
    if copy == 0 {
      alarm(300)
      Parallelism.limit = threads
      let numbers = onThreadOfItsOwn { (try? work()) ?? [] }
      numbers.withUnsafeBytes { bytes in
        var sent = 0
        while sent < bytes.count, let base = bytes.baseAddress {
          let count = write(ends[1], base + sent, bytes.count - sent)
          if count <= 0 { _exit(1) }
          sent += count
        }
      }
      _exit(0)
    }
    try #require(copy > 0)
    close(ends[1])
    var (bytes, buffer) = ([UInt8](), [UInt8](repeating: 0, count: 4096))
    while true {
      let count = read(ends[0], &buffer, buffer.count)
      if count <= 0 { break }
      bytes += buffer[..<count]
    }
    close(ends[0])
    var status: Int32 = 0
    waitpid(copy, &status, 0)
    try #require(status == 0, "the copy ended with \(status)")
    return stride(from: 0, to: bytes.count, by: 8).map { start in
      Double(bitPattern: (0..<8).reduce(0) { $0 | UInt64(bytes[start + $1]) << UInt64(8 * $1) })
    }
  }

  /// Does some work on a new thread, as a cell is done in a copy of the process.
  ///
  /// The thread that a copy begins with remembers the number of the one that it was. By it Swift's mutexes know
  /// who holds them, so that a copy ends when two of its threads meet at one that this thread holds.
  private func onThreadOfItsOwn(_ work: () -> [Double]) -> [Double] {
    withoutActuallyEscaping(work) { work in
      let job = Job(work)
      var thread = pthread_t()
      let own = Unmanaged.passUnretained(job).toOpaque()
      pthread_create(
        &thread, nil,
        { argument in
          guard let argument else { return nil }
          Unmanaged<Job>.fromOpaque(argument).takeUnretainedValue().run()
          return nil
        }, own)
      pthread_join(thread, nil)
      job.work = nil
      return job.numbers
    }
  }

  private final class Job {
    var work: (() -> [Double])?
    var numbers: [Double] = []

    init(_ work: @escaping () -> [Double]) { self.work = work }

    func run() { if let work { numbers = work() } }
  }

  /// A thread that simulates without end.
  private final class Worker: @unchecked Sendable {
    private var isStopped = false
    private var thread = pthread_t()

    func start() {
      let own = Unmanaged.passUnretained(self).toOpaque()
      pthread_create(
        &thread, nil,
        { argument in
          guard let argument else { return nil }
          let worker = Unmanaged<Worker>.fromOpaque(argument).takeUnretainedValue()
          while !worker.isStopped { _ = try? WorkerPoolTests.wide() }
          return nil
        }, own)
    }

    func stop() {
      isStopped = true
      pthread_join(thread, nil)
    }
  }
}
