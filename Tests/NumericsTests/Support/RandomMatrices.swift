import Numerics

/// A law that holds for matrices of any of the four element types.
protocol MatrixLaw {
  func check<Element: MatrixScalar>(_ type: Element.Type, size: Int, seed: UInt64) throws
}

/// The sizes at which laws are checked: the smallest ones, and both sides of block sizes.
let lawSizes = [1, 2, 3, 5, 8, 17, 33, 40]

extension MatrixLaw {
  /// Checks the law at every size for every element type; the seed of a failure is in its message.
  func checkEverywhere(seed: UInt64 = 7) throws {
    for size in lawSizes {
      try check(Float.self, size: size, seed: seed)
      try check(Double.self, size: size, seed: seed)
      try check(Complex<Float>.self, size: size, seed: seed)
      try check(Complex<Double>.self, size: size, seed: seed)
    }
  }
}

extension Matrix {
  /// A matrix of entries in −1..<1 in both parts.
  static func random(rows: Int, columns: Int, seed: UInt64) throws -> Matrix {
    var generator = SplitMix64(state: seed)
    let entries = (0..<rows * columns).map { _ in
      Element(
        real: Element.Real(Double.random(in: -1..<1, using: &generator)),
        imaginary: Element.Real(Double.random(in: -1..<1, using: &generator)))
    }
    return try Matrix(rows: rows, columns: columns, elements: entries)
  }

  /// A Hermitian matrix, (A + A†) / 2 of a random one.
  static func randomHermitian(_ size: Int, seed: UInt64) throws -> Matrix {
    let matrix = try random(rows: size, columns: size, seed: seed)
    return try (matrix + matrix.adjoint) / 2
  }

  /// What rounding may do to the entries of products of matrices of this size.
  var rounding: Element.Real {
    64 * Element.Real(max(rowCount, columnCount, 1)) * Element.Real.ulpOfOne
  }
}

/// A generator that is not the library's own, so that laws do not lean on what they are to prove.
struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
