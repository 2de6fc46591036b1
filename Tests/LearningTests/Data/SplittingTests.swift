import Learning
import Testing

@Suite struct SplittingTests {
  @Test func sizesAreThoseOfScikitLearn() throws {
    let splits = try Oracle.read().splits
    for expected in splits.sizes {
      let split = try DataSet.wine.split(trainFraction: expected[0], seed: 3)
      #expect([Double(split.train.count), Double(split.test.count)] == Array(expected[1...2]))
      #expect(split.train.classCounts.map(Double.init) == Array(expected[3...]), "\(expected)")
    }
    for expected in splits.folds {
      let folds = try DataSet.wine.folds(expected[0], stratified: false, seed: 1)
      #expect(folds.map(\.test.count) == Array(expected[1...]))
    }
    for expected in splits.stratified {
      let folds = try DataSet.wine.folds(expected.count, seed: 1)
      #expect(folds.map(\.test.classCounts) == expected)
    }
  }

  @Test(arguments: [true, false]) func everyRowIsInOneSet(_ stratified: Bool) throws {
    let data = try DataSet(
      rows: (0..<53).map { [Double($0)] }, labels: (0..<53).map { $0 % 7 == 0 ? 1 : 0 })
    let split = try data.split(trainFraction: 0.6, stratified: stratified, seed: 9)
    let all = (split.train.rows + split.test.rows).map { $0[0] }.sorted()
    #expect(all == (0..<53).map(Double.init))
    #expect(try data.split(trainFraction: 0.6, stratified: stratified, seed: 9) == split)
    #expect(try data.split(trainFraction: 0.6, stratified: stratified, seed: 8) != split)
    #expect("\(split)" == "31 rows to learn from, 22 to test with")
    let folds = try data.folds(6, stratified: stratified, seed: 2)
    #expect(folds.flatMap { $0.test.rows.map { $0[0] } }.sorted() == (0..<53).map(Double.init))
    for fold in folds {
      #expect(fold.train.count + fold.test.count == 53)
      #expect(Set(fold.train.rows).isDisjoint(with: fold.test.rows))
    }
  }

  @Test func numbersAreSplitToo() throws {
    let split = try DataSet.diabetes.split(trainFraction: 0.75, seed: 1)
    #expect(split.train.count == 331 && split.test.values.count == 111)
  }

  @Test func whatLeavesASetEmptyIsRefused() throws {
    let data = try DataSet(rows: [[1], [2]], labels: [0, 1])
    #expect(
      words { try data.split(trainFraction: 1, seed: 1) }
        == "split of 2 rows with trainFraction 1.0: both sets have a row at least; take another "
        + "fraction, or more rows")
    #expect(words { try data.split(trainFraction: 0.1, seed: 1) }.contains("both sets have a row"))
    #expect(
      words { try data.split(trainFraction: .nan, seed: 1) }
        == "split of trainFraction nan: 0.0 to 1.0 is allowed")
    #expect(
      words { try data.folds(3, seed: 1) }
        == "folds of 3 folds of 2 rows: there are at least 2, and at most as many as rows")
    #expect(words { try data.folds(.min, seed: 1) }.contains("at least 2"))
  }
}
