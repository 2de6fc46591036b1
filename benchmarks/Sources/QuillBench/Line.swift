import JSONTrees

/// The version of the package that the lines carry.
package let version = "0.1"

/// The JSON line of one size, in the form that the scripts of the peers print.
///
/// - Parameters:
///   - workload: what ran.
///   - setting: how it ran.
///   - trial: the prepared size.
///   - measurement: its times.
///   - check: its values.
/// - Returns: a line without its end.
package func line(
  of workload: any Workload, _ setting: Setting, _ trial: Trial, _ measurement: Measurement,
  check: Trial.Fields
) -> String {
  let fields: Trial.Fields = [
    "workload": .string(workload.name),
    "peer": "ours",
    "version": .string(version),
    "params": .object(trial.params),
    "median_s": .number(measurement.median),
    "min_s": .number(measurement.minimum),
    "reps": .integer(measurement.calls.count),
    "threads": .integer(setting.threads),
    "precision": .string(setting.precision.rawValue),
    "first_s": .number(measurement.first),
    "check": .object(check),
    "cpu_s": .number(measurement.processorTime),
    "load1": .number(ProcessFacts.load()),
    "maxrss_mb": .integer(ProcessFacts.peakMegabytes()),
  ]
  return JSON.object(fields.merging(trial.extras(measurement)) { $1 }).serialized
}
