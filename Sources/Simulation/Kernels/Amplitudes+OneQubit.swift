internal import Numerics

extension Amplitudes {
  /// Multiplies one qubit by a matrix of two rows, where controls hold.
  ///
  /// - Parameters:
  ///   - matrix: Its elements row after row.
  ///   - target: The qubit.
  ///   - controls: Where it is done.
  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Float)
  func apply(_ matrix: [Complex<Double>], to target: Int, where controls: Controls) {
    let bits = vectorCount.trailingZeroBitCount
    let lane = Scalar.laneBits
    let (mask, value) = (controls.mask >> lane, controls.value >> lane)
    let lanes = laneControls(controls)
    if target >= lane {
      let step = 1 << (target - lane)
      let runs = VectorRuns(bits: bits, fixing: mask | step, to: value)
      if let lanes {
        // Where the controls do not hold, the factors are those of the identity.
        applyAcross(
          runs, step, lanes.choosing(matrix[0], or: 1), lanes.choosing(matrix[1], or: 0),
          lanes.choosing(matrix[2], or: 0), lanes.choosing(matrix[3], or: 1))
      } else {
        applyAcross(
          runs, step, ComplexFactors(matrix[0]), ComplexFactors(matrix[1]),
          ComplexFactors(matrix[2]), ComplexFactors(matrix[3]))
      }
    } else {
      let runs = VectorRuns(bits: bits, fixing: mask, to: value)
      let holds = { (place: Int) in controls.holds(for: place | controls.value & ~(1 << lane - 1)) }
      let own = Scalar.factors { place in
        holds(place) ? matrix[place >> target & 1 == 0 ? 0 : 3] : 1
      }
      let other = Scalar.factors { place in
        holds(place) ? matrix[place >> target & 1 == 0 ? 1 : 2] : 0
      }
      for run in 0..<runs.count {
        let start = vectors + runs.start(run)
        switch target {
        case 0: Self.applyWithin(start, runs.length, own, other) { Scalar.flipped($0, bit: 0) }
        case 1: Self.applyWithin(start, runs.length, own, other) { Scalar.flipped($0, bit: 1) }
        default: Self.applyWithin(start, runs.length, own, other) { Scalar.flipped($0, bit: 2) }
        }
      }
    }
  }

  /// Vectors in pairs.
  @inline(__always) private func applyAcross(
    _ runs: VectorRuns, _ step: Int, _ a: ComplexFactors<Scalar>, _ b: ComplexFactors<Scalar>,
    _ c: ComplexFactors<Scalar>, _ d: ComplexFactors<Scalar>
  ) {
    for run in 0..<runs.count {
      let low = vectors + runs.start(run)
      let high = low + step
      for place in 0..<runs.length {
        let (x, y) = (low[place], high[place])
        low[place] = b.times(y, plus: a.times(x))
        high[place] = d.times(y, plus: c.times(x))
      }
    }
  }

  /// Amplitudes in pairs within each vector.
  @inline(__always) private static func applyWithin(
    _ start: UnsafeMutablePointer<Lanes>, _ count: Int, _ own: ComplexFactors<Scalar>,
    _ other: ComplexFactors<Scalar>, _ partner: (Lanes) -> Lanes
  ) {
    for place in 0..<count {
      let x = start[place]
      start[place] = other.times(partner(x), plus: own.times(x))
    }
  }

  /// Exchanges 0 and 1 of one qubit, where controls hold.
  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Float)
  func flip(_ target: Int, where controls: Controls) {
    let lane = Scalar.laneBits
    guard target >= lane, controls.mask & (1 << lane - 1) == 0 else {
      return apply([0, 1, 1, 0], to: target, where: controls)
    }
    let step = 1 << (target - lane)
    let runs = VectorRuns(
      bits: vectorCount.trailingZeroBitCount, fixing: controls.mask >> lane | step,
      to: controls.value >> lane)
    for run in 0..<runs.count {
      let low = vectors + runs.start(run)
      let high = low + step
      for place in 0..<runs.length {
        (low[place], high[place]) = (high[place], low[place])
      }
    }
  }

  /// The controls among the lowest qubits; nothing if there are none.
  private func laneControls(_ controls: Controls) -> LaneChoice<Scalar>? {
    let low = 1 << Scalar.laneBits - 1
    guard controls.mask & low != 0 else { return nil }
    return LaneChoice { $0 & controls.mask & low == controls.value & low }
  }
}

/// The places in a vector at which a gate acts.
private struct LaneChoice<Scalar: AmplitudeScalar> {
  let isChosen: (Int) -> Bool

  func choosing(_ value: Complex<Double>, or other: Complex<Double>) -> ComplexFactors<Scalar> {
    Scalar.factors { isChosen($0) ? value : other }
  }
}
