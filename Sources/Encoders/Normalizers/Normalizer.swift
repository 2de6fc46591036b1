internal import Numerics

/// What was fitted to data to bring rows into the range that a feature map takes.
///
/// ```swift
/// let normalizer = try Normalizer.minMax(of: train, into: -.pi ... .pi, outside: .clip)
/// let result = try normalizer.normalized(test)
/// result.rows                                   // the rows, each number from -π to π
/// result.clippedCount                           // how many numbers were outside
/// ```
///
/// It knows only the rows that it was fitted to. What other rows have outside of them is refused or
/// clipped, as was chosen, and what was clipped is counted.
///
/// It is kept in a file of its own, or as a part of a model's: ``save(to:)`` and ``init(path:)``.
public struct Normalizer: Hashable, Sendable {
  /// What is done with a number that is outside what the fitted rows had.
  public enum Outside: Hashable, Sendable {
    /// It is an error.
    case refuse
    /// It is put on the border, and counted.
    case clip
  }

  /// Rows that were normalised, and what was clipped.
  public struct Result: Hashable, Sendable, CustomStringConvertible {
    /// The rows.
    public let rows: [[Double]]
    /// How many numbers were outside and put on the border.
    public let clippedCount: Int
    /// The places of the rows that have such numbers.
    public let clippedRows: [Int]

    /// `100 rows; 3 numbers in 2 rows were outside and are clipped`.
    public var description: String {
      clippedCount == 0
        ? "\(rows.count) rows; nothing was outside"
        : "\(rows.count) rows; \(clippedCount) numbers in \(clippedRows.count) rows were outside and are "
          + "clipped"
    }
  }

  /// How a number of a column is changed: $(x - c)/d \cdot f + o$ within bounds.
  ///
  /// Divided and multiplied, since the ratio of the two may be beyond all numbers.
  struct Column: Hashable, Sendable {
    let center: Double
    let divisor: Double
    let factor: Double
    let offset: Double
    /// What is taken.
    let bounds: ClosedRange<Double>?
    /// What comes out, but for rounding.
    var interval: ClosedRange<Double>?
  }

  let name: String
  let columns: [Column]
  let featureCount: Int
  let isUnit: Bool
  let outside: Outside

  /// How many numbers a row has.
  public var count: Int { featureCount }

  /// One that brings each column into an interval, the least of its numbers to the one end and the
  /// greatest to the other.
  ///
  /// A column whose numbers are all the same goes to the middle.
  ///
  /// - Parameters:
  ///   - rows: What it is fitted to.
  ///   - interval: The interval.
  ///   - outside: What is done with numbers beyond the least and the greatest.
  /// - Returns: A normaliser.
  /// - Throws: ``EncodingError`` for no rows, rows of different lengths, and numbers that are not finite.
  public static func minMax(
    of rows: [[Double]], into interval: ClosedRange<Double> = -.pi ... .pi,
    outside: Outside = .refuse
  ) throws(EncodingError) -> Normalizer {
    guard interval.lowerBound.isFinite, interval.upperBound.isFinite else {
      throw .unfit("minMax", given: "\(interval)", allowed: "an interval has finite ends")
    }
    let columns = try columns(of: rows, "minMax").map { column in
      let (least, greatest) = (column.min() ?? 0, column.max() ?? 0)
      // Halves, since the difference of two numbers may be beyond all numbers.
      let (half, span) = (
        greatest / 2 - least / 2, interval.upperBound / 2 - interval.lowerBound / 2
      )
      return Column(
        center: least / 2 + greatest / 2, divisor: half > 0 ? half : 1,
        factor: half > 0 ? span : 0,
        offset: interval.lowerBound / 2 + interval.upperBound / 2, bounds: least...greatest,
        interval: interval)
    }
    return Normalizer("minMax", columns, outside: outside)
  }

  /// One that takes the mean from each column, and divides it by its deviation.
  ///
  /// A column whose numbers are all the same becomes 0.
  ///
  /// - Parameters:
  ///   - rows: What it is fitted to.
  ///   - limit: How many deviations from the mean are allowed; any number unless given.
  ///   - outside: What is done with numbers beyond the limit.
  /// - Returns: A normaliser; the deviation is that of the rows themselves, divided by their count.
  /// - Throws: ``EncodingError`` for no rows, rows of different lengths, and numbers that are not finite.
  public static func standard(
    of rows: [[Double]], limit: Double? = nil, outside: Outside = .refuse
  ) throws(EncodingError) -> Normalizer {
    guard limit.map({ $0 > 0 && $0.isFinite }) ?? true else {
      throw .unfit(
        "standard", given: "limit \(limit ?? 0)", allowed: "a limit is finite and over 0")
    }
    let columns = try columns(of: rows, "standard").map { column in
      // Divided first, so that no sum is beyond all numbers.
      let size = column.reduce(1) { max($0, abs($1)) }
      let count = Double(column.count)
      let mean = column.reduce(0) { $0 + $1 / size } / count
      let variance = column.reduce(0) { $0 + ($1 / size - mean) * ($1 / size - mean) } / count
      let isVaried = variance.squareRoot() > 1e-15
      let deviation = isVaried ? variance.squareRoot() * size : 0
      return Column(
        center: mean * size, divisor: isVaried ? deviation : 1, factor: isVaried ? 1 : 0, offset: 0,
        bounds: limit.map { (mean * size - $0 * deviation)...(mean * size + $0 * deviation) })
    }
    return Normalizer("standard", columns, outside: outside)
  }

