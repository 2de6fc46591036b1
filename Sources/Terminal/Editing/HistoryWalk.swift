/// A walk through earlier texts that begin as the one at hand does.
public struct HistoryWalk: Sendable {
  private let entries: [String]
  private var place: Int
  /// What was written when the walk began.
  private let draft: String
  private let prefix: String

  /// Begins at the end.
  ///
  /// - Parameters:
  ///   - entries: The texts, the oldest first.
  ///   - draft: What is written now.
  ///   - prefix: What the texts have to begin with.
  public init(_ entries: [String], draft: String, prefix: String) {
    (self.entries, self.draft, self.prefix) = (entries, draft, prefix)
    place = entries.count
  }

  /// What is shown now.
  public var current: String { place < entries.count ? entries[place] : draft }

  /// Goes to the next older text; nothing if there is none.
  public mutating func back() -> String? {
    let shown = current
    guard
      let found = entries[..<place].lastIndex(where: { $0.hasPrefix(prefix) && $0 != shown })
    else { return nil }
    place = found
    return entries[found]
  }

  /// Goes to the next newer text, and at last back to what was written; nothing if it is that already.
  public mutating func forward() -> String? {
    guard place < entries.count else { return nil }
    let shown = current
    place =
      entries[(place + 1)...].firstIndex { $0.hasPrefix(prefix) && $0 != shown } ?? entries.count
    return current
  }
}

/// A search for letters within earlier texts.
public struct HistorySearch: Sendable {
  /// What is looked for.
  public private(set) var query = ""
  private let entries: [String]
  private var place: Int
  /// Whether the letters are found nowhere.
  public private(set) var hasFailed = false

  /// Begins at the end of texts, the oldest first.
  public init(_ entries: [String]) {
    self.entries = entries
    place = entries.count
  }

  /// The text that was found.
  public var found: String? { place < entries.count ? entries[place] : nil }

  /// Looks for more letters, from where the search is.
  public mutating func add(_ letters: String) {
    query += letters
    look(from: min(place + 1, entries.count))
  }

  /// Takes a letter back, and begins at the end again.
  public mutating func removeLast() {
    if !query.isEmpty { query.removeLast() }
    look(from: entries.count)
  }

  /// Goes to the next older text.
  public mutating func back() {
    let shown = found
    var next = place
    repeat {
      guard let found = index(before: next) else { return hasFailed = true }
      next = found
    } while entries[next] == shown
    (place, hasFailed) = (next, false)
  }

  private mutating func look(from end: Int) {
    guard !query.isEmpty else { return (place, hasFailed) = (entries.count, false) }
    if let found = index(before: end) {
      (place, hasFailed) = (found, false)
    } else {
      hasFailed = true
    }
  }

  private func index(before end: Int) -> Int? {
    guard !query.isEmpty else { return nil }
    return entries[..<min(end, entries.count)].lastIndex { $0.contains(query) }
  }
}
