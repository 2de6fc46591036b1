internal import Circuits
internal import Noise
internal import Numerics

/// What a gate or a channel does to the coefficients of a density matrix in products of Pauli matrices.
///
/// $$R_{PQ} = 2^{-k}\, \mathrm{tr}\Bigl(P \sum_i K_i Q K_i^\dagger\Bigr)$$
///
/// It is real, and what it does to mixed states costs no more than a gate. A product is numbered by its
/// bits: those with X or Y first, the lowest qubit lowest, and then those with Z or Y.
struct TransferMatrix: Sendable {
  let qubitCount: Int
  /// The elements row after row.
  private(set) var elements: [Double]

  /// How many products there are.
  var size: Int { 1 << (2 * qubitCount) }

  /// The matrix of Kraus operators, each given row after row.
  init(kraus: [[Complex<Double>]], qubits: Int) {
    qubitCount = qubits
    let rows = 1 << qubits
    elements = [Double](repeating: 0, count: 1 << (4 * qubits))
    for operation in kraus {
      for column in 0..<1 << (2 * qubits) {
        let image = TransferMatrix.image(of: column, operation, rows)
        for row in 0..<1 << (2 * qubits) {
          elements[row << (2 * qubits) | column] += TransferMatrix.overlap(row, image, rows)
        }
      }
    }
    let scale = 1 / Double(rows)
    // What rounding left of zeros would be taken for elements.
    elements = elements.map { abs($0 * scale) < 1e-15 ? 0 : $0 * scale }
  }

  /// The matrix with these elements, row after row.
  init(qubits: Int, elements: [Double]) { (qubitCount, self.elements) = (qubits, elements) }

  /// The matrix of a gate.
  init(_ gate: Gate, _ angles: [Double]) {
    if gate.qubitCount == 1 {
      self.init(turning: TwoByTwo(gate.smallMatrix(angles)))
      return
    }
    let matrix: [Complex<Double>] =
      if case .matrix(let elements) = gate.action {
        elements(angles)
      } else {
        (try? gate.matrix(angles).elements) ?? []
      }
    self.init(kraus: [matrix], qubits: gate.qubitCount)
  }

  /// The matrix of a unitary matrix of two rows: a rotation of the sphere, by its quaternion.
  private init(turning matrix: TwoByTwo) {
    let determinant = matrix.a * matrix.d - matrix.b * matrix.c
    let root = Complex<Double>.turn(-determinant.phase / 2)
    let (a, c) = (matrix.a * root, matrix.c * root)
    let (w, x, y, z) = (a.real, -c.imaginary, c.real, -a.imaginary)
    qubitCount = 1
    // In the order 1, X, Z, Y.
    elements = [
      1, 0, 0, 0,
      0, w * w + x * x - y * y - z * z, 2 * (x * z + w * y), 2 * (x * y - w * z),
      0, 2 * (x * z - w * y), w * w - x * x - y * y + z * z, 2 * (y * z + w * x),
      0, 2 * (x * y + w * z), 2 * (y * z - w * x), w * w - x * x + y * y - z * z,
    ]
  }

  /// The matrix of a channel.
  init(_ channel: Channel) {
    self.init(kraus: channel.kraus.map(\.elements), qubits: channel.qubitCount)
  }

  /// The product, the right one first.
  static func * (left: TransferMatrix, right: TransferMatrix) -> TransferMatrix {
    var product = left
    let size = left.size
    for row in 0..<size {
      for column in 0..<size { product.elements[row * size + column] = 0 }
      for place in 0..<size {
        let factor = left.elements[row * size + place]
        if factor == 0 { continue }
        for column in 0..<size {
          product.elements[row * size + column] += factor * right.elements[place * size + column]
        }
      }
    }
    return product
  }

  /// The matrix with its qubits in another order: qubit *j* of the new one is `order[j]` of this one.
  func reordered(_ order: [Int]) -> TransferMatrix {
    func moved(_ product: Int) -> Int {
      order.enumerated().reduce(0) { sum, entry in
        sum | (product >> entry.offset & 1) << entry.element
          | (product >> (entry.offset + qubitCount) & 1) << (entry.element + qubitCount)
      }
    }
    var other = self
    for row in 0..<size {
      for column in 0..<size {
        other.elements[row * size + column] = elements[moved(row) * size + moved(column)]
      }
    }
    return other
  }

  /// $K Q K^\dagger$ for a product of Pauli matrices.
  private static func image(
    of product: Int, _ operation: [Complex<Double>], _ rows: Int
  ) -> [Complex<Double>] {
    let pauli = PauliMasks(number: product, qubits: rows.trailingZeroBitCount)
    var half = [Complex<Double>](repeating: 0, count: rows * rows)
    for row in 0..<rows {
      for column in 0..<rows {
        half[row * rows + column] =
          pauli.sign(of: column) * pauli.power * operation[row * rows + (column ^ pauli.flips)]
      }
    }
    var image = [Complex<Double>](repeating: 0, count: rows * rows)
    for row in 0..<rows {
      for column in 0..<rows {
        var sum = Complex<Double>.zero
        for place in 0..<rows {
          sum += half[row * rows + place] * operation[column * rows + place].conjugate
        }
        image[row * rows + column] = sum
      }
    }
    return image
  }

  /// The trace of a product of Pauli matrices times a matrix.
  private static func overlap(_ product: Int, _ matrix: [Complex<Double>], _ rows: Int) -> Double {
    let pauli = PauliMasks(number: product, qubits: rows.trailingZeroBitCount)
    var sum = Complex<Double>.zero
    for column in 0..<rows {
      sum += pauli.sign(of: column) * matrix[column * rows + (column ^ pauli.flips)]
    }
    return (pauli.power * sum).real
  }
}

extension PauliMasks {
  /// A product by its number: the bits with X or Y, and above them those with Z or Y.
  init(number: Int, qubits: Int) {
    self.init(flips: number & (1 << qubits - 1), phases: number >> qubits)
  }
}
