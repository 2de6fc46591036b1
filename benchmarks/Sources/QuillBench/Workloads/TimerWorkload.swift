import JSONTrees

/// What the timing itself costs: size 0 is an empty call, and the others are so many steps of the
/// generator `s = (1664525 s + 1013904223) mod 2^32`, whose last state a smoke test computes too.
package struct TimerWorkload: Workload {
  package let name = "timer"
  package let summary = "the harness itself: an empty call, and so many steps of a generator"
  package let sizes = [
    Size("0", goal: 0.1e-6), Size("1000", goal: 0.4e-6), Size("1000000", goal: 0.4e-3),
  ]

  package init() {}

  package func prepare(_ setting: Setting) throws -> Trial {
    guard let steps = Int(setting.size), (0...1_000_000_000).contains(steps) else {
      throw UsageError("timer wants a size from 0 to 1000000000, not '\(setting.size)'")
    }
    return Trial(
      params: ["size": .string(setting.size), "steps": .integer(steps)],
      check: { ["last": .integer(Int($0))] },
      call: { generate(from: opaque(12345), steps: steps) })
  }
}

/// The generator's state after so many steps.
private func generate(from seed: UInt32, steps: Int) -> UInt32 {
  var state = seed
  for _ in 0..<steps { state = 1_664_525 &* state &+ 1_013_904_223 }
  return state
}
