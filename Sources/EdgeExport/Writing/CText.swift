internal import Numerics

/// A file in C that grows line by line.
public struct CText: Sendable {
  /// What every name that others could see begins with.
  let prefix: String
  private(set) var lines: [String] = []

  init(prefix: String) { self.prefix = prefix }

  /// The whole file.
  var text: String { lines.joined(separator: "\n") + "\n" }

  /// Appends lines as they are; `@` stands for the prefix and a `_`.
  mutating func add(_ words: String) {
    for line in words.split(separator: "\n", omittingEmptySubsequences: false) {
      lines.append(
        line.split(separator: "@", omittingEmptySubsequences: false).joined(separator: "\(prefix)_")
      )
    }
  }

  /// Appends a table of constants, in lines of less than 100 characters.
  mutating func addTable(
    _ type: String, _ name: String, _ values: [String], linkage: String = "static "
  ) {
    add("\(linkage)const \(type) @\(name)[\(max(1, values.count))] = {")
    var line = " "
    for value in values.isEmpty ? ["0"] : values {
      if line.utf8.count + value.utf8.count + 2 > 98 {
        lines.append(line)
        line = " "
      }
      line += " \(value),"
    }
    lines.append(line)
    lines.append("};")
    lines.append("")
  }

  /// Appends a table of whole numbers.
  mutating func addTable(_ type: String, _ name: String, _ values: [some FixedWidthInteger]) {
    addTable(type, name, values.map { "\($0)" })
  }

  /// Appends a table of numbers in single precision.
  mutating func addTable(_ name: String, _ values: [Float]) {
    addTable("float", name, values.map(cText))
  }
}

/// A finite number in single precision as C reads it, to the last bit.
func cText(_ value: Float) -> String { "\(value)f" }

extension CText {
  /// Begins the function that others call; its inputs are `input` and its outputs `output`.
  mutating func beginRun(_ body: any EdgeBody) {
    add(
      """
      void @run(const \(body.inputFormat.cType) *input, \(body.outputFormat.cType) *output)
      {
      """)
    if body.inputCount == 0 { add("  (void)input;") }
  }
}
