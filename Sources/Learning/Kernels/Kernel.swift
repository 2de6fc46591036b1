public import Encoders
internal import Glibc
public import Numerics

/// How alike two rows are, as a number: what a support vector machine knows of data.
///
/// ```swift
/// let kernel = Kernel.fidelity(.zz(features: 2))
/// let matrix = try kernel.matrix(of: train.rows)      // 1 on the diagonal
/// let machine = try SupportVectorClassifier.fitted(to: train, kernel: kernel)
/// ```
public struct Kernel: Sendable {
  /// The name, with its numbers.
  public let name: String
  let form: Form

  /// How the numbers are computed.
  enum Form: Sendable {
    case linear
    case radial(gamma: Double)
    case polynomial(degree: Int, offset: Double)
    case fidelity(FeatureMap, weights: [Double])
    case projected(FeatureMap, weights: [Double], gamma: Double)
    case custom(@Sendable (_ a: [Double], _ b: [Double]) -> Double)
  }

  init(name: String, form: Form) { (self.name, self.form) = (name, form) }

  /// A kernel of a function of two rows, which has to be symmetric and positive semidefinite.
  ///
  /// - Parameters:
  ///   - name: The name.
  ///   - value: The function.
  public init(
    _ name: String, _ value: @escaping @Sendable (_ a: [Double], _ b: [Double]) -> Double
  ) {
    self.init(name: name, form: .custom(value))
  }

  /// $k(a, b) = a \cdot b$.
  public static let linear = Kernel(name: "linear", form: .linear)

  /// $k(a, b) = e^{-\gamma |a - b|^2}$, the radial basis function.
  ///
  /// - Parameter gamma: γ, over 0 and finite.
  /// - Returns: The kernel; a γ that is not allowed is an error of its matrices.
  public static func radial(gamma: Double) -> Kernel {
    Kernel(name: "radial, γ \(gamma)", form: .radial(gamma: gamma))
  }

  /// $k(a, b) = (a \cdot b + c)^d$.
  ///
  /// - Parameters:
  ///   - degree: *d*, from 1 to 64.
  ///   - offset: *c*, 0 or more.
  /// - Returns: The kernel; numbers that are not allowed are an error of its matrices.
  public static func polynomial(degree: Int, offset: Double = 1) -> Kernel {
    Kernel(
      name: "polynomial, degree \(degree)", form: .polynomial(degree: degree, offset: offset))
  }

  /// $k(a, b) = |\langle\psi(a)|\psi(b)\rangle|^2$: how alike the states are that a map makes of two rows.
  ///
  /// V. Havlíček et al., "Supervised learning with quantum-enhanced feature spaces", Nature 567, 209 (2019).
  ///
  /// - Parameters:
  ///   - map: The map.
  ///   - weights: The values of its weights, where it has any.
  /// - Returns: The kernel.
  public static func fidelity(_ map: FeatureMap, weights: [Double] = []) -> Kernel {
    Kernel(name: "fidelity of \(map.name)", form: .fidelity(map, weights: weights))
  }

  /// $k(a, b) = e^{-\gamma \sum_q \lVert\rho_q(a) - \rho_q(b)\rVert_F^2}$, where $\rho_q$ is the state of qubit *q* alone.
  ///
  /// H.-Y. Huang et al., "Power of data in quantum machine learning", Nature Communications 12, 2631 (2021).
  ///
  /// - Parameters:
  ///   - map: The map.
  ///   - weights: The values of its weights, where it has any.
  ///   - gamma: γ, over 0 and finite.
  /// - Returns: The kernel; a γ that is not allowed is an error of its matrices.
  public static func projected(
    _ map: FeatureMap, weights: [Double] = [], gamma: Double = 1
  ) -> Kernel {
    Kernel(
      name: "projected \(map.name), γ \(gamma)",
      form: .projected(map, weights: weights, gamma: gamma))
  }
}

extension Kernel {
  /// More rows than this have no matrix: it would take more than 3 GB.
  static let mostRows = 20_000

