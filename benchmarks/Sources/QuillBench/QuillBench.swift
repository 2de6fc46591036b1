import Glibc

/// The command `quill-bench`.
@main struct QuillBench {
  static let usage = """
    usage: quill-bench WORKLOAD [--sizes A,B] [--threads N] [--precision double|single]
                       [--variant V] [--budget SECONDS]
           quill-bench report [WORKLOAD...] [--budget SECONDS]
           quill-bench list

    Prints a JSON line a size; report prints a table of medians against their goals.
    """

  static func main() {
    do {
      try perform(Command(Array(CommandLine.arguments.dropFirst()), registry: registry))
    } catch let error as UsageError {
      fail("\(error)", status: 2)
    } catch {
      fail("\(error)", status: 1)
    }
  }

  static func perform(_ command: Command) throws {
    switch command {
    case .help: print(usage)
    case .list:
      for workload in registry {
        let sizes = workload.sizes.map(\.name).joined(separator: ",")
        print("\(workload.name)\t\(sizes)\t\(workload.summary)")
      }
    case .report(let workloads, let budget): try report(workloads, budget: budget)
    case .run(let workload, let settings):
      for setting in settings {
        let trial = try workload.prepare(setting)
        let (measurement, check) = try trial.measure(Timing(budget: setting.budget))
        print(line(of: workload, setting, trial, measurement, check: check))
        fflush(nil)
      }
    }
  }

  static func report(_ workloads: [any Workload], budget: Double) throws {
    print(ReportRow.heading)
    for workload in workloads {
      for size in workload.sizes {
        var setting = Setting(size: size.name)
        setting.variant = workload.variants.first ?? ""
        let (measurement, _) = try workload.prepare(setting).measure(Timing(budget: budget))
        let row = ReportRow(
          name: "\(workload.name)/\(size.name)", median: measurement.median, goal: size.goal)
        print(row.text)
        fflush(nil)
      }
    }
  }

  static func fail(_ sentence: String, status: Int32) -> Never {
    _ = "quill-bench: \(sentence)\n".withCString { write(STDERR_FILENO, $0, strlen($0)) }
    exit(status)
  }
}
