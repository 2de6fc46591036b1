/// What a rule remembers from one step to the next; a plain value that can be written and read.
///
/// A rule that goes on with a saved state takes the same path, to the last bit. Writing it needs no
/// more than its ``numbers``.
public struct StepState: Hashable, Sendable, Codable {
  /// How many steps were made.
  public var steps: Int
  /// Lists as long as the weights, as the rule has them: averages, velocities.
  public var vectors: [[Double]]
  /// What the plateaus of the schedule have seen.
  public var plateaus: [PlateauState]

  /// A state, empty before the first step.
  public init(steps: Int = 0, vectors: [[Double]] = [], plateaus: [PlateauState] = []) {
    (self.steps, self.vectors, self.plateaus) = (steps, vectors, plateaus)
  }

  /// All of it as numbers in a row.
  ///
  /// First the steps, how many vectors, their length and how many plateaus, then these.
  public var numbers: [Double] {
    let header = [steps, vectors.count, vectors.first?.count ?? 0, plateaus.count].map(Double.init)
    return header + vectors.flatMap { $0 }
      + plateaus.flatMap { [$0.best, Double($0.waited), $0.factor] }
  }

  /// Reads what `numbers` wrote.
  ///
  /// - Throws: `OptimizerError` if the row is none that `numbers` writes.
  public init(numbers: [Double]) throws(OptimizerError) {
    let header = numbers.prefix(4).compactMap { Int(exactly: $0) }.filter { $0 >= 0 }
    guard header.count == 4,
      let length = expectedLength(header), length == numbers.count
    else {
      throw .unfitState(
        "StepState", given: "\(numbers.count) numbers that do not fit together",
        expected: "a row that StepState.numbers wrote")
    }
    let (count, width) = (header[1], header[2])
    self.init(
      steps: header[0],
      vectors: (0..<count).map { Array(numbers[(4 + $0 * width)..<(4 + ($0 + 1) * width)]) },
      plateaus: stride(from: 4 + count * width, to: length, by: 3).map {
        PlateauState(
          best: numbers[$0], waited: Int(exactly: numbers[$0 + 1]) ?? 0, factor: numbers[$0 + 2])
      })
  }
}

/// How long a row with this header is, unless that is more than a number.
private func expectedLength(_ header: [Int]) -> Int? {
  let (vectors, tooLong) = header[1].multipliedReportingOverflow(by: header[2])
  let (plateaus, tooMany) = header[3].multipliedReportingOverflow(by: 3)
  guard !tooLong, !tooMany, header[1] <= 1 << 20, plateaus < 1 << 40, vectors < 1 << 40 else {
    return nil
  }
  return 4 + vectors + plateaus
}
