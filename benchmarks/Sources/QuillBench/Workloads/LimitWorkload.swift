import JSONTrees

/// What one core of the machine can do at most: amplitudes read and written in place, and products that
/// are added to sums.
///
/// `per_s` is the number of bytes or of operations a second, the limit against which loops are judged.
package struct LimitWorkload: Workload {
  package let name = "limit"
  package let summary = "what the machine can do: bytes read and written, operations on numbers"
  package let sizes = [Size("arithmetic", goal: 20e-3), Size("memory", goal: 60e-3)]

  package init() {}

  package func prepare(_ setting: Setting) throws -> Trial {
    switch setting.size {
    case "arithmetic":
      let turns = 10_000_000
      return trial(setting, count: 16 * Sums.count * turns) { Sums.run(turns: opaque(turns)) }
    case "memory":
      let memory = Memory(vectors: 1 << 22)
      return trial(setting, count: 2 * 64 << 22) { memory.scale(by: opaque(1)) }
    default:
      throw UsageError("limit wants the size arithmetic or memory, not '\(setting.size)'")
    }
  }

  private func trial(
    _ setting: Setting, count: Int, call: @escaping () throws -> Double
  ) -> Trial {
    Trial(
      params: ["size": .string(setting.size), "variant": .string("")],
      extras: { ["per_s": .number(Double(count) / $0.minimum)] },
      check: { ["value": .number($0)] }, call: call)
  }
}

/// Sums that do not wait for one another, as many as fill the units of a core.
private enum Sums {
  static let count = 5

  static func run(turns: Int) -> Double {
    typealias Lanes = SIMD8<Double>
    let (factor, step) = (Lanes(repeating: opaque(0.5)), Lanes(repeating: opaque(0.25)))
    var (a, b, c, d, e) = (Lanes(), Lanes(), Lanes(), Lanes(), Lanes())
    for _ in 0..<turns {
      a = step.addingProduct(a, factor)
      b = step.addingProduct(b, factor)
      c = step.addingProduct(c, factor)
      d = step.addingProduct(d, factor)
      e = step.addingProduct(e, factor)
    }
    return ((a + b) + (c + d) + e).sum()
  }
}

/// Numbers that no cache holds: 256 MiB.
private final class Memory {
  private let vectors: UnsafeMutableBufferPointer<SIMD8<Double>>

  init(vectors count: Int) {
    vectors = .allocate(capacity: count)
    vectors.initialize(repeating: SIMD8(repeating: 1))
  }

  deinit { vectors.deallocate() }

  /// Multiplies all numbers in place.
  func scale(by factor: Double) -> Double {
    for place in vectors.indices { vectors[place] *= factor }
    return vectors[0].sum()
  }
}
