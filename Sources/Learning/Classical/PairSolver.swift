internal import Numerics
internal import SupportVectors

/// Solves the machine of two classes, and how its decisions become probabilities.
struct PairSolver {
  let kernel: Matrix<Double>
  let c: Double
  let tolerance: Double

  /// How many folds probabilities are fitted with.
  private static let foldCount = 5

  /// The machine of two classes, given the rows of each.
  func pair(
    _ first: Int, _ second: Int, _ firstRows: [Int], _ secondRows: [Int], _ random: RandomStream?
  ) throws(LearningError) -> KernelMachine.Pair {
    let rows = firstRows + secondRows
    let signs = firstRows.map { _ in 1.0 } + secondRows.map { _ in -1.0 }
    let machine = try self.machine(rows, signs)
    var coefficients = [Double](repeating: 0, count: kernel.rowCount)
    for (row, coefficient) in zip(rows, machine.coefficients) { coefficients[row] = coefficient }
    var sigmoid: Sigmoid?
    if var random { sigmoid = try self.sigmoid(rows, signs, &random) }
    return KernelMachine.Pair(
      first: first, second: second, coefficients: coefficients, offset: machine.offset,
      sigmoid: sigmoid)
  }

  private func machine(
    _ rows: [Int], _ signs: [Double]
  ) throws(LearningError) -> LibSVM.Machine {
    let part = rows.flatMap { row in rows.map { kernel.elements[row * kernel.columnCount + $0] } }
    guard
      let machine = LibSVM.machine(
        .classes(c: c), kernel: part, targets: signs, tolerance: tolerance)
    else {
      throw .unfit("support vectors", given: "\(rows.count) rows", allowed: "LIBSVM refuses them")
    }
    return machine
  }

  /// Fitted to decisions on rows that were not learnt from: those of a fold, by the machine of the other folds.
  private func sigmoid(
    _ rows: [Int], _ signs: [Double], _ random: inout RandomStream
  ) throws(LearningError) -> Sigmoid {
    let order = random.shuffled(Array(rows.indices))
    var decisions = [Double](repeating: 0, count: rows.count)
    for fold in 0..<PairSolver.foldCount {
      let inside = order.indices.filter { $0 % PairSolver.foldCount == fold }.map { order[$0] }
      // The first class stands first, as LIBSVM takes the first for the positive one.
      let outside = order.indices.filter { $0 % PairSolver.foldCount != fold }.map { order[$0] }
        .sorted()
      let outsideSigns = outside.map { signs[$0] }
      guard Set(outsideSigns).count == 2 else {
        // Without one of the classes nothing is learnt but which one there is.
        for place in inside { decisions[place] = outsideSigns.first ?? 0 }
        continue
      }
      let machine = try machine(outside.map { rows[$0] }, outsideSigns)
      for place in inside {
        let start = rows[place] * kernel.columnCount
        decisions[place] = zip(outside, machine.coefficients).reduce(-machine.offset) {
          $0 + $1.1 * kernel.elements[start + rows[$1.0]]
        }
      }
    }
    return Sigmoid(fittedTo: decisions, signs: signs)
  }
}
