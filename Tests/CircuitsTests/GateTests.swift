import Circuits
import Numerics
import Testing

/// What a record says, each fact against the others, for every gate.
@Suite struct GateTests {
  private static let angleSets: [@Sendable (Int) -> Double] = [
    { 0.3 + 0.77 * Double($0) }, { -2.1 + 1.3 * Double($0 * $0) }, { _ in 0 },
  ]

  @Test(arguments: Gate.all) func theMatrixIsUnitary(_ gate: Gate) throws {
    for angles in GateTests.angleSets {
      let matrix = try gate.matrix((0..<gate.angleCount).map(angles))
      #expect(matrix.rowCount == 1 << gate.qubitCount)
      #expect(matrix.isUnitary(tolerance: 1e-10), "\(gate): \(matrix)")
    }
  }

  @Test(arguments: Gate.all) func theInverseUndoesIt(_ gate: Gate) throws {
    for angles in GateTests.angleSets {
      let numbers = (0..<gate.angleCount).map(angles)
      let inverse = gate.inverse(numbers.map { Angle($0) })
      let product = try inverse.gate.matrix(inverse.angles.map(\.constant)) * gate.matrix(numbers)
      let distance = try (product - .identity(product.rowCount)).maxNorm
      #expect(distance < 1e-10, "\(gate), \(inverse)")
      let back = inverse.gate.inverse(inverse.angles)
      #expect(back.gate == gate, "\(gate) is undone by \(inverse.gate), and that by \(back.gate)")
    }
  }

  @Test(arguments: Gate.all) func theExpansionIsTheGate(_ gate: Gate) throws {
    let angles = (0..<gate.angleCount).map(GateTests.angleSets[0])
    guard let circuit = gate.expanded(angles.map { Angle($0) }) else {
      // What has no simpler form is fixed, a turn of one angle or a matrix.
      #expect(gate.angleCount <= 1, "\(gate)")
      return
    }
    #expect(circuit.qubitCount == gate.qubitCount && !circuit.operations.isEmpty)
    #expect(!circuit.operations.contains { $0.gate == gate }, "\(gate) is made of itself")
    #expect(try (circuit.unitary() - gate.matrix(angles)).maxNorm < 1e-10, "\(gate):\n\(circuit)")
  }

