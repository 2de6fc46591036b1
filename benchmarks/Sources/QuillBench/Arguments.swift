/// A command line that makes no sense, in one sentence.
package struct UsageError: Error, Equatable, CustomStringConvertible {
  package let description: String

  package init(_ description: String) { self.description = description }
}

/// What the command line asks for.
package enum Command {
  case help
  case list
  /// The table of goals, of all workloads where none is named.
  case report(workloads: [any Workload], budget: Double)
  case run(any Workload, settings: [Setting])

  /// Reads a command line without its program's name.
  ///
  /// - Parameters:
  ///   - arguments: the words.
  ///   - registry: the workloads that there are.
  /// - Throws: `UsageError` for what makes no sense.
  package init(_ arguments: [String], registry: [any Workload]) throws {
    guard let first = arguments.first else {
      throw UsageError("a workload is missing, one of \(names(of: registry))")
    }
    var options = try Options(arguments.dropFirst())
    switch first {
    case "--help", "-h", "help": self = .help
    case "list": self = .list
    case "report":
      self = .report(
        workloads: try options.words.isEmpty
          ? registry : options.words.map { try workload($0, in: registry) },
        budget: try options.budget() ?? 0.5)
      try options.expectNothingElse()
    default:
      let workload = try workload(first, in: registry)
      guard options.words.isEmpty else {
        throw UsageError("'\(options.words[0])' is not an option")
      }
      self = .run(workload, settings: try options.settings(of: workload))
      try options.expectNothingElse()
    }
  }
}

private func workload(_ name: String, in registry: [any Workload]) throws -> any Workload {
  guard let found = registry.first(where: { $0.name == name }) else {
    throw UsageError("there is no workload '\(name)', only \(names(of: registry))")
  }
  return found
}

private func names(of registry: [any Workload]) -> String {
  registry.map(\.name).joined(separator: ", ")
}

/// The words after the command: pairs of an option and its value, and words that stand alone.
private struct Options {
  private(set) var words: [String] = []
  private var values: [String: String] = [:]

  init(_ arguments: ArraySlice<String>) throws {
    var rest = arguments
    while let word = rest.popFirst() {
      if word.hasPrefix("--") {
        guard let value = rest.popFirst() else { throw UsageError("\(word) wants a value") }
        values[word] = value
      } else {
        words.append(word)
      }
    }
  }

  mutating func budget() throws -> Double? {
    guard let word = values.removeValue(forKey: "--budget") else { return nil }
    guard let budget = Double(word), budget.isFinite, budget >= 0 else {
      throw UsageError("--budget wants a number of seconds, not '\(word)'")
    }
    return budget
  }

  mutating func settings(of workload: any Workload) throws -> [Setting] {
    var common = Setting(size: "")
    common.threads = try threads()
    common.precision = try precision(of: workload)
    common.variant = try variant(of: workload)
    common.budget = try budget() ?? common.budget
    return try sizes(of: workload).map { size in
      var setting = common
      setting.size = size
      return setting
    }
  }

  func expectNothingElse() throws {
    if let option = values.keys.min() { throw UsageError("there is no option \(option)") }
  }

  private mutating func sizes(of workload: any Workload) throws -> [String] {
    guard let word = values.removeValue(forKey: "--sizes") else {
      return workload.sizes.map(\.name)
    }
    let sizes = word.split(separator: ",").map(String.init)
    guard !sizes.isEmpty else { throw UsageError("--sizes wants sizes with commas between") }
    return sizes
  }

  private mutating func threads() throws -> Int {
    guard let word = values.removeValue(forKey: "--threads") else { return 1 }
    guard let threads = Int(word), (1...1024).contains(threads) else {
      throw UsageError("--threads wants a number from 1 to 1024, not '\(word)'")
    }
    return threads
  }

  private mutating func precision(of workload: any Workload) throws -> Precision {
    guard let word = values.removeValue(forKey: "--precision") else { return .double }
    guard let precision = Precision(rawValue: word), workload.precisions.contains(precision) else {
      let allowed = workload.precisions.map(\.rawValue).joined(separator: " or ")
      throw UsageError("--precision of \(workload.name) is \(allowed), not '\(word)'")
    }
    return precision
  }

  private mutating func variant(of workload: any Workload) throws -> String {
    let word = values.removeValue(forKey: "--variant") ?? ""
    if word.isEmpty { return workload.variants.first ?? "" }
    guard workload.variants.contains(word) else {
      let allowed = workload.variants.filter { !$0.isEmpty }.joined(separator: ", ")
      throw UsageError(
        allowed.isEmpty
          ? "\(workload.name) has no variants, so --variant cannot be '\(word)'"
          : "--variant of \(workload.name) is one of \(allowed), not '\(word)'")
    }
    return word
  }
}
