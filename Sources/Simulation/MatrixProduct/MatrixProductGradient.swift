public import Circuits
internal import Numerics

/// Means of observables behind a circuit that is too wide for a state vector, with their derivatives by
/// every weight and every feature.
///
/// As ``AdjointGradient``, on chains: the gates are undone layer by layer on the observable applied to the
/// state, and what stands left and right of each bond between that and the state is kept, so that all
/// derivatives of a layer cost as much as the layer itself.
///
/// ```swift
/// let energy = try MatrixProductGradient(of: [.z(0) * .z(1)], in: circuit, largestBond: 32)
/// let result = try energy.evaluate(weights: weights)
/// ```
///
/// Gates on two qubits that are no neighbours are brought together by swaps; wider gates have to be made of
/// such. For others the parameter-shift rule takes differences of the means of a ``MatrixProductBackend``.
public struct MatrixProductGradient: Sendable {
  /// The means and their derivatives.
  public struct Result: Hashable, Sendable {
    /// The mean of each observable.
    public var values: [Double]
    /// For each observable, the derivative by each weight.
    public var weights: [[Double]]
    /// For each observable, the derivative by each feature.
    public var features: [[Double]]
  }

  private struct Part: Sendable {
    let gate: Gate
    let angles: [Angle]
    let qubits: [Int]
    let generators: [[Complex<Double>]]
  }

  private let circuit: Circuit
  private let observables: [Observable]
  private let parts: [Part]
  private let largestBond: Int
  private let cutoff: Double
  /// How much wider the bonds of an observable on a state may be than those of the state.
  private static let widening = 4

  /// Prepares a circuit, once for all values.
  ///
  /// - Parameters:
  ///   - observables: What is measured.
  ///   - circuit: A circuit of gates; those on neighbours cost the least.
  ///   - largestBond: The most dimensions of a bond.
  ///   - cutoff: The share of the weight that may be cut off at one bond.
  /// - Throws: ``CircuitError`` for flaws, and ``SimulationError`` for measurements, gates on three qubits or
  ///   more that are not made of others, a bond below 1 or above 4096, or a qubit that the circuit does not
  ///   have.
  public init(
    of observables: [Observable], in circuit: Circuit, largestBond: Int = 64,
    cutoff: Double = 1e-14
  ) throws {
    let circuit = try circuit.checked()
    try checkObservables(observables, qubits: circuit.qubitCount)
    try MatrixProductState.check(largestBond, cutoff, qubits: circuit.qubitCount)
    (self.circuit, self.observables) = (circuit, observables)
    (self.largestBond, self.cutoff) = (largestBond, cutoff)
    parts = try circuit.operations.flatMap { try MatrixProductGradient.parts(of: $0) }
  }

  /// A gate of one qubit or two as it is, and any other as what it is made of.
  private static func parts(of operation: Operation) throws -> [Part] {
    guard operation.isUnitary else {
      throw SimulationError.notSupported(
        "\(operation)", by: "a gradient",
        instead: "a circuit that is differentiated has gates alone")
    }
    guard case .gate(let gate, let angles) = operation.action else { return [] }
    let qubits = operation.qubits
    let isOpen = angles.contains { !$0.isConstant }
    if qubits.count <= 2, !isOpen || gate.generators != nil {
      let generators = isOpen ? gate.generators ?? [] : []
      let matrices = try generators.map { generator in
        let matrix = try generator.matrix(qubits: max(1, qubits.count))
        let size = qubits.isEmpty ? 1 : matrix.rowCount
        return (0..<size * size).map { matrix[$0 % size, $0 / size] }
      }
      return joined(Part(gate: gate, angles: angles, qubits: qubits, generators: matrices))
    }
    guard let inner = gate.expanded(angles) else {
      throw SimulationError.notSupported(
        "\(operation)", by: "the environment method",
        instead:
          "it takes gates on one or two qubits, and gates made of such; take the parameter-shift rule"
      )
    }
    return try inner.operations.flatMap { part in
      var moved = part
      moved.qubits = part.qubits.map { qubits[$0] }
      return try parts(of: moved)
    }
  }

