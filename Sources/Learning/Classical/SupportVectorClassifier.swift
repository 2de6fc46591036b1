internal import Numerics

/// A support vector machine for two or more classes, with any kernel, quantum ones among them.
///
/// ```swift
/// let quantum = try SupportVectorClassifier.fitted(to: train, kernel: .fidelity(.zz(features: 2)), c: 10)
/// let classical = try SupportVectorClassifier.fitted(to: train, kernel: .radial(gamma: 1))
/// print(try quantum.accuracy(on: test), try classical.accuracy(on: test))
/// ```
///
/// Several classes are told apart two by two; see ``KernelMachine``. It keeps the rows that are support vectors, and
/// needs no others.
public struct SupportVectorClassifier: Classifier {
  /// The kernel.
  public let kernel: Kernel
  /// The rows that decisions depend on.
  public let supportRows: [[Double]]
  /// What the classes are called.
  public let classNames: [String]
  /// The machines, over the support vectors.
  public let machine: KernelMachine

  init(kernel: Kernel, supportRows: [[Double]], classNames: [String], machine: KernelMachine) {
    (self.kernel, self.supportRows) = (kernel, supportRows)
    (self.classNames, self.machine) = (classNames, machine)
  }

  /// Learns from data.
  ///
  /// - Parameters:
  ///   - data: Rows of known classes.
  ///   - kernel: The kernel.
  ///   - c: The price of a row on the wrong side.
  ///   - tolerance: How exact the optimum is.
  ///   - probabilitySeed: The seed of the folds by which probabilities are fitted; no probabilities without one.
  /// - Returns: The machine.
  /// - Throws: ``LearningError`` for data without classes or of one class, numbers that are not allowed, and rows that
  ///   the kernel refuses.
  /// - Complexity: The kernel matrix, and O(*n*²) to O(*n*³) for *n* rows.
  public static func fitted(
    to data: DataSet, kernel: Kernel, c: Double = 1, tolerance: Double = 1e-3,
    probabilitySeed: UInt64? = nil
  ) throws(LearningError) -> SupportVectorClassifier {
    let labels = try data.checkedLabels(for: "support vectors")
    let full = try KernelMachine.fitted(
      to: kernel.matrix(of: data.rows), labels: labels, classes: data.classCount, c: c,
      tolerance: tolerance, probabilitySeed: probabilitySeed)
    let kept = full.supportVectors
    return SupportVectorClassifier(
      kernel: kernel, supportRows: kept.map { data.rows[$0] }, classNames: data.classNames,
      machine: full.keeping(kept))
  }

  /// The class that each row is taken for.
  ///
  /// - Parameter rows: The features of each row.
  /// - Returns: A class for each row.
  /// - Throws: ``LearningError`` for rows that do not fit.
  public func labels(of rows: [[Double]]) throws(LearningError) -> [Int] {
    rows.isEmpty ? [] : try machine.labels(of: kernelMatrix(rows))
  }

  /// For each row the decision of each two classes; see ``KernelMachine/decisions(of:)``.
  ///
  /// - Parameter rows: The features of each row.
  /// - Returns: A list for each row.
  /// - Throws: ``LearningError`` for rows that do not fit.
  public func decisions(of rows: [[Double]]) throws(LearningError) -> [[Double]] {
    rows.isEmpty ? [] : try machine.decisions(of: kernelMatrix(rows))
  }

  /// For each row the probability of each class.
  ///
  /// - Parameter rows: The features of each row.
  /// - Returns: A number for each class, for each row.
  /// - Throws: ``LearningError`` for rows that do not fit, and where no seed of probabilities was given.
  public func probabilities(of rows: [[Double]]) throws(LearningError) -> [[Double]] {
    rows.isEmpty ? [] : try machine.probabilities(of: kernelMatrix(rows))
  }

  private func kernelMatrix(_ rows: [[Double]]) throws(LearningError) -> Matrix<Double> {
    try kernel.matrix(of: rows, with: supportRows)
  }
}

extension KernelMachine {
  /// The same machines over some of the rows, which have to be all that count.
  func keeping(_ rows: [Int]) -> KernelMachine {
    KernelMachine(
      classCount: classCount, rowCount: rows.count,
      pairs: pairs.map { pair in
        var copy = pair
        copy.coefficients = rows.map { pair.coefficients[$0] }
        return copy
      })
  }
}

extension SupportVectorClassifier: CustomStringConvertible {
  /// `support vectors: 23 rows, 3 classes, kernel radial, γ 0.5`.
  public var description: String {
    "support vectors: \(supportRows.count) rows, \(classNames.count) classes, kernel \(kernel.name)"
  }
}
