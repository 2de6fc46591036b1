internal import Numerics

/// A square matrix of one or two qubits, whose products cannot fail.
struct SmallMatrix: Sendable {
  let size: Int
  var elements: [Complex<Double>]

  init(_ size: Int, _ elements: [Complex<Double>]) { (self.size, self.elements) = (size, elements) }

  init(_ size: Int, _ element: (Int, Int) -> Complex<Double>) {
    self.init(size, (0..<size * size).map { element($0 / size, $0 % size) })
  }

  init(_ matrix: Matrix<Complex<Double>>) { self.init(matrix.rowCount, matrix.elements) }

  static func identity(_ size: Int) -> SmallMatrix { SmallMatrix(size) { $0 == $1 ? 1 : 0 } }

  /// The matrix of a gate at angles that are numbers; nothing where one is open.
  init?(_ gate: Gate, _ angles: [Angle]) {
    guard angles.allSatisfy(\.isConstant) else { return nil }
    let numbers = angles.map(\.constant)
    if case .matrix(let elements) = gate.action {
      self.init(1 << gate.qubitCount, elements(numbers))
    } else if case .diagonal(let factors) = gate.action {
      let factors = factors(numbers)
      self.init(factors.count) { $0 == $1 ? factors[$0] : 0 }
    } else {
      guard let matrix = try? gate.matrix(numbers) else { return nil }
      self.init(matrix)
    }
  }

  subscript(row: Int, column: Int) -> Complex<Double> {
    get { elements[row * size + column] }
    set { elements[row * size + column] = newValue }
  }

  static func * (left: SmallMatrix, right: SmallMatrix) -> SmallMatrix {
    let size = left.size
    var product = SmallMatrix(size, Array(repeating: .zero, count: size * size))
    for row in 0..<size {
      for inner in 0..<size {
        let factor = left.elements[row * size + inner]
        if factor == .zero { continue }
        for column in 0..<size {
          product.elements[row * size + column] += factor * right.elements[inner * size + column]
        }
      }
    }
    return product
  }

  static func * (factor: Complex<Double>, matrix: SmallMatrix) -> SmallMatrix {
    SmallMatrix(matrix.size, matrix.elements.map { factor * $0 })
  }

  var adjoint: SmallMatrix { SmallMatrix(size) { self[$1, $0].conjugate } }

  var transpose: SmallMatrix { SmallMatrix(size) { self[$1, $0] } }

  var trace: Complex<Double> { (0..<size).reduce(.zero) { $0 + self[$1, $1] } }

  /// The matrix of two qubits of which the other is the lower bit.
  func tensored(over low: SmallMatrix) -> SmallMatrix {
    SmallMatrix(size * low.size) { row, column in
      self[row / low.size, column / low.size] * low[row % low.size, column % low.size]
    }
  }

  /// The matrix of the two qubits in the other order.
  var swapped: SmallMatrix {
    let place = [0, 2, 1, 3]
    return SmallMatrix(4) { self[place[$0], place[$1]] }
  }

  /// How far it is from another one, in the element that differs most.
  func distance(to other: SmallMatrix) -> Double {
    zip(elements, other.elements).reduce(0) { max($0, ($1.0 - $1.1).magnitude) }
  }

  /// The factor that makes the other matrix of this one, if they differ in a factor alone.
  func phase(to other: SmallMatrix, tolerance: Double = 1e-9) -> Double? {
    let overlap = zip(elements, other.elements).reduce(Complex<Double>.zero) {
      $0 + $1.0.conjugate * $1.1
    }
    let phase = overlap.phase
    return (Complex.turn(phase) * self).distance(to: other) < tolerance ? phase : nil
  }

  var determinant: Complex<Double> {
    if size == 2 { return self[0, 0] * self[1, 1] - self[0, 1] * self[1, 0] }
    return (0..<size).reduce(.zero) { sum, column in
      let minor = SmallMatrix(size - 1) { self[$0 + 1, $1 < column ? $1 : $1 + 1] }
      let term = self[0, column] * minor.determinant
      return column % 2 == 0 ? sum + term : sum - term
    }
  }

  var matrix: Matrix<Complex<Double>> { Matrix(square: size) { self[$0, $1] } }
}

extension SmallMatrix {
  static func turn(about pauli: Pauli, _ angle: Double) -> SmallMatrix {
    SmallMatrix(2, Gate.rotation(about: pauli, angle))
  }

  static func pauli(_ pauli: Pauli) -> SmallMatrix {
    switch pauli {
    case .x: SmallMatrix(2, [0, 1, 1, 0])
    case .y: SmallMatrix(2, [0, -.i, .i, 0])
    case .z: SmallMatrix(2, [1, 0, 0, -1])
    }
  }

  static let hadamard = SmallMatrix(
    2, [1, 1, 1, -1].map { Complex($0 * 0.5.squareRoot()) })

  /// The eigenvectors and the phases of the eigenvalues of a unitary matrix of one qubit:
  /// $U = V\,\mathrm{diag}(e^{i\alpha}, e^{i\beta})\,V^\dagger$.
  var eigenphases: (vectors: SmallMatrix, first: Double, second: Double) {
    let middle = determinant.phase / 2
    let special = Complex.turn(-middle) * self
    // cos(θ/2) - i sin(θ/2) n·σ
    let axis = (
      x: -(special[0, 1].imaginary + special[1, 0].imaginary) / 2,
      y: (special[1, 0].real - special[0, 1].real) / 2,
      z: (special[1, 1].imaginary - special[0, 0].imaginary) / 2
    )
    let sine = (axis.x * axis.x + axis.y * axis.y + axis.z * axis.z).squareRoot()
    let half = Double.atan2(y: sine, x: (special[0, 0].real + special[1, 1].real) / 2)
    let across = (axis.x * axis.x + axis.y * axis.y).squareRoot()
    guard sine > 1e-12, across > 1e-14 * sine else {
      let isUp = axis.z >= 0
      return (.identity(2), middle + (isUp ? -half : half), middle + (isUp ? half : -half))
    }
    let tilt = Double.atan2(y: across, x: axis.z)
    let azimuth = Double.atan2(y: axis.y, x: axis.x)
    let vectors = SmallMatrix.turn(about: .z, azimuth) * SmallMatrix.turn(about: .y, tilt)
    return (vectors, middle - half, middle + half)
  }
}

extension Matrix<Complex<Double>> {
  /// The product of matrices whose sizes are known to fit.
  func times(_ other: Matrix) -> Matrix { (try? self * other) ?? self }
}

extension Double {
  /// The angle within half a turn to both sides of 0; close to a simple part of π, that part.
  var wrappedAngle: Double {
    var angle = self
    if abs(angle) > .pi {
      angle -= 2 * .pi * (angle / (2 * .pi)).rounded()
      if angle <= -.pi { angle += 2 * .pi }
    }
    return angle.snapped
  }

  /// The number, or the sixteenth of π that it is up to rounding.
  var snapped: Double {
    let part = (self / (.pi / 16)).rounded()
    let simple = part / 16 * .pi
    return abs(self - simple) < 4e-14 ? (simple == 0 ? 0 : simple) : self
  }

  /// Whether the angle is a whole number of turns.
  var isWholeTurn: Bool { abs(remainder(dividingBy: 2 * .pi)) < 1e-12 }
}
