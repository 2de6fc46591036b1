internal import Numerics

/// A state of qubits as a chain of tensors, one for each qubit, joined by bonds.
///
/// The tensors on the left of the centre are orthonormal to the left and those on its right to the right,
/// so that what is cut off at the centre is what the whole state loses.
struct Chain: Sendable {
  /// The tensors, as matrices from the bond on the left and the state of the qubit to the bond on the right.
  var sites: [Columns]
  var center = 0
  /// Where each qubit stands, and which stands where.
  private(set) var placeOf: [Int]
  private(set) var qubitAt: [Int]
  /// A factor of the whole state.
  var phase = Complex<Double>.one
  /// The share of the squared norm that is left of what was cut off, all cuts multiplied.
  private(set) var keptWeight = 1.0
  /// How many cuts lost more than rounding does.
  private(set) var cutCount = 0
  let limit: Int
  let cutoff: Double

  /// Zeros.
  init(qubits: Int, limit: Int, cutoff: Double) {
    let zero = Columns(2, 1) { start in
      start.initialize(to: .one)
      (start + 1).initialize(to: .zero)
    }
    sites = Array(repeating: zero, count: qubits)
    placeOf = Array(0..<qubits)
    qubitAt = placeOf
    (self.limit, self.cutoff) = (limit, cutoff)
  }

  /// Takes the order in which qubits stand from another chain.
  mutating func takeOrder(of other: Chain) { (placeOf, qubitAt) = (other.placeOf, other.qubitAt) }

  /// How many qubits there are.
  var count: Int { sites.count }

  /// The widths of the bonds between neighbours.
  var bonds: [Int] { sites.dropLast().map(\.columnCount) }

  /// Makes a tensor the centre, with a decomposition for each step.
  mutating func moveCenter(to target: Int) {
    while center < target {
      let (q, r) = sites[center].qr
      sites[center] = q
      let next = sites[center + 1]
      sites[center + 1] = Columns.product(r, next.reshaped(rows: next.rowCount / 2))
        .reshaped(rows: 2 * q.columnCount)
      center += 1
    }
    while center > target {
      let site = sites[center]
      let (q, r) = site.reshaped(rows: site.rowCount / 2).adjoint.qr
      sites[center] = q.adjoint.reshaped(rows: 2 * q.columnCount)
      sites[center - 1] = Columns.product(sites[center - 1], r, adjointB: true)
      center -= 1
    }
  }

  /// Applies a matrix to the qubit at a place.
  mutating func apply(_ matrix: [Complex<Double>], at place: Int) {
    sites[place] = sites[place].applying(matrix, left: sites[place].rowCount / 2, size: 2)
  }

  /// Applies a matrix to neighbours.
  ///
  /// - Parameters:
  ///   - matrix: The matrix, column after column; the first place is the lowest bit of an index.
  ///   - place: The place on the left.
  ///   - width: How many places there are.
  ///   - toRight: Whether the centre is wanted on the right behind it.
  mutating func apply(
    _ matrix: [Complex<Double>], at place: Int, width: Int = 2, toRight: Bool = true
  ) {
    if center < place { moveCenter(to: place) }
    if center >= place + width { moveCenter(to: place + width - 1) }
    let left = sites[place].rowCount / 2
    var all = sites[place]
    for site in sites[place + 1..<place + width] {
      all = Columns.product(all, site.reshaped(rows: site.rowCount / 2))
        .reshaped(rows: all.rowCount * 2)
    }
    all = all.applying(matrix, left: left, size: 1 << width)
    toRight ? splitToRight(all, at: place, width) : splitToLeft(all, at: place, width)
  }

  private mutating func splitToRight(_ all: Columns, at place: Int, _ width: Int) {
    var (rest, left) = (all, all.rowCount >> width)
    for site in place..<place + width - 1 {
      let parts = rest.reshaped(rows: 2 * left).split(limit: limit, cutoff: cutoff)
      sites[site] = parts.q
      (rest, left) = (normalized(parts.rest), parts.q.columnCount)
    }
    sites[place + width - 1] = rest.reshaped(rows: 2 * left)
    center = place + width - 1
  }

