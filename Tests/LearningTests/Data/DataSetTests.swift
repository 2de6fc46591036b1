import Encoders
import Learning
import Testing

@Suite struct DataSetTests {
  private static func small() throws -> DataSet {
    try DataSet(
      "plants", rows: [[1, 2], [3, 4], [5, 6], [7, 8]], labels: [0, 1, 0, 2],
      classNames: ["fern", "moss", "rose"], featureNames: ["height", "width"])
  }

  @Test func itKnowsItsCountsAndSaysThem() throws {
    let data = try DataSetTests.small()
    #expect(data.count == 4 && data.featureCount == 2 && data.classCount == 3)
    #expect(data.classCounts == [2, 1, 1])
    #expect(try data.column("width") == [2, 4, 6, 8])
    #expect(data.values.isEmpty)
    #expect(
      "\(data)" == "plants: 4 rows of 2 features, 3 classes (2 fern, 1 moss, 1 rose)")
    let numbers = try DataSet("heights", rows: [[1], [2]], values: [5, 3.5], valueName: "cm")
    #expect("\(numbers)" == "heights: 2 rows of 1 feature, cm from 3.5 to 5.0")
    #expect(numbers.labels.isEmpty && numbers.classCounts.isEmpty && numbers.classCount == 0)
    #expect(try DataSet(rows: [[1], [2]], labels: [0, 1]).classNames == ["class 0", "class 1"])
  }

  @Test func rowsFeaturesAndClassesAreSelected() throws {
    let data = try DataSetTests.small()
    #expect(try data.selecting(rows: [3, 0, 0]).labels == [2, 0, 0])
    #expect(try data.selecting(rows: 1..<3).rows == [[3, 4], [5, 6]])
    #expect(data.prefix(2).count == 2 && data.prefix(99) == data && data.prefix(-1).count == 1)
    #expect(try data.selecting(features: ["width"]).rows == [[2], [4], [6], [8]])
    let two = try data.selecting(classes: ["rose", "fern"])
    #expect(two.labels == [1, 1, 0] && two.classNames == ["rose", "fern"])
    #expect(two.rows == [[1, 2], [5, 6], [7, 8]])
    #expect(data.shuffled(seed: 1) == data.shuffled(seed: 1))
    #expect(data.shuffled(seed: 1).rows.sorted { $0[0] < $1[0] } == data.rows)
    #expect(try data.mapping { [$0[0] + $0[1]] }.featureNames == ["x0"])
    let normalizer = try Normalizer.minMax(of: data.rows, into: 0...1)
    #expect(try data.normalized(by: normalizer).rows[3] == [1, 1])
    #expect(
      words { try data.normalized(by: Normalizer.unitNorm(count: 3)) }
        == "unitNorm with a row of 2 numbers: it takes 3")
  }

  @Test func whatIsNoDataIsRefused() throws {
    #expect(
      words { try DataSet(rows: [], labels: []) }
        == "data: there are no numbers; give at least one row of at least one")
    #expect(words { try DataSet(rows: [[]], labels: [0]) }.contains("there are no numbers"))
    #expect(
      words { try DataSet(rows: [[1], [1, 2]], labels: [0, 1]) }
        == "data: row 1 has 2 numbers, and row 0 has 1; give rows of one length")
    #expect(
      words { try DataSet(rows: [[1, .nan]], labels: [0], featureNames: ["a", "b"]) }
        == "data: b of row 0 is not finite; leave such rows out, or fill in a number")
    #expect(
      words { try DataSet(rows: [[1], [2]], labels: [0]) }
        == "data, labels or values of 2 rows: 1 are given, and it takes 2")
    #expect(
      words { try DataSet(rows: [[1]], labels: [2], classNames: ["a", "b"]) }
        == "data: the label of row 0 is 2; labels go from 0 to 1")
    #expect(words { try DataSet(rows: [[1]], labels: [-1]) }.contains("the label of row 0 is -1"))
    #expect(
      words { try DataSet(rows: [[1]], labels: [.max]) }.contains("classes are counted from 0"))
    #expect(words { try DataSet(rows: [[1]], values: [.infinity]) }.contains("y of row 0"))
    #expect(
      words { try DataSet(rows: [[1]], labels: [0], featureNames: ["a", "b"]) }
        == "data, names of features: 2 are given, and it takes 1")
  }

  @Test func whatIsNotThereIsRefused() throws {
    let data = try DataSetTests.small()
    #expect(
      words { try data.selecting(rows: 2..<Int.max) } == "plants of row 4: there are 4, from 0")
    #expect(words { try data.selecting(rows: [-1]) }.contains("row -1"))
    #expect(words { try data.selecting(rows: []) }.contains("there are no numbers"))
    #expect(
      words { try data.selecting(features: ["weight"]) }
        == "plants of a feature “weight”: there are height, width")
    #expect(words { try data.selecting(features: []) }.contains("selected features"))
    #expect(
      words { try data.selecting(classes: ["oak"]) }
        == "plants of a class “oak”: there are fern, moss, rose")
    #expect(words { try data.selecting(classes: []) }.contains("selected classes"))
    let numbers = try DataSet(rows: [[1]], values: [1])
    #expect(
      words { try numbers.selecting(classes: ["a"]) }
        == "data: it takes rows of known classes, and the data have numbers")
    #expect(words { try data.mapping { _ in [.nan] } }.contains("not finite"))
  }

  @Test func theSetsThatShipAreTheFiles() throws {
    let sums = try Oracle.read().sums
    let sets: [(String, DataSet, Int, Int)] = [
      ("iris", .iris, 150, 4), ("wine", .wine, 178, 13),
      ("breast_cancer", .breastCancer, 569, 30), ("diabetes", .diabetes, 442, 10),
      ("digits", .digits, 1_797, 64),
    ]
    for (file, data, rows, features) in sets {
      #expect(data.count == rows && data.featureCount == features)
      #expect(data.rows.allSatisfy { $0.count == features && $0.allSatisfy(\.isFinite) })
      let expected = try #require(sums[file])
      for (column, sum) in expected.columns.enumerated() {
        let found = data.rows.reduce(0) { $0 + $1[column] }
        #expect(abs(found - sum) <= 1e-9 * abs(sum), "\(file) \(data.featureNames[column])")
      }
      let target = data.labels.reduce(0.0) { $0 + Double($1) } + data.values.reduce(0, +)
      #expect(target == expected.target)
    }
    #expect(DataSet.iris.classCounts == [50, 50, 50])
    #expect(DataSet.breastCancer.classCounts == [212, 357])
    #expect(DataSet.iris.featureNames[0] == "sepal_length")
    #expect(DataSet.diabetes.values.first == 151)
  }
}
