internal import Numerics

/// A real number that amplitudes are made of, with the vectors of the machine that hold several.
///
/// Amplitudes lie one behind the other, real part before imaginary part, so that a vector holds four of
/// them in double precision and eight in single. Gates on the lowest qubits exchange amplitudes within a
/// vector; the others exchange whole vectors.
protocol AmplitudeScalar: RealScalar, SIMDScalar, Codable {
  /// 64 bytes of numbers.
  associatedtype Lanes: SIMD, Sendable where Lanes.Scalar == Self
  /// How many of the lowest qubits lie within one vector.
  static var laneBits: Int { get }
  /// Real and imaginary part of each amplitude exchanged.
  static func exchanged(_ lanes: Lanes) -> Lanes
  /// The amplitude at each index with one of the lowest bits flipped.
  static func flipped(_ lanes: Lanes, bit: Int) -> Lanes
  /// The real part of each amplitude, twice.
  static func realParts(_ lanes: Lanes) -> Lanes
  /// The imaginary part of each amplitude, negative and positive.
  static func crossedParts(_ lanes: Lanes) -> Lanes
}

extension Double: AmplitudeScalar {
  @inline(__always) static func realParts(_ v: Lanes) -> Lanes {
    Lanes(v[0], v[0], v[2], v[2], v[4], v[4], v[6], v[6])
  }

  @inline(__always) static func crossedParts(_ v: Lanes) -> Lanes {
    let w = -v
    return Lanes(w[1], v[1], w[3], v[3], w[5], v[5], w[7], v[7])
  }

  typealias Lanes = SIMD8<Double>
  static var laneBits: Int { 2 }

  @inline(__always) static func exchanged(_ v: Lanes) -> Lanes {
    Lanes(v[1], v[0], v[3], v[2], v[5], v[4], v[7], v[6])
  }

  @inline(__always) static func flipped(_ v: Lanes, bit: Int) -> Lanes {
    bit == 0
      ? Lanes(v[2], v[3], v[0], v[1], v[6], v[7], v[4], v[5])
      : Lanes(v[4], v[5], v[6], v[7], v[0], v[1], v[2], v[3])
  }
}

extension Float: AmplitudeScalar {
  @inline(__always) static func realParts(_ v: Lanes) -> Lanes {
    Lanes(
      v[0], v[0], v[2], v[2], v[4], v[4], v[6], v[6],
      v[8], v[8], v[10], v[10], v[12], v[12], v[14], v[14])
  }

  @inline(__always) static func crossedParts(_ v: Lanes) -> Lanes {
    let w = -v
    return Lanes(
      w[1], v[1], w[3], v[3], w[5], v[5], w[7], v[7],
      w[9], v[9], w[11], v[11], w[13], v[13], w[15], v[15])
  }

  typealias Lanes = SIMD16<Float>
  static var laneBits: Int { 3 }

  @inline(__always) static func exchanged(_ v: Lanes) -> Lanes {
    Lanes(
      v[1], v[0], v[3], v[2], v[5], v[4], v[7], v[6],
      v[9], v[8], v[11], v[10], v[13], v[12], v[15], v[14])
  }

  @inline(__always) static func flipped(_ v: Lanes, bit: Int) -> Lanes {
    switch bit {
    case 0:
      Lanes(
        v[2], v[3], v[0], v[1], v[6], v[7], v[4], v[5],
        v[10], v[11], v[8], v[9], v[14], v[15], v[12], v[13])
    case 1:
      Lanes(
        v[4], v[5], v[6], v[7], v[0], v[1], v[2], v[3],
        v[12], v[13], v[14], v[15], v[8], v[9], v[10], v[11])
    default:
      Lanes(
        v[8], v[9], v[10], v[11], v[12], v[13], v[14], v[15],
        v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7])
    }
  }
}

extension AmplitudeScalar {
  /// How many amplitudes a vector holds.
  static var laneCount: Int { 1 << laneBits }

  /// A vector whose amplitudes follow from their place in it.
  static func lanes(_ amplitude: (Int) -> Complex<Double>) -> Lanes {
    var lanes = Lanes()
    for place in 0..<laneCount {
      let value = amplitude(place)
      lanes[2 * place] = Self(value.real)
      lanes[2 * place + 1] = Self(value.imaginary)
    }
    return lanes
  }

  /// Two vectors with which ``product(_:_:)`` multiplies each amplitude with a factor of its own.
  static func factors(_ factor: (Int) -> Complex<Double>) -> ComplexFactors<Self> {
    ComplexFactors(
      real: lanes { Complex(factor($0).real, factor($0).real) },
      crossed: lanes { Complex(-factor($0).imaginary, factor($0).imaginary) })
  }
}

/// A complex factor for each amplitude of a vector, laid out for two multiplications.
struct ComplexFactors<Scalar: AmplitudeScalar> {
  /// The real parts, each twice.
  let real: Scalar.Lanes
  /// The imaginary parts, negative for the real part of a product and positive for its imaginary part.
  let crossed: Scalar.Lanes

  init(real: Scalar.Lanes, crossed: Scalar.Lanes) { (self.real, self.crossed) = (real, crossed) }

  /// One factor for all.
  init(_ factor: Complex<Double>) { self = Scalar.factors { _ in factor } }

  /// The product with each amplitude.
  @inline(__always) func times(_ amplitudes: Scalar.Lanes) -> Scalar.Lanes {
    (real * amplitudes).addingProduct(crossed, Scalar.exchanged(amplitudes))
  }

  /// A sum and the product with each amplitude.
  @inline(__always) func times(
    _ amplitudes: Scalar.Lanes, plus sum: Scalar.Lanes
  ) -> Scalar.Lanes {
    sum.addingProduct(real, amplitudes).addingProduct(crossed, Scalar.exchanged(amplitudes))
  }
}
