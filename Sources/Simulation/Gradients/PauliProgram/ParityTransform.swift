/// Sums of parities over all places, and their transposed: the transform of Walsh and Hadamard, of which
/// only what some masks need is done.
///
/// It works in place on 2ᵏ elements. Where all numbers are asked for it takes *k* 2ᵏ additions, and for the
/// parities of single bits no more than 2 · 2ᵏ.
struct ParityTransform: Sendable {
  private struct Step: Sendable {
    enum Kind: Sendable {
      /// The sum of all elements goes to the first.
      case sum
      /// Sums go to the lower half, differences to the upper.
      case both
      /// Only the sums are needed.
      case sums
      /// Only the differences are needed.
      case differences
    }
    let kind: Kind
    let start: Int
    /// The length of half of what it works on.
    let half: Int
  }

  /// The masks, each once: the places of what they give.
  let masks: [Int]
  private var steps: [Step] = []

  /// - Parameters:
  ///   - masks: The parities that are asked for, each once and at least one.
  ///   - bits: How many bits the number of a place has.
  init(_ masks: [Int], bits: Int) {
    self.masks = masks
    plan(masks, start: 0, bits: bits)
  }

  private mutating func plan(_ masks: [Int], start: Int, bits: Int) {
    if bits == 0 { return }
    let half = 1 << (bits - 1)
    let (lower, upper) = (masks.filter { $0 & half == 0 }, masks.filter { $0 & half != 0 })
    if upper.isEmpty && lower.allSatisfy({ $0 == 0 }) {
      return steps.append(Step(kind: .sum, start: start, half: half))
    }
    let kind: Step.Kind = lower.isEmpty ? .differences : upper.isEmpty ? .sums : .both
    steps.append(Step(kind: kind, start: start, half: half))
    if !lower.isEmpty { plan(lower, start: start, bits: bits - 1) }
    if !upper.isEmpty { plan(upper.map { $0 ^ half }, start: start + half, bits: bits - 1) }
  }

  /// Puts $\sum_x \chi_m(x)\,v_x$ at the place of each mask *m*, and other things elsewhere.
  @inline(__always) func reduce<Element: SIMD>(_ values: UnsafeMutablePointer<Element>)
  where Element.Scalar == Double {
    for step in steps {
      let low = values + step.start
      let high = low + step.half
      switch step.kind {
      case .sum:
        var sum = low[0]
        for place in 1..<2 * step.half { sum += low[place] }
        low[0] = sum
      case .both:
        for place in 0..<step.half {
          let (a, b) = (low[place], high[place])
          (low[place], high[place]) = (a + b, a - b)
        }
      case .sums: for place in 0..<step.half { low[place] += high[place] }
      case .differences: for place in 0..<step.half { high[place] = low[place] - high[place] }
      }
    }
  }

  /// Makes $\sum_m \chi_m(x)\,v_m$ at every place *x* of the values at the places of the masks.
  @inline(__always) func expand<Element: SIMD>(_ values: UnsafeMutablePointer<Element>)
  where Element.Scalar == Double {
    for step in steps.reversed() {
      let low = values + step.start
      let high = low + step.half
      switch step.kind {
      case .sum:
        let value = low[0]
        for place in 1..<2 * step.half { low[place] = value }
      case .both:
        for place in 0..<step.half {
          let (a, b) = (low[place], high[place])
          (low[place], high[place]) = (a + b, a - b)
        }
      case .sums: for place in 0..<step.half { high[place] = low[place] }
      case .differences:
        for place in 0..<step.half {
          low[place] = high[place]
          high[place] = -high[place]
        }
      }
    }
  }
}
