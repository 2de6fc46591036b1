import Display

/// One of several values, chosen from a list that opens.
///
/// ```swift
/// let optimizer = try Dropdown(["adam", "sgd", "spsa"], label: "optimizer")
/// ```
public final class Dropdown<Choice>: Control<Choice>, @unchecked Sendable {
  private let names: [String]

  /// Makes a list to choose from; the first choice stands there at first.
  ///
  /// - Parameters:
  ///   - choices: What there is to choose from; each is called what it is in words.
  ///   - label: What stands before it.
  /// - Throws: ``WidgetError`` if there are no choices, or two that read the same.
  public init(_ choices: [Choice], label: String = "") throws(WidgetError) {
    guard let first = choices.first else { throw .noChoices("dropdown") }
    let names = choices.map { "\($0)" }
    var seen: Set<String> = []
    for name in names where !seen.insert(name).inserted {
      throw .repeatedChoice("dropdown", choice: name)
    }
    self.names = names
    let coding = Coding<Choice>(
      read: { $0.integer.flatMap { choices.indices.contains($0) ? choices[$0] : nil } },
      // What is not among the choices leaves the first.
      write: { choice in .integer(names.firstIndex(of: "\(choice)") ?? 0) })
    super.init(
      .dropdown, ["_options_labels": .array(names.map { .string($0) })], label: label,
      name: "index", value: first, coding: coding)
  }

  /// Makes a list to choose from, and below it what a closure returns for the choice.
  ///
  /// - Throws: ``WidgetError`` if there are no choices, or two that read the same.
  public convenience init<Drawn>(
    _ choices: [Choice], label: String = "", drawing draw: @escaping (Choice) throws -> Drawn
  ) throws(WidgetError) {
    try self.init(choices, label: label)
    respond(draw)
  }

  override var valueText: String { "[\(value) ▾]" }
}
