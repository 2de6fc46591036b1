public import Numerics

extension Gate {
  /// How a gate acts on the basis states of its qubits; of the forms that fit, the one that says most.
  ///
  /// The first qubit of a gate is the lowest bit of an index.
  public enum Action: Sendable {
    /// Each basis state keeps its place and takes a factor.
    case diagonal(@Sendable ([Double]) -> [Complex<Double>])
    /// The basis state *j* goes to the place `permutation[j]`.
    case permutation([Int])
    /// Any matrix, row after row.
    case matrix(@Sendable ([Double]) -> [Complex<Double>])
    /// A turn $e^{-i\theta P/2}$ about a product of Pauli matrices.
    case pauliRotation(PauliString)
    /// A turn of the last qubit about one axis, $e^{-i\theta_j P/2}$, by the angle that the others choose:
    /// *j* is the number that they are, the first qubit lowest.
    case multiplexedRotation(Pauli)
    /// A gate on the last qubits, where the first are in given states.
    indirect case controlled(Gate, states: [Bool])
    /// Gates one after the other, with the names that the angles have there.
    indirect case circuit(Circuit, formals: [Symbol])

    /// Whether the two are made of equal gates; functions are told apart by names and constants.
    func isMadeOfTheSame(as other: Action) -> Bool {
      switch (self, other) {
      case (.diagonal, .diagonal), (.matrix, .matrix): true
      case (.permutation(let a), .permutation(let b)): a == b
      case (.pauliRotation(let a), .pauliRotation(let b)): a == b
      case (.multiplexedRotation(let a), .multiplexedRotation(let b)): a == b
      case (.controlled(let a, let states), .controlled(let b, let others)):
        states == others && a == b
      case (.circuit(let a, let formals), .circuit(let b, let others)):
        formals == others && a == b
      default: false
      }
    }
  }

  /// What is special about a gate's matrix, whatever its angles are.
  public struct Structure: OptionSet, Hashable, Sendable {
    /// The bits.
    public let rawValue: Int
    /// The structure of given bits.
    public init(rawValue: Int) { self.rawValue = rawValue }

    /// The basis states keep their places.
    public static let diagonal = Structure(rawValue: 1)
    /// The basis states change places, and take no factors.
    public static let permutation = Structure(rawValue: 2)
    /// It acts where its first qubits are in given states, and does nothing elsewhere.
    public static let controlled = Structure(rawValue: 4)
    /// Its matrix is real.
    public static let real = Structure(rawValue: 8)
    /// None of the elements of its matrix is known to be 0.
    public static let dense = Structure(rawValue: 16)
  }

  /// What is special about the gate's matrix.
  ///
  /// - Complexity: O(2ⁿ) for a gate of *n* qubits that is diagonal and O(4ⁿ) for one that is a matrix.
  public var structure: Structure {
    switch action {
    case .diagonal(let factors):
      return isReal(factors) ? [.diagonal, .real] : .diagonal
    case .permutation: return [.permutation, .real]
    case .matrix(let elements): return isReal(elements) ? [.dense, .real] : .dense
    case .pauliRotation(let string):
      var structure: Structure = string.flips.isEmpty ? .diagonal : []
      // The exponential of i times a matrix is real where the matrix is imaginary.
      if string.flips.intersection(string.phases).count % 2 == 1 { structure.insert(.real) }
      return structure
    case .multiplexedRotation(let pauli):
      return pauli == .z ? .diagonal : pauli == .y ? .real : []
    case .controlled(let base, _):
      return base.structure.subtracting(.dense).union(.controlled)
    case .circuit(let circuit, _):
      return circuit.operations.reduce([.diagonal, .permutation, .real]) { structure, operation in
        structure.intersection(operation.gate?.structure ?? [])
      }
    }
  }

  /// Whether no angle makes an imaginary part; seen at angles that nothing else would give.
  private func isReal(_ elements: ([Double]) -> [Complex<Double>]) -> Bool {
    elements(Gate.unlikelyAngles(angleCount)).allSatisfy { abs($0.imaginary) < 1e-15 }
  }

  /// Angles at which a property does not hold by accident.
  static func unlikelyAngles(_ count: Int) -> [Double] {
    (0..<count).map { 0.6180339887 + 1.4142135623 * Double($0) }
  }
}
