/// One thing that has to be right for Quill to work.
struct Check {
  /// What is looked at, in a word or two.
  let subject: String
  /// Looks: what was found where it is right, or a ``Complaint``.
  let look: () throws -> String

  /// The line that tells how it is.
  func report() -> (line: String, isGood: Bool) {
    let room = String(repeating: " ", count: max(Check.width - subject.count, 1))
    do {
      return ("ok   \(subject)\(room)\(try look())", true)
    } catch {
      return ("bad  \(subject)\(room)\(Check.oneLine("\(error)"))", false)
    }
  }

  private static let width = 14

  private static func oneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).joined(separator: " ")
  }
}

/// What is wrong, and how it is mended.
struct Complaint: Error, CustomStringConvertible {
  let description: String
  init(_ wrong: String, mend: String) { description = "\(wrong); \(mend)" }
}
