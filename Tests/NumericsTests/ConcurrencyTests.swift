import Foundation
import Numerics
import Synchronization
import Testing

/// What threads compute at the same time is what one thread computes alone.
///
/// A single-threaded OpenBLAS shares work buffers between threads; without the lock in `Lapack`
/// these tests fail.
@Suite struct ConcurrencyTests {
  /// How many of the runs on eight threads gave something else than a run alone.
  private func differences<Value: Equatable & Sendable>(
    runs: Int, _ compute: @escaping @Sendable () throws -> Value
  ) throws -> Int {
    let expected = try compute()
    let counter = Counter()
    let threads = DispatchGroup()
    for _ in 0..<8 {
      threads.enter()
      Thread.detachNewThread {
        for _ in 0..<runs where (try? compute()) != expected {
          counter.value.add(1, ordering: .relaxed)
        }
        threads.leave()
      }
    }
    threads.wait()
    return counter.value.load(ordering: .relaxed)
  }

  private final class Counter: Sendable { let value = Atomic(0) }

  @Test func productsOnManyThreadsAreRight() throws {
    let matrix = try Matrix<Complex<Float>>.random(rows: 17, columns: 17, seed: 5)
    #expect(try differences(runs: 20_000) { try matrix * matrix } == 0)
  }

  @Test func eigenvaluesOnManyThreadsAreRight() throws {
    let matrix = try Matrix<Complex<Float>>.randomHermitian(40, seed: 5)
    #expect(try differences(runs: 500) { try matrix.hermitianEigendecomposition() } == 0)
  }
}
