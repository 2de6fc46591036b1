public import Circuits
internal import Numerics

/// Maps with a symmetry: what is done to the features is done to the state.
///
/// J. J. Meyer et al., "Exploiting symmetry in variational quantum machine learning", arXiv:2205.06217
/// (2022).
extension FeatureMap {
  /// Exchanging features exchanges qubits: $U(\pi x) = S_\pi U(x)$.
  ///
  /// In each layer a turn about X by each feature, turns about all pairs ZZ that share one weight, and turns
  /// about Y that share one. 2*L* weights, of the shape [*L*, 2].
  ///
  /// What is measured alike on all qubits, as the sum of their Z, does not depend on the order of the
  /// features then.
  ///
  /// - Parameters:
  ///   - features: How many features there are, in radians.
  ///   - layers: *L*.
  ///   - weights: The name of the weights.
  /// - Returns: A map with as many qubits.
  public static func permutationEquivariant(
    features: Int, layers: Int = 1, weights: String = "w"
  ) -> FeatureMap {
    var w = Weights(weights)
    let circuit = Circuit(qubits: usable(features)) { circuit in
      guard circuit.qubitCount <= mostFactors else { return }
      circuit.layers(layers) { circuit, _ in
        for qubit in 0..<circuit.qubitCount { circuit.rx(.feature(qubit), qubit) }
        let (pair, single) = (w.next(), w.next())
        for group in circuit.groups(of: 2, joinedBy: .full) {
          circuit.rzz(pair, group[0], group[1])
        }
        for qubit in 0..<circuit.qubitCount { circuit.ry(single, qubit) }
      }
    }
    return FeatureMap("permutationEquivariant", circuit, features: features)
      .noting(tooManyFactors(features))
      .noting(layers < 1 ? "\(layers) layers: there is at least 1" : nil)
  }

  /// Changing the signs of all features flips all qubits: $U(-x)\,|0\rangle = X^{\otimes n} U(x)\,|0\rangle$.
  ///
  /// Behind Hadamard's gates, in each layer a turn about Z by each feature, and turns that do not see the
  /// flip: about ZZ along a map, and about X. $(n + p) L$ weights for *p* pairs.
  ///
  /// A product of two Z is the same for a point and its reflection then.
  ///
  /// - Parameters:
  ///   - features: How many features there are, in radians.
  ///   - layers: *L*.
  ///   - map: Which qubits are joined.
  ///   - weights: The name of the weights.
  /// - Returns: A map with as many qubits.
  public static func reflectionEquivariant(
    features: Int, layers: Int = 1, map: EntanglingMap = .ring, weights: String = "w"
  ) -> FeatureMap {
    var w = Weights(weights)
    let circuit = Circuit(qubits: usable(features)) { circuit in
      circuit.layer(.h, weights: &w)
      circuit.layers(layers) { circuit, _ in
        for qubit in 0..<circuit.qubitCount { circuit.rz(.feature(qubit), qubit) }
        circuit.layer(.rzz, map, weights: &w)
        circuit.layer(.rx, weights: &w)
      }
    }
    return FeatureMap("reflectionEquivariant", circuit, features: features)
      .noting(layers < 1 ? "\(layers) layers: there is at least 1" : nil)
  }

  /// Turning points in space turns qubits: $U(Rr) = V_R^{\otimes n} U(r) V_R^{\dagger\otimes n}$.
  ///
  /// Each point, as an atom, turns its qubit about itself, $e^{-i s\,r\cdot\sigma/2}$, and in each layer
  /// pairs of qubits exchange, which no turn of space sees: $e^{-i w (XX + YY + ZZ)/2}$. *L p* weights
  /// for *p* pairs.
  ///
  /// - Parameters:
  ///   - points: How many points there are; a row has x, y and z of each.
  ///   - layers: *L*.
  ///   - scale: *s*, the angle for a point at the distance 1.
  ///   - map: Which qubits exchange.
  ///   - weights: The name of the weights.
  /// - Returns: A map with a qubit for each point.
  public static func rotationEquivariant(
    points: Int, layers: Int = 1, scale: Double = 1, map: EntanglingMap = .linear,
    weights: String = "w"
  ) -> FeatureMap {
    var w = Weights(weights)
    let template = Circuit(qubits: usable(points)) { circuit in
      circuit.layers(layers) { circuit, _ in
        for qubit in 0..<circuit.qubitCount {
          circuit.rz(.feature(3 * qubit), qubit)
          circuit.ry(.feature(3 * qubit + 1), qubit)
          circuit.rz(.feature(3 * qubit + 2), qubit)
        }
        for pair in circuit.groups(of: 2, joinedBy: map) {
          let time = w.next()
          for gate in [Gate.rxx, .ryy, .rzz] { circuit.append(gate, [time], on: pair) }
        }
      }
    }
    let row = FeatureMap(
      "rotationEquivariant", features: usable(points) > 0 ? 3 * points : points, template: template
    ) { row throws(EncodingError) in
      stride(from: 0, to: row.count, by: 3).flatMap {
        turns(about: (row[$0], row[$0 + 1], row[$0 + 2]), scale: scale)
      }
    }
    return row.noting(layers < 1 ? "\(layers) layers: there is at least 1" : nil)
      .noting(scale.isFinite ? nil : "scale \(scale): it has to be finite")
  }

  /// The turns about Z, Y and Z that make one about a point, by its distance.
  private static func turns(
    about point: (x: Double, y: Double, z: Double), scale: Double
  ) -> [Double] {
    let length = (point.x * point.x + point.y * point.y + point.z * point.z).squareRoot()
    guard length > 0 else { return [0, 0, 0] }
    let sine = Double.sin(scale * length / 2) / length
    let stays = Complex(Double.cos(scale * length / 2), -sine * point.z)
    let flips = Complex(sine * point.y, -sine * point.x)
    let sum = stays == .zero ? 0 : -2 * stays.phase
    let difference = flips == .zero ? 0 : 2 * flips.phase
    return [
      (sum - difference) / 2, 2 * Double.atan2(y: flips.magnitude, x: stays.magnitude),
      (sum + difference) / 2,
    ]
  }
}