  /// Many angles by their generators; those that have none are covered by their expansions.
  @Test(arguments: Gate.all) func theGeneratorsMakeTheGate(_ gate: Gate) throws {
    guard let generators = gate.generators, gate.angleCount > 0 else {
      return #expect(
        gate.angleCount == 0 || gate.expanded(Array(repeating: 0, count: gate.angleCount)) != nil)
    }
    #expect(generators.count == gate.angleCount)
    for angles in GateTests.angleSets {
      let numbers = (0..<gate.angleCount).map(angles)
      let qubits = gate.qubitCount
      let sum = zip(generators, numbers).reduce(Observable.zero) { $0 + $1.1 * $1.0 }
      let exponential =
        qubits == 0
        ? try Matrix([[Complex(magnitude: 1, phase: -sum.constant)]])
        : try sum.matrix(qubits: qubits).hermitianExponential(times: Complex(0, -1))
      #expect(try (exponential - gate.matrix(numbers)).maxNorm < 1e-10, "\(gate)")
    }
  }

  /// Each element of U†(θ) M U(θ) changes with the frequencies of the angle and with no other.
  @Test(arguments: Gate.all.filter { $0.angleCount > 0 && $0.qubitCount > 0 })
  func theFrequenciesAreThoseOfExpectations(_ gate: Gate) throws {
    var random = RandomStream(seed: 8)
    let size = 1 << gate.qubitCount
    let unitary = try random.haarUnitary(size)
    let observable = try unitary + unitary.adjoint
    for angle in 0..<gate.angleCount {
      let frequencies = try gate.frequencies(ofAngle: angle)
      #expect(!frequencies.isEmpty, "\(gate)")
      var rows: [[Complex<Double>]] = []
      var values: [[Complex<Double>]] = []
      for sample in 0..<(4 * frequencies.count + 6) {
        let turn = 0.41 * Double(sample) - 3
        var angles = (0..<gate.angleCount).map(GateTests.angleSets[0])
        angles[angle] = turn
        let matrix = try gate.matrix(angles)
        values.append(try (matrix.adjoint * observable * matrix).elements)
        rows.append(
          [1]
            + frequencies.flatMap {
              [Complex(Double.cos($0 * turn)), Complex(Double.sin($0 * turn))]
            })
      }
      let (fit, wanted) = (try Matrix(rows), try Matrix(values))
      let solution = try fit.leastSquares(wanted).solution
      #expect(try (fit * solution - wanted).maxNorm < 1e-8, "\(gate), \(frequencies)")
    }
  }

  @Test(arguments: Gate.all) func theStructureIsThatOfTheMatrix(_ gate: Gate) throws {
    let size = 1 << gate.qubitCount
    for angles in GateTests.angleSets.prefix(2) {
      let matrix = try gate.matrix((0..<gate.angleCount).map(angles))
      for row in 0..<size {
        for column in 0..<size {
          let element = matrix[row, column]
          if gate.structure.contains(.diagonal) && row != column {
            #expect(element.magnitude < 1e-14, "\(gate)")
          }
          if gate.structure.contains(.permutation) {
            #expect(min(element.magnitude, (element - 1).magnitude) < 1e-14, "\(gate)")
          }
          if gate.structure.contains(.real) { #expect(abs(element.imaginary) < 1e-14, "\(gate)") }
        }
      }
    }
    #expect(gate.structure.contains(.controlled) == !gate.controlStates.isEmpty)
  }

  @Test(arguments: Gate.all) func controlsAddTheIdentityElsewhere(_ gate: Gate) throws {
    guard gate.qubitCount <= 4 else { return }
    let angles = (0..<gate.angleCount).map(GateTests.angleSets[1])
    let controlled = gate.controlled(states: [false, true])
    #expect(controlled.qubitCount == gate.qubitCount + 2)
    let (matrix, inner) = (try controlled.matrix(angles), try gate.matrix(angles))
    for row in 0..<matrix.rowCount {
      for column in 0..<matrix.columnCount {
        let isInside = row & 3 == 2 && column & 3 == 2
        let expected = isInside ? inner[row >> 2, column >> 2] : row == column ? 1 : 0
        #expect((matrix[row, column] - expected).magnitude < 1e-14, "\(gate) \(row) \(column)")
      }
    }
  }

  @Test func everyGateIsAnotherOne() {
    #expect(Set(Gate.all).count == Gate.all.count)
    for (place, gate) in Gate.all.enumerated() {
      #expect(!Gate.all[..<place].contains(gate), "\(gate)")
      #expect(!gate.name.isEmpty && !gate.label.isEmpty)
      #expect(gate.marks.isEmpty || gate.marks.count == gate.qubitCount, "\(gate)")
    }
  }

  @Test func matricesAreThoseOfTheBooks() throws {
    let i = Complex<Double>.i
    #expect(try Gate.y.matrix() == Matrix([[0, -i], [i, 0]]))
    #expect(
      try Gate.cx.matrix() == Matrix([[1, 0, 0, 0], [0, 0, 0, 1], [0, 0, 1, 0], [0, 1, 0, 0]]))
    #expect(try Gate.iswap.matrix()[1, 2] == i)
    let root = try Gate.sswap.matrix()
    #expect(try (root * root - Gate.swap.matrix()).maxNorm < 1e-15)
    let fourier = try Gate.qft(3).matrix()
    for row in 0..<8 {
      for column in 0..<8 {
        let expected = Complex(magnitude: 0.125.squareRoot(), phase: .pi / 4 * Double(row * column))
        #expect((fourier[row, column] - expected).magnitude < 1e-14)
      }
    }
  }

  @Test(arguments: 0..<8) func preparationMakesTheState(_ seed: UInt64) throws {
    var random = RandomStream(seed: seed)
    let state = try random.haarState(1 << (1 + Int(seed) % 5))
    let matrix = try Gate.statePreparation(state).matrix()
    for (row, amplitude) in state.enumerated() {
      #expect((matrix[row, 0] - amplitude).magnitude < 1e-12, "seed \(seed)")
    }
  }

  @Test func whatIsNoGateIsRefused() throws {
    func words(_ make: () throws -> Gate) -> String {
      (#expect(throws: CircuitError.self) { try make() }).map { "\($0)" } ?? ""
    }
    #expect(words { try .unitary(Matrix([[1, 0], [0, 2]])) }.contains("orthogonal"))
    #expect(words { try .unitary(Matrix([[1, 0, 0], [0, 1, 0], [0, 0, 1]])) }.contains("3 × 3"))
    #expect(words { try .diagonal([1, 1, 1]) }.contains("3 factors"))
    #expect(words { try .diagonal([1, Complex(.nan, 0)]) }.contains("factor 1"))
    #expect(words { try .permutation([0, 0]) }.contains("taken once"))
    #expect(words { try .pauliRotation("XQ") }.contains("\"XQ\""))
    #expect(words { try .pauliRotation("") }.contains("X, Y or Z"))
    #expect(words { try .rotation(axis: (0, 0, 0)) }.contains("axis"))
    #expect(words { try .qft(0) }.contains("0 qubits"))
    #expect(words { try .statePreparation([1, 1]) }.contains("divide by 1.414"))
    #expect(words { try .evolution(under: .x(0) * .y(0)) }.contains("do not commute"))
    #expect(words { try .evolution(under: .x(0) + .z(0) * .z(30)) }.contains("31 qubits"))
    #expect(
      words { try Gate("m", Circuit(qubits: 1) { $0.measure(0) }) }.contains("measure(0, into: 0)"))
    let error = #expect(throws: CircuitError.self) { try Gate.rx.matrix([]) }
    #expect("\(String(describing: error))".contains("it has 1, θ"))
  }
}
