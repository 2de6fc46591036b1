import Circuits
import Noise
import Numerics
import Simulation
import Testing

/// What measurements showed, of one bit as of thousands.
@Suite struct SamplesTests {
  /// Two halves of a wide register that are always opposite.
  private func wide(_ qubits: Int) -> Circuit {
    Circuit(qubits: qubits) { circuit in
      circuit.h(0)
      for qubit in 1..<qubits { circuit.cx(qubit - 1, qubit) }
      for qubit in qubits / 2..<qubits { circuit.x(qubit) }
    }
  }

  @Test(arguments: [64, 65, 128, 1_000]) func wideRowsAreCountedAndCut(_ qubits: Int) throws {
    for backend in [StabilizerBackend(), MatrixProductBackend()] as [any Backend] {
      let samples = try backend.sampled(wide(qubits), shots: 200, seed: 5)
      #expect(samples.bitCount == qubits && samples.shotCount == 200)
      let half = qubits / 2
      let (high, low) = (
        String(repeating: "1", count: qubits - half) + String(repeating: "0", count: half),
        String(repeating: "0", count: qubits - half) + String(repeating: "1", count: half)
      )
      let counts = samples.counts
      #expect(Set(counts.keys) == [high, low] && counts.values.reduce(0, +) == 200)
      #expect(samples.mean(ofBit: qubits - 1) + samples.mean(ofBit: 0) == 1)
      #expect(try samples.mean(ofProductOver: [0, qubits - 1]) == -1)
      #expect(try samples.mean(ofProductOver: [1, half, 0, half + 1]) == 1)
      #expect(try samples.mean(ofProductOver: []) == 1)
      let ends = try samples.marginal(of: [qubits - 1, 0])
      #expect(ends.counts == ["01": counts[high] ?? 0, "10": counts[low] ?? 0])
      #expect(try ends.numberCounts.values.reduce(0, +) == 200)
      let reversed = try samples.marginal(of: (0..<qubits).reversed())
      #expect(try reversed.bits(ofShot: 7) == samples.bits(ofShot: 7).reversed())
      #expect(try samples.marginal(of: Array(0..<qubits)) == samples)
    }
  }

  /// More classical bits than a word has, in every simulator that follows runs.
  @Test func bitsBeyondAWordAreWrittenAndRead() throws {
    let circuit = Circuit(qubits: 2, bits: 150) { circuit in
      circuit.h(0)
      circuit.measure(0, into: 140)
      circuit.when(Condition(bit: 140)) { $0.x(1) }
      circuit.measure(1, into: 3)
      circuit.reset(0)
      circuit.when(Condition(bits: [140, 3], equal: 3)) { $0.x(0) }
      circuit.measure(0, into: 149)
    }
    var noise = NoiseModel()
    try noise.add(.phaseFlip(0.1), after: .oneQubitGates)
    let backends: [any Backend] = [
      StateVectorBackend(), StateVectorBackend(precision: .single), MatrixProductBackend(),
      StabilizerBackend(), TrajectoryBackend(noise: noise), AutomaticBackend(),
      AutomaticBackend(noise: noise),
    ]
    for backend in backends {
      let samples = try backend.sampled(circuit, shots: 400, seed: 3)
      #expect(samples.bitCount == 150 && samples.shotCount == 400, "\(backend)")
      let read = try samples.marginal(of: [3, 140, 149])
      #expect(Set(read.counts.keys) == ["000", "111"], "\(backend)")
      #expect(abs(samples.mean(ofBit: 149) - 0.5) < 0.1, "\(backend)")
      #expect(samples.mean(ofBit: 77) == 0)
    }
    let said = thrownWords {
      _ = try DensityMatrixBackend(noise: noise).sampled(circuit, shots: 1, seed: 1)
    }
    #expect(said.contains("150 classical bits") && said.contains("Trajectories"))
  }

  @Test func numbersAreThoseOfTheRows() throws {
    let numbers: [UInt64] = [5, 1, 2, 5]
    let samples = Samples(bitCount: 3, outcomes: numbers)
    #expect(try samples.outcomes == numbers && samples.numberCounts == [5: 2, 1: 1, 2: 1])
    #expect(samples.counts == ["101": 2, "001": 1, "010": 1] && samples.words == numbers)
    #expect("\(samples)" == "4 shots: 101: 2, 001: 1, 010: 1" && samples.text(of: 6) == "110")
    #expect(try samples.bits(ofShot: 2) == [false, true, false])
    #expect(try samples.mean(ofProductOver: [0, 2]) == 0.5)
    let none = Samples(bitCount: 0, outcomes: [7, 7])
    #expect(try none.counts == ["": 2] && none.outcomes == [0, 0] && none.bits(ofShot: 1) == [])
    #expect(try none.marginal(of: []) == none)
    let empty = Samples(bitCount: 2, outcomes: [])
    #expect(empty.counts == [:] && empty.mean(ofBit: 0).isNaN)
    #expect(try empty.mean(ofProductOver: [0]).isNaN && empty.outcomes == [])
  }

  @Test func whatIsNotThereIsSaid() throws {
    let samples = try StabilizerBackend().sampled(wide(70), shots: 5, seed: 1)
    #expect(
      thrownWords { _ = try samples.outcomes }
        == "outcomes of 70 bits: 64 are the most in one number; take counts, bits(ofShot:) or a "
        + "marginal")
    #expect(thrownWords { _ = try samples.numberCounts }.contains("70 bits"))
    #expect(
      thrownWords { _ = try samples.marginal(of: [70]) }
        == "marginal of bit 70: there are 70, counted from 0")
    #expect(
      thrownWords { _ = try samples.marginal(of: [3, 3]) }.contains("each stands there once"))
    #expect(thrownWords { _ = try samples.mean(ofProductOver: [-1]) }.contains("bit -1"))
    #expect(thrownWords { _ = try samples.bits(ofShot: 5) }.contains("there are 5, from 0"))
    #expect(samples.mean(ofBit: 70).isNaN)
    #expect(
      "\(samples)".hasPrefix("5 shots of 70 bits: ") && "\(samples)".hasSuffix(", and 1 more"))
  }
}
