import JSONTrees

/// Something whose time is measured, at one or more sizes.
///
/// A new workload is a file in `Workloads/` and a line in `Registry.swift`.
package protocol Workload: Sendable {
  /// The name on the command line and in the JSON line.
  var name: String { get }
  /// One line for `quill-bench list`.
  var summary: String { get }
  /// The sizes that run where none are asked for, from the smallest.
  var sizes: [Size] { get }
  /// What `--variant` may be; an empty one stands for the first.
  var variants: [String] { get }
  /// What `--precision` may be.
  var precisions: [Precision] { get }

  /// Makes everything that may be kept from call to call, and nothing that depends on values.
  ///
  /// - Parameter setting: the size and the options of one line.
  /// - Returns: the call to be timed.
  /// - Throws: `UsageError` where there is no such size.
  func prepare(_ setting: Setting) throws -> Trial
}

extension Workload {
  package var variants: [String] { [""] }
  package var precisions: [Precision] { [.double] }
}

/// One size of a workload.
package struct Size: Sendable {
  /// The size as `--sizes` names it.
  package let name: String
  /// The median that it should take, in seconds, on one thread in double precision.
  package let goal: Double

  package init(_ name: String, goal: Double) {
    self.name = name
    self.goal = goal
  }
}

/// The width of the real numbers.
package enum Precision: String, Sendable, CaseIterable { case double, single }

/// What one line is measured with.
package struct Setting: Sendable {
  package var size: String
  package var threads = 1
  package var precision = Precision.double
  package var variant = ""
  /// How many seconds of calls are enough.
  package var budget = 2.0

  package init(size: String) { self.size = size }
}

/// One size, ready to be timed.
package struct Trial {
  /// Values with their names.
  package typealias Fields = [String: JSON]

  /// What the line says about the size, under `params`.
  let params: Fields
  /// Runs the calls; returns their times and the values to check.
  let measure: (Timing) throws -> (Measurement, Fields)
  /// Keys of this workload alone, from its times.
  let extras: (Measurement) -> Fields

  /// A trial whose call is repeated by the timing rule.
  ///
  /// - Parameters:
  ///   - params: what the line says about the size.
  ///   - extras: keys of this workload alone, from its times.
  ///   - check: the values of a result that the peers must agree on, outside the timed part.
  ///   - call: what is timed: values arrive, a result comes back.
  package init<Value>(
    params: Fields,
    extras: @escaping (Measurement) -> Fields = { _ in [:] },
    check: @escaping (Value) -> Fields,
    call: @escaping () throws -> Value
  ) {
    self.params = params
    self.extras = extras
    measure = { timing in
      let (value, measurement) = try timing.measure(call)
      return (measurement, check(value))
    }
  }

  /// A trial that runs once and is timed from the start of the process, as w8 is.
  ///
  /// - Parameters:
  ///   - params: what the line says about the size.
  ///   - extras: keys of this workload alone, from its times.
  ///   - check: the values of a result that the peers must agree on.
  ///   - call: everything from the data to the result.
  package init<Value>(
    onceSinceProcessStart params: Fields,
    extras: @escaping (Measurement) -> Fields = { _ in [:] },
    check: @escaping (Value) -> Fields,
    call: @escaping () throws -> Value
  ) {
    self.params = params
    self.extras = extras
    measure = { _ in
      let value = try call()
      return (Measurement(onlyCall: ProcessFacts.secondsSinceStart()), check(value))
    }
  }
}
