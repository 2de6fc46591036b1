internal import Numerics

extension Amplitudes {
  /// Turns about a product of Pauli matrices, $e^{-i\theta P/2}$, where controls hold.
  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Float)
  func rotate(_ angle: Double, about string: PauliMasks, where controls: Controls) {
    let (c, s) = (Double.cos(angle / 2), Double.sin(angle / 2))
    // P|x> = iʸ (-1)^(x·phases) |x ^ flips>, so -i sin times that.
    let factor = Complex(0, -s) * string.power
    if string.flips == 0 {
      let low = 1 << Scalar.laneBits - 1
      forEachVector(where: controls) { index, keep in
        let base = index << Scalar.laneBits
        let sign: Double = (base & string.phases).nonzeroBitCount % 2 == 0 ? 1 : -1
        let factors = Scalar.factors { place in
          if !keep(place) { return 1 }
          let isNegative = (place & low & string.phases).nonzeroBitCount % 2 == 1
          return Complex(c) + (isNegative ? -sign : sign) * factor
        }
        vectors[index] = factors.times(vectors[index])
      }
      return
    }
    let elements = elements
    let top = 1 << (Int.bitWidth - 1 - string.flips.leadingZeroBitCount)
    for index in 0..<count where index & top == 0 && controls.holds(for: index) {
      let partner = index ^ string.flips
      let (x, y) = (elements[index], elements[partner])
      let (to, from) = (string.sign(of: partner) * factor, string.sign(of: index) * factor)
      elements[index] = Scalar(c) * x + Complex<Scalar>(to) * y
      elements[partner] = Scalar(c) * y + Complex<Scalar>(from) * x
    }
  }

  /// Calls for each vector in which controls can hold, with a test for the places within it.
  private func forEachVector(where controls: Controls, _ body: (Int, (Int) -> Bool) -> Void) {
    let lane = Scalar.laneBits
    let runs = VectorRuns(
      bits: vectorCount.trailingZeroBitCount, fixing: controls.mask >> lane,
      to: controls.value >> lane)
    let low = 1 << lane - 1
    for run in 0..<runs.count {
      let start = runs.start(run)
      for place in 0..<runs.length {
        body(start + place) { $0 & controls.mask & low == controls.value & low }
      }
    }
  }
}

/// A product of Pauli matrices on the qubits of a state, as bits of an index.
struct PauliMasks: Hashable {
  /// The bits with X or Y.
  let flips: Int
  /// The bits with Z or Y.
  let phases: Int

  /// The factor i for each Y.
  var power: Complex<Double> {
    [1, .i, -1, -.i][(flips & phases).nonzeroBitCount % 4]
  }

  /// The sign that an index gets.
  @inline(__always) func sign(of index: Int) -> Double {
    (index & phases).nonzeroBitCount & 1 == 0 ? 1 : -1
  }
}

extension Complex where Scalar: AmplitudeScalar {
  /// The number in the precision of a state.
  init(_ number: Complex<Double>) {
    self.init(Scalar(number.real), Scalar(number.imaginary))
  }
}