  /// The kernel of each two rows.
  ///
  /// - Parameter rows: The rows.
  /// - Returns: A symmetric matrix with a row for each.
  /// - Throws: ``LearningError`` for rows that are empty, of different lengths, not finite, too many, or refused by
  ///   the map, and for numbers of the kernel that are not allowed.
  /// - Complexity: O(*n*²) kernels; those of states make *n* states and take O(*n*² 2^q) for *q* qubits.
  public func matrix(of rows: [[Double]]) throws(LearningError) -> Matrix<Double> {
    try checked(rows)
    switch form {
    case .fidelity(let map, let weights):
      return try MappedStates(map, weights: weights, rows: rows).fidelities()
    case .projected(let map, let weights, let gamma):
      let points = try MappedStates(map, weights: weights, rows: rows).blochVectors()
      return try Kernel.ofPairs(points, points) { exp(-gamma / 2 * squaredDistance($0, $1)) }
    default: return try Kernel.ofPairs(rows, rows, value)
    }
  }

  /// The kernel of each row with each other row.
  ///
  /// - Parameters:
  ///   - rows: The rows, as those to predict for.
  ///   - others: Other rows, as those that were learnt from.
  /// - Returns: A matrix with a row for each of the rows, and a column for each of the others.
  /// - Throws: As ``matrix(of:)``, and for rows of another length than the others.
  public func matrix(
    of rows: [[Double]], with others: [[Double]]
  ) throws(LearningError) -> Matrix<Double> {
    try checked(others)
    try checked(rows)
    try checkRows("kernel", rows, width: others[0].count)
    switch form {
    case .fidelity(let map, let weights):
      return try MappedStates(map, weights: weights, rows: rows)
        .fidelities(with: MappedStates(map, weights: weights, rows: others))
    case .projected(let map, let weights, let gamma):
      let points = try MappedStates(map, weights: weights, rows: rows).blochVectors()
      let others = try MappedStates(map, weights: weights, rows: others).blochVectors()
      return try Kernel.ofPairs(points, others) { exp(-gamma / 2 * squaredDistance($0, $1)) }
    default: return try Kernel.ofPairs(rows, others, value)
    }
  }

  private func checked(_ rows: [[Double]]) throws(LearningError) {
    try checkRows("kernel", rows)
    try check("kernel", "rows", rows.count, in: 1...Kernel.mostRows)
    switch form {
    case .radial(let gamma), .projected(_, _, let gamma):
      try checkPositive("kernel", "gamma", gamma)
    case .polynomial(let degree, let offset):
      try check("kernel", "degree", degree, in: 1...64)
      try checkNotNegative("kernel", "offset", offset)
    default: break
    }
  }

  /// The kernel of two rows, where it is computed from these alone.
  private func value(_ a: [Double], _ b: [Double]) -> Double {
    switch form {
    case .linear: dot(a, b)
    case .radial(let gamma): exp(-gamma * squaredDistance(a, b))
    case .polynomial(let degree, let offset): pow(dot(a, b) + offset, Double(degree))
    case .custom(let value): value(a, b)
    // These are computed from states of all rows.
    case .fidelity, .projected: .nan
    }
  }

  private static func ofPairs(
    _ rows: [[Double]], _ others: [[Double]], _ value: ([Double], [Double]) -> Double
  ) throws(LearningError) -> Matrix<Double> {
    let elements = rows.flatMap { row in others.map { value(row, $0) } }
    if let place = elements.firstIndex(where: { !$0.isFinite }) {
      throw .notFinite(
        "kernel", row: place / others.count, column: "number \(place % others.count)")
    }
    return try learning {
      try Matrix(rows: rows.count, columns: others.count, elements: elements)
    }
  }
}

/// The sum of products.
func dot(_ a: [Double], _ b: [Double]) -> Double {
  zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
}

/// $|a - b|^2$.
func squaredDistance(_ a: [Double], _ b: [Double]) -> Double {
  zip(a, b).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
}
