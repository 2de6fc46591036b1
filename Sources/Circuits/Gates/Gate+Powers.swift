internal import Numerics

extension Gate {
  /// A gate and its angles to any power; nothing where none is known.
  ///
  /// What turns by its angles turns further or less far. A diagonal gate and a gate of one qubit have the
  /// principal power, whose eigenvalues have the phases of the old ones, from -π to π, times the exponent.
  func power(_ exponent: Double, _ angles: [Angle]) -> (gate: Gate, angles: [Angle])? {
    if angleCount > 0 && generators != nil { return (self, angles.map { exponent * $0 }) }
    guard angles.allSatisfy(\.isConstant) else { return nil }
    if case .controlled(let base, let states) = action {
      return base.power(exponent, angles).map { ($0.gate.controlled(states: states), $0.angles) }
    }
    if case .diagonal(let factors) = action {
      let powers = factors(angles.map(\.constant)).map { Complex.turn(exponent * $0.phase) }
      return (try? Gate.diagonal(powers)).map { ($0, []) }
    }
    guard qubitCount == 1, let matrix = try? matrix(angles.map(\.constant)) else { return nil }
    return (try? Gate.unitary(Gate.power(exponent, of: matrix))).map { ($0, []) }
  }

  /// The principal power of a unitary matrix of two rows, by its eigenvalues:
  /// $U^k = \lambda_1^k P_1 + \lambda_2^k P_2$ with $P_1 = (U - \lambda_2) / (\lambda_1 - \lambda_2)$.
  private static func power(
    _ exponent: Double, of u: Matrix<Complex<Double>>
  ) -> Matrix<Complex<Double>> {
    let half = 0.5 * (u[0, 0] + u[1, 1])
    let determinant = u[0, 0] * u[1, 1] - u[0, 1] * u[1, 0]
    let root = Complex.sqrt(half * half - determinant)
    let (first, second) = (half + root, half - root)
    let power = { (value: Complex<Double>) in Complex.turn(exponent * value.phase) }
    guard root.magnitude > 1e-9 else {
      return Matrix(square: 2) { $0 == $1 ? power(first) : 0 }
    }
    return Matrix(square: 2) { row, column in
      let one: Complex<Double> = row == column ? 1 : 0
      let projector = (u[row, column] - second * one) / (first - second)
      return power(first) * projector + power(second) * (one - projector)
    }
  }
}
