/// The options behind a command's word: some stand alone, some have a value.
struct Options {
  private var values: [String: [String]] = [:]
  /// The words that are no options, in order.
  private(set) var operands: [String] = []
  private let hint: String

  /// Reads `--flag`, `--option VALUE` and `--option=VALUE`, each at most once unless it may be
  /// repeated; behind `--` nothing is an option.
  ///
  /// - Parameters:
  ///   - arguments: What stands behind the word.
  ///   - command: The word, for the hint in a message.
  ///   - flags: The options that stand alone.
  ///   - valued: The options that have a value.
  ///   - repeated: Those that have a value and may come more than once.
  ///   - count: How many words may be no options.
  ///   - allowsOthers: Whether any other words are passed over.
  /// - Throws: ``UsageError`` with what was given and what is allowed.
  init(
    _ arguments: [String], of command: String, flags: [String] = [], valued: [String] = [],
    repeated: [String] = [], operands count: Int = 0, allowsOthers: Bool = false
  ) throws(UsageError) {
    hint = "see quill \(command) --help"
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = parts.first.map(String.init) ?? ""
      let attached = parts.count > 1 ? String(parts[1]) : nil
      if argument == "--" && count > 0 {
        operands += rest
        break
      }
      if values[name] != nil && !repeated.contains(name) {
        throw UsageError("\(name) was given twice; \(hint)")
      }
      if flags.contains(name) {
        guard attached == nil else { throw UsageError("\(name) has no value; \(hint)") }
        values[name] = [""]
      } else if (valued + repeated).contains(name) {
        values[name, default: []].append(try value(attached ?? rest.popFirst(), of: name))
      } else if count > 0 && (!argument.hasPrefix("-") || argument == "-") {
        operands.append(argument)
      } else if !allowsOthers {
        throw UsageError("quill \(command) has no option \(argument); \(hint)")
      }
    }
    if operands.count > count {
      throw UsageError("\(operands[count]) is one word too many; \(hint)")
    }
  }

  /// Whether an option was given.
  func has(_ name: String) -> Bool { values[name] != nil }

  /// The value of an option, where it was given.
  subscript(name: String) -> String? { values[name]?.last }

  /// The values of an option that may be repeated, in order.
  func values(of name: String) -> [String] { values[name] ?? [] }

  /// The value of an option that has to be given.
  func required(_ name: String) throws(UsageError) -> String {
    guard let value = self[name] else { throw UsageError("\(name) is missing; \(hint)") }
    return value
  }

  private func value(_ text: String?, of name: String) throws(UsageError) -> String {
    guard let text, !text.isEmpty, !text.hasPrefix("--") else {
      throw UsageError("\(name) wants a value; \(hint)")
    }
    return text
  }
}
