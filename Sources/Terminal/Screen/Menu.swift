import Display

/// A list to choose from, below the text.
public struct Menu: Hashable, Sendable {
  /// Something that can be chosen.
  public struct Item: Hashable, Sendable {
    /// What is put in.
    public let text: String
    /// What it is, in a word.
    public let kind: String
    /// What it takes and gives.
    public let signature: String

    /// Makes an item.
    public init(text: String, kind: String, signature: String) {
      (self.text, self.kind, self.signature) = (text, kind, signature)
    }
  }

  /// What can be chosen.
  public let items: [Item]
  /// What is chosen now.
  public private(set) var chosen = 0
  /// A line on what is chosen.
  public var note = ""

  /// Makes a menu; one without items has no rows.
  public init(_ items: [Item]) { self.items = items }

  /// The item that is chosen.
  public var item: Item? { items.indices.contains(chosen) ? items[chosen] : nil }

  /// Chooses the next item, or the one before; from the last it goes on with the first.
  public mutating func move(by count: Int) {
    guard !items.isEmpty else { return }
    chosen = ((chosen + count) % items.count + items.count) % items.count
    note = ""
  }

  /// The rows, no more than there is room for.
  public func rows(width: Int, height: Int) -> [StyledRow] {
    guard !items.isEmpty, height > 0, width > 4 else { return [] }
    let count = min(items.count, max(height - 1, 1), 8)
    let first = min(max(chosen - count / 2, 0), items.count - count)
    let shown = items[first..<(first + count)]
    let names = min(shown.map(\.text.displayWidth).max() ?? 0, width / 2)
    let rows = shown.enumerated().map { offset, item in
      row(of: item, names: names, width: width - 1, isChosen: first + offset == chosen)
    }
    guard height > 1 else { return rows }
    let position = "\(chosen + 1)/\(items.count)"
    let words = note.isEmpty ? position : "\(position)  \(note)"
    return rows + [StyledRow(words.singleLine.shortened(to: width - 1), Style(.gray))]
  }

  private func row(of item: Item, names: Int, width: Int, isChosen: Bool) -> StyledRow {
    let name = item.text.singleLine.shortened(to: names)
    var row = StyledRow(" ", Style(reversed: isChosen))
    row.add(name.fitted(to: names) + " ", Style(reversed: isChosen))
    let words = "\(item.kind.fitted(to: 9)) \(item.signature.singleLine)"
    let room = width - row.width - 1
    if room > 0 { row.add(" " + words.shortened(to: room), Style(.gray)) }
    return row
  }
}
