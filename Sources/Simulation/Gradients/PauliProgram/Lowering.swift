internal import Circuits
internal import Numerics

/// Writes gates as real turns of pairs of amplitudes, phases by parities, and changes of places.
///
/// Every gate is read by its facts: how it acts, what its angles generate, and what it is made of. A turn
/// $e^{-i\alpha P}$ about a product with an odd number of Y is real; with an even number it is real
/// between two quarter turns of the phase. A function of the bits that is diagonal is a sum of parities
/// $\chi_m(x) = (-1)^{x\cdot m}$, each with an angle of its own.
struct Lowering {
  private(set) var builder: ProgramBuilder
  /// A phase under so many controls is a million parities.
  private static let mostControls = 20
  /// The most qubits of a matrix together with its controls: 16 MiB of elements.
  private static let widestDense = 10

  init(_ builder: ProgramBuilder) { self.builder = builder }

  /// Adds a gate where controls hold.
  mutating func add(
    _ gate: Gate, _ angles: [Angle], on qubits: [Int], where choice: Choice = Choice()
  ) throws {
    let isConstant = angles.allSatisfy(\.isConstant)
    switch gate.action {
    case .controlled(let base, let states):
      try add(
        base, angles, on: Array(qubits.dropFirst(states.count)),
        where: choice.adding(qubits, are: states))
    case .pauliRotation(let string):
      try addTurn(PauliMasks(string, on: qubits), 0.5 * angles[0], where: choice)
    case .multiplexedRotation(let pauli):
      let (target, controls) = (qubits[qubits.count - 1], Array(qubits.dropLast()))
      for (number, angle) in angles.enumerated() {
        let states = controls.indices.map { number >> $0 & 1 == 1 }
        try addTurn(
          PauliMasks(pauli, on: target), 0.5 * angle, where: choice.adding(controls, are: states))
      }
    case .permutation(let places): try builder.permute(places, on: qubits, where: choice)
    case .diagonal(let factors) where isConstant:
      try addFactors(factors(angles.map(\.constant)), on: qubits, where: choice)
    case .matrix(let elements) where isConstant && qubits.count == 1:
      try addMatrix(elements(angles.map(\.constant)), on: qubits[0], where: choice)
    case .circuit, .diagonal, .matrix:
      try addParts(of: gate, angles, on: qubits, where: choice)
    }
  }

  /// Adds a gate by what its angles generate, by the gates that it is made of, or by its matrix.
  private mutating func addParts(
    of gate: Gate, _ angles: [Angle], on qubits: [Int], where choice: Choice
  ) throws {
    if !angles.isEmpty, let generators = gate.generators {
      for (generator, angle) in zip(generators, angles) {
        try addEvolution(under: generator, angle, on: qubits, where: choice)
      }
    } else if let circuit = gate.expanded(angles) {
      for operation in circuit.operations {
        guard case .gate(let inner, let angles) = operation.action else { continue }
        try add(inner, angles, on: operation.qubits.map { qubits[$0] }, where: choice)
      }
    } else {
      let matrix = try gate.matrix(angles.map(\.constant))
      try addDense(matrix, on: qubits, where: choice)
    }
  }

  /// Adds $e^{-i\theta G}$.
  private mutating func addEvolution(
    under generator: Observable, _ angle: Angle, on qubits: [Int], where choice: Choice
  ) throws {
    let terms = generator.terms
    let commutes = terms.enumerated().allSatisfy { place, term in
      terms[..<place].allSatisfy { $0.string.commutes(with: term.string) }
    }
    if commutes {
      for term in terms {
        try addTurn(PauliMasks(term.string, on: qubits), term.coefficient * angle, where: choice)
      }
      return
    }
    // In the basis of its eigenvectors the generator is diagonal.
    let matrix = try generator.matrix(qubits: qubits.count)
    let parts = try matrix.hermitianEigendecomposition()
    try addUnitary(parts.vectors.adjoint, on: qubits)
    try addPhases(parts.values.map { -$0 }, times: angle, on: qubits, where: choice)
    try addUnitary(parts.vectors, on: qubits)
  }

  private mutating func addUnitary(
    _ matrix: Matrix<Complex<Double>>, on qubits: [Int]
  ) throws {
    if qubits.count == 1 {
      try addMatrix(matrix.elements, on: qubits[0], where: Choice())
    } else {
      try addDense(matrix, on: qubits, where: Choice())
    }
  }