  private mutating func splitToLeft(_ all: Columns, at place: Int, _ width: Int) {
    let left = all.rowCount >> width
    var (rest, right) = (all, all.columnCount)
    for site in (place + 1..<place + width).reversed() {
      let matrix = rest.reshaped(rows: left << (site - place))
      let parts = matrix.adjoint.split(limit: limit, cutoff: cutoff)
      sites[site] = parts.q.adjoint.reshaped(rows: 2 * parts.q.columnCount)
      (rest, right) = (normalized(parts.rest).adjoint, parts.q.columnCount)
    }
    sites[place] = rest.reshaped(rows: rest.elements.count / right)
    center = place
  }

  /// Notes what a cut has lost, and makes the norm 1 again.
  private mutating func normalized(_ rest: Columns) -> Columns {
    let kept = rest.squaredNorm
    keptWeight *= min(1, kept)
    if kept < 1 - 1e-13 { cutCount += 1 }
    var rest = rest
    rest.scale(by: Complex(1 / kept.squareRoot()))
    return rest
  }

  /// Exchanges neighbours.
  mutating func swap(at place: Int, toRight: Bool) {
    apply(Chain.exchange, at: place, toRight: toRight)
    qubitAt.swapAt(place, place + 1)
    placeOf[qubitAt[place]] = place
    placeOf[qubitAt[place + 1]] = place + 1
  }

  private static let exchange: [Complex<Double>] = (0..<16).map {
    $0 == 0 || $0 == 6 || $0 == 9 || $0 == 15 ? 1 : 0
  }

  /// Brings a qubit to a place, by exchanges with those between.
  mutating func bring(_ qubit: Int, to place: Int) {
    while placeOf[qubit] < place { swap(at: placeOf[qubit], toRight: true) }
    while placeOf[qubit] > place { swap(at: placeOf[qubit] - 1, toRight: false) }
  }

  /// Puts the qubits into an order.
  mutating func arrange(_ order: [Int]) {
    for (place, qubit) in order.enumerated() { bring(qubit, to: place) }
  }

  /// Forces the qubit at a place to a value, and makes it the centre.
  ///
  /// - Returns: The probability of the value.
  mutating func project(at place: Int, to value: Bool) -> Double {
    moveCenter(to: place)
    let (zero, one): (Complex<Double>, Complex<Double>) = value ? (0, 1) : (1, 0)
    apply([zero, 0, 0, one], at: place)
    let probability = sites[place].squaredNorm
    sites[place].scale(by: Complex(1 / max(probability, .leastNormalMagnitude).squareRoot()))
    return probability
  }
}

extension Columns {
  /// Multiplies the middle index of a tensor by a matrix: index *l*, then *s* of the given size, then *r*.
  func applying(_ matrix: [Complex<Double>], left: Int, size: Int) -> Columns {
    Columns(rowCount, columnCount) { target in
      elements.withUnsafeBufferPointer { source in
        guard let source = source.baseAddress else { return }
        let block = left * size
        target.initialize(repeating: .zero, count: elements.count)
        for start in stride(from: 0, to: elements.count, by: block) {
          for column in 0..<size {
            for row in 0..<size where matrix[column * size + row] != .zero {
              Columns.add(
                source + start + column * left, times: matrix[column * size + row],
                to: target + start + row * left, left)
            }
          }
        }
      }
    }
  }

  /// Adds a multiple of some numbers to others.
  @inline(__always)
  private static func add(
    _ source: UnsafePointer<Complex<Double>>, times factor: Complex<Double>,
    to target: UnsafeMutablePointer<Complex<Double>>, _ count: Int
  ) {
    typealias Lanes = SIMD8<Double>
    let (from, to) = (UnsafeRawPointer(source), UnsafeMutableRawPointer(target))
    let real = Lanes(repeating: factor.real)
    var crossed = Lanes(repeating: factor.imaginary)
    crossed.evenHalf = SIMD4(repeating: -factor.imaginary)
    var place = 0
    while place + 4 <= count {
      let v = from.loadUnaligned(fromByteOffset: place * 16, as: Lanes.self)
      let sum = to.loadUnaligned(fromByteOffset: place * 16, as: Lanes.self)
      let exchanged = Lanes(v[1], v[0], v[3], v[2], v[5], v[4], v[7], v[6])
      to.storeBytes(
        of: sum.addingProduct(real, v).addingProduct(crossed, exchanged),
        toByteOffset: place * 16, as: Lanes.self)
      place += 4
    }
    while place < count {
      target[place] += factor * source[place]
      place += 1
    }
  }
}
