internal import Numerics

extension DataSet {
  /// Rows to learn from, and others to test with.
  public struct Split: Hashable, Sendable, CustomStringConvertible {
    /// Rows to learn from.
    public let train: DataSet
    /// Rows to test with, none of them among the others.
    public let test: DataSet

    /// `112 rows to learn from, 38 to test with`.
    public var description: String {
      "\(train.count) rows to learn from, \(test.count) to test with"
    }
  }

  /// Puts the rows into two sets by a seed.
  ///
  /// ```swift
  /// let parts = try DataSet.wine.split(trainFraction: 0.8, seed: 3)
  /// ```
  ///
  /// - Parameters:
  ///   - fraction: The fraction of rows to learn from, rounded down.
  ///   - stratified: Whether each class is put apart by itself, so that both sets have the classes in the
  ///     proportion of all; as is done with classes unless given.
  ///   - seed: The seed.
  /// - Returns: The two sets, each in an order of the seed.
  /// - Throws: ``LearningError`` for a fraction outside 0 to 1, and one that leaves a set empty.
  public func split(
    trainFraction fraction: Double = 0.75, stratified: Bool = true, seed: UInt64
  ) throws(LearningError) -> Split {
    try check("split", "trainFraction", fraction, in: 0...1)
    // 0.29 of 100 rows is 29, though the product is a little less.
    let size = Int(Double(count) * fraction + 1e-9)
    guard size > 0, size < count else {
      throw .unfit(
        "split", given: "\(count) rows with trainFraction \(fraction)",
        allowed: "both sets have a row at least; take another fraction, or more rows")
    }
    var random = RandomStream(seed: seed).split("split")
    let groups = (stratified ? groupsByClass : [Array(rows.indices)]).map { random.shuffled($0) }
    let sizes = DataSet.shares(of: size, among: groups.map(\.count))
    let train = random.shuffled(zip(groups, sizes).flatMap { $0.prefix($1) })
    let test = random.shuffled(zip(groups, sizes).flatMap { $0.dropFirst($1) })
    return Split(train: picking(train), test: picking(test))
  }

  /// Splits the rows into folds, each of which is once the set to test with.
  ///
  /// - Parameters:
  ///   - count: How many folds there are.
  ///   - stratified: Whether each fold has the classes in the proportion of all; as is done with classes
  ///     unless given.
  ///   - seed: The seed.
  /// - Returns: As many splits; the sizes of two folds differ by one row at most.
  /// - Throws: ``LearningError`` for fewer folds than two, and for more than there are rows.
  public func folds(
    _ count: Int = 5, stratified: Bool = true, seed: UInt64
  ) throws(LearningError) -> [Split] {
    guard count >= 2, count <= self.count else {
      throw .unfit(
        "folds", given: "\(count) folds of \(self.count) rows",
        allowed: "there are at least 2, and at most as many as rows")
    }
    let fold = foldOfRows(count, stratified: stratified, seed: seed)
    return (0..<count).map { number in
      Split(
        train: picking(rows.indices.filter { fold[$0] != number }),
        test: picking(rows.indices.filter { fold[$0] == number }))
    }
  }

  /// The fold of each row: dealt out one after the other, a class after the other.
  func foldOfRows(_ count: Int, stratified: Bool, seed: UInt64) -> [Int] {
    var random = RandomStream(seed: seed).split("folds")
    let groups = (stratified ? groupsByClass : [Array(rows.indices)]).map { random.shuffled($0) }
    var fold = [Int](repeating: 0, count: self.count)
    for (place, row) in groups.joined().enumerated() { fold[row] = place % count }
    return fold
  }

  /// The places of the rows of each class; all together where there are no classes.
  private var groupsByClass: [[Int]] {
    guard case .labels(let labels, let names) = target else { return [Array(rows.indices)] }
    var groups = [[Int]](repeating: [], count: names.count)
    for (row, label) in labels.enumerated() { groups[label].append(row) }
    return groups
  }

  /// A total, shared out in the proportion of sizes: rounded down, the rest to the largest remainders.
  private static func shares(of total: Int, among sizes: [Int]) -> [Int] {
    let all = Double(max(1, sizes.reduce(0, +)))
    let exact = sizes.map { Double(total) * Double($0) / all }
    var shares = exact.map { Int($0) }
    let byRemainder = sizes.indices.sorted {
      (exact[$0] - Double(shares[$0]), $1) > (exact[$1] - Double(shares[$1]), $0)
    }
    for place in byRemainder.prefix(total - shares.reduce(0, +)) { shares[place] += 1 }
    return shares
  }
}
