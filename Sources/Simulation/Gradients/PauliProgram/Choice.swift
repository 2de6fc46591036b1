/// The states in which some qubits have to be for something to happen, as bits of an index.
struct Choice: Hashable {
  private(set) var mask = 0
  private(set) var value = 0

  mutating func add(_ qubit: Int, is state: Bool) {
    mask |= 1 << qubit
    if state { value |= 1 << qubit }
  }

  func adding(_ qubits: some Sequence<Int>, are states: [Bool]) -> Choice {
    zip(qubits, states).reduce(into: self) { $0.add($1.0, is: $1.1) }
  }

  /// The qubits that choose.
  var qubits: [Int] { mask.setBits }

  func holds(for index: Int) -> Bool { index & mask == value }
}

extension Int {
  /// The places of the bits that are 1, in ascending order.
  var setBits: [Int] {
    var places: [Int] = []
    var rest = self
    while rest != 0 {
      places.append(rest.trailingZeroBitCount)
      rest &= rest - 1
    }
    return places
  }

  /// Whether an odd number of bits is 1.
  @inline(__always) var isOdd: Bool { nonzeroBitCount & 1 == 1 }

  /// The bits of a number, from the lowest, put at some places of another.
  func spread(to places: [Int]) -> Int {
    places.enumerated().reduce(0) { $0 | (self >> $1.offset & 1) << $1.element }
  }

  /// The number with a bit that is 0 put between its bits, at one place.
  @inline(__always) func openingBit(_ place: Int) -> Int {
    let low = self & ((1 << place) - 1)
    return (self &- low) << 1 | low
  }
}
