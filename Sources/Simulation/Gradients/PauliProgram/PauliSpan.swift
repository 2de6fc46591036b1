internal import Numerics

/// Pauli strings by what they span: whatever commutes with these commutes with all their products.
///
/// A string is written as the bits that it flips and the bits whose parity is its sign. There are never more
/// than two for each bit, however many were put in, so to ask about one string costs the same for ever.
struct PauliSpan {
  private struct Pauli {
    var flips: Int
    var phases: Int
  }

  private var basis: [Pauli] = []
  /// Where in the basis the string stands with some highest bit that flips, or none that does.
  private var placesByFlip = [Int?](repeating: nil, count: Int.bitWidth)
  private var placesByPhase = [Int?](repeating: nil, count: Int.bitWidth)

  /// Puts a string in, unless it is a product of others.
  mutating func insert(flips: Int, phases: Int) {
    var rest = Pauli(flips: flips, phases: phases)
    while rest.flips != 0 || rest.phases != 0 {
      let isFlip = rest.flips != 0
      let bit = Int.bitWidth - 1 - (isFlip ? rest.flips : rest.phases).leadingZeroBitCount
      guard let place = isFlip ? placesByFlip[bit] : placesByPhase[bit] else {
        if isFlip { placesByFlip[bit] = basis.count } else { placesByPhase[bit] = basis.count }
        return basis.append(rest)
      }
      rest.flips ^= basis[place].flips
      rest.phases ^= basis[place].phases
    }
  }

  /// Whether a string commutes with all that were put in.
  func commutes(withFlips flips: Int, phases: Int) -> Bool {
    basis.allSatisfy { !((flips & $0.phases) ^ (phases & $0.flips)).isOdd }
  }
}
