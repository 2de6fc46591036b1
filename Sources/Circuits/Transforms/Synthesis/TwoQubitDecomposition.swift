public import Numerics

/// A gate of two qubits as gates of one qubit around a turn that couples the two.
///
/// $$U = e^{i\gamma}\,(A_1 \otimes A_0)\; e^{i(x XX + y YY + z ZZ)}\;(B_1 \otimes B_0)$$
///
/// with $\pi/4 \ge x \ge y \ge |z|$, which says how much the gate couples, whatever is done to single
/// qubits: the coordinates of the Weyl chamber.
///
/// ```swift
/// let parts = try TwoQubitDecomposition(of: Gate.iswap.matrix())
/// parts.coordinates                             // (π/4, π/4, 0)
/// parts.controlledXCount                        // 2
/// parts.circuit                                 // with two CX
/// ```
///
/// N. Khaneja and S. J. Glaser, Chem. Phys. 267, 11 (2001); B. Kraus and J. I. Cirac, Phys. Rev. A 63,
/// 062309 (2001); F. Vatan and C. Williams, "Optimal quantum circuits for general two-qubit gates",
/// Phys. Rev. A 69, 032315 (2004).
public struct TwoQubitDecomposition: Sendable {
  /// How much the gate turns about XX, YY and ZZ.
  public let coordinates: (x: Double, y: Double, z: Double)
  /// The phase γ of the whole.
  public let phase: Double
  /// What is done to qubits 0 and 1 first.
  let before: [SmallMatrix]
  /// What is done to qubits 0 and 1 last.
  let after: [SmallMatrix]
  /// The whole.
  let whole: SmallMatrix

  /// The parts of a unitary matrix of two qubits.
  ///
  /// - Throws: ``CircuitError/unfit(_:given:allowed:)`` for a matrix that is not 4 × 4 or not unitary.
  public init(of matrix: Matrix<Complex<Double>>) throws(CircuitError) {
    guard matrix.rowCount == 4, matrix.columnCount == 4, matrix.isUnitary(tolerance: 1e-8) else {
      throw .unfit(
        "TwoQubitDecomposition", given: "\(matrix.rowCount) × \(matrix.columnCount) numbers",
        allowed: "give a unitary matrix of 4 rows and columns")
    }
    self.init(SmallMatrix(matrix))
  }

  /// The parts of a matrix that is known to be unitary.
  init(_ matrix: SmallMatrix) {
    var parts = CanonicalParts(matrix)
    parts.enterChamber()
    whole = matrix
    coordinates = (parts.turns[0].snapped, parts.turns[1].snapped, parts.turns[2].snapped)
    (phase, before, after) = (parts.phase, parts.before, parts.after)
  }

  /// How many CX the gate takes at least, with any gates of one qubit between them: 0 to 3.
  ///
  /// V. V. Shende, I. L. Markov and S. S. Bullock, "Minimal universal two-qubit
  /// controlled-NOT-based circuits", Phys. Rev. A 69, 062321 (2004).
  public var controlledXCount: Int {
    let (x, y, z) = coordinates
    func isZero(_ number: Double) -> Bool { abs(number) < 1e-11 }
    if !isZero(z) { return 3 }
    if !isZero(y) { return 2 }
    return isZero(x) ? 0 : isZero(x - .pi / 4) ? 1 : 2
  }
}

/// The parts before they are brought into the chamber.
struct CanonicalParts {
  var turns: [Double]
  var phase: Double
  var before: [SmallMatrix]
  var after: [SmallMatrix]

  /// The basis in which gates of single qubits are real.
  private static let magic: SmallMatrix = {
    let r = 0.5.squareRoot()
    let (one, i) = (Complex(r), Complex(0, r))
    return SmallMatrix(
      4, [one, 0, 0, i, 0, i, one, 0, 0, i, -one, 0, one, 0, 0, -i])
  }()

