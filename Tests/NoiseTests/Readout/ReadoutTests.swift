import Circuits
import Noise
import Numerics
import Testing

/// What is read against matrices of readings, and what undoes it.
@Suite struct ReadoutTests {
  private func readout() throws -> Readout {
    var readout = Readout(try ReadoutError(0.02))
    readout[0] = try ReadoutError(zeroAsOne: 0.01, oneAsZero: 0.07)
    readout[2] = try ReadoutError(zeroAsOne: 0.1, oneAsZero: 0.03)
    return readout
  }

  @Test func probabilitiesAreSeenThroughAProductOfMatrices() throws {
    let readout = try readout()
    var random = RandomStream(seed: 5)
    let weights = (0..<8).map { _ in random.uniform() }
    let distribution = weights.map { $0 / weights.reduce(0, +) }
    let qubits = [2, 0, 1]
    let seen = try readout.seen(distribution, over: qubits)
    for read in 0..<8 {
      let expected = (0..<8).reduce(0.0) { sum, there in
        qubits.indices.reduce(distribution[there]) { product, bit in
          let (a, b) = (read >> bit & 1 == 1, there >> bit & 1 == 1)
          return product * readout[qubits[bit]].probability(of: a, for: b)
        } + sum
      }
      #expect(abs(seen[read] - expected) < 1e-15)
    }
    let back = try readout.corrected(seen, over: qubits)
    #expect(zip(back, distribution).allSatisfy { abs($0 - $1) < 1e-14 })
  }

  @Test func meansAreThoseOfSeenProbabilities() throws {
    let readout = try readout()
    let observable: Observable = 0.3 + 0.7 * .z(0) * .z(2) - 0.2 * .z(1)
    let distribution = [0.1, 0.05, 0.2, 0.15, 0.3, 0.02, 0.08, 0.1]
    func mean(_ observable: Observable, _ distribution: [Double]) -> Double {
      observable.terms.reduce(0) { sum, term in
        sum + term.coefficient
          * distribution.indices.reduce(0) { mean, index in
            let odd = term.string.factors.count { index >> $0.qubit & 1 == 1 } % 2
            return mean + (odd == 1 ? -1 : 1) * distribution[index]
          }
      }
    }
    let seen = try readout.seen(distribution, over: [0, 1, 2])
    #expect(
      try abs(mean(readout.seen(observable), distribution) - mean(observable, seen)) < 1e-14)
    #expect(
      try abs(mean(readout.corrected(observable), seen) - mean(observable, distribution)) < 1e-14)
  }

  @Test func readingsAreAsOftenWrongAsTheyShouldBe() throws {
    let readout = try readout()
    var random = RandomStream(seed: 3)
    let shots = 40_000
    var wrong = [0, 0, 0]
    for _ in 0..<shots {
      let read = readout.seen(0b101, over: 0..<3, using: &random) ^ 0b101
      for qubit in 0..<3 where read >> UInt64(qubit) & 1 == 1 { wrong[qubit] += 1 }
    }
    for (count, expected) in zip(wrong, [0.07, 0.02, 0.03]) {
      let error = (expected * (1 - expected) / Double(shots)).squareRoot()
      #expect(abs(Double(count) / Double(shots) - expected) < 5 * error)
    }
    #expect(Readout().isIdeal)
    #expect(Readout().seen(7, over: 0..<3, using: &random) == 7)
  }

  @Test func whatCannotBeIsSaid() throws {
    #expect(words { _ = try ReadoutError(1.2) }.contains("0 as 1 1.2: it is between 0 and 1"))
    #expect(words { _ = try ReadoutError(zeroAsOne: 0, oneAsZero: .nan) }.contains("nan"))
    let readout = try readout()
    #expect(words { _ = try readout.seen([1, 0], over: [0, 1]) }.contains("2 probabilities of 2"))
    let blind = Readout(try ReadoutError(0.5))
    #expect(words { _ = try blind.corrected([1, 0], over: [0]) }.contains("tells nothing"))
    #expect(words { _ = try blind.corrected(.z(4)) }.contains("qubit 4"))
    let uneven = Readout(try ReadoutError(zeroAsOne: 0, oneAsZero: 0.1))
    let wide = Observable(Dictionary(uniqueKeysWithValues: (0..<20).map { ($0, Pauli.z) }))
    #expect(words { _ = try uneven.seen(wide) }.contains("14 are the most"))
    var noise = NoiseModel()
    #expect(noise.isIdeal)
    noise.readout = readout
    #expect(!noise.isIdeal)
  }
}
