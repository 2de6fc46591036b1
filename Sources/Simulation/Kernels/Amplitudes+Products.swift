internal import Numerics

extension Amplitudes {
  /// Adds a multiple of a product of Pauli matrices, applied to another state.
  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Float)
  func add(_ coefficient: Double, times string: PauliMasks, of other: Amplitudes) {
    let (own, source) = (elements, other.elements)
    let factor = Complex<Scalar>(coefficient * string.power)
    for index in 0..<count {
      let product = factor * source[index]
      let isNegative = (index & string.phases).nonzeroBitCount & 1 == 1
      let place = index ^ string.flips
      own[place] = isNegative ? own[place] - product : own[place] + product
    }
  }

  /// The matrix element of a product of Pauli matrices between this state and another.
  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Float)
  func element(of string: PauliMasks, with other: Amplitudes) -> Complex<Double> {
    let (own, source) = (elements, other.elements)
    var (re, im) = (0.0, 0.0)
    for index in 0..<count {
      let (x, y) = (own[index ^ string.flips], source[index])
      let isNegative = (index & string.phases).nonzeroBitCount & 1 == 1
      let realPart = Double(x.real * y.real + x.imaginary * y.imaginary)
      let imaginaryPart = Double(x.real * y.imaginary - x.imaginary * y.real)
      re += isNegative ? -realPart : realPart
      im += isNegative ? -imaginaryPart : imaginaryPart
    }
    return string.power * Complex(re, im)
  }

  /// Makes every amplitude 0.
  func clear() { vectors.update(repeating: Lanes(), count: vectorCount) }
}
