public import Numerics

/// What time does to qubits.
extension Gate {
  /// The evolution under an observable: $e^{-itH}$, whose angle is the time *t*.
  ///
  /// Strings that commute turn one after the other, on any number of qubits; others are exponentiated
  /// as a matrix, on up to 10 qubits. More qubits take Trotter's approximation.
  ///
  /// - Parameter observable: The Hamiltonian, with its qubits counted within the gate.
  /// - Returns: A gate with one angle, the time.
  /// - Throws: ``CircuitError`` for an observable with flaws, or too wide to be exponentiated.
  /// - Complexity: O(8ⁿ) for a sum of strings that do not commute.
  public static func evolution(under observable: Observable) throws(CircuitError) -> Gate {
    guard observable.flaws.isEmpty else {
      throw .flawed("observable", flaws: observable.flaws)
    }
    let commutes = observable.terms.enumerated().allSatisfy { place, term in
      observable.terms[..<place].allSatisfy { $0.string.commutes(with: term.string) }
    }
    return try commutes ? evolution(byTurns: observable) : evolution(byMatrix: observable)
  }

  /// The evolution under a Hermitian matrix.
  ///
  /// - Throws: ``CircuitError`` for a matrix that is not Hermitian, or not of 2ⁿ rows.
  public static func evolution(
    under matrix: Matrix<Complex<Double>>
  ) throws(CircuitError) -> Gate {
    try evolution(under: Observable(matrix))
  }

  private static func evolution(byTurns observable: Observable) -> Gate {
    evolution(
      of: observable,
      action: .circuit(
        Circuit(qubits: max(1, observable.width)) { circuit in
          for term in observable.terms {
            circuit.pauliRotation(2 * term.coefficient * .weight(0), term.string)
          }
        }, formals: [Symbol(.weight, index: 0)]))
  }

  private static func evolution(byMatrix observable: Observable) throws(CircuitError) -> Gate {
    guard observable.width <= 10 else {
      throw .tooWide(
        "e^(-itH) of strings that do not commute", qubits: observable.width, limit: 10)
    }
    do {
      let parts = try observable.matrix().hermitianEigendecomposition()
      let vectors = parts.vectors
      return evolution(
        of: observable,
        action: .matrix { time in
          let size = parts.values.count
          let factors = parts.values.map { Complex.turn(-time[0] * $0) }
          let scaled = Matrix(square: size) { vectors[$0, $1] * factors[$1] }
          // Sizes fit, so the product is there.
          return ((try? scaled * vectors.adjoint) ?? scaled).elements
        })
    } catch {
      throw error as? CircuitError ?? .notDiagonalised("\(observable)", reason: "\(error)")
    }
  }

  private static func evolution(of observable: Observable, action: Action) -> Gate {
    Gate(
      "evolution", label: "e⁻ⁱᵗᴴ", qubits: max(1, observable.width), angles: ["t"],
      action: action, inverse: .negated, generators: [observable],
      constants: observable.terms.flatMap { term in
        [term.coefficient] + term.string.factors.flatMap { [Double($0.qubit), $0.pauli.number] }
      })
  }

  static var evolutionGates: [Gate] {
    let sums: [Observable] = [
      .z(0) * .z(1) + 0.5 * .z(1) - 0.25, .x(0) * .x(1) + 0.7 * .z(0) - 0.2 * .y(1),
    ]
    return sums.compactMap { try? evolution(under: $0) }
  }
}

extension Pauli {
  /// A number for the letter.
  fileprivate var number: Double { self == .x ? 1 : self == .y ? 2 : 3 }
}

extension Circuit {
  /// Lets time pass under an observable: $e^{-itH}$.
  ///
  /// - Parameters:
  ///   - observable: The Hamiltonian, on the qubits of this circuit.
  ///   - time: The time.
  public mutating func evolve(under observable: Observable, for time: Angle) {
    let named = observable.terms.reduce(QubitSet()) {
      $0.union($1.string.flips).union($1.string.phases)
    }.members
    let places = Dictionary(uniqueKeysWithValues: named.enumerated().map { ($1, $0) })
    attempt("evolve(under: \(observable))") { circuit throws(CircuitError) in
      let gate = try Gate.evolution(under: observable.moved { places[$0] ?? $0 })
      circuit.append(gate, [time], on: named.isEmpty ? [0] : named)
    }
  }
}
