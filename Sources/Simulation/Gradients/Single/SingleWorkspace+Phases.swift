internal import Numerics

extension SingleWorkspace {
  /// Where the cosines and sines of a layer are kept.
  private func kept(_ layer: Int) -> Block? {
    keptFactors.map { $0 + 2 * (blockVectors / 2) * layer }
  }

  /// Multiplies the amplitudes of a block by the phases of a layer.
  func turnPhases(of number: Int, base: Int, _ block: Block, count: Int) {
    let kept = kept(number)
    makePhases(program.layers[number], base: base)
    for pair in 0..<max(1, count / 2) {
      let (sine, cosine) = sineCosine(table[pair])
      if let kept { (kept[2 * pair], kept[2 * pair + 1]) = (sine, cosine) }
      let (lowC, highC) = cosine.doubled
      let (lowS, highS) = sine.doubled
      let (x, y) = (block[2 * pair], block[2 * pair + 1])
      block[2 * pair] = (lowC * x).addingProduct(lowS * Lanes.crossing, x.exchangingParts)
      block[2 * pair + 1] = (highC * y).addingProduct(highS * Lanes.crossing, y.exchangingParts)
    }
  }

  /// The phases of a block, one for each amplitude.
  private func makePhases(_ layer: PhaseLayer, base: Int) {
    for vector in layer.transform.masks { table[vector] = Lanes() }
    for term in layer.terms {
      let phase = (base & term.high).isOdd ? -angles[term.angle] : angles[term.angle]
      table[term.vector].addProduct(patterns[term.lanes], Lanes(repeating: phase))
    }
    layer.transform.expand(table)
  }

  /// Undoes the phases of a layer in a block of the state and of the adjoints.
  func undoPhases(of step: SingleProgram.Step, base: Int, offset: Int, count: Int) {
    let layer = program.layers[step.item]
    let pairs = max(1, count / 2)
    let block = state + offset
    for (number, adjoint) in adjoints.enumerated() where step.slope >= 0 {
      let adjoint = adjoint + offset
      let products = imaginaryTable
      for pair in 0..<pairs {
        products[pair] = Lanes(
          lowHalf: (adjoint[2 * pair] * block[2 * pair].exchangingParts).differences,
          highHalf: (adjoint[2 * pair + 1] * block[2 * pair + 1].exchangingParts).differences)
      }
      for pair in pairs..<max(pairs, blockVectors / 2) { products[pair] = Lanes() }
      addSlopes(layer, products, base: base, to: slopes + number * program.slopeAngles.count)
    }
    let kept = kept(step.item)
    if kept == nil { makePhases(layer, base: base) }
    for pair in 0..<pairs {
      let (sine, cosine) =
        kept.map { ($0[2 * pair], $0[2 * pair + 1]) } ?? sineCosine(table[pair])
      let (lowC, highC) = cosine.doubled
      let (s, t) = sine.doubled
      let (lowS, highS) = (s * Lanes.crossing, t * Lanes.crossing)
      for vectors in adjoints {
        let vectors = vectors + offset
        let (x, y) = (vectors[2 * pair], vectors[2 * pair + 1])
        vectors[2 * pair] = (lowC * x).addingProduct(-lowS, x.exchangingParts)
        vectors[2 * pair + 1] = (highC * y).addingProduct(-highS, y.exchangingParts)
      }
      let (x, y) = (block[2 * pair], block[2 * pair + 1])
      block[2 * pair] = (lowC * x).addingProduct(-lowS, x.exchangingParts)
      block[2 * pair + 1] = (highC * y).addingProduct(-highS, y.exchangingParts)
    }
  }

  /// Adds to the derivatives what the imaginary parts of the products of a block make of them.
  private func addSlopes(
    _ layer: PhaseLayer, _ products: Block, base: Int, to slopes: UnsafeMutablePointer<Double>
  ) {
    layer.transform.reduce(products)
    for term in layer.terms where term.slope >= 0 {
      let sum = (patterns[term.lanes] * products[term.vector]).sum()
      slopes[term.slope] += (base & term.high).isOdd ? sum : -sum
    }
  }
}

extension SIMD8<Double> {
  /// -1 for each real part and 1 for each imaginary part.
  @inline(__always) static var crossing: SIMD8<Double> { SIMD8(-1, 1, -1, 1, -1, 1, -1, 1) }

  /// Each number twice, in two vectors.
  @inline(__always) var doubled: (SIMD8<Double>, SIMD8<Double>) {
    (
      SIMD8(self[0], self[0], self[1], self[1], self[2], self[2], self[3], self[3]),
      SIMD8(self[4], self[4], self[5], self[5], self[6], self[6], self[7], self[7])
    )
  }

  /// Each number at an even place less the one behind it.
  @inline(__always) var differences: SIMD4<Double> { evenHalf - oddHalf }
}
