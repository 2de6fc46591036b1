public import Numerics

/// What an environment does to qubits: a map of density matrices, given by its Kraus operators.
///
/// $$\rho \mapsto \sum_k K_k\, \rho\, K_k^\dagger, \qquad \sum_k K_k^\dagger K_k = 1$$
///
/// ```swift
/// let flip = try Channel("flip", kraus: [0.99.squareRoot() * identity, 0.01.squareRoot() * x])
/// let noise = try Channel.depolarizing(0.01, qubits: 2)
/// let rest = try Channel.thermalRelaxation(t1: 80e-6, t2: 60e-6, time: 300e-9)
/// noise.averageFidelity                     // how much of a pure state is left
/// ```
///
/// ``ChannelFamily/all`` lists the channels that have a name.
///
/// The first qubit is the lowest bit of an index of the operators.
public struct Channel: Hashable, Sendable {
  /// The name, for printing.
  public let name: String
  /// The operators.
  public let kraus: [Matrix<Complex<Double>>]
  /// On how many qubits it acts.
  public let qubitCount: Int

  /// A channel of given operators.
  ///
  /// - Parameters:
  ///   - name: The name, for printing.
  ///   - kraus: The operators, square matrices of 2, 4 or 8 rows, that keep the trace.
  /// - Throws: ``NoiseError/unfit(_:given:allowed:)`` for operators of other shapes, and for some that do
  ///   not keep the trace.
  public init(_ name: String, kraus: [Matrix<Complex<Double>>]) throws(NoiseError) {
    let rows = kraus.first?.rowCount ?? 0
    guard [2, 4, 8].contains(rows),
      kraus.allSatisfy({ $0.rowCount == rows && $0.columnCount == rows })
    else {
      let shapes = kraus.map { "\($0.rowCount) × \($0.columnCount)" }.joined(separator: ", ")
      throw .unfit(
        "channel \(name)", given: kraus.isEmpty ? "no operators" : "operators of \(shapes)",
        allowed: "all are 2 × 2, 4 × 4 or 8 × 8")
    }
    let deviation = Channel.deviation(of: kraus, rows)
    guard deviation < 1e-8 else {
      throw .unfit(
        "channel \(name)", given: "operators whose K†K sum to 1 but for \(deviation)",
        allowed: "the sum is 1, so that probabilities are kept")
    }
    (self.name, self.kraus) = (name, kraus)
    qubitCount = rows.trailingZeroBitCount
  }

  /// How far the sum of $K^\dagger K$ is from 1.
  static func deviation(of kraus: [Matrix<Complex<Double>>], _ rows: Int) -> Double {
    var worst = 0.0
    for row in 0..<rows {
      for column in 0..<rows {
        var sum: Complex<Double> = row == column ? -1 : 0
        for operation in kraus {
          for place in 0..<rows {
            sum += operation[place, row].conjugate * operation[place, column]
          }
        }
        // What is not a number is as far as can be.
        worst = sum.magnitude.isFinite ? max(worst, sum.magnitude) : .infinity
      }
    }
    return worst
  }

  /// Any channel by its matrix on density matrices, written as one column after the other.
  ///
  /// $$\mathrm{vec}(\rho) \mapsto S\, \mathrm{vec}(\rho)$$
  ///
  /// - Parameters:
  ///   - name: The name, for printing.
  ///   - superoperator: A matrix of 4 or 16 rows.
  /// - Throws: ``NoiseError/unfit(_:given:allowed:)`` for a matrix of another shape, and for a map that
  ///   does not keep the trace or makes probabilities negative.
  public init(
    _ name: String, superoperator: Matrix<Complex<Double>>
  ) throws(NoiseError) {
    let size = superoperator.rowCount
    guard size == 4 || size == 16, superoperator.columnCount == size else {
      throw .unfit(
        "channel \(name)", given: "a superoperator of \(size) × \(superoperator.columnCount)",
        allowed: "it is 4 × 4 or 16 × 16")
    }
    guard let kraus = Channel.operators(of: superoperator) else {
      throw .unfit(
        "channel \(name)", given: "a superoperator that makes probabilities negative",
        allowed: "the map is completely positive")
    }
    try self.init(name, kraus: kraus)
  }
}

extension Channel: CustomStringConvertible {
  /// The name.
  public var description: String { name }
}
