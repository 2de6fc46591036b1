/// Why something is no notebook that can be used.
public enum NotebookError: Error, Hashable, Sendable {
  /// The bytes are no JSON, with the reader's words.
  case notJSON(String)
  /// The JSON does not say which format it has.
  case noFormat
  /// It has another format than 4.
  case otherFormat(Int)
  /// It has no list of cells.
  case noCells
  /// A cell, counted from 1, has no kind or no text.
  case badCell(Int)
  /// The name of a parameter is none in Swift.
  case badName(String)
  /// The value of a parameter cannot be written in Swift.
  case badValue(name: String, value: String)
}

extension NotebookError: CustomStringConvertible {
  /// What was given, and what to do.
  public var description: String {
    switch self {
    case .notJSON(let reason): "it is no notebook, since it is no JSON: \(reason)"
    case .noFormat: "it is JSON but no notebook: it has no number under \"nbformat\""
    case .otherFormat(let number):
      "it is a notebook of format \(number), and format 4 is needed; open it once in Jupyter and "
        + "save it"
    case .noCells: "it is no notebook: it has no list under \"cells\""
    case .badCell(let number):
      "its cell \(number) has no text under \"source\", or another kind than code, markdown and raw"
    case .badName(let name):
      "parameter '\(name)': this is no name in Swift; take letters, digits and _"
    case .badValue(let name, let value):
      "parameter \(name): \(value) has no value in Swift; give a number, true, false, a text, or a "
        + "list of such of one kind"
    }
  }
}