  /// Adds $e^{-i\alpha P}$.
  private mutating func addTurn(
    _ string: PauliMasks, _ angle: Angle, where choice: Choice
  ) throws {
    guard string.flips != 0 else { return try addPhase(string.phases, -angle, where: choice) }
    let count = (string.flips & string.phases).nonzeroBitCount
    if count % 2 == 1 {
      builder.turn(
        PauliTurn(
          flips: string.flips, phases: string.phases, angle: count % 4 == 1 ? angle : -angle),
        where: choice)
      return
    }
    // With S = diag(1, i): X = S† Y S, and Y = -S† X S.
    let bit = string.flips & -string.flips
    let inner = PauliMasks(flips: string.flips, phases: string.phases ^ bit)
    builder.phase(bit, Angle(-.pi / 4))
    try addTurn(inner, string.phases & bit == 0 ? angle : -angle, where: choice)
    builder.phase(bit, Angle(.pi / 4))
  }

  /// Adds $e^{i\varphi\chi_m}$ where controls hold: the projector onto their states is a sum of parities.
  private mutating func addPhase(_ mask: Int, _ angle: Angle, where choice: Choice) throws {
    let count = choice.mask.nonzeroBitCount
    guard count <= Lowering.mostControls else {
      throw SimulationError.notSupported(
        "a phase under \(count) controls", by: "the adjoint method",
        instead: "\(Lowering.mostControls) are the most; take gates with fewer, and spare qubits")
    }
    var subset = choice.mask
    let share = 1 / Double(1 << count)
    while true {
      let sign: Double = (subset & choice.value).isOdd ? -1 : 1
      builder.phase(mask ^ subset, sign * share * angle)
      if subset == 0 { return }
      subset = (subset - 1) & choice.mask
    }
  }

  private mutating func addFactors(
    _ factors: [Complex<Double>], on qubits: [Int], where choice: Choice
  ) throws {
    try addPhases(factors.map(\.phase), times: 1, on: qubits, where: choice)
  }

  /// Adds the phases $\theta\varphi_j$ of the basis states of some qubits, as parities by the transform of
  /// Walsh and Hadamard.
  private mutating func addPhases(
    _ phases: [Double], times angle: Angle, on qubits: [Int], where choice: Choice
  ) throws {
    var sums = phases
    for bit in qubits.indices {
      for low in sums.indices where low >> bit & 1 == 0 {
        let (a, b) = (sums[low], sums[low | 1 << bit])
        (sums[low], sums[low | 1 << bit]) = ((a + b) / 2, (a - b) / 2)
      }
    }
    for (number, sum) in sums.enumerated() where abs(sum) > 1e-18 {
      try addPhase(number.spread(to: qubits), sum * angle, where: choice)
    }
  }
}

extension Lowering {
  /// Adds a matrix of one qubit as $e^{i\delta} e^{-ipZ} R(\gamma) e^{-iqZ}$ with a real turn R.
  private mutating func addMatrix(
    _ matrix: [Complex<Double>], on qubit: Int, where choice: Choice
  ) throws {
    let bit = 1 << qubit
    let determinant = matrix[0] * matrix[3] - matrix[1] * matrix[2]
    let delta = determinant.phase / 2
    let (keeps, flips) = (matrix[0].magnitude, matrix[2].magnitude)
    guard keeps > 1e-15 else {
      try addFactors([matrix[2], matrix[1]], on: [qubit], where: choice)
      return try builder.permute([1, 0], on: [qubit], where: choice)
    }
    guard flips > 1e-15 else {
      return try addFactors([matrix[0], matrix[3]], on: [qubit], where: choice)
    }
    let sum = delta - matrix[0].phase
    let difference = matrix[2].phase - delta
    try addPhase(bit, Angle(-(sum - difference) / 2), where: choice)
    builder.turn(
      PauliTurn(flips: bit, phases: bit, angle: Angle(Double.atan2(y: flips, x: keeps))),
      where: choice)
    try addPhase(bit, Angle(-(sum + difference) / 2), where: choice)
    try addPhase(0, Angle(delta), where: choice)
  }

  /// Adds a matrix of several qubits, with its controls as further qubits.
  private mutating func addDense(
    _ matrix: Matrix<Complex<Double>>, on qubits: [Int], where choice: Choice
  ) throws {
    let (size, controls) = (matrix.rowCount, choice.qubits)
    guard controls.isEmpty || qubits.count + controls.count <= Lowering.widestDense else {
      throw SimulationError.notSupported(
        "a matrix of \(qubits.count) qubits under \(controls.count) controls",
        by: "the adjoint method",
        instead:
          "both are at most \(Lowering.widestDense) qubits; write the matrix with gates first")
    }
    let chosen = choice.value.bits(at: controls)
    let whole = size << controls.count
    var elements = [Complex<Double>](repeating: 0, count: whole * whole)
    for row in 0..<whole {
      if row / size != chosen {
        elements[row * whole + row] = 1
        continue
      }
      for column in 0..<size {
        elements[row * whole + chosen * size + column] = matrix[row % size, column]
      }
    }
    builder.multiply(by: elements, on: qubits + controls)
  }
}
