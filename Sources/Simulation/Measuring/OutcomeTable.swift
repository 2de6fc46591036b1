internal import Numerics

/// The probabilities of a state, summed up, from which basis states are drawn, each in constant time.
///
/// The unit interval is cut into pieces, and a guide says for each piece in which basis state it begins.
/// Draws from a large state would look at places all over memory. Therefore its interval is first cut into
/// parts so small that what belongs to one fits into the cache: chance says for each shot in which part it
/// falls, the shots of a part are drawn together, and then each takes the next one of its part.
///
/// H.-C. Chen and Y. Asau, "On generating random variates from an empirical distribution", AIIE
/// Transactions 6 (1974).
struct OutcomeTable {
  /// The probability of each basis state and all before it.
  private let sums: [Double]
  private let total: Double
  /// How many parts there are, as a power of two.
  private let partBits: Int

  init<Scalar: AmplitudeScalar>(_ state: Amplitudes<Scalar>) {
    var total = 0.0
    sums = Self.sums(of: state, &total)
    self.total = total
    partBits = max(0, min(10, state.qubitCount - 12))
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

  /// Draws basis states.
  func draws(_ count: Int, using random: inout RandomStream) -> [UInt64] {
    partBits == 0 ? drawn([count], using: &random) : shuffledDraws(count, using: &random)
  }

  /// Says for each shot in which part it falls, draws part by part, and gives each shot the next one.
  private func shuffledDraws(_ count: Int, using random: inout RandomStream) -> [UInt64] {
    var parts = [UInt16](repeating: 0, count: count)
    var counts = [Int](repeating: 0, count: 1 << partBits)
    let mask: UInt64 = 1 << UInt64(partBits) - 1
    var word: UInt64 = 0
    for shot in parts.indices {
      // A word serves four shots.
      word = shot & 3 == 0 ? random.next() : word >> 16
      let part = word & mask
      parts[shot] = UInt16(truncatingIfNeeded: part)
      counts[Int(part)] += 1
    }
    let drawn = drawn(counts, using: &random)
    var next = counts
    var start = 0
    for part in counts.indices {
      next[part] = start
      start += counts[part]
    }
    return [UInt64](unsafeUninitializedCapacity: parts.count) { buffer, initialized in
      for shot in parts.indices {
        let part = Int(parts[shot])
        buffer.initializeElement(at: shot, to: drawn[next[part]])
        next[part] += 1
      }
      initialized = parts.count
    }
  }

  /// Draws so many basis states from each part, part after part.
  private func drawn(_ counts: [Int], using random: inout RandomStream) -> [UInt64] {
    let all = counts.reduce(0, +)
    let width = total / Double(counts.count)
    var (shot, first) = (0, 0)
    return [UInt64](unsafeUninitializedCapacity: all) { buffer, initialized in
      sums.withUnsafeBufferPointer { sums in
        for (part, count) in counts.enumerated() {
          let start = Double(part) * width
          while sums[first] <= start { first += 1 }
          let guide = Guide(sums, from: first, start: start, width: width, shots: count)
          for _ in 0..<count {
            buffer.initializeElement(at: shot, to: guide.draw(random.uniform(), sums))
            shot += 1
          }
        }
      }
      initialized = all
    }
  }

  /// In which basis state each piece of an interval begins.
  private struct Guide {
    private let places: [UInt32]
    private let start: Double
    private let width: Double

    init(
      _ sums: UnsafeBufferPointer<Double>, from first: Int, start: Double, width: Double, shots: Int
    ) {
      (self.start, self.width) = (start, width)
      // More pieces than basis states or shots would not make draws quicker.
      let end = start + width
      var last = first
      while last + 1 < sums.count && sums[last] < end { last += 1 }
      let pieces = max(1, min(last - first + 1, shots))
      let step = width / Double(pieces)
      var place = first
      places = [UInt32](unsafeUninitializedCapacity: pieces) { buffer, initialized in
        for piece in 0..<pieces {
          let wanted = start + Double(piece) * step
          while sums[place] <= wanted { place += 1 }
          buffer.initializeElement(at: piece, to: UInt32(truncatingIfNeeded: place))
        }
        initialized = pieces
      }
    }

    @inline(__always) func draw(_ number: Double, _ sums: UnsafeBufferPointer<Double>) -> UInt64 {
      let wanted = start + number * width
      var place = Int(places[Int(number * Double(places.count))])
      while sums[place] <= wanted { place += 1 }
      return UInt64(truncatingIfNeeded: place)
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
