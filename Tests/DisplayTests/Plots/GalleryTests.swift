import Display
import Foundation
import TestSupport
import Testing

/// One picture of every kind, each with a golden drawing in text and in SVG.
///
/// The README shows these very files.
struct Exhibit: CustomStringConvertible, Sendable {
  let name: String
  let make: @Sendable () throws -> any Picture

  init(_ name: String, _ make: @escaping @Sendable () throws -> any Picture) {
    self.name = name
    self.make = make
  }

  var description: String { name }

  static let all: [Exhibit] = [
    line, lineBand, lineLog, lineTwoAxes, step, scatter, bar, barGroups, barHorizontal, histogram,
    heatmap, decisionMap, contour, blochSphere, box, matrix, matrixComplex, sparkline,
    smallMultiples,
  ]

  private static let line = Exhibit("line") {
    LinePlot(
      ["SPSA": decay(0.04, wobble: 0.25), "COBYLA": decay(0.07, wobble: 0.1)],
      title: "Energy while training", x: "evaluations", y: Axis("energy", unit: "Ha"))
  }

  private static let lineBand = Exhibit("line-band") {
    let mean = decay(0.05, wobble: 0.03)
    let series = try Series("test", mean).withBand(deviation: mean.map { 0.08 + 0.15 * $0 })
    return LinePlot(
      [series, Series("train", decay(0.06, wobble: 0))], title: "Loss over ten seeds",
      x: "epoch", y: "loss")
  }

  private static let lineLog = Exhibit("line-log") {
    let layers = (2...40).map(Double.init)
    return LinePlot(
      [
        try Series("global cost", x: layers, y: layers.map { exp(-0.5 * $0) }),
        try Series("local cost", x: layers, y: layers.map { 1 / ($0 * $0) }),
      ], title: "Variance of the gradient", x: "qubits",
      y: Axis("variance", scale: .logarithmic))
  }

  private static let lineTwoAxes = Exhibit("line-two-axes") {
    let loss = Series("loss", decay(0.06, wobble: 0.05))
    let accuracy = Series("accuracy", decay(0.05, wobble: 0.02).map { 100 - 50 * $0 })
    return LinePlot(
      [loss, accuracy.onRightAxis()], title: "Loss and accuracy", x: "epoch", y: "loss",
      right: Axis("accuracy", unit: "%", range: 40...100))
  }

  private static let step = Exhibit("step") {
    let rates = (0..<40).map { epoch -> Double in
      if epoch < 5 { return Double(epoch) / 50 }
      return 0.1 / Double(1 << ((epoch - 5) / 10))
    }
    return StepPlot(
      ["warm-up and decay": rates], title: "Learning rate", x: "epoch", y: "rate")
  }

  private static let scatter = Exhibit("scatter") {
    ScatterPlot(
      [moon(upper: true), moon(upper: false)], title: "Two moons", x: "x₀", y: "x₁",
      hasEqualAxes: true)
  }

  private static let bar = Exhibit("bar") {
    BarChart(
      ["000": 478, "001": 12, "010": 9, "011": 17, "100": 14, "101": 8, "110": 21, "111": 441],
      title: "A GHZ state on a noisy device", x: "bits", y: "shots")
  }

  private static let barGroups = Exhibit("bar-groups") {
    try BarChart(
      ["iris", "wine", "digits"],
      [
        .init("quantum kernel", [0.96, 0.93, 0.88]), .init("RBF kernel", [0.97, 0.98, 0.97]),
      ], title: "Accuracy", y: Axis("accuracy", range: 0...1))
  }

  private static let barHorizontal = Exhibit("bar-horizontal") {
    BarChart(
      ["gate noise": 0.041, "readout": 0.023, "shots": 0.012, "drift": -0.006],
      title: "Where the error comes from", y: "error", isHorizontal: true)
  }

  private static let histogram = Exhibit("histogram") {
    Histogram(bell(3000), title: "Fidelities of random states", x: "fidelity")
  }

  private static let heatmap = Exhibit("heatmap") {
    let kernel = (0..<24).map { row in
      (0..<24).map { column -> Double in exp(-Double((row - column) * (row - column)) / 30) }
    }
    return try Heatmap(
      kernel,
      title: "Kernel matrix", x: "sample", y: "sample", colors: "overlap")
  }

  private static let decisionMap = Exhibit("decision-map") {
    try DecisionMap(
      x: -1.5...2.5, y: -1...1.5, points: [moon(upper: true), moon(upper: false)],
      title: "Data re-uploading, four layers"
    ) { x, y in tanh(1.5 * sin(2.2 * x + 0.3) - 2 * (y - 0.25)) }
  }

  private static let contour = Exhibit("contour") {
    var plot = try ContourPlot(
      x: -3...3, y: -3...3, title: "Loss landscape", xAxis: "θ₀", yAxis: "θ₁", colors: "loss"
    ) { x, y in 1 - cos(x) * cos(y / 2) + 0.05 * x * y }
    plot.path = try PointList(x: [2.2, 1.6, 0.9, 0.4, 0.1, 0], y: [2.4, 1.7, 1, 0.4, 0.1, 0])
    return plot
  }

