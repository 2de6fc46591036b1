public import Numerics

/// Gates that are given by their elements.
extension Gate {
  /// The gate of a unitary matrix.
  ///
  /// ```swift
  /// let flip = try Gate.unitary(Matrix([[0, 1], [1, 0]]))
  /// ```
  ///
  /// - Parameters:
  ///   - matrix: A matrix of 2ⁿ rows and columns; the first qubit is the lowest bit of an index.
  ///   - label: The words in its box.
  /// - Returns: A gate without angles.
  /// - Throws: ``CircuitError/unfit(_:given:allowed:)`` for another size, for a matrix that is not
  ///   unitary to 10⁻⁸, and for more than 12 qubits.
  public static func unitary(
    _ matrix: Matrix<Complex<Double>>, label: String = "U"
  ) throws(CircuitError) -> Gate {
    let given = "\(matrix.rowCount) × \(matrix.columnCount) numbers"
    guard matrix.isSquare, let qubits = qubits(of: matrix.rowCount), qubits <= widestMatrix else {
      throw .unfit(
        "unitary", given: given,
        allowed: "a matrix has 2ⁿ rows and columns, n at most \(widestMatrix)")
    }
    guard matrix.isUnitary(tolerance: 1e-8) else {
      throw .unfit(
        "unitary", given: given, allowed: "the rows have to be orthogonal and of length 1")
    }
    return unitary(checked: matrix, qubits: qubits, label: label)
  }

  /// The gate of a matrix that is known to be unitary.
  static func unitary(
    checked matrix: Matrix<Complex<Double>>, qubits: Int, label: String
  ) -> Gate {
    let elements = matrix.elements
    return Gate(
      "unitary", label: label, qubits: qubits, action: .matrix { _ in elements },
      inverse: InverseRule { gate, _ in
        let undone = label.hasSuffix("†") ? String(label.dropLast()) : label + "†"
        return (unitary(checked: matrix.adjoint, qubits: qubits, label: undone), [])
      },
      constants: elements.flatMap { [$0.real, $0.imaginary] })
  }

  /// The gate that multiplies each basis state with a factor.
  ///
  /// - Parameter factors: 2ⁿ factors of magnitude 1.
  /// - Returns: A gate without angles.
  /// - Throws: ``CircuitError/unfit(_:given:allowed:)`` for another number of factors, and for one whose
  ///   magnitude is not 1 to 10⁻⁸.
  public static func diagonal(_ factors: [Complex<Double>]) throws(CircuitError) -> Gate {
    guard let qubits = qubits(of: factors.count) else {
      throw .unfit("diagonal", given: "\(factors.count) factors", allowed: "give 2ⁿ of them")
    }
    if let place = factors.firstIndex(where: { !(abs($0.magnitude - 1) <= 1e-8) }) {
      throw .unfit(
        "diagonal", given: "factor \(place), \(factors[place])", allowed: "each has magnitude 1")
    }
    return diagonal(checked: factors, qubits: qubits)
  }

  private static func diagonal(checked factors: [Complex<Double>], qubits: Int) -> Gate {
    Gate(
      "diagonal", label: "D", qubits: qubits, action: .diagonal { _ in factors },
      inverse: InverseRule { _, _ in
        (diagonal(checked: factors.map(\.conjugate), qubits: qubits), [])
      },
      constants: factors.flatMap { [$0.real, $0.imaginary] })
  }

  /// The gate that moves each basis state to a place.
  ///
  /// - Parameter places: Where each of the 2ⁿ basis states goes.
  /// - Returns: A gate without angles.
  /// - Throws: ``CircuitError/unfit(_:given:allowed:)`` for another number of places, and for a place
  ///   that is taken twice or outside.
  public static func permutation(_ places: [Int]) throws(CircuitError) -> Gate {
    guard let qubits = qubits(of: places.count) else {
      throw .unfit("permutation", given: "\(places.count) places", allowed: "give 2ⁿ of them")
    }
    guard places.sorted().elementsEqual(0..<places.count) else {
      throw .unfit(
        "permutation", given: "\(places.prefix(16))",
        allowed: "each place from 0 to \(places.count - 1) is taken once")
    }
    return permutation(checked: places, qubits: qubits)
  }

  private static func permutation(checked places: [Int], qubits: Int) -> Gate {
    Gate(
      "permutation", label: "Π", qubits: qubits, action: .permutation(places),
      inverse: InverseRule { _, _ in
        var back = places
        for (from, to) in places.enumerated() { back[to] = from }
        return (permutation(checked: back, qubits: qubits), [])
      })
  }

  /// How many qubits have so many basis states; nothing for what is no power of two.
  static func qubits(of size: Int) -> Int? {
    size > 0 && size & (size - 1) == 0 ? size.trailingZeroBitCount : nil
  }

  static var matrixGates: [Gate] {
    var random = RandomStream(seed: 4)
    let matrices = (1...3).compactMap { qubits in
      (try? random.haarUnitary(1 << qubits)).map {
        unitary(checked: $0, qubits: qubits, label: "U")
      }
    }
    return matrices + [
      diagonal(checked: (0..<8).map { .turn(0.7 * Double($0 * $0)) }, qubits: 3),
      permutation(checked: [3, 0, 6, 1, 7, 2, 5, 4], qubits: 3),
    ]
  }
}

extension Circuit {
  /// Applies a unitary matrix; one that is not unitary is a flaw.
  public mutating func unitary(
    _ matrix: Matrix<Complex<Double>>, _ qubits: [Int], label: String = "U"
  ) {
    attempt("unitary") { circuit throws(CircuitError) in
      circuit.append(try Gate.unitary(matrix, label: label), on: qubits)
    }
  }

  /// Multiplies each basis state with a factor of magnitude 1.
  public mutating func diagonal(_ factors: [Complex<Double>], _ qubits: [Int]) {
    attempt("diagonal") { circuit throws(CircuitError) in
      circuit.append(try Gate.diagonal(factors), on: qubits)
    }
  }

  /// Moves each basis state of some qubits to a place.
  public mutating func permutation(_ places: [Int], _ qubits: [Int]) {
    attempt("permutation") { circuit throws(CircuitError) in
      circuit.append(try Gate.permutation(places), on: qubits)
    }
  }
}
