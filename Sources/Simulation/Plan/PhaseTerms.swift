internal import Circuits
internal import Numerics

/// Phases of basis states that single bits and pairs of bits choose.
///
/// $$\varphi(x) = c + \sum_p l_p x_p + \sum_{p<q} w_{pq} x_p x_q$$
///
/// Whatever turns phases by one or two qubits is of this form, in any number and in any order, and so
/// costs one pass over the state.
struct PhaseTerms: Sendable {
  /// A part of a coefficient: a constant, or a multiple of an angle.
  struct Source: Sendable {
    /// The number of the angle; nothing for a constant.
    var slot: Int?
    var scale: Double

    func value(_ angles: UnsafePointer<Double>) -> Double {
      if let slot { scale * angles[slot] } else { scale }
    }
  }

  var constant: [Source] = []
  var single: [Int: [Source]] = [:]
  var pairs: [Pair: [Source]] = [:]

  /// Two bits, the lower first.
  struct Pair: Hashable, Sendable {
    let low: Int
    let high: Int

    init(_ a: Int, _ b: Int) { (low, high) = (min(a, b), max(a, b)) }
  }

  /// The bits that choose.
  var mask: Int {
    pairs.keys.reduce(single.keys.reduce(0) { $0 | 1 << $1 }) { $0 | 1 << $1.low | 1 << $1.high }
  }

  /// The bits that choose together with others.
  var pairMask: Int { pairs.keys.reduce(0) { $0 | 1 << $1.low | 1 << $1.high } }

  /// Whether no angle stands in the coefficients of pairs.
  var hasFixedPairs: Bool { pairs.values.allSatisfy { $0.allSatisfy { $0.slot == nil } } }

  /// Adds the phases of another step.
  mutating func add(_ other: PhaseTerms) {
    constant += other.constant
    single.merge(other.single) { $0 + $1 }
    pairs.merge(other.pairs) { $0 + $1 }
  }

  /// Adds a multiple of a product of Z, each of which is $1 - 2x$.
  ///
  /// - Returns: Whether it is one of at most two.
  mutating func add(_ scale: Double, slot: Int, timesZOn bits: [Int]) -> Bool {
    func source(_ factor: Double) -> Source { Source(slot: slot, scale: scale * factor) }
    switch bits.count {
    case 0: constant.append(source(1))
    case 1:
      constant.append(source(1))
      single[bits[0], default: []].append(source(-2))
    case 2:
      constant.append(source(1))
      for bit in bits { single[bit, default: []].append(source(-2)) }
      pairs[Pair(bits[0], bits[1]), default: []].append(source(4))
    default: return false
    }
    return true
  }

  /// The phases of a gate that is diagonal; nothing for one that three qubits choose together.
  ///
  /// - Parameters:
  ///   - gate: The gate.
  ///   - fixed: The values of its angles, if no symbol stands in them.
  ///   - slots: The numbers of its angles.
  ///   - bits: The bits of its qubits.
  init?(_ gate: Gate, fixed: [Double]?, slots: Range<Int>, on bits: [Int]) {
    if let fixed {
      guard gate.qubitCount <= 4 else { return nil }
      self.init(factors: gate.diagonalFactors(fixed), on: bits)
      return
    }
    self.init()
    guard let generators = gate.generators else { return nil }
    for (slot, generator) in zip(slots, generators) {
      for term in generator.terms {
        let own = term.string.factors.map { bits[$0.qubit] }
        guard add(-term.coefficient, slot: slot, timesZOn: own) else { return nil }
      }
    }
  }

  init() {}

  /// The phases of given factors; nothing where three bits choose together.
  private init?(factors: [Complex<Double>], on bits: [Int]) {
    var phases = factors.map(\.phase)
    // The coefficient of a product of bits is the alternating sum over what lies below.
    for bit in bits.indices {
      for state in phases.indices where state >> bit & 1 == 1 {
        phases[state] -= phases[state ^ 1 << bit]
      }
    }
    for (state, phase) in phases.enumerated() {
      let turn = phase.remainder(dividingBy: 2 * .pi)
      if abs(turn) < 1e-15 { continue }
      let own = bits.indices.filter { state >> $0 & 1 == 1 }.map { bits[$0] }
      switch own.count {
      case 0: constant.append(Source(slot: nil, scale: turn))
      case 1: single[own[0], default: []].append(Source(slot: nil, scale: turn))
      case 2: pairs[Pair(own[0], own[1]), default: []].append(Source(slot: nil, scale: turn))
      default: return nil
      }
    }
  }
}
