/// A set of qubits, as bits: one word for the first 64, more where there are more.
struct QubitSet: Hashable, Sendable {
  private(set) var low: UInt64
  /// The words for qubits from 64 on; the last is not 0.
  private(set) var high: [UInt64]

  init() { (low, high) = (0, []) }

  init(_ qubit: Int) {
    self.init()
    insert(qubit)
  }

  /// The qubits whose bits are set.
  init(bits: Int) { (low, high) = (UInt64(bits), []) }

  var isEmpty: Bool { low == 0 && high.isEmpty }
  var count: Int { high.reduce(low.nonzeroBitCount) { $0 + $1.nonzeroBitCount } }

  /// The qubits in order.
  var members: [Int] {
    var members: [Int] = []
    for (word, bits) in ([low] + high).enumerated() {
      var rest = bits
      while rest != 0 {
        members.append(word * 64 + rest.trailingZeroBitCount)
        rest &= rest - 1
      }
    }
    return members
  }

  func contains(_ qubit: Int) -> Bool {
    if qubit < 64 { return low >> qubit & 1 == 1 }
    let word = qubit / 64 - 1
    return word < high.count && high[word] >> (qubit % 64) & 1 == 1
  }

  mutating func insert(_ qubit: Int) {
    if qubit < 64 {
      low |= 1 << qubit
    } else {
      let word = qubit / 64 - 1
      if word >= high.count { high += Array(repeating: 0, count: word + 1 - high.count) }
      high[word] |= 1 << (qubit % 64)
    }
  }

  /// The qubits that are in one of the two and not in both.
  func symmetricDifference(_ other: QubitSet) -> QubitSet { combined(with: other, ^) }
  /// The qubits that are in both.
  func intersection(_ other: QubitSet) -> QubitSet { combined(with: other, &) }
  /// The qubits that are in one of the two.
  func union(_ other: QubitSet) -> QubitSet { combined(with: other, |) }

  private func combined(
    with other: QubitSet, _ operation: (UInt64, UInt64) -> UInt64
  ) -> QubitSet {
    var result = QubitSet()
    result.low = operation(low, other.low)
    if high.isEmpty && other.high.isEmpty { return result }
    result.high = (0..<max(high.count, other.high.count)).map { word in
      operation(word < high.count ? high[word] : 0, word < other.high.count ? other.high[word] : 0)
    }
    while result.high.last == 0 { result.high.removeLast() }
    return result
  }
}
