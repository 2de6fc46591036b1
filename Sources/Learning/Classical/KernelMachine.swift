public import Numerics
internal import SupportVectors

/// Support vector machines, one for each two classes, that know rows by their kernels alone.
///
/// For a kernel matrix that was measured on a device, or computed elsewhere; ``SupportVectorClassifier`` keeps
/// the rows and computes kernels itself. C. Cortes and V. Vapnik, "Support-vector networks", Machine Learning 20
/// (1995); solved by LIBSVM.
///
/// ```swift
/// let machine = try KernelMachine.fitted(to: kernel, labels: labels, c: 10)
/// let predicted = try machine.labels(of: kernelOfTestWithTrain)
/// ```
public struct KernelMachine: Hashable, Sendable {
  /// The machine of two classes.
  struct Pair: Hashable, Sendable {
    /// The class for which the decision is positive, and the other.
    let first: Int
    let second: Int
    /// A number for each row that was learnt from, 0 for most.
    var coefficients: [Double]
    let offset: Double
    /// How decisions become probabilities, if asked for.
    let sigmoid: Sigmoid?
  }

  /// How many classes there are.
  public let classCount: Int
  /// How many rows were learnt from.
  public let rowCount: Int
  let pairs: [Pair]

  init(classCount: Int, rowCount: Int, pairs: [Pair]) {
    (self.classCount, self.rowCount, self.pairs) = (classCount, rowCount, pairs)
  }

  /// The rows that decisions depend on.
  public var supportVectors: [Int] {
    (0..<rowCount).filter { row in pairs.contains { $0.coefficients[row] != 0 } }
  }

  /// Whether there are probabilities.
  public var hasProbabilities: Bool { pairs.allSatisfy { $0.sigmoid != nil } }

  /// Solves the machines.
  ///
  /// - Parameters:
  ///   - kernel: The kernel of each two rows.
  ///   - labels: The class of each row, counted from 0.
  ///   - classes: How many classes there are; as many as the labels say unless given.
  ///   - c: The price of a row on the wrong side.
  ///   - tolerance: How exact the optimum is.
  ///   - probabilitySeed: The seed of the folds by which probabilities are fitted; no probabilities without one.
  /// - Returns: The machines.
  /// - Throws: ``LearningError`` for a matrix that does not fit the labels, numbers that are not finite or not
  ///   allowed, and one class only.
  /// - Complexity: O(*n*²) to O(*n*³) for *n* rows; six times that with probabilities.
  public static func fitted(
    to kernel: Matrix<Double>, labels: [Int], classes: Int? = nil, c: Double = 1,
    tolerance: Double = 1e-3, probabilitySeed: UInt64? = nil
  ) throws(LearningError) -> KernelMachine {
    try checkSolver("support vectors", kernel, rows: labels.count, c: c, tolerance)
    let classes = classes ?? (labels.max() ?? 0) &+ 1
    try check("support vectors", "classes", classes, in: 1...10_000)
    try checkLabels("support vectors", labels, classes: classes)
    var rows = [[Int]](repeating: [], count: classes)
    for (row, label) in labels.enumerated() { rows[label].append(row) }
    let used = (0..<classes).filter { !rows[$0].isEmpty }
    if used.count < 2 { throw .oneClass("support vectors", "\(used.first ?? 0)") }
    var pairs: [Pair] = []
    for (place, first) in used.enumerated() {
      for second in used[(place + 1)...] {
        let solver = PairSolver(kernel: kernel, c: c, tolerance: tolerance)
        let random = probabilitySeed.map {
          RandomStream(seed: $0).split("pair").split(first * classes + second)
        }
        pairs.append(
          try solver.pair(first, second, rows[first], rows[second], random))
      }
    }
    return KernelMachine(classCount: classes, rowCount: labels.count, pairs: pairs)
  }

  /// For each row the decision of each two classes: positive for the first, in the order (0, 1), (0, 2), …, (1, 2), ….
  ///
  /// - Parameter kernel: The kernel of each row with each row that was learnt from.
  /// - Returns: A list for each row; classes without rows have no decisions.
  /// - Throws: ``LearningError`` for a matrix of another shape, or not finite.
  public func decisions(of kernel: Matrix<Double>) throws(LearningError) -> [[Double]] {
    try checkKernel("support vectors", kernel, rows: nil, columns: rowCount)
    let elements = kernel.elements
    return (0..<kernel.rowCount).map { row in
      pairs.map { pair in
        var sum = -pair.offset
        for column in 0..<rowCount where pair.coefficients[column] != 0 {
          sum += pair.coefficients[column] * elements[row * rowCount + column]
        }
        return sum
      }
    }
  }

  /// The class of each row: the one that most pairs decide for, of several the first.
  ///
  /// - Parameter kernel: The kernel of each row with each row that was learnt from.
  /// - Returns: A class for each row.
  /// - Throws: ``LearningError`` for a matrix of another shape, or not finite.
  public func labels(of kernel: Matrix<Double>) throws(LearningError) -> [Int] {
    try decisions(of: kernel).map { decisions in
      var votes = [Int](repeating: 0, count: classCount)
      for (pair, decision) in zip(pairs, decisions) {
        votes[decision > 0 ? pair.first : pair.second] += 1
      }
      let most = votes.max() ?? 0
      return votes.firstIndex(of: most) ?? 0
    }
  }

  /// For each row the probability of each class; they sum to 1.
  ///
  /// - Parameter kernel: The kernel of each row with each row that was learnt from.
  /// - Returns: A number for each class, for each row; 0 for a class that had no rows.
  /// - Throws: ``LearningError`` as for decisions, and where no seed of probabilities was given.
  public func probabilities(of kernel: Matrix<Double>) throws(LearningError) -> [[Double]] {
    guard hasProbabilities else {
      throw .unfit(
        "probabilities", given: "a machine without them",
        allowed: "give a probabilitySeed when it is fitted")
    }
    let used = Set(pairs.flatMap { [$0.first, $0.second] }).sorted()
    return try decisions(of: kernel).map { decisions in
      var table = [[Double]](
        repeating: [Double](repeating: 0, count: classCount), count: classCount)
      for (pair, decision) in zip(pairs, decisions) {
        // Away from 0 and 1, where the coupling has no solution.
        let certainty = min(max(pair.sigmoid?.probability(of: decision) ?? 0.5, 1e-7), 1 - 1e-7)
        table[pair.first][pair.second] = certainty
        table[pair.second][pair.first] = 1 - certainty
      }
      var all = [Double](repeating: 0, count: classCount)
      let coupled = coupledProbabilities(used.map { row in used.map { table[row][$0] } })
      for (label, probability) in zip(used, coupled) { all[label] = probability }
      return all
    }
  }
}

/// Refuses what no solver is given.
func checkSolver(
  _ what: String, _ kernel: Matrix<Double>, rows: Int, c: Double, _ tolerance: Double
) throws(LearningError) {
  guard rows > 0 else { throw .empty(what) }
  try check(what, "rows", rows, in: 1...Kernel.mostRows)
  try checkKernel(what, kernel, rows: rows, columns: rows)
  try checkPositive(what, "c", c)
  try check(what, "tolerance", tolerance, in: 1e-12...1)
}
