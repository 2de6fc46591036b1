internal import Numerics

extension MatrixProductState {
  /// Measures all qubits, as often as wanted.
  ///
  /// The qubits are drawn one after the other, each from what is left of the state behind those before it;
  /// shots that have shown the same so far share that. Nothing is approximate.
  ///
  /// A. J. Ferris and G. Vidal, "Perfect sampling with unitary tensor networks", Phys. Rev. B 85, 165146
  /// (2012).
  ///
  /// - Parameters:
  ///   - shots: How often the state is measured.
  ///   - seed: Where chance begins; the same seed gives the same samples.
  /// - Returns: A row for each shot, with a bit for each qubit.
  /// - Throws: ``SimulationError/unfit(_:given:allowed:)`` for a negative number of shots, and for more
  ///   than memory holds.
  /// - Complexity: O(*n* *χ*²) for each shot that shows something new, and once O(*n* *χ*³).
  public func sampled(shots: Int, seed: UInt64 = 0) throws(SimulationError) -> Samples {
    try checkTable(shots: shots, bits: qubitCount)
    var chain = chain
    if qubitCount > 0 { chain.moveCenter(to: 0) }
    var builder = SamplesBuilder(shots: shots, bits: qubitCount)
    let random = RandomStream(seed: seed)
    let most = 1 << 12
    for (number, first) in stride(from: 0, to: shots, by: most).enumerated() {
      var draw = ChainDraw(min(most, shots - first), random: random.split(number))
      for (site, qubit) in zip(chain.sites, chain.qubitAt) {
        draw.measure(site) { builder.set(first + $0, bit: qubit) }
      }
    }
    return builder.finished()
  }
}

/// Shots while they are drawn from left to right.
struct ChainDraw {
  /// For each set of shots that have shown the same so far, a row with what is left of the state.
  private var rows = Columns.identity(1)
  /// The number of the row of each shot.
  private var rowOfShot: [Int]
  private var random: RandomStream

  init(_ shots: Int, random: RandomStream) {
    rowOfShot = Array(repeating: 0, count: shots)
    self.random = random
  }

  /// Draws the value of the next qubit for each shot, and says which shots showed 1.
  mutating func measure(_ site: Columns, found: (Int) -> Void) {
    let (count, right) = (rows.rowCount, site.columnCount)
    // Row *j* times the tensor: what is left where the qubit is 0, and where it is 1.
    let both = Columns.product(rows, site.reshaped(rows: site.rowCount / 2))
    var weights = [Double](repeating: 0, count: 2 * count)
    for column in 0..<2 * right {
      // Columns take turns: the value of the qubit is the faster index.
      for row in 0..<count {
        weights[(column & 1) * count + row] += both[row, column].squaredMagnitude
      }
    }
    var newRow = [Int](repeating: -1, count: 2 * count)
    var kept: [Int] = []
    for shot in rowOfShot.indices {
      let row = rowOfShot[shot]
      let isOne = random.uniform() * (weights[row] + weights[count + row]) < weights[count + row]
      let choice = isOne ? count + row : row
      if newRow[choice] < 0 {
        newRow[choice] = kept.count
        kept.append(choice)
      }
      rowOfShot[shot] = newRow[choice]
      if isOne { found(shot) }
    }
    rows = Columns(kept.count, right) { start in
      for (place, choice) in kept.enumerated() {
        let (row, value) = (choice % count, choice / count)
        let scale = 1 / max(weights[choice], .leastNormalMagnitude).squareRoot()
        for column in 0..<right {
          start[column * kept.count + place] = Complex(scale) * both[row, 2 * column + value]
        }
      }
    }
  }
}