  /// One that divides each row by its length; a row of zeros is refused.
  ///
  /// - Parameter count: How many numbers a row has.
  /// - Returns: A normaliser, which is fitted to nothing.
  public static func unitNorm(count: Int) -> Normalizer {
    Normalizer("unitNorm", [], featureCount: max(0, count), isUnit: true, outside: .refuse)
  }

  init(
    _ name: String, _ columns: [Column], featureCount: Int? = nil, isUnit: Bool = false,
    outside: Outside
  ) {
    (self.name, self.columns, self.isUnit, self.outside) = (name, columns, isUnit, outside)
    self.featureCount = featureCount ?? columns.count
  }

  /// Normalises rows.
  ///
  /// - Parameter rows: The rows.
  /// - Returns: The rows, and what was clipped.
  /// - Throws: ``EncodingError`` for a row of another length, numbers that are not finite, and numbers
  ///   outside, where they are refused.
  /// - Complexity: O(*n*) in how many numbers there are.
  public func normalized(_ rows: [[Double]]) throws(EncodingError) -> Result {
    var (normalized, count, places): ([[Double]], Int, [Int]) = ([], 0, [])
    for (place, row) in rows.enumerated() {
      let (numbers, clipped) = try normalize(row)
      normalized.append(numbers)
      count += clipped
      if clipped > 0 { places.append(place) }
    }
    return Result(rows: normalized, clippedCount: count, clippedRows: places)
  }

  /// Normalises one row.
  ///
  /// - Parameter row: The row.
  /// - Returns: The row, and what was clipped.
  /// - Throws: ``EncodingError`` as for several rows.
  public func normalized(_ row: [Double]) throws(EncodingError) -> Result { try normalized([row]) }

  /// A row, and how many of its numbers were clipped.
  private func normalize(_ row: [Double]) throws(EncodingError) -> ([Double], Int) {
    guard row.count == count else {
      throw .wrongCount(name, given: row.count, expected: count)
    }
    if let place = row.firstIndex(where: { !$0.isFinite }) {
      throw .notFinite(name, place: place)
    }
    if isUnit { return (try unit(row), 0) }
    var clipped = 0
    var normalized: [Double] = []
    for (place, column) in columns.enumerated() {
      var value = row[place]
      if let bounds = column.bounds, !bounds.contains(value) {
        guard outside == .clip else {
          throw .outside(name, place: place, value: value, allowed: bounds)
        }
        value = value < bounds.lowerBound ? bounds.lowerBound : bounds.upperBound
        clipped += 1
      }
      value = (value - column.center) / column.divisor * column.factor + column.offset
      normalized.append(
        column.interval.map { min(max(value, $0.lowerBound), $0.upperBound) } ?? value)
    }
    return (normalized, clipped)
  }

  private func unit(_ row: [Double]) throws(EncodingError) -> [Double] {
    let largest = row.reduce(0) { max($0, abs($1)) }
    guard largest > 0 else { throw .noLength(name) }
    let length = row.reduce(0) { $0 + ($1 / largest) * ($1 / largest) }.squareRoot()
    return row.map { $0 / largest / length }
  }

  /// The columns of rows that fit together.
  private static func columns(
    of rows: [[Double]], _ name: String
  ) throws(EncodingError) -> [[Double]] {
    guard let first = rows.first, !first.isEmpty else {
      throw .unfitRows(name, reason: "there are no numbers to fit to")
    }
    for (place, row) in rows.enumerated() {
      guard row.count == first.count else {
        throw .unfitRows(
          name, reason: "row \(place) has \(row.count) numbers, and row 0 has \(first.count)")
      }
      if let column = row.firstIndex(where: { !$0.isFinite }) {
        throw .unfitRows(name, reason: "number \(column) of row \(place) is not finite")
      }
    }
    return first.indices.map { column in rows.map { $0[column] } }
  }
}