  /// A gate on neighbours; where its qubits are none, between swaps that bring them together and back.
  private static func joined(_ part: Part) -> [Part] {
    guard part.qubits.count == 2, let low = part.qubits.min(), let high = part.qubits.max(),
      high - low > 1
    else { return [part] }
    let swaps = (low + 1..<high).reversed().map {
      Part(gate: .swap, angles: [], qubits: [$0, $0 + 1], generators: [])
    }
    let moved = Part(
      gate: part.gate, angles: part.angles, qubits: part.qubits.map { $0 == high ? low + 1 : $0 },
      generators: part.generators)
    return swaps + [moved] + swaps.reversed()
  }

  /// The means and their derivatives for given weights and features.
  ///
  /// - Parameters:
  ///   - weights: The value of each weight.
  ///   - features: The value of each feature, and of more that the circuit does not use.
  /// - Returns: A mean for each observable, and its derivatives.
  /// - Throws: ``CircuitError/unfitValues(_:given:needed:)`` for too few values, and
  ///   ``SimulationError/tooLarge(qubits:bytes:free:)`` where the states behind all layers do not fit.
  /// - Complexity: O(*d* *n* *χ*³) for *d* layers on *n* qubits and each observable, and the memory of the
  ///   state behind each layer.
  public func evaluate(weights: [Double] = [], features: [Double] = []) throws -> Result {
    _ = try circuit.bound(weights: weights, features: features).checked()
    var values: [Symbol: Double] = [:]
    for (symbol, place) in circuit.layout(of: .weight).symbols { values[symbol] = weights[place] }
    for (symbol, place) in circuit.layout(of: .feature).symbols { values[symbol] = features[place] }
    let layers = try layers { values[$0] ?? 0 }
    let states = try states(behind: layers)
    guard let last = states.last else {
      return Result(values: [], weights: [], features: [])
    }
    let means = try MatrixProductState(last).expectations(of: observables)
    var result = Result(values: means, weights: [], features: [])
    for observable in observables {
      let slopes = slopes(of: observable, layers, states)
      var bySymbol: [Symbol: Double] = [:]
      for (place, slope) in slopes {
        let angle = parts[place.gate].angles[place.angle]
        for symbol in angle.symbols {
          bySymbol[symbol, default: 0] +=
            slope * angle.derivative(by: symbol).value { values[$0] ?? 0 }
        }
      }
      result.weights.append(list(bySymbol, .weight))
      result.features.append(list(bySymbol, .feature))
    }
    return result
  }

  private func list(_ slopes: [Symbol: Double], _ role: Symbol.Role) -> [Double] {
    let layout = circuit.layout(of: role)
    var list = [Double](repeating: 0, count: layout.count)
    for (symbol, place) in layout.symbols { list[place] = slopes[symbol] ?? 0 }
    return list
  }

  private func layers(_ value: (Symbol) -> Double) throws -> [[GradientLayers.Step]] {
    var layers = GradientLayers(qubits: circuit.qubitCount)
    for (number, part) in parts.enumerated() where !part.qubits.isEmpty {
      let matrix = try part.gate.matrix(part.angles.map { $0.value(value) })
      let size = matrix.rowCount
      let isTurned = part.qubits.count == 2 && part.qubits[0] > part.qubits[1]
      func turned(_ matrix: [Complex<Double>]) -> [Complex<Double>] {
        isTurned ? matrix.exchanged : matrix
      }
      layers.add(
        GradientLayers.Step(
          first: part.qubits.min() ?? 0, width: part.qubits.count,
          matrix: turned((0..<size * size).map { matrix[$0 % size, $0 / size] }),
          generators: part.generators.enumerated().compactMap { angle, generator in
            part.angles[angle].isConstant
              ? nil : (GradientLayers.Place(gate: number, angle: angle), turned(generator))
          }))
    }
    layers.finish()
    return layers.layers
  }

  /// Zeros, and the state behind each layer.
  private func states(behind layers: [[GradientLayers.Step]]) throws(SimulationError) -> [Chain] {
    var chain = Chain(qubits: circuit.qubitCount, limit: largestBond, cutoff: cutoff)
    var (states, bytes) = ([chain], 0)
    for (number, layer) in layers.enumerated() {
      chain.apply(layer, toRight: number % 2 == 0)
      bytes += chain.sites.reduce(0) { $0 + 16 * $1.elements.count }
      guard number % 16 != 15 || bytes < AlignedMemory.freeBytes else {
        throw .tooLarge(qubits: circuit.qubitCount, bytes: bytes, free: AlignedMemory.freeBytes)
      }
      states.append(chain)
    }
    return states
  }

