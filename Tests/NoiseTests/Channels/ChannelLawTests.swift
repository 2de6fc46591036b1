import Circuits
import Noise
import Numerics
import Testing

/// The laws of all kinds of channels.
@Suite struct ChannelLawTests {
  private let strengths = [0, 1e-9, 0.05, 0.3, 0.77, 1]

  @Test func allAreCompletelyPositiveAndKeepTheTrace() throws {
    for family in ChannelFamily.all {
      for strength in strengths {
        let channel = try family.channel(strength: strength)
        let (rows, matrix) = (1 << channel.qubitCount, channel.superoperator)
        let choi = Matrix(square: rows * rows) { i, j in
          matrix[(j / rows) * rows + i / rows, (j % rows) * rows + i % rows]
        }
        let values = try choi.hermitianEigendecomposition().values
        #expect((values.first ?? -1) > -1e-12, "\(family) at \(strength)")
        for column in 0..<rows * rows {
          let trace = (0..<rows).reduce(Complex<Double>.zero) {
            $0 + matrix[$1 * (rows + 1), column]
          }
          let expected: Complex<Double> = column % (rows + 1) == 0 ? 1 : 0
          #expect((trace - expected).magnitude < 1e-12, "\(family) at \(strength)")
        }
        let again = try Channel("again", superoperator: matrix)
        #expect(try (again.superoperator - matrix).maxNorm < 1e-11, "\(family) at \(strength)")
      }
    }
  }

  @Test func nothingHappensAtStrengthZeroAndMoreAtMore() throws {
    for family in ChannelFamily.all {
      #expect(try abs(family.channel(strength: 0).averageFidelity - 1) < 1e-14, "\(family)")
      let fidelities = try strengths.map { try family.channel(strength: $0).averageFidelity }
      #expect(zip(fidelities, fidelities.dropFirst()).allSatisfy { $0 >= $1 - 1e-14 }, "\(family)")
    }
  }

  @Test func onlyWhatLosesEnergyDrawsAnUnknownStateToOneSide() throws {
    for family in ChannelFamily.all {
      let losesEnergy = ["amplitude", "damping", "thermal", "reset"].contains {
        family.name.hasPrefix($0)
      }
      #expect(try family.channel(strength: 0.3).isUnital != losesEnergy, "\(family)")
    }
  }

  @Test func channelsAreOneAnotherWhereTheyShouldBe() throws {
    func same(_ a: Channel, _ b: Channel) throws -> Bool {
      try (a.superoperator - b.superoperator).maxNorm < 1e-12
    }
    #expect(try same(.depolarizing(0.3), .depolarizing(losing: 0.4)))
    #expect(try same(.depolarizing(0.3, qubits: 2), .depolarizing(losing: 0.32, qubits: 2)))
    #expect(try same(.depolarizing(0.3), .pauli(x: 0.1, y: 0.1, z: 0.1)))
    #expect(try same(.phaseDamping(0.36), .phaseFlip(0.1)))
    #expect(try same(.reset(toZero: 1), .amplitudeDamping(1)))
    let long = try Channel.thermalRelaxation(t1: 1, t2: 0.7, time: 100, excited: 0.2)
    #expect(try same(long, .reset(toZero: 0.8, toOne: 0.2)))
    let flips = try Channel.bitFlip(0.1).tensored(with: .phaseFlip(0.2))
    let product: Observable = 0.1 * 0.8 * .x(0) + 0.9 * 0.2 * .z(1) + 0.1 * 0.2 * .x(0) * .z(1)
    #expect(try same(flips, .pauli(product, qubits: 2)))
  }

  @Test func timesAddUp() throws {
    func rest(_ time: Double) throws -> Channel {
      try .thermalRelaxation(t1: 80, t2: 60, time: time, excited: 0.05)
    }
    let twice = try rest(10).followed(by: rest(25))
    #expect(twice.kraus.count <= 4)
    #expect(try (twice.superoperator - rest(35).superoperator).maxNorm < 1e-12)
    let endless = try Channel.thermalRelaxation(t1: .infinity, t2: 2, time: 1)
    #expect(try (endless.superoperator - rest(0).superoperator)[0, 0].magnitude < 1e-15)
    #expect(try Channel.thermalRelaxation(t1: 1e-5, t2: 2e-5, time: 3e-7).kraus.count == 2)
  }

  @Test func whatCannotBeIsSaid() throws {
    #expect(words { _ = try Channel.bitFlip(-0.1) }.contains("probability -0.1: it is between 0"))
    #expect(words { _ = try Channel.phaseFlip(.nan) }.contains("nan"))
    #expect(words { _ = try Channel.pauli(x: 0.5, y: 0.4, z: 0.3) }.contains("sum to 1.2"))
    #expect(
      words { _ = try Channel.pauli(0.5 + 0.2 * .x(0), qubits: 1) }.contains("the sum is 1 where"))
    #expect(words { _ = try Channel.pauli(0.1 * .x(2), qubits: 2) }.contains("no others"))
    #expect(words { _ = try Channel.pauli(0.1 * .x(0), qubits: .max) }.contains("1, 2 or 3"))
    #expect(words { _ = try Channel.depolarizing(losing: 1.5) }.contains("1.333"))
    #expect(words { _ = try Channel.depolarizing(losing: 0.1, qubits: -3) }.contains("1 or 2"))
    #expect(words { _ = try Channel.damping(amplitude: 0.7, phase: 0.4) }.contains("at most 1"))
    #expect(words { _ = try Channel.amplitudeDamping(0.1, excited: 2) }.contains("of a 1 2.0"))
    #expect(
      words { _ = try Channel.thermalRelaxation(t1: 1, t2: 2.1, time: 1) }
        .contains("T2 is at most 2 T1 = 2.0"))
    let times: [(Double, Double, Double)] = [
      (0, 1, 1), (1, .nan, 1), (-1, 1, 1), (1, 1, -1), (1, 1, .infinity),
    ]
    for (t1, t2, time) in times {
      #expect(words { _ = try Channel.thermalRelaxation(t1: t1, t2: t2, time: time) } != "nothing")
    }
    #expect(words { _ = try Channel.reset(toZero: 0.6, toOne: 0.5) }.contains("sum to 1.1"))
    #expect(
      words { _ = try Channel.bitFlip(0.1).followed(by: .depolarizing(0.1, qubits: 2)) }
        .contains("tensored(with:)"))
    let pair = try Channel.depolarizing(0.1, qubits: 2)
    #expect(words { _ = try pair.tensored(with: pair) }.contains("3 at the most"))
    #expect(words { _ = try ChannelFamily.all[0].channel(strength: 2) }.contains("strength 2.0"))
  }
}

/// What a function throws, in words.
func words(_ run: () throws -> Void) -> String {
  do { try run() } catch { return "\(error)" }
  return "nothing"
}
