internal import Numerics

/// A table from which basis states are drawn with the probabilities of a state, each draw in constant time.
///
/// The unit interval is cut into as many pieces as there are basis states. A guide says for each piece
/// which basis state it begins in, so that a draw looks at two places in memory and seldom at more.
///
/// H.-C. Chen and Y. Asau, "On generating random variates from an empirical distribution", AIIE
/// Transactions 6 (1974).
struct OutcomeTable {
  /// The probability of each basis state and all before it.
  private let sums: [Double]
  /// The basis state in which each piece begins.
  private let guide: [UInt32]
  private let total: Double

  init<Scalar: AmplitudeScalar>(_ state: Amplitudes<Scalar>) {
    var total = 0.0
    sums = Self.sums(of: state, &total)
    guide = Self.guide(sums, total)
    self.total = total
  }

  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Float)
  private static func sums<Scalar: AmplitudeScalar>(
    of state: Amplitudes<Scalar>, _ total: inout Double
  ) -> [Double] {
    let (elements, count) = (state.elements, state.count)
    var (sum, last) = (0.0, 0)
    var sums = [Double](unsafeUninitializedCapacity: count) { buffer, initialized in
      for index in 0..<count {
        let (re, im) = (Double(elements[index].real), Double(elements[index].imaginary))
        let probability = re * re + im * im
        if probability > 0 { last = index }
        sum += probability
        buffer.initializeElement(at: index, to: sum)
      }
      initialized = count
    }
    // Rounding must not lead past the last basis state that is possible.
    sums[last] = .infinity
    total = sum
    return sums
  }

  private static func guide(_ sums: [Double], _ total: Double) -> [UInt32] {
    let count = sums.count
    let width = total / Double(count)
    return [UInt32](unsafeUninitializedCapacity: count) { buffer, initialized in
      var index = 0
      for piece in 0..<count {
        let start = Double(piece) * width
        while sums[index] <= start { index += 1 }
        buffer.initializeElement(at: piece, to: UInt32(truncatingIfNeeded: index))
      }
      initialized = count
    }
  }

  /// Draws basis states.
  ///
  /// - Parameters:
  ///   - count: How many.
  ///   - random: Where chance comes from.
  ///   - take: What is done with each.
  @inline(__always) func draw(
    _ count: Int, using random: inout RandomStream, _ take: (Int, Int) -> Void
  ) {
    let pieces = Double(sums.count)
    sums.withUnsafeBufferPointer { sums in
      guide.withUnsafeBufferPointer { guide in
        for shot in 0..<count {
          let number = random.uniform()
          var index = Int(guide[Int(number * pieces)])
          let wanted = number * total
          while sums[index] <= wanted { index += 1 }
          take(shot, index)
        }
      }
    }
  }
}

/// Which bit of an outcome each qubit of a basis state becomes, by tables of eight qubits each.
struct OutcomeBits {
  private let tables: [[UInt64]]
  /// The outcome is the number of the basis state.
  let isIdentity: Bool

  init(_ measured: [(qubit: Int, bit: Int)], qubits: Int) {
    isIdentity = measured.count == qubits && measured.allSatisfy { $0.qubit == $0.bit }
    // A bit that is written twice holds what was written last.
    var places: [Int: Int] = [:]
    for (qubit, bit) in measured { places[bit] = qubit }
    tables = stride(from: 0, to: max(1, qubits), by: 8).map { first in
      (0..<256).map { byte in
        places.reduce(UInt64(0)) { outcome, entry in
          let (bit, qubit) = (entry.key, entry.value)
          guard first..<first + 8 ~= qubit, byte >> (qubit - first) & 1 == 1 else { return outcome }
          return outcome | 1 << UInt64(bit)
        }
      }
    }
  }

  /// The bits that a basis state sets.
  @inline(__always) func callAsFunction(_ index: Int) -> UInt64 {
    if isIdentity { return UInt64(truncatingIfNeeded: index) }
    var (outcome, rest, place) = (UInt64(0), index, 0)
    while rest != 0 {
      outcome |= tables[place][rest & 255]
      rest >>= 8
      place += 1
    }
    return outcome
  }
}