  /// The derivative of the mean of an observable by each angle.
  private func slopes(
    of observable: Observable, _ layers: [[GradientLayers.Step]], _ states: [Chain]
  ) -> [(GradientLayers.Place, Double)] {
    let limit = MatrixProductGradient.widening * largestBond
    guard let start = states.last?.applying(observable, limit: limit) else { return [] }
    var (bra, slopes): (Chain, [(GradientLayers.Place, Double)]) = (start.chain, [])
    // No derivative needs the layers before the first that an angle turns.
    let first = layers.firstIndex { $0.isTurned } ?? layers.count
    for (number, layer) in layers.enumerated().dropFirst(first).reversed() {
      let factor = 2 * start.factor * bra.keptWeight.squareRoot()
      if layer.isTurned {
        let overlaps = ChainOverlaps(bra: bra, ket: states[number + 1])
        for step in layer where !step.generators.isEmpty {
          let local = overlaps.local(step.first, step.width)
          for (place, matrix) in step.generators {
            let sum = zip(matrix, local).reduce(Complex<Double>.zero) { $0 + $1.0 * $1.1 }
            slopes.append((place, factor * sum.imaginary))
          }
        }
      }
      let size = { 1 << $0.width } as (GradientLayers.Step) -> Int
      let undone = layer.map { step in
        var undone = step
        undone.matrix = step.matrix.adjoint(size: size(step))
        return undone
      }
      bra.apply(undone, toRight: number % 2 == 1)
    }
    return slopes
  }
}

extension [GradientLayers.Step] {
  /// Whether an angle turns it.
  fileprivate var isTurned: Bool { contains { !$0.generators.isEmpty } }
}

extension Chain {
  /// Applies a layer of steps, in one sweep.
  mutating func apply(_ layer: [GradientLayers.Step], toRight: Bool) {
    for step in toRight ? layer : layer.reversed() {
      if step.width == 1 {
        apply(step.matrix, at: step.first)
      } else {
        apply(step.matrix, at: step.first, toRight: toRight)
      }
    }
  }
}

/// What stands left and right of each bond between two chains.
private struct ChainOverlaps {
  private let bra, ket: Chain
  /// The left of each place as (bra, ket), and its right as (ket, bra).
  private var left: [Columns], right: [Columns]

  init(bra: Chain, ket: Chain) {
    (self.bra, self.ket) = (bra, ket)
    left = [.identity(1)]
    for place in 0..<ket.count {
      left.append(.passRight(left[place], bra: bra.sites[place], ket: ket.sites[place]))
    }
    right = [.identity(1)]
    for place in (0..<ket.count).reversed() {
      let next = right[ket.count - 1 - place]
      right.append(.passLeft(next, bra: bra.sites[place], ket: ket.sites[place]))
    }
  }

  /// What a matrix on one or two places is multiplied with, element by element, to give
  /// $\langle\text{bra}|M|\text{ket}\rangle$; column after column.
  func local(_ first: Int, _ width: Int) -> [Complex<Double>] {
    let (size, last) = (1 << width, first + width - 1)
    var (a, b) = (bra.sites[first], ket.sites[first])
    if width == 2 {
      a = joined(a, bra.sites[last])
      b = joined(b, ket.sites[last])
    }
    let height = left[first].rowCount
    b = Columns.product(left[first], b.reshaped(rows: b.rowCount / size))
      .reshaped(rows: height * size)
    b = Columns.product(b, right[ket.count - 1 - last])
    var sums = [Complex<Double>](repeating: .zero, count: size * size)
    for column in 0..<a.columnCount {
      for source in 0..<size {
        for target in 0..<size {
          var sum = Complex<Double>.zero
          for row in 0..<height {
            sum += a[target * height + row, column].conjugate * b[source * height + row, column]
          }
          sums[source * size + target] += sum
        }
      }
    }
    return sums
  }

  private func joined(_ a: Columns, _ b: Columns) -> Columns {
    Columns.product(a, b.reshaped(rows: b.rowCount / 2)).reshaped(rows: 2 * a.rowCount)
  }
}
