// What data and models look like in a cell.

import Display
import Learning
import Training

extension DataSet: Displayable {
  /// Rows, classes and the range of each feature in a table, and a picture below it.
  public var bundle: MIMEBundle {
    let table = table
    let plain = MIMEBundle(text: table?.text ?? description)
    guard let html = table?.html else { return plain }
    return plain.adding(.html, html + "\n" + ((try? picture.svg()) ?? ""))
  }

  /// For each feature its least number, its mean, its greatest, and its mean in each class.
  private var table: Table? {
    let shown = classCount <= 6 ? classNames : []
    let lines = featureNames.enumerated().map { place, name -> [Table.Cell] in
      let column = rows.map { $0[place] }
      let ofClasses = shown.indices.map { label in
        mean(zip(column, labels).filter { $0.1 == label }.map(\.0))
      }
      return [.text(name)]
        + ([column.min() ?? 0, mean(column), column.max() ?? 0] + ofClasses).map { .number($0) }
    }
    let headings = ["feature", "least", "mean", "greatest"] + shown.map { "mean of \($0)" }
    guard var table = try? Table(headings, lines, title: description) else { return nil }
    table.shownRows = 16
    return table
  }

  private func mean(_ numbers: [Double]) -> Double {
    numbers.isEmpty ? .nan : numbers.reduce(0) { $0 + $1 / Double(numbers.count) }
  }

  /// Points in the plane of the first two features; for pictures, one of each class.
  public var picture: any Picture {
    if let side = pictureSide, let pictures = try? pictures(side: side) { return pictures }
    guard featureCount > 1, values.isEmpty else { return overValues }
    return scatter(0, 1)
  }

  /// The points in the plane of two features, by class.
  ///
  /// ```swift
  /// try DataSet.iris.scatter("petal_length", "petal_width")
  /// ```
  ///
  /// - Parameters:
  ///   - first: What the feature to the right is called.
  ///   - second: What the feature upwards is called.
  /// - Returns: A plot.
  /// - Throws: ``LearningError/unfit(_:given:allowed:)`` for a name that no feature has.
  public func scatter(_ first: String, _ second: String) throws(LearningError) -> ScatterPlot {
    (_, _) = (try column(first), try column(second))
    return scatter(
      featureNames.firstIndex(of: first) ?? 0, featureNames.firstIndex(of: second) ?? 0)
  }

  private func scatter(_ first: Int, _ second: Int) -> ScatterPlot {
    let groups: [(name: String, rows: [[Double]])] =
      labels.isEmpty
      ? [(name, rows)]
      : classNames.enumerated().map { label, name in
        (name, zip(rows, labels).filter { $0.1 == label }.map(\.0))
      }
    return ScatterPlot(
      groups.filter { !$0.rows.isEmpty }.map { name, rows in
        Series(name, points: PointList(pairs: rows.map { ($0[first], $0[second]) }))
      }, title: name, x: Axis(featureNames[first]), y: Axis(featureNames[second]))
  }

  /// The numbers of rows, or their classes, over the first feature.
  private var overValues: ScatterPlot {
    let (heights, caption) =
      if case .values(let values, let name) = target { (values, name) } else {
        (labels.map(Double.init), "class")
      }
    let points = PointList(pairs: zip(rows, heights).map { ($0[0], $1) })
    return ScatterPlot(
      [Series(name, points: points)], title: name, x: Axis(featureNames[0]), y: Axis(caption))
  }

  /// The side of a picture, where rows look like pixels: a square of eight at least, and nothing below 0.
  private var pictureSide: Int? {
    guard let side = (8...256).first(where: { $0 * $0 == featureCount }),
      rows.allSatisfy({ $0.allSatisfy { $0 >= 0 } })
    else { return nil }
    return side
  }

  private func pictures(side: Int) throws -> SmallMultiples {
    let places =
      labels.isEmpty
      ? Array(rows.indices.prefix(10))
      : classNames.indices.prefix(10).compactMap { labels.firstIndex(of: $0) }
    let greatest = rows.reduce(0) { max($0, $1.max() ?? 0) }
    var down = Axis()
    down.isReversed = true
    let images = try places.map { place in
      let pixels = (0..<side).map { row in Array(rows[place][row * side..<(row + 1) * side]) }
      let caption = labels.isEmpty ? "row \(place)" : classNames[labels[place]]
      return Chart(
        title: caption, y: down,
        layers: [.init(.cells(try CellGrid(pixels, range: 0...max(greatest, 1e-9))))], frame: .bare,
        summary: "A picture of \(side) × \(side) pixels, \(caption)")
    }
    return try SmallMultiples(images, columns: 5, title: name)
  }
}

extension ConfusionMatrix: Displayable {
  /// The counts as lines in a terminal, and as a heat map with numbers on a page.
  public var bundle: MIMEBundle {
    let plain = MIMEBundle(text: description)
    guard let svg = try? heatmap?.svg() else { return plain }
    return plain.adding(.svg, svg)
  }

  /// The counts as colours with numbers; nothing where there are no classes.
  public var heatmap: Heatmap? {
    let rows = counts.map { $0.map(Double.init) }
    let percent = (1_000 * accuracy).rounded() / 10
    let map = try? Heatmap(
      rows, title: "\(percent) % of \(total) rows are right",
      x: Axis("taken for", scale: .categories(classNames)),
      y: Axis("truth", scale: .categories(classNames)), colors: "rows",
      range: 0...max(1, rows.joined().max() ?? 1))
    return map?.showingValues()
  }
}

extension ModelCard: Displayable {
  /// The lines in a table, and the curve of the loss below it.
  public var bundle: MIMEBundle {
    let plain = MIMEBundle(text: description)
    let cells = lines.map { line in [Table.Cell.text(line.name), .text(line.value)] }
    guard let html = try? Table(["", "value"], cells, title: title).html else { return plain }
    let plot = LinePlot(["loss": losses], title: "Loss", x: "epoch", y: "loss")
    let svg = losses.count > 1 ? (try? plot.svg(width: 480, height: 240)) ?? "" : ""
    return plain.adding(.html, svg.isEmpty ? html : html + "\n" + svg)
  }
}

extension Displayable where Self: Predictor {
  /// The card of the model.
  public var bundle: MIMEBundle { card.bundle }
}

extension LogisticRegression: Displayable {}
extension NearestNeighbors: Displayable {}
extension SupportVectorClassifier: Displayable {}
extension SupportVectorRegressor: Displayable {}
extension DenseClassifier: Displayable {}
extension DenseRegressor: Displayable {}
extension VariationalClassifier: Displayable {}
extension VariationalRegressor: Displayable {}
extension ReuploadingClassifier: Displayable {}
extension HybridClassifier: Displayable {}
extension HybridRegressor: Displayable {}
