import JSONTrees

/// What a front end offers to put into a text.
package struct Offer: Hashable, Sendable {
  /// The text to put in.
  package let text: String
  /// What it is, in a word that front ends have a sign for.
  package let word: String
  /// What it takes and gives.
  private let firstSignature: String
  /// The signatures of others with the same name.
  private var others: Set<String> = []

  init(_ candidate: Candidate, text: String) {
    self.text = text
    word = candidate.word
    firstSignature = candidate.signature
  }

  /// What it takes and gives, and how many others of the name there are.
  package var signature: String {
    switch others.count {
    case 0: firstSignature
    case 1: "\(firstSignature) and 1 overload"
    default: "\(firstSignature) and \(others.count) overloads"
    }
  }

  mutating func add(_ candidate: Candidate) {
    if candidate.signature != firstSignature { others.insert(candidate.signature) }
  }

  /// The offer as it stands in the metadata of a reply, for the text between two places.
  func row(from start: Int, to end: Int) -> JSON {
    [
      "text": .string(text), "type": .string(word), "signature": .string(signature),
      "start": .integer(start), "end": .integer(end),
    ]
  }
}
