public import Numerics

/// What an environment does to qubits: a map of density matrices, given by its Kraus operators.
///
/// $$\rho \mapsto \sum_k K_k\, \rho\, K_k^\dagger, \qquad \sum_k K_k^\dagger K_k = 1$$
///
/// ```swift
/// let flip = try Channel("flip", kraus: [0.99.squareRoot() * identity, 0.01.squareRoot() * x])
/// let noise = try Channel.depolarizing(0.01, qubits: 2)
/// ```
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
  private static func deviation(of kraus: [Matrix<Complex<Double>>], _ rows: Int) -> Double {
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
    let rows = size == 4 ? 2 : 4
    // Choi's matrix: its eigenvectors are the operators, its eigenvalues their squared weights.
    let choi = Matrix(square: size) { i, j in
      superoperator[(j / rows) * rows + i / rows, (j % rows) * rows + i % rows]
    }
    guard let eigen = try? choi.hermitianEigendecomposition(), (eigen.values.first ?? -1) > -1e-8
    else {
      throw .unfit(
        "channel \(name)", given: "a superoperator that makes probabilities negative",
        allowed: "the map is completely positive")
    }
    let kraus = eigen.values.indices.filter { eigen.values[$0] > 1e-14 }.map { place in
      let weight = Complex(eigen.values[place].squareRoot())
      return Matrix(square: rows) { weight * eigen.vectors[$0 * rows + $1, place] }
    }
    try self.init(name, kraus: kraus)
  }

  /// With a probability one of the Pauli matrices but the identity, all equally likely.
  ///
  /// Some call the probability $\lambda$ with which the state is lost for good "depolarising": that is
  /// `depolarizing(λ · (4ⁿ − 1)/4ⁿ)`.
  ///
  /// - Parameters:
  ///   - probability: How likely it is that something happens, from 0 to 1.
  ///   - qubits: 1 or 2.
  /// - Returns: The channel.
  /// - Throws: ``NoiseError/unfit(_:given:allowed:)`` for another probability or number of qubits.
  public static func depolarizing(
    _ probability: Double, qubits: Int = 1
  ) throws(NoiseError) -> Channel {
    guard (0...1).contains(probability) else {
      throw .unfit(
        "depolarizing", given: "the probability \(probability)", allowed: "it is between 0 and 1")
    }
    guard 1...2 ~= qubits else {
      throw .unfit("depolarizing", given: "\(qubits) qubits", allowed: "it acts on 1 or 2")
    }
    let count = 1 << (2 * qubits)
    let kraus = (0..<count).map { number in
      let weight = number == 0 ? 1 - probability : probability / Double(count - 1)
      return Complex(weight.squareRoot()) * Channel.pauli(number, qubits: qubits)
    }
    return try Channel("depolarizing(\(probability))", kraus: kraus)
  }

  /// A product of Pauli matrices, by the digits 0 to 3 of a number for 1, X, Y and Z.
  private static func pauli(_ number: Int, qubits: Int) -> Matrix<Complex<Double>> {
    let i = Complex<Double>.i
    let single: [[Complex<Double>]] = [
      [1, 0, 0, 1], [0, 1, 1, 0], [0, -i, i, 0], [1, 0, 0, -1],
    ]
    return Matrix(square: 1 << qubits) { row, column in
      (0..<qubits).reduce(1) { product, qubit in
        let own = single[number >> (2 * qubit) & 3]
        return product * own[(row >> qubit & 1) << 1 | column >> qubit & 1]
      }
    }
  }
}

extension Channel: CustomStringConvertible {
  /// The name.
  public var description: String { name }
}
