internal import Circuits
internal import Numerics

/// A product of Pauli matrices on the few qubits of a gate: $i^p X^x Z^z$, a bit for each qubit.
struct LocalPauli: Hashable, Sendable {
  var x: Int
  var z: Int
  /// The power of i, 0 to 3.
  var power: Int

  /// The flip of one qubit for an even number, and its phase flip for an odd one.
  static func generator(_ number: Int) -> LocalPauli {
    let bit = 1 << (number / 2)
    return number % 2 == 0
      ? LocalPauli(x: bit, z: 0, power: 0) : LocalPauli(x: 0, z: bit, power: 0)
  }
}

/// What a gate makes of the Pauli matrices of its qubits, where each becomes a product of them.
///
/// This is all that a stabilizer simulator knows of a gate. It is found from the gate's matrix, so a
/// gate with a name that nobody has heard of, or a turn by a quarter, is recognised.
struct CliffordAction: Hashable, Sendable {
  /// What the gate makes of each: $G X_0 G^\dagger, G Z_0 G^\dagger, G X_1 G^\dagger, …$.
  let forward: [LocalPauli]
  /// What its inverse makes of each: $G^\dagger X_0 G, G^\dagger Z_0 G, G^\dagger X_1 G, …$.
  let backward: [LocalPauli]

  /// The action of a unitary matrix, if it has one.
  ///
  /// - Parameter matrix: 2ⁿ rows; the first qubit is the lowest bit of an index.
  init?(_ matrix: Matrix<Complex<Double>>) {
    let count = 2 * matrix.rowCount.trailingZeroBitCount
    let (plain, adjoint) = (matrix.elements, matrix.adjoint.elements)
    forward = (0..<count).compactMap { CliffordAction.image(.generator($0), plain) }
    guard forward.count == count else { return nil }
    backward = (0..<count).compactMap { CliffordAction.image(.generator($0), adjoint) }
    guard backward.count == count else { return nil }
  }

  /// The product of Pauli matrices that the gate is itself, apart from its phase; nothing for a gate
  /// that is none.
  var pauli: LocalPauli? {
    var pauli = LocalPauli(x: 0, z: 0, power: 0)
    for (number, image) in forward.enumerated() {
      let generator = LocalPauli.generator(number)
      guard image.x == generator.x, image.z == generator.z else { return nil }
      guard image.power == 2 else { continue }
      // A flip changes its sign under a phase flip, and the other way round.
      pauli.z |= generator.x
      pauli.x |= generator.z
    }
    return pauli
  }

  /// $U P U^\dagger$ as a product of Pauli matrices, if it is one.
  private static func image(
    _ pauli: LocalPauli, _ elements: [Complex<Double>]
  ) -> LocalPauli? {
    var size = 1
    while size * size < elements.count { size *= 2 }
    func element(_ row: Int, _ column: Int) -> Complex<Double> {
      var sum = Complex<Double>.zero
      for index in 0..<size {
        let term =
          elements[row * size + index ^ pauli.x] * elements[column * size + index].conjugate
        sum = (index & pauli.z).nonzeroBitCount % 2 == 1 ? sum - term : sum + term
      }
      return sum
    }
    func isNear(_ a: Complex<Double>, _ b: Complex<Double>) -> Bool { (a - b).magnitude < 1e-9 }
    guard let flips = (0..<size).first(where: { element($0, 0).magnitude > 0.9 }) else {
      return nil
    }
    let first = element(flips, 0)
    let powers: [Complex<Double>] = [1, .i, -1, -.i]
    guard let power = powers.firstIndex(where: { isNear($0, first) }) else { return nil }
    var phases = 0
    for bit in 0..<size.trailingZeroBitCount {
      let value = element(flips ^ 1 << bit, 1 << bit)
      if isNear(value, -first) { phases |= 1 << bit }
    }
    // Every column has to say the same.
    for column in 0..<size {
      let sign = (column & phases).nonzeroBitCount % 2 == 1 ? -first : first
      guard isNear(element(column ^ flips, column), sign) else { return nil }
    }
    return LocalPauli(x: flips, z: phases, power: power)
  }
}

/// Finds the actions of gates, each once.
struct CliffordRecognizer {
  /// The widest gate whose matrix is looked at; a wider one has to be made of others.
  private static let widest = 6

  private struct Key: Hashable {
    let gate: Gate
    let angles: [Double]
  }

  private var known: [Key: CliffordAction?] = [:]

  /// The action of a gate, if its matrix is small enough to be looked at and it has one.
  mutating func action(of gate: Gate, _ angles: [Double]) -> CliffordAction? {
    guard gate.qubitCount <= CliffordRecognizer.widest else { return nil }
    let key = Key(gate: gate, angles: angles)
    if let found = known[key] { return found }
    let action = (try? gate.matrix(angles)).flatMap { CliffordAction($0) }
    known[key] = .some(action)
    return action
  }
}
