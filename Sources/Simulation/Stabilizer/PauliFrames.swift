internal import Circuits
internal import Numerics

/// What many shots differ by from a reference, and the bits that they have measured.
///
/// A plane has a bit for each shot, 64 in a word.
final class PauliFrames {
  private(set) var shotCount: Int
  let wordCount: Int
  let planeCount: Int
  let bitCount: Int
  /// The planes of flips and phases, and behind them those of the measured bits.
  private let planes: UnsafeMutablePointer<UInt64>
  /// The numbers of the shots, where some have gone another way.
  var shots: [Int] = []
  private var random: RandomStream

  /// Frames of shots in which all qubits are 0: their phases are drawn, since a flip of the phase of 0
  /// does nothing and makes what is measured later random where it has to be.
  init(_ program: CliffordProgram, shots: Int, random: RandomStream) {
    (shotCount, wordCount) = (shots, Samples.words(for: shots))
    (planeCount, bitCount) = (2 * program.qubitCount, program.bitCount)
    self.random = random
    planes = PauliFrames.zeros((planeCount + bitCount) * wordCount)
    for qubit in 0..<program.qubitCount { draw(2 * qubit + 1) }
  }

  /// The shots of others that a mask has.
  init(_ others: PauliFrames, where mask: [UInt64], random: RandomStream) {
    let kept = (0..<others.shotCount).filter { mask[$0 / 64] >> UInt64($0 % 64) & 1 == 1 }
    (shotCount, wordCount) = (kept.count, Samples.words(for: kept.count))
    (planeCount, bitCount, self.random) = (others.planeCount, others.bitCount, random)
    shots = kept.map { others.shots[$0] }
    planes = PauliFrames.zeros((planeCount + bitCount) * wordCount)
    for plane in 0..<planeCount + bitCount {
      for (place, shot) in kept.enumerated() where others.isSet(plane, shot) {
        planes[plane * wordCount + place / 64] |= 1 << UInt64(place % 64)
      }
    }
  }

  deinit { planes.deallocate() }

  private static func zeros(_ count: Int) -> UnsafeMutablePointer<UInt64> {
    let memory = UnsafeMutablePointer<UInt64>.allocate(capacity: max(1, count))
    memory.initialize(repeating: 0, count: max(1, count))
    return memory
  }

  /// The planes of the measured bits.
  var bits: UnsafePointer<UInt64> { UnsafePointer(planes + planeCount * wordCount) }

  /// Whether a plane has the bit of a shot.
  func isSet(_ plane: Int, _ shot: Int) -> Bool {
    planes[plane * wordCount + shot / 64] >> UInt64(shot % 64) & 1 == 1
  }

  /// Whether a shot has measured a bit as 1.
  func hasMeasured(_ bit: Int, _ shot: Int) -> Bool { isSet(planeCount + bit, shot) }

  func add(_ additions: ArraySlice<CliffordProgram.Addition>) {
    let count = wordCount
    for addition in additions {
      let target = planes + Int(addition.target) * count
      let source = planes + Int(addition.source) * count
      for word in 0..<count { target[word] ^= source[word] }
    }
  }

  func measure(_ outcome: Bool, into bit: Int, flips: Int, phases: Int, isLast: Bool) {
    let (source, target) = (planes + flips * wordCount, planes + (planeCount + bit) * wordCount)
    let mask: UInt64 = outcome ? .max : 0
    for word in 0..<wordCount { target[word] = source[word] ^ mask }
    if !isLast { draw(phases) }
  }

  func reset(flips: Int, phases: Int) {
    (planes + flips * wordCount).update(repeating: 0, count: wordCount)
    draw(phases)
  }

  /// Applies a product of Pauli matrices to the shots that a mask has.
  func flip(_ factors: [CliffordProgram.Factor], where mask: [UInt64]) {
    for factor in factors {
      for word in 0..<wordCount {
        if factor.isFlip { planes[factor.flips * wordCount + word] ^= mask[word] }
        if factor.isPhase { planes[factor.phases * wordCount + word] ^= mask[word] }
      }
    }
  }

  /// The shots for whose bits a condition holds.
  func mask(of condition: Condition) -> [UInt64] {
    var mask = [UInt64](repeating: .max, count: wordCount)
    for (place, bit) in condition.bits.enumerated() {
      let plane = bits + bit * wordCount
      let unwanted: UInt64 = condition.value >> UInt64(place) & 1 == 1 ? 0 : .max
      for word in mask.indices { mask[word] &= plane[word] ^ unwanted }
    }
    if condition.isNegated { for word in mask.indices { mask[word] = ~mask[word] } }
    if shotCount % 64 != 0 { mask[wordCount - 1] &= 1 << UInt64(shotCount % 64) - 1 }
    return mask
  }

  /// Makes the first shot the reference: every frame takes what the first had.
  func becomeRelative() {
    for plane in 0..<planeCount where isSet(plane, 0) {
      for word in 0..<wordCount { planes[plane * wordCount + word] ^= .max }
    }
  }

  private func draw(_ plane: Int) {
    let target = planes + plane * wordCount
    for word in 0..<wordCount { target[word] = random.next() }
  }
}
