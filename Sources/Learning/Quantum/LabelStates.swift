internal import Circuits
internal import Glibc

/// States of a qubit that stand for classes, as far from one another on the sphere as can be.
///
/// For two classes they are the poles, for three a triangle, for four a tetrahedron, for six an octahedron: where
/// charges that repel each other come to rest.
struct LabelStates: Sendable {
  /// A point of the sphere for each class.
  let points: [[Double]]

  /// More classes than this crowd the sphere.
  static let most = 20

  /// The states of so many classes, at most ``most``.
  init(classes: Int) {
    // The first stays at |0⟩; the rest begin on a spiral, which no symmetry holds.
    var points = (0..<classes).map { place -> [Double] in
      let z = classes > 1 ? 1 - 2 * Double(place) / Double(classes - 1) : 1
      let (turn, radius) = (2.399_963 * Double(place), max(0, 1 - z * z).squareRoot())
      return [radius * cos(turn), radius * sin(turn), z]
    }
    let length = 0.5 / Double(classes)
    for _ in 0..<2_000 {
      let before = points
      for place in points.indices.dropFirst() {
        let force = LabelStates.force(on: points[place], from: points)
        points[place] = LabelStates.unit(zip(points[place], force).map { $0 + length * $1 })
      }
      let moved = zip(points, before).reduce(0) { max($0, squaredDistance($1.0, $1.1)) }
      if moved < 1e-24 { break }
    }
    self.points = points
  }

  private static func force(on point: [Double], from others: [[Double]]) -> [Double] {
    others.reduce([0, 0, 0]) { sum, other in
      let distance = squaredDistance(point, other)
      guard distance > 1e-12 else { return sum }
      let strength = 1 / (distance * distance.squareRoot())
      return sum.indices.map { sum[$0] + strength * (point[$0] - other[$0]) }
    }
  }

  private static func unit(_ vector: [Double]) -> [Double] {
    let length = dot(vector, vector).squareRoot()
    return length > 0 ? vector.map { $0 / length } : vector
  }

  /// $|\langle\psi_a|\psi_b\rangle|^2$ of each two classes.
  var fidelities: [[Double]] { points.map { a in points.map { b in (1 + dot(a, b)) / 2 } } }

  /// For each class the fidelity of its state with that of a qubit, as a mean over the qubits.
  func observables(qubits: Int) -> [Observable] {
    points.map { point in
      (0..<qubits).reduce(Observable(floatLiteral: 0.5)) { sum, qubit in
        let turned = point[0] * Observable.x(qubit) + point[1] * .y(qubit) + point[2] * .z(qubit)
        return sum + 0.5 / Double(qubits) * turned
      }
    }
  }
}
