internal import Circuits

/// A map of the bits of an index to others: $y = Mx \oplus k$ over the field of two elements.
///
/// Ladders of CX, flips and swaps are such maps, and so is whatever they make together, so a run of
/// them costs one pass over the state.
struct BitMap: Hashable, Sendable {
  /// What each bit of x adds to y.
  private(set) var columns: [Int]
  /// What is added to all.
  private(set) var offset = 0

  /// The map that changes nothing.
  init(bits: Int) { columns = (0..<bits).map { 1 << $0 } }

  /// The map of a gate that moves basis states; nothing if it moves them in another way.
  ///
  /// - Parameter places: Where each basis state goes.
  init?(_ places: [Int]) {
    let bits = places.count.trailingZeroBitCount
    offset = places[0]
    columns = (0..<bits).map { places[1 << $0] ^ places[0] }
    for (state, place) in places.enumerated() where self(state) != place { return nil }
  }

  /// Where an index goes.
  func callAsFunction(_ index: Int) -> Int {
    var (image, rest) = (offset, index)
    while rest != 0 {
      image ^= columns[rest.trailingZeroBitCount]
      rest &= rest - 1
    }
    return image
  }

  /// Whether nothing changes.
  var isIdentity: Bool { offset == 0 && columns.indices.allSatisfy { columns[$0] == 1 << $0 } }

  /// The bits of y that are not those of x.
  var changed: Int {
    columns.enumerated().reduce(offset) { $0 | ($1.element ^ 1 << $1.offset) }
  }

  /// Appends a map of some of the bits.
  ///
  /// - Parameters:
  ///   - next: The map.
  ///   - places: The bits that it maps.
  mutating func append(_ next: BitMap, at places: [Int]) {
    let mask = places.reduce(0) { $0 | 1 << $1 }
    func moved(_ index: Int, _ offset: Int) -> Int {
      var image = offset
      for (bit, place) in places.enumerated() where index >> place & 1 == 1 {
        image ^= next.columns[bit]
      }
      return places.enumerated().reduce(index & ~mask) { sum, entry in
        sum | (image >> entry.offset & 1) << entry.element
      }
    }
    columns = columns.map { moved($0, 0) }
    offset = moved(offset, next.offset)
  }

  /// The map that undoes this one.
  var inverse: BitMap {
    var (rows, inverse) = (columns, BitMap(bits: columns.count).columns)
    // Columns are reduced to those of the identity, and the same is done to the identity.
    for bit in rows.indices {
      guard let pivot = (bit..<rows.count).first(where: { rows[$0] >> bit & 1 == 1 }) else {
        continue
      }
      rows.swapAt(bit, pivot)
      inverse.swapAt(bit, pivot)
      for other in rows.indices where other != bit && rows[other] >> bit & 1 == 1 {
        rows[other] ^= rows[bit]
        inverse[other] ^= inverse[bit]
      }
    }
    var map = BitMap(bits: columns.count)
    map.columns = inverse
    map.offset = map(offset)
    return map
  }
}

extension Gate {
  /// Where the gate moves the basis states of its qubits, if that is all it does.
  var permutation: [Int]? {
    guard qubitCount <= 6 else { return nil }
    switch action {
    case .permutation(let places): return places
    case .controlled(let base, let states):
      guard let inner = base.permutation else { return nil }
      let wanted = states.enumerated().reduce(0) { $0 | ($1.element ? 1 << $1.offset : 0) }
      let mask = 1 << states.count - 1
      return (0..<1 << qubitCount).map { state in
        state & mask == wanted ? wanted | inner[state >> states.count] << states.count : state
      }
    default: return nil
    }
  }
}
