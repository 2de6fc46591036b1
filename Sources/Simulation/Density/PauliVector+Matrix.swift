internal import Circuits
internal import Numerics

extension PauliVector {
  /// The matrix $2^{-k}\sum_P r_P P$ over the products of some qubits, row after row.
  ///
  /// For each choice of flips, a sum with signs over the phases gives one diagonal of the matrix.
  func matrix(on qubits: Int, _ place: (PauliMasks) -> PauliMasks) -> [Complex<Double>] {
    let rows = 1 << qubits
    var matrix = [Complex<Double>](repeating: 0, count: rows * rows)
    for flips in 0..<rows {
      var values = (0..<rows).map { phases in
        let masks = PauliMasks(flips: flips, phases: phases)
        return self[place(masks)] * masks.power
      }
      values.addWithSigns()
      for column in 0..<rows {
        matrix[(column ^ flips) * rows + column] = (1 / Double(rows)) * values[column]
      }
    }
    return matrix
  }

  /// The means of all products for a matrix, given row after row.
  func load(_ matrix: [Complex<Double>]) {
    let rows = 1 << width
    for flips in 0..<rows {
      // tr(ρP) is a sum with signs over the diagonal that the flips choose.
      var values = (0..<rows).map { column in matrix[column * rows + (column ^ flips)] }
      values.addWithSigns()
      for phases in 0..<rows {
        let masks = PauliMasks(flips: flips, phases: phases)
        elements[flips | phases << width] = (masks.power * values[phases]).real
      }
    }
  }

  /// The means of a pure state.
  convenience init(_ pure: StateVector) throws(SimulationError) {
    try self.init(qubits: pure.qubitCount)
    let (rows, amplitudes) = (1 << width, pure.amplitudes)
    var matrix = [Complex<Double>](repeating: 0, count: rows * rows)
    for (row, left) in amplitudes.enumerated() {
      for (column, right) in amplitudes.enumerated() {
        matrix[row * rows + column] = left * right.conjugate
      }
    }
    load(matrix)
  }

  /// Applies a gate to rows and columns of the matrix: the way for gates on many qubits.
  func apply(_ gate: Gate, _ angles: [Double], on qubits: [Int]) {
    let rows = 1 << width
    var matrix = matrix(on: width) { $0 }
    for _ in 0..<2 {
      for column in 0..<rows {
        var state = (0..<rows).map { matrix[$0 * rows + column] }
        gate.apply(angles, to: &state, on: qubits)
        for row in 0..<rows { matrix[row * rows + column] = state[row] }
      }
      // The second time the columns are the rows: (U (Uρ)†)† = UρU†.
      var turned = matrix
      for row in 0..<rows {
        for column in 0..<rows {
          turned[row * rows + column] = matrix[column * rows + row].conjugate
        }
      }
      matrix = turned
    }
    load(matrix)
  }
}

extension [Complex<Double>] {
  /// Replaces the values by their sums with signs, $\sum_y (-1)^{x \cdot y} v_y$.
  fileprivate mutating func addWithSigns() {
    var step = 1
    while step < count {
      for index in indices where index & step == 0 {
        let (a, b) = (self[index], self[index | step])
        (self[index], self[index | step]) = (a + b, a - b)
      }
      step *= 2
    }
  }
}
