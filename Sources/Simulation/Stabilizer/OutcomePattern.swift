internal import Circuits
internal import Numerics

/// How the outcomes of measuring qubits of a stabilizer state hang together: some are drawn like coins,
/// and each other one is the parity of some of these, or its opposite.
struct OutcomePattern: Sendable {
  /// What an outcome is made of.
  struct Rule: Sendable {
    /// The coins whose parity it is.
    let coins: [Int]
    let isNegated: Bool
  }

  private(set) var coinCount = 0
  /// The rule of each qubit, in the order in which they were given.
  private(set) var rules: [Rule] = []

  /// Finds the pattern by Gauss's elimination: the outcome of a product of phase flips is certain where
  /// what it is pulled back to flips nothing.
  ///
  /// - Complexity: O(*k*² *n* / 64) for *k* qubits of *n*.
  init(_ tableau: Tableau, _ qubits: [Int]) {
    var basis: [(pivot: Int, words: [UInt64], coins: Set<Int>)] = []
    var coinQubits: [Int] = []
    for qubit in qubits {
      var words = Array(tableau.flips(ofRow: 2 * qubit + 1))
      var coins: Set<Int> = []
      for row in basis where words[row.pivot / 64] >> UInt64(row.pivot % 64) & 1 == 1 {
        for word in words.indices { words[word] ^= row.words[word] }
        coins.formSymmetricDifference(row.coins)
      }
      guard let word = words.firstIndex(where: { $0 != 0 }) else {
        let factors = coins.map { coinQubits[$0] } + [qubit]
        let isNegative = tableau.mean(ofPhasesOn: factors) < 0
        rules.append(Rule(coins: coins.sorted(), isNegated: isNegative))
        continue
      }
      rules.append(Rule(coins: [coinCount], isNegated: false))
      coins.insert(coinCount)
      basis.append((word * 64 + words[word].trailingZeroBitCount, words, coins))
      coinQubits.append(qubit)
      coinCount += 1
    }
  }

  /// The probability of outcomes: a power of one half, or 0.
  func probability(of outcomes: [Bool]) -> Double {
    var coins: [Bool] = []
    for (rule, outcome) in zip(rules, outcomes) {
      if let coin = rule.coins.first, coin == coins.count {
        coins.append(outcome)
      } else if rule.coins.reduce(rule.isNegated, { $0 != coins[$1] }) != outcome {
        return 0
      }
    }
    return Double(sign: .plus, exponent: -coinCount, significand: 1)
  }

  /// Draws outcomes.
  func sampled(shots: Int, random: RandomStream) -> Samples {
    var random = random
    var builder = SamplesBuilder(shots: shots, bits: rules.count)
    let stride = max(1, min(1 << 8, Samples.words(for: shots)))
    var coins = [UInt64](repeating: 0, count: coinCount * stride)
    var planes = [UInt64](repeating: 0, count: rules.count * stride)
    for first in Swift.stride(from: 0, to: shots, by: 64 * stride) {
      for word in coins.indices { coins[word] = random.next() }
      for (bit, rule) in rules.enumerated() {
        for word in 0..<stride { planes[bit * stride + word] = rule.isNegated ? .max : 0 }
        for coin in rule.coins {
          for word in 0..<stride { planes[bit * stride + word] ^= coins[coin * stride + word] }
        }
      }
      planes.withUnsafeBufferPointer { planes in
        guard let planes = planes.baseAddress else { return }
        builder.set(
          planes: planes, stride: stride, first: first, count: min(64 * stride, shots - first))
      }
    }
    return builder.finished()
  }
}
