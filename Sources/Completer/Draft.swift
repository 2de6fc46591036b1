import JSONTrees

/// A text that is being written, and a place in it that somebody asks about.
struct Draft {
  /// The file that the text would stand in; there is none, and its name makes it a main program.
  static let file = "/quill/main.swift"

  let text: String
  /// In bytes; never past the end.
  let offset: Int
  /// How the compiler would be called for the text, without the file.
  let arguments: [String]

  /// Takes a text and a place in it; one outside is moved to the nearer end.
  init(_ text: String, offset: Int, arguments: [String]) {
    self.text = text
    self.offset = min(max(offset, 0), text.utf8.count)
    self.arguments = arguments
  }

  /// Reads a request; nothing if a part is missing.
  init?(_ request: JSON) {
    guard let text = request["text"]?.string, let offset = request["offset"]?.integer,
      let arguments = request["arguments"]?.texts
    else { return nil }
    self.init(text, offset: offset, arguments: arguments)
  }

  /// How the compiler would be called.
  var call: [String] { arguments + [Draft.file] }
}

extension JSON {
  /// The texts of a list.
  var texts: [String]? { array?.compactMap(\.string) }
}
