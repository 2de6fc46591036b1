import Circuits
import Noise
import Numerics
import Testing

/// Channels and the rules that say when they act.
@Suite struct ChannelTests {
  private let identity = Matrix<Complex<Double>>(square: 2) { $0 == $1 ? 1 : 0 }

  @Test func depolarisingTakesEachPauliMatrixAlike() throws {
    for qubits in 1...2 {
      let channel = try Channel.depolarizing(0.3, qubits: qubits)
      #expect(channel.kraus.count == 1 << (2 * qubits))
      #expect(channel.qubitCount == qubits)
      #expect(abs(channel.kraus[0][0, 0].real - 0.7.squareRoot()) < 1e-15)
    }
  }

  @Test func aSuperoperatorIsItsKrausOperators() throws {
    let damping = try Channel(
      "damping",
      kraus: [
        Matrix([[1, 0], [0, Complex(0.8.squareRoot())]]),
        Matrix([[0, Complex(0.2.squareRoot())], [0, 0]]),
      ])
    let superoperator = try damping.kraus.reduce(Matrix<Complex<Double>>.zeros(rows: 4, columns: 4))
    {
      try $0 + $1.map(\.conjugate).kronecker($1)
    }
    let again = try Channel("again", superoperator: superoperator)
    let back = try again.kraus.reduce(Matrix<Complex<Double>>.zeros(rows: 4, columns: 4)) {
      try $0 + $1.map(\.conjugate).kronecker($1)
    }
    #expect(try (back - superoperator).maxNorm < 1e-12)
  }

  @Test func whatIsNoChannelIsRefused() throws {
    func words(_ run: () throws -> Void) -> String {
      do { try run() } catch { return "\(error)" }
      return "nothing was thrown"
    }
    #expect(words { _ = try Channel("none", kraus: []) }.contains("no operators"))
    #expect(words { _ = try Channel("twice", kraus: [identity, identity]) }.contains("sum is 1"))
    #expect(
      words { _ = try Channel("nan", kraus: [identity.map { _ in Complex(.nan) }]) }.contains("inf")
    )
    #expect(words { _ = try Channel.depolarizing(1.5) }.contains("between 0 and 1"))
    #expect(words { _ = try Channel.depolarizing(0.1, qubits: 3) }.contains("1 or 2"))
    let transposition = try Matrix<Complex<Double>>([
      [1, 0, 0, 0], [0, 0, 1, 0], [0, 1, 0, 0], [0, 0, 0, 1],
    ])
    #expect(
      words { _ = try Channel("transposed", superoperator: transposition) }
        .contains("completely positive"))
    // It makes density matrices into matrices that are none.
    let skewed = try Matrix<Complex<Double>>([
      [1, 0, 0, 0], [0, Complex(0, 1), 0, 0], [0, 0, Complex(0, 1), 0], [0, 0, 0, 1],
    ])
    let unknown = skewed.map { _ in Complex<Double>(.nan) }
    for matrix in [skewed, unknown] {
      #expect(
        words { _ = try Channel("skewed", superoperator: matrix) }.contains("completely positive"))
    }
    var noise = NoiseModel()
    #expect(
      words { try noise.add(.depolarizing(0.1, qubits: 2), after: .oneQubitGates) }
        .contains("as many as the gates: 1"))
    #expect(noise.isIdeal)
  }

  @Test func rulesFollowTheirGates() throws {
    var noise = NoiseModel()
    try noise.add(.depolarizing(0.1), after: .oneQubitGates)
    try noise.add(.depolarizing(0.2), after: .twoQubitGates)
    try noise.add(.depolarizing(0.3, qubits: 2), after: .gate(.cx, on: [1, 0]))
    #expect(noise.channels(after: .h, on: [3]).map(\.qubits) == [[3]])
    #expect(noise.channels(after: .cx, on: [0, 1]).map(\.qubits) == [[0], [1]])
    #expect(noise.channels(after: .cx, on: [1, 0]).map(\.qubits) == [[1], [0], [1, 0]])
    #expect(noise.channels(after: .ccx, on: [0, 1, 2]).isEmpty)
  }

  @Test func rulesNameQubitsAndPairs() throws {
    var noise = NoiseModel()
    try noise.add(.bitFlip(0.1), after: .qubit(2))
    try noise.add(.depolarizing(0.2, qubits: 2), after: .pair(3, 1))
    try noise.add(.phaseFlip(0.3), after: .pair(1, 3), on: [1])
    #expect(noise.channels(after: .h, on: [2]).map(\.qubits) == [[2]])
    #expect(noise.channels(after: .h, on: [1]).isEmpty)
    // The channel counts its qubits as the pair does.
    #expect(noise.channels(after: .cz, on: [1, 3]).map(\.qubits) == [[3, 1], [1]])
    #expect(noise.channels(after: .cx, on: [3, 1]).map(\.qubits) == [[3, 1], [1]])
    #expect(noise.channels(after: .cx, on: [1, 2]).isEmpty)
    for (occasion, qubits, reason) in [
      (NoiseModel.Occasion.pair(1, 1), nil, "each once"), (.qubit(-1), nil, "counted from 0"),
      (.gate(.cx, on: [0]), nil, "2 qubits acts on as many"), (.pair(0, 1), [2], "names"),
      (.twoQubitGates, [0], "names"), (.pair(0, 1), [], "names"),
    ] as [(NoiseModel.Occasion, [Int]?, String)] {
      #expect(words { try noise.add(.bitFlip(0.1), after: occasion, on: qubits) }.contains(reason))
    }
  }
}
