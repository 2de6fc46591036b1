public import Numerics

extension Channel {
  /// The matrix on density matrices, written as one column after the other.
  ///
  /// $$S = \sum_k \overline{K_k} \otimes K_k$$
  ///
  /// - Complexity: O(16ⁿ) for each operator on *n* qubits.
  public var superoperator: Matrix<Complex<Double>> {
    let rows = 1 << qubitCount
    return Matrix(square: rows * rows) { i, j in
      kraus.reduce(.zero) { sum, operation in
        sum + operation[i / rows, j / rows].conjugate * operation[i % rows, j % rows]
      }
    }
  }

  /// How alike a pure state and what the channel leaves of it are, as a mean over all pure states.
  ///
  /// $$\bar F = \frac{\sum_k |\mathrm{tr}\, K_k|^2 + d}{d^2 + d}$$
  ///
  /// M. A. Nielsen, "A simple formula for the average gate fidelity of a quantum dynamical operation",
  /// Phys. Lett. A 303, 249 (2002).
  public var averageFidelity: Double {
    let dimension = Double(1 << qubitCount)
    let traces = kraus.reduce(0) { sum, operation in
      sum + operation.diagonal.reduce(.zero, +).squaredMagnitude
    }
    return (traces + dimension) / (dimension * dimension + dimension)
  }

  /// Whether a state of which nothing is known stays one: $\sum_k K_k K_k^\dagger = 1$.
  public var isUnital: Bool {
    let adjoints = kraus.map(\.adjoint)
    return Channel.deviation(of: adjoints, 1 << qubitCount) < 1e-9
  }

  /// This channel and then another one on the same qubits, as one.
  ///
  /// - Parameter next: What happens next.
  /// - Returns: A channel with as few operators as possible.
  /// - Throws: ``NoiseError/unfit(_:given:allowed:)`` for channels of different numbers of qubits.
  /// - Complexity: O(64ⁿ).
  public func followed(by next: Channel) throws(NoiseError) -> Channel {
    guard next.qubitCount == qubitCount else {
      throw .unfit(
        "followed(by:)", given: "channels of \(qubitCount) and \(next.qubitCount) qubits",
        allowed: "both act on as many; widen one with tensored(with:)")
    }
    let products = next.kraus.flatMap { late in
      kraus.map { early in Channel.product(late, early) }
    }
    return try Channel("\(name), \(next.name)", fewestOf: products)
  }

  /// This channel on the first qubits and another one on further ones, as one.
  ///
  /// - Parameter other: What happens to the further qubits.
  /// - Returns: A channel on the qubits of both.
  /// - Throws: ``NoiseError/unfit(_:given:allowed:)`` for more than three qubits together.
  public func tensored(with other: Channel) throws(NoiseError) -> Channel {
    let qubits = qubitCount + other.qubitCount
    guard qubits <= 3 else {
      throw .unfit(
        "tensored(with:)", given: "\(qubits) qubits", allowed: "a channel has 3 at the most")
    }
    let (rows, mask) = (qubitCount, 1 << qubitCount - 1)
    let products = other.kraus.flatMap { high in
      kraus.map { low in
        Matrix(square: 1 << qubits) { high[$0 >> rows, $1 >> rows] * low[$0 & mask, $1 & mask] }
      }
    }
    return try Channel("\(name) ⊗ \(other.name)", fewestOf: products)
  }

  /// A channel of operators, some of which may be left out when others do their work.
  private init(
    _ name: String, fewestOf kraus: [Matrix<Complex<Double>>]
  ) throws(NoiseError) {
    let all = try Channel(name, kraus: kraus)
    guard kraus.count > 1 << (2 * all.qubitCount),
      let fewer = Channel.operators(of: all.superoperator)
    else {
      self = all
      return
    }
    try self.init(name, kraus: fewer)
  }

  private static func product(
    _ left: Matrix<Complex<Double>>, _ right: Matrix<Complex<Double>>
  ) -> Matrix<Complex<Double>> {
    Matrix(square: left.rowCount) { row, column in
      (0..<left.rowCount).reduce(.zero) { $0 + left[row, $1] * right[$1, column] }
    }
  }

  /// The fewest Kraus operators of a matrix on density matrices; nothing where it makes probabilities
  /// negative.
  ///
  /// They are the eigenvectors of Choi's matrix, and its eigenvalues are their squared weights.
  ///
  /// M.-D. Choi, "Completely positive linear maps on complex matrices", Linear Algebra Appl. 10, 285
  /// (1975).
  static func operators(
    of superoperator: Matrix<Complex<Double>>
  ) -> [Matrix<Complex<Double>>]? {
    let size = superoperator.rowCount
    let rows = 1 << (size.trailingZeroBitCount / 2)
    let choi = Matrix(square: size) { i, j in
      superoperator[(j / rows) * rows + i / rows, (j % rows) * rows + i % rows]
    }
    guard let eigen = try? choi.hermitianEigendecomposition(),
      (eigen.values.first ?? -1) > -1e-8
    else { return nil }
    return eigen.values.indices.filter { eigen.values[$0] > 1e-14 }.map { place in
      let weight = Complex(eigen.values[place].squareRoot())
      return Matrix(square: rows) { weight * eigen.vectors[$0 * rows + $1, place] }
    }
  }
}
