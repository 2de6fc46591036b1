import Learning
import Testing

@Suite struct GeneratorTests {
  @Test func shapesLieWhereTheyShould() throws {
    let moons = try DataSet.moons(count: 101, noise: 0, seed: 1)
    #expect(moons.classCounts == [50, 51] && moons.featureNames == ["x", "y"])
    for (row, label) in zip(moons.rows, moons.labels) {
      let (x, y) = label == 0 ? (row[0], row[1]) : (1 - row[0], 0.5 - row[1])
      #expect(abs(x * x + y * y - 1) < 1e-12 && y >= -1e-12)
    }
    let circles = try DataSet.circles(count: 80, noise: 0, factor: 0.3, seed: 1)
    for (row, label) in zip(circles.rows, circles.labels) {
      let radius = (row[0] * row[0] + row[1] * row[1]).squareRoot()
      #expect(abs(radius - (label == 0 ? 1 : 0.3)) < 1e-12)
    }
    let xor = try DataSet.xor(count: 200, seed: 1)
    #expect(zip(xor.rows, xor.labels).allSatisfy { ($0[0] * $0[1] >= 0) == ($1 == 0) })
    for (x, y) in [(1.0, 1.0), (1, -1), (-1, 1), (-1, -1)] {
      #expect(xor.rows.count { $0[0] * x > 0 && $0[1] * y > 0 } == 50)
    }
    let blobs = try DataSet.blobs(count: 3_000, classes: 3, features: 4, deviation: 0.5, seed: 2)
    #expect(blobs.classCounts == [1_000, 1_000, 1_000] && blobs.featureCount == 4)
    let cloud = try blobs.selecting(classes: ["cloud 1"]).column("x2")
    let mean = cloud.reduce(0, +) / 1_000
    let variance = cloud.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 1_000
    #expect(abs(mean) < 10.1 && abs(variance.squareRoot() - 0.5) < 0.04)
  }

  @Test func aSeedGivesTheSameAndAnotherOthers() throws {
    let makers: [(UInt64) throws -> DataSet] = [
      { try .moons(count: 20, seed: $0) }, { try .circles(count: 20, seed: $0) },
      { try .xor(count: 20, seed: $0) }, { try .blobs(count: 20, seed: $0) },
      { try VibrationGenerator().dataSet(windows: 2, length: 256, seed: $0) },
      { try DataSet(windowsOf: MackeyGlass().series(count: 50, seed: $0), length: 3) },
    ]
    for make in makers {
      #expect(try make(5) == make(5))
      #expect(try make(5) != make(6))
    }
  }

  @Test func shapesRefuseWhatTheyCannotMake() {
    #expect(
      words { try DataSet.moons(count: 1, seed: 1) } == "moons of count 1: 2 to 50000000 is allowed"
    )
    #expect(words { try DataSet.moons(count: .max, seed: 1) }.contains("is allowed"))
    #expect(
      words { try DataSet.xor(count: 9, noise: -1, seed: 1) }
        == "xor of noise -1.0: it is finite and not below 0")
    #expect(words { try DataSet.moons(count: 9, noise: .nan, seed: 1) }.contains("finite"))
    #expect(
      words { try DataSet.circles(count: 9, factor: 2, seed: 1) }
        == "circles of factor 2.0: 0.0 to 1.0 is allowed")
    #expect(words { try DataSet.blobs(count: 3, classes: 4, seed: 1) }.contains("classes 4"))
    #expect(words { try DataSet.blobs(count: .max, features: 2, seed: 1) }.contains("count"))
    #expect(words { try DataSet.blobs(count: 3, features: 0, seed: 1) }.contains("features 0"))
  }

  @Test func mackeyGlassIsItsEquation() throws {
    let expected = try Oracle.read().mackeyGlass
    let series = try MackeyGlass().series(count: expected.count, transient: 0)
    #expect(series[0] == 1.2)
    #expect(distance(series, expected) < 2e-5, "\(distance(series, expected))")
    let long = try MackeyGlass().series(count: 2_000, seed: 1)
    #expect(long.allSatisfy { 0.2...1.4 ~= $0 })
    // What follows comes later in the same solution.
    let later = try MackeyGlass().series(count: 100, transient: 200, seed: 1)
    #expect(Array(long[100..<200]) == later)
    #expect(try MackeyGlass().series(count: 1, transient: 0) == [1.2])
  }

  @Test func windowsHoldTheSeries() throws {
    let data = try DataSet(
      windowsOf: (0..<10).map(Double.init), length: 3, spacing: 2, ahead: 3, name: "count")
    #expect(data.count == 3 && data.rows == [[0, 2, 4], [1, 3, 5], [2, 4, 6]])
    #expect(data.values == [7, 8, 9])
    #expect(
      words { try DataSet(windowsOf: [1, 2, 3], length: 2, spacing: 2, ahead: 1) }
        == "windows of 3 numbers: a window with its value takes more than 3")
    #expect(words { try DataSet(windowsOf: [1, 2], length: 0) }.contains("length 0"))
    #expect(words { try DataSet(windowsOf: [], length: 1) }.contains("takes more than"))
    #expect(words { try DataSet(windowsOf: [1, 2], length: .max) }.contains("is allowed"))
    #expect(words { try MackeyGlass(delay: .nan).series(count: 3) }.contains("delay nan"))
    #expect(words { try MackeyGlass().series(count: -1) }.contains("count -1"))
  }
}
