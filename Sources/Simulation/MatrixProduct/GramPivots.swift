internal import Numerics

/// The columns of a matrix that hold most of what the others leave, one after the other: Cholesky's method
/// with pivots on $A^\dagger A$, which ends as soon as there are enough.
///
/// H. Harbrecht, M. Peters and R. Schneider, "On the low-rank approximation by the pivoted Cholesky
/// decomposition", Appl. Numer. Math. 62, 428 (2012).
struct GramPivots {
  /// The squares below this share of all are rounding.
  private static let noise = 4e-16

  /// The columns.
  private(set) var places: [Int] = []
  /// Whether they hold all but the share that may be lost.
  private(set) var isExact = false
  private let count: Int
  /// What each column still holds besides those chosen.
  private var rest: [Double]
  /// The columns of the triangle, real and imaginary parts apart, so that loops are over plain numbers.
  private var real: [Double]
  private var imaginary: [Double]

  /// Chooses columns.
  ///
  /// - Parameters:
  ///   - gram: $A^\dagger A$.
  ///   - most: How many columns there may be.
  ///   - cutoff: The share of the squared norm that may be lost.
  init(_ gram: Columns, most: Int, cutoff: Double) {
    count = gram.columnCount
    rest = (0..<gram.columnCount).map { gram[$0, $0].real }
    real = Array(repeating: 0, count: count * most)
    imaginary = real
    let total = rest.reduce(0, +)
    while places.count < most {
      let pivot = largest
      if !places.isEmpty {
        guard left > cutoff * total, rest[pivot] > GramPivots.noise * total else { break }
      }
      choose(pivot, gram)
    }
    isExact = places.count < most || left <= max(cutoff, 1e-14) * total
  }

  private var left: Double { rest.reduce(0) { $0 + max(0, $1) } }

  private var largest: Int {
    var place = 0
    for candidate in 1..<max(1, count) where rest[candidate] > rest[place] { place = candidate }
    return place
  }

  private mutating func choose(_ pivot: Int, _ gram: Columns) {
    let (count, known) = (count, places.count)
    let scale = 1 / max(rest[pivot], .leastNormalMagnitude).squareRoot()
    real.withUnsafeMutableBufferPointer { real in
      imaginary.withUnsafeMutableBufferPointer { imaginary in
        guard let x = real.baseAddress, let y = imaginary.baseAddress else { return }
        let (re, im) = (x + known * count, y + known * count)
        for row in 0..<count {
          let element = gram.elements[pivot * count + row]
          (re[row], im[row]) = (element.real, element.imaginary)
        }
        for other in 0..<known {
          GramPivots.subtract(
            x + other * count, y + other * count, times: x[other * count + pivot],
            -y[other * count + pivot], from: re, im, count)
        }
        for row in 0..<count {
          re[row] *= scale
          im[row] *= scale
          rest[row] -= re[row] * re[row] + im[row] * im[row]
        }
      }
    }
    places.append(pivot)
    for place in places { rest[place] = 0 }
  }

  /// Takes a multiple of complex numbers from others.
  @inline(__always)
  private static func subtract(
    _ x: UnsafePointer<Double>, _ y: UnsafePointer<Double>, times a: Double, _ b: Double,
    from re: UnsafeMutablePointer<Double>, _ im: UnsafeMutablePointer<Double>, _ count: Int
  ) {
    for row in 0..<count {
      re[row] -= x[row] * a - y[row] * b
      im[row] -= x[row] * b + y[row] * a
    }
  }
}
