internal import Numerics

extension Amplitudes {
  /// In so many pieces sums are made, whatever the number of threads, so that they are the same for any.
  private static var pieces: Int { 16 }

  /// The imaginary part of the matrix element of a product of Pauli matrices between this state and another,
  /// $\mathrm{Im}\,\langle\text{self}|P|\text{other}\rangle$.
  ///
  /// - Complexity: O(2ⁿ).
  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Float)
  func crossing(_ string: PauliMasks, with other: Amplitudes) -> Double {
    let crossing = Crossing<Scalar>(string, left: vectors, right: other.vectors)
    let pieces = min(Self.pieces, vectorCount)
    var sums = [Double](repeating: 0, count: pieces)
    sums.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      let (shared, count) = (Shared(base), vectorCount)
      let parts = WorkerPool.partCount(for: count)
      WorkerPool.perform(parts == 1 ? 1 : pieces) { part in
        for piece in parts == 1 ? 0..<pieces : part..<part + 1 {
          shared.pointer[piece] = crossing.sum(
            count * piece / pieces, count * (piece + 1) / pieces)
        }
      }
    }
    return sums.reduce(0, +)
  }
}

/// A product of Pauli matrices between two states, vector by vector.
private struct Crossing<Scalar: AmplitudeScalar>: @unchecked Sendable {
  typealias Lanes = Scalar.Lanes

  private let left: UnsafePointer<Lanes>
  private let right: UnsafePointer<Lanes>
  /// The bits of the number of a vector that are flipped, and those that choose its sign.
  private let step: Int
  private let highPhases: Int
  /// The bits within a vector that are flipped.
  private let flips: Int
  /// The factors of the parts of the products, one for each place in a vector.
  private let signs: Lanes
  /// Whether imaginary parts of products are added up, which are real parts times those of the other kind.
  private let isCrossed: Bool

  /// So many vectors are added up in the precision of the states.
  private static var chunk: Int { 256 }

  init(
    _ string: PauliMasks, left: UnsafeMutablePointer<Lanes>, right: UnsafeMutablePointer<Lanes>
  ) {
    (self.left, self.right) = (UnsafePointer(left), UnsafePointer(right))
    let low = 1 << Scalar.laneBits - 1
    (step, flips) = (string.flips >> Scalar.laneBits, string.flips & low)
    highPhases = string.phases >> Scalar.laneBits
    let power = string.power
    let isCrossed = power.imaginary == 0
    self.isCrossed = isCrossed
    // Im(p z) is p Im z for a real p, and Im p Re z for an imaginary one; Im(x* y) = x.re y.im - x.im y.re.
    signs = Scalar.lanes { place in
      let sign = string.sign(of: place & low) * (isCrossed ? power.real : power.imaginary)
      return isCrossed ? Complex(sign, -sign) : Complex(sign, sign)
    }
  }

  /// The sum over some of the vectors of the right state.
  @inline(__always) func sum(_ first: Int, _ last: Int) -> Double {
    var total = 0.0
    var start = first
    while start < last {
      let end = min(start + Self.chunk, last)
      total += isCrossed ? part(start, end) { Scalar.exchanged($0) } : part(start, end) { $0 }
      start = end
    }
    return total
  }

  @inline(__always) private func part(
    _ first: Int, _ last: Int, _ arranged: (Lanes) -> Lanes
  ) -> Double {
    var (even, odd) = (Lanes(), Lanes())
    for place in first..<last {
      // The amplitude of the left state whose index is flipped.
      var partner = left[place ^ step]
      if flips & 1 != 0 { partner = Scalar.flipped(partner, bit: 0) }
      if flips & 2 != 0 { partner = Scalar.flipped(partner, bit: 1) }
      if Scalar.laneBits > 2 && flips & 4 != 0 { partner = Scalar.flipped(partner, bit: 2) }
      let product = partner * signs
      if (place & highPhases).nonzeroBitCount & 1 == 0 {
        even = even.addingProduct(product, arranged(right[place]))
      } else {
        odd = odd.addingProduct(product, arranged(right[place]))
      }
    }
    return Double((even - odd).sum())
  }
}
