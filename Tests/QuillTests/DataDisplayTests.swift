import Quill
import TestSupport
import Testing

/// What data and models look like in a cell.
@Suite struct DataDisplayTests {
  @Test func `data show their ranges and their points`() throws {
    let moons = try DataSet.moons(count: 120, noise: 0.08, seed: 3)
    try expectGolden(moons.bundle.text, "Quill/data-set.txt")
    let svg = try moons.picture.svg()
    try expectGolden(svg, "Quill/data-set.svg")
    let html = try #require(moons.bundle.text(.html))
    #expect(html.hasPrefix("<table") && html.contains(svg))
    let plot = try DataSet.iris.scatter("petal_length", "petal_width")
    #expect(plot.series.map(\.name) == ["setosa", "versicolor", "virginica"])
    #expect(plot.series.map(\.points.count) == [50, 50, 50])
    #expect(throws: LearningError.self) { try DataSet.iris.scatter("a", "b") }
  }

  @Test func `digits are shown as pictures, numbers over the first feature`() throws {
    let digits = try #require(DataSet.digits.picture as? SmallMultiples)
    #expect(digits.pictures.count == 10)
    try expectGolden(digits.svg(), "Quill/digits.svg")
    let diabetes = try #require(DataSet.diabetes.picture as? ScatterPlot)
    #expect(diabetes.y.caption == "progression" && diabetes.series[0].points.count == 442)
    let line = try DataSet(rows: [[1], [2]], labels: [0, 1])
    #expect((line.picture as? ScatterPlot)?.y.caption == "class")
    for data in [DataSet.wine, .breastCancer, .diabetes, .digits, line] {
      #expect(data.bundle.text.hasPrefix(data.description))
      #expect(data.bundle.text(.html)?.contains("<svg") == true, "\(data.name)")
    }
  }

  @Test func `a confusion matrix is a heat map with numbers`() throws {
    let model = try LogisticRegression.fitted(to: .iris)
    let confusion = try model.confusion(on: .iris)
    #expect(confusion.bundle.text == confusion.description)
    let svg = try #require(confusion.bundle.text(.svg))
    try expectGolden(svg, "Quill/confusion.svg")
    for word in ["virginica", "taken for", "truth", ">50<"] { #expect(svg.contains(word)) }
  }

  @Test func `models show a card, with the curve of their loss`() throws {
    let train = try DataSet.moons(count: 40, seed: 1)
    let training = CircuitTraining(epochs: 3, learningRate: 0.1, seed: 1, isDrawn: false)
    let model = try ReuploadingClassifier.fitted(to: train, layers: 2, training: training)
    let lines = model.card.lines.map(\.name)
    #expect(
      lines == [
        "features", "classes", "circuit", "measured", "behind the circuit", "weights", "runs on",
        "epochs", "loss",
      ])
    #expect(model.bundle.text.hasPrefix("re-uploading classifier\n  features: 2\n"))
    #expect(model.bundle.text(.html)?.contains("<svg") == true)
    let near = try NearestNeighbors.fitted(to: train)
    #expect(
      near.bundle.text
        == "nearest neighbours\n  features: 2\n  classes: 2: upper, lower\n  neighbours: 5 of 40 rows"
    )
    #expect(near.bundle.text(.html)?.contains("<svg") == false)
    #expect(MIMEBundle(showing: model).text == model.bundle.text)
  }
}
