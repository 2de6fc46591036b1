import Synchronization

/// The room that drawings in characters have where the values of a cell are shown.
package enum TextRoom {
  private static let limit = Atomic<Int>(1000)

  /// How many characters a row has at most, 20 to 1000; 1000 as long as nobody says less.
  package static var columns: Int {
    get { limit.load(ordering: .relaxed) }
    set { limit.store(TextRoom.allowed(newValue), ordering: .relaxed) }
  }

  /// The number brought to where rows of drawings can be.
  package static func allowed(_ columns: Int) -> Int { min(max(columns, 20), 1000) }
}

extension PictureSize {
  /// The size with rows of at most so many characters.
  package func fitted(toColumns room: Int = TextRoom.columns) -> PictureSize {
    PictureSize(width: width, height: height, columns: min(columns, room), rows: rows)
  }
}
