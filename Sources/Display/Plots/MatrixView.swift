import Glibc

/// A matrix with the digits of its entries, each on the colour of its value.
///
/// ```swift
/// try MatrixView([[0, 1], [1, 0]], title: "X")
/// ```
public struct MatrixView: Plot, Hashable, Sendable {
  private let grid: CellGrid
  private let kind: String
  /// What stands above the matrix.
  public var title: String

  /// Makes a view of real entries, blue below zero and orange above.
  /// - Throws: ``DisplayError`` where the rows have different lengths.
  public init(_ rows: [[Double]], title: String = "") throws(DisplayError) {
    let range = CellGrid.range(of: rows)
    let reach = max(abs(range.lowerBound), abs(range.upperBound))
    var grid = try CellGrid(rows, colors: .diverging, range: -reach...reach)
    grid.texts = rows.map { $0.map { shortNumber($0, digits: 3) } }
    self.grid = grid
    kind = "Matrix"
    self.title = title
  }

  /// Makes a view of complex entries, coloured by their phase.
  /// - Throws: ``DisplayError`` where the rows or the two parts have different lengths.
  public init(
    real: [[Double]], imaginary: [[Double]], title: String = ""
  ) throws(DisplayError) {
    try requireRectangle("matrix: real part", real)
    try requireRectangle("matrix: imaginary part", imaginary)
    try requireEqualCounts("matrix", "real rows", real.count, "imaginary rows", imaginary.count)
    let (realCount, imaginaryCount) = (real.first?.count ?? 0, imaginary.first?.count ?? 0)
    try requireEqualCounts("matrix", "real columns", realCount, "imaginary columns", imaginaryCount)
    let phases = zip(real, imaginary).map { rows in
      zip(rows.0, rows.1).map { real, imaginary in
        max(abs(real), abs(imaginary)) < 1e-12 ? .nan : atan2(imaginary, real)
      }
    }
    var grid = try CellGrid(phases, colors: .phase, range: -Double.pi...Double.pi)
    grid.texts = zip(real, imaginary).map { rows in zip(rows.0, rows.1).map(MatrixView.text) }
    self.grid = grid
    kind = "Complex matrix"
    self.title = title
  }

  /// A square cell for each entry, as far as there is room.
  public var preferredSize: PictureSize {
    let digits = grid.texts.joined().map(\.count).max() ?? 1
    let side = min(max(Double(digits) * 8 + 8, 36), 90)
    let (rows, columns) = (max(grid.rows.count, 1), max(grid.columnCount, 1))
    let heading = title.isEmpty ? 0 : 1
    return PictureSize(
      width: min(max(Double(columns) * side + 60, 140), 720),
      height: min(Double(rows) * min(side, 48) + 60, 720),
      columns: min(max(columns * (digits + 2) + 4, 20), 120),
      rows: min(max(rows + heading + 2, 6), 60))
  }

  /// The entries as marks.
  public var chart: Chart {
    var rowAxis = Axis(scale: .categories(grid.rows.indices.map { String($0) }))
    rowAxis.isReversed = true
    return Chart(
      title: title, x: Axis(scale: .categories((0..<grid.columnCount).map { String($0) })),
      y: rowAxis,
      layers: [Chart.Layer(.cells(grid))],
      summary: "\(kind) of \(grid.rows.count) rows and \(grid.columnCount) columns")
  }

  /// A complex number in few characters.
  private static func text(_ real: Double, _ imaginary: Double) -> String {
    let (a, b) = (shortNumber(real, digits: 2), shortNumber(abs(imaginary), digits: 2))
    if abs(imaginary) < 1e-12 { return a }
    let unit = (b == "1" ? "" : b) + "i"
    if abs(real) < 1e-12 { return (imaginary < 0 ? "-" : "") + unit }
    return a + (imaginary < 0 ? "-" : "+") + unit
  }
}
