/// Where the basis states of the qubits lie in memory, when gates as CX, X and SWAP have only changed what
/// the places stand for: the state *x* lies at $A(x \oplus b)$, with a matrix of bits.
///
/// A turn that flips some bits flips others in memory, and a parity is another parity; nothing has to be
/// moved for that.
struct AffineFrame: Hashable {
  /// The bits in memory that flip with each qubit: the columns of A.
  private(set) var columns: [Int]
  /// The bits in memory whose parity is each qubit's bit: the rows of the inverse of A.
  private(set) var rows: [Int]
  /// The bits that are the other way round.
  private(set) var offset = 0

  /// Each state lies at its own number.
  init(qubits: Int) {
    columns = (0..<qubits).map { 1 << $0 }
    rows = columns
  }

  var isIdentity: Bool {
    offset == 0 && columns.enumerated().allSatisfy { $1 == 1 << $0 }
  }

  /// The bits in memory that flip when some bits of a state flip.
  func flips(_ mask: Int) -> Int { mask.setBits.reduce(0) { $0 ^ columns[$1] } }

  /// The bits in memory whose parity is that of some bits of a state, or its opposite.
  func parity(_ mask: Int) -> (mask: Int, isNegative: Bool) {
    (mask.setBits.reduce(0) { $0 ^ rows[$1] }, (mask & offset).isOdd)
  }

  /// The bits of a state whose parity is that of some bits of its place, or its opposite.
  func stateParity(_ mask: Int) -> (mask: Int, isNegative: Bool) {
    let bits = columns.enumerated().reduce(0) {
      $0 | ((mask & $1.element).nonzeroBitCount & 1) << $1.offset
    }
    return (bits, (bits & offset).isOdd)
  }

  /// The place of a state in memory.
  func place(of state: Int) -> Int { flips(state ^ offset) }

  /// The state at a place in memory.
  func state(at place: Int) -> Int {
    rows.enumerated().reduce(0) { $0 | ((place & $1.element).nonzeroBitCount & 1) << $1.offset }
      ^ offset
  }

  /// Lets a permutation of basis states be done, if it is one that this can say.
  ///
  /// - Parameters:
  ///   - places: Where each state of some qubits goes.
  ///   - qubits: The qubits.
  /// - Returns: Whether the permutation is a matrix of bits and an offset.
  mutating func absorb(_ places: [Int], on qubits: [Int]) -> Bool {
    let start = places[0]
    let images = qubits.indices.map { places[1 << $0] ^ start }
    let isAffine = places.indices.allSatisfy { state in
      places[state] == state.setBits.reduce(start) { $0 ^ images[$1] }
    }
    guard isAffine else { return false }
    var back = places
    for (from, to) in places.enumerated() { back[to] = from }
    let (oldRows, oldColumns, oldOffset) = (rows, columns, offset)
    for (bit, qubit) in qubits.enumerated() {
      // The new bit is a sum of old ones; the place that the new bit flips is one that old ones flip.
      let sources = images.indices.filter { images[$0] >> bit & 1 == 1 }
      rows[qubit] = sources.reduce(0) { $0 ^ oldRows[qubits[$1]] }
      let flipped = sources.reduce(start >> bit & 1) { $0 ^ (oldOffset >> qubits[$1] & 1) }
      offset = offset & ~(1 << qubit) | flipped << qubit
      let preimage = back[1 << bit] ^ back[0]
      columns[qubit] = preimage.setBits.reduce(0) { $0 ^ oldColumns[qubits[$1]] }
    }
    return true
  }
}
