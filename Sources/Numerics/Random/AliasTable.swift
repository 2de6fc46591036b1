/// A table for many draws of an index with given weights, each in constant time.
///
/// M. D. Vose, "A linear algorithm for generating random numbers with a given distribution", IEEE
/// Transactions on Software Engineering 17 (1991).
///
/// ```swift
/// let outcomes = try AliasTable(weights: probabilities)
/// let shots = try outcomes.draws(1_000, using: &stream)
/// ```
public struct AliasTable: Hashable, Sendable {
  /// The probability of keeping the column that is drawn.
  private var keeping: [Double]

  /// What a column stands for when it is not kept.
  private var alias: [Int]

  /// The number of weights.
  public var count: Int { keeping.count }

  /// The table of a list of weights, which need not add up to one.
  ///
  /// - Throws: `NumericsError` if a weight is negative or not finite, or all are zero.
  /// - Complexity: O(weights).
  public init(weights: [Double]) throws(NumericsError) {
    let total = try checkedTotal("AliasTable", weights)
    var shares = weights.map { $0 / total * Double(weights.count) }
    keeping = [Double](repeating: 1, count: weights.count)
    alias = Array(weights.indices)
    var small = shares.indices.filter { shares[$0] < 1 }
    var large = shares.indices.filter { shares[$0] >= 1 }
    while let giver = large.last, let taker = small.popLast() {
      keeping[taker] = shares[taker]
      alias[taker] = giver
      shares[giver] -= 1 - shares[taker]
      if shares[giver] < 1 { small.append(large.removeLast()) }
    }
    // Rounding may leave columns over. They are full, but for those that must never be drawn.
    guard let heaviest = weights.indices.max(by: { weights[$0] < weights[$1] }) else { return }
    for column in small where weights[column] == 0 {
      (keeping[column], alias[column]) = (0, heaviest)
    }
  }

  /// One index.
  public func draw(using stream: inout RandomStream) -> Int {
    let column = stream.index(below: keeping.count)
    return stream.uniform() < keeping[column] ? column : alias[column]
  }

  /// Several indices.
  ///
  /// - Throws: `NumericsError` if the count is negative or does not fit into memory.
  public func draws(
    _ count: Int, using stream: inout RandomStream
  ) throws(NumericsError) -> [Int] {
    try stream.filled("AliasTable", count) { draw(using: &$0) }
  }
}
