internal import Numerics
internal import Simulation

extension [Double] {
  /// The probabilities nearest to numbers that sum to 1 and of which some are below 0.
  ///
  /// J. A. Smolin, J. M. Gambetta and G. Smith, "Efficient method for computing the maximum-likelihood
  /// quantum state from measurements with additive Gaussian noise", Phys. Rev. Lett. 108, 070502 (2012).
  ///
  /// - Complexity: O(*n* log *n*).
  var nearestDistribution: [Double] {
    guard contains(where: { $0 < 0 }) else { return self }
    var missing = 0.0
    var kept = count
    // From the least on: what is below 0 becomes 0, and the others share what was below.
    let order = indices.sorted { self[$0] < self[$1] }
    for place in order {
      guard self[place] + missing / Double(kept) < 0 else { break }
      missing += self[place]
      kept -= 1
    }
    var nearest = [Double](repeating: 0, count: count)
    for place in order.suffix(kept) { nearest[place] = self[place] + missing / Double(kept) }
    return nearest.map { Swift.max(0, $0) }
  }
}

extension Samples {
  /// How often each number was seen, as shares of all shots.
  ///
  /// - Throws: ``MitigationError/unfit(_:given:allowed:)`` for more than 20 bits.
  func distribution(for what: String) throws(MitigationError) -> [Double] {
    guard bitCount <= 20 else {
      throw .unfit(
        what, given: "samples of \(bitCount) bits",
        allowed: "20 are the most, since every value is corrected; ask for means instead")
    }
    var shares = [Double](repeating: 0, count: 1 << bitCount)
    let share = 1 / Double(Swift.max(1, shotCount))
    // So few bits are always a number.
    for outcome in (try? outcomes) ?? [] { shares[Int(outcome)] += share }
    return shares
  }

  /// Draws from a distribution.
  init(
    drawn shots: Int, from distribution: [Double], bitCount: Int, seed: UInt64
  ) throws {
    var random = RandomStream(seed: seed).split("mitigation")
    let table = try AliasTable(weights: distribution.nearestDistribution)
    self.init(
      bitCount: bitCount, outcomes: (0..<shots).map { _ in UInt64(table.draw(using: &random)) })
  }
}