  private static let blochSphere = Exhibit("bloch-sphere") {
    try BlochSphere(
      [.init("ψ", theta: 1, phi: 0.9), .init("φ", x: 0, y: -0.6, z: -0.5)],
      path: (0...20).map { .init(theta: 1, phi: Double($0) * 0.1 - 1.1) }, title: "Two states")
  }

  private static let box = Exhibit("box") {
    BoxPlot(
      [
        "Adam": bell(60), "SPSA": bell(80).map { $0 * 0.8 - 0.05 },
        "COBYLA": bell(40).map { $0 * 1.1 - 0.1 },
      ], title: "Ten seeds each", y: "accuracy")
  }

  private static let matrix = Exhibit("matrix") {
    try MatrixView([[1, 0, 0.25], [0, -1, 0.5], [0.25, 0.5, 0.125]], title: "Hamiltonian")
  }

  private static let matrixComplex = Exhibit("matrix-complex") {
    try MatrixView(
      real: [[0.5, 0, 0.5], [0, 0, 0], [0.5, 0, 0.5]],
      imaginary: [[0, 0.5, 0], [-0.5, 1, 0.25], [0, -0.25, 0]], title: "ρ")
  }

  private static let sparkline = Exhibit("sparkline") {
    Sparkline(decay(0.1, wobble: 0.2))
  }

  private static let smallMultiples = Exhibit("small-multiples") {
    try SmallMultiples(
      (1...3).map { layers in
        LinePlot(
          (0..<60).map { sin(Double($0 * layers) / 10) }, title: "\(layers) layers", x: "x")
      }, columns: 3, title: "A model learns more frequencies with each layer")
  }
}

/// A falling curve with a wobble that is the same each time.
private func decay(_ rate: Double, wobble: Double) -> [Double] {
  (0..<80).map { step in
    let time = Double(step)
    return exp(-rate * time) * (1 + wobble * sin(time * 1.7) + wobble * cos(time * 0.63))
  }
}

/// Values heaped about 0.7 from a small fixed generator.
private func bell(_ count: Int) -> [Double] {
  var state: UInt64 = 12345
  func uniform() -> Double {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Double(state >> 11) / Double(1 << 53)
  }
  return (0..<count).map { _ in
    0.7 + 0.1 * ((0..<12).reduce(0) { sum, _ in sum + uniform() } - 6) / 2
  }
}

private func moon(upper: Bool) -> Series {
  let noise = bell(120).map { ($0 - 0.7) * 2 }
  return Series(
    upper ? "upper" : "lower",
    points: PointList(
      pairs: (0..<60).map { index in
        let angle = Double(index) / 59 * .pi
        let (x, y) = upper ? (cos(angle), sin(angle)) : (1 - cos(angle), 0.5 - sin(angle))
        return (x + noise[2 * index], y + noise[2 * index + 1])
      }))
}

@Suite struct GalleryTests {
  @Test(arguments: Exhibit.all) func drawsAsBefore(_ exhibit: Exhibit) throws {
    let picture = try exhibit.make()
    try expectGolden(picture.text() + "\n", "Display/\(exhibit.name).txt")
    try expectGolden(picture.svg(), "Display/\(exhibit.name).svg")
  }

  @Test(arguments: Exhibit.all) func keepsTheLaws(_ exhibit: Exhibit) throws {
    try checkPictureLaws(exhibit.make())
  }

  @Test(arguments: Exhibit.all) func readsWithoutColours(_ exhibit: Exhibit) throws {
    let colored = try exhibit.make().text(colored: true)
    let codes = /\u{1B}\[[0-9;]*m/
    #expect(colored.replacing(codes, with: "") == (try exhibit.make().text()))
  }

  @Test(arguments: Exhibit.all) func fitsEverySize(_ exhibit: Exhibit) throws {
    let picture = try exhibit.make()
    for (columns, rows) in [(20, 6), (40, 12), (200, 60)] {
      let lines = try picture.text(columns: columns, rows: rows).split(
        separator: "\n", omittingEmptySubsequences: false)
      #expect(lines.count == rows && lines.allSatisfy { $0.displayWidth == columns })
    }
    for (width, height) in [(100.0, 60.0), (240, 160), (1600, 1200)] {
      #expect(SVGReader(try picture.svg(width: width, height: height)).isWellFormed)
    }
  }

  @Test func everyGoldenBelongsToAnExhibit() throws {
    let files = try FileManager.default.contentsOfDirectory(
      atPath: goldensFolder.appending(path: "Display").path)
    let names = Set(files.filter { !$0.contains(".new.") }.map { String($0.prefix { $0 != "." }) })
    #expect(names == Set(Exhibit.all.map(\.name) + ["table", "interactive"]))
  }
}