  init(_ matrix: SmallMatrix) {
    let magic = CanonicalParts.magic
    let scale = matrix.determinant.phase / 4
    let real = magic.adjoint * (Complex.turn(-scale) * matrix) * magic
    let squared = real.transpose * real
    let found = SimultaneousDiagonalization(
      [squared.elements.map(\.real), squared.elements.map(\.imaginary)], size: 4)
    var vectors = SmallMatrix(4, found.vectors.map { Complex($0) })
    if vectors.determinant.real < 0 {
      for row in 0..<4 { vectors[row, 0] = -vectors[row, 0] }
    }
    let diagonal = vectors.transpose * squared * vectors
    var halves = (0..<4).map { diagonal[$0, $0].phase / 2 }
    func left() -> SmallMatrix {
      let roots = SmallMatrix(4) { $0 == $1 ? Complex.turn(-halves[$0]) : 0 }
      return real * vectors * roots
    }
    if left().determinant.real < 0 { halves[0] += .pi }
    let (outer, inner) = (magic * left() * magic.adjoint, magic * vectors.transpose * magic.adjoint)
    phase = scale + halves.reduce(0, +) / 4
    turns = [
      (halves[0] + halves[1] - halves[2] - halves[3]) / 4,
      (-halves[0] + halves[1] - halves[2] + halves[3]) / 4,
      (halves[0] - halves[1] - halves[2] + halves[3]) / 4,
    ]
    (before, after) = (CanonicalParts.factors(of: inner), CanonicalParts.factors(of: outer))
  }

  /// The gates on qubits 0 and 1 whose product a matrix is.
  private static func factors(of product: SmallMatrix) -> [SmallMatrix] {
    let largest = product.elements.indices.max {
      product.elements[$0].squaredMagnitude < product.elements[$1].squaredMagnitude
    }
    let (row, column) = (largest ?? 0).quotientAndRemainder(dividingBy: 4)
    var low = SmallMatrix(2) { product[row & 2 | $0, column & 2 | $1] }
    var high = SmallMatrix(2) { product[row & 1 | $0 << 1, column & 1 | $1 << 1] }
    low = (Complex(1) / .sqrt(low.determinant)) * low
    high = (Complex(1) / .sqrt(high.determinant)) * high
    let turn = high.tensored(over: low).phase(to: product, tolerance: 1) ?? 0
    return [low, Complex.turn(turn) * high]
  }

  /// Brings the turns into the chamber; what that takes goes to single qubits.
  mutating func enterChamber() {
    let axes: [Pauli] = [.x, .y, .z]
    for place in 0..<3 {
      let steps = (turns[place] / (.pi / 2) - 1e-12).rounded()
      turns[place] -= steps * .pi / 2
      phase += steps * .pi / 2
      if steps.remainder(dividingBy: 2) != 0 {
        let pauli = SmallMatrix.pauli(axes[place])
        after = after.map { $0 * pauli }
      }
    }
    for (a, b) in [(0, 1), (1, 2), (0, 1)] where abs(turns[a]) < abs(turns[b]) - 1e-13 {
      turns.swapAt(a, b)
      // A quarter turn about the third axis exchanges two, on both qubits alike.
      conjugate(by: Array(repeating: .turn(about: axes[3 - a - b], .pi / 2), count: 2))
    }
    if turns[0] < 0 { flip(0, 2, about: .y) }
    if turns[1] < 0 { flip(1, 2, about: .x) }
  }

  private mutating func flip(_ a: Int, _ b: Int, about axis: Pauli) {
    (turns[a], turns[b]) = (-turns[a], -turns[b])
    conjugate(by: [.pauli(axis), .identity(2)])
  }

  private mutating func conjugate(by frames: [SmallMatrix]) {
    for qubit in 0..<2 {
      after[qubit] = after[qubit] * frames[qubit]
      before[qubit] = frames[qubit].adjoint * before[qubit]
    }
  }
}
