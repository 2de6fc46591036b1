internal import Circuits
internal import Numerics

/// A circuit on a chain as layers of matrices on neighbours, each with what its angles turn.
struct GradientLayers {
  /// An angle of a gate: which gate, and which of its angles.
  struct Place: Hashable { let gate, angle: Int }

  /// A matrix on one place or two, and for each angle in it the generator behind the matrix.
  ///
  /// With $K_j$ for each angle the derivative of the matrix $U$ is $-iK_jU$; a gate $G$ behind it makes
  /// $U$ into $GU$ and $K_j$ into $GK_jG^\dagger$.
  struct Step {
    var first: Int
    var width: Int
    var matrix: [Complex<Double>]
    var generators: [(place: Place, matrix: [Complex<Double>])]

    /// The step on two places, where it was on one of them.
    func widened(on first: Int) -> Step {
      func widened(_ matrix: [Complex<Double>]) -> [Complex<Double>] {
        matrix.widened(to: self.first - first, of: 2)
      }
      return Step(
        first: first, width: 2, matrix: widened(matrix),
        generators: generators.map { ($0.place, widened($0.matrix)) })
    }

    /// A step and another behind it, on the same places.
    func followed(by next: Step) -> Step {
      let size = 1 << width
      let back = next.matrix.adjoint(size: size)
      return Step(
        first: first, width: width, matrix: next.matrix.times(matrix, size: size),
        generators: generators.map {
          ($0.place, next.matrix.times($0.matrix, size: size).times(back, size: size))
        } + next.generators)
    }
  }

  private(set) var layers: [[Step]] = []
  /// How many layers each qubit has behind it.
  private var depth: [Int]
  private var waiting: [Int: Step] = [:]
  /// A step with more angles would make each gate behind it costly, which changes all their generators.
  private static let mostAngles = 16

  init(qubits: Int) { depth = Array(repeating: 0, count: qubits) }

  /// Adds a step behind all others.
  mutating func add(_ step: Step) {
    guard step.width == 2 else {
      if let full = waiting[step.first], full.generators.count >= GradientLayers.mostAngles {
        place(full)
        waiting[step.first] = nil
      }
      waiting[step.first] = waiting[step.first].map { $0.followed(by: step) } ?? step
      return
    }
    var whole = step
    for place in [step.first, step.first + 1] {
      guard let before = waiting.removeValue(forKey: place) else { continue }
      whole = before.widened(on: step.first).followed(by: whole)
    }
    place(whole)
  }

  /// Adds what still waits for a step of two places.
  mutating func finish() {
    for step in waiting.values.sorted(by: { $0.first < $1.first }) { place(step) }
    waiting = [:]
    for layer in layers.indices { layers[layer].sort { $0.first < $1.first } }
  }

  private mutating func place(_ step: Step) {
    let places = step.first..<step.first + step.width
    let layer = places.map { depth[$0] }.max() ?? 0
    if layer > 0, depth[places].allSatisfy({ $0 == layer }),
      let same = layers[layer - 1].firstIndex(where: {
        $0.first == step.first && $0.width == step.width
          && $0.generators.count < GradientLayers.mostAngles
      })
    {
      layers[layer - 1][same] = layers[layer - 1][same].followed(by: step)
      return
    }
    if layer == layers.count { layers.append([]) }
    layers[layer].append(step)
    for place in places { depth[place] = layer + 1 }
  }
}

extension [Complex<Double>] {
  /// The adjoint of a square matrix, column after column.
  func adjoint(size: Int) -> [Complex<Double>] {
    (0..<size * size).map { self[($0 % size) * size + $0 / size].conjugate }
  }
}
