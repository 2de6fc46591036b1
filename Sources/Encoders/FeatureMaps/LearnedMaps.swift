public import Circuits
internal import Numerics

/// Maps that follow from a seed, and maps that are trained.
extension FeatureMap {
  /// Features at random places: each turns a random qubit about a random axis, and pairs at random places
  /// are joined by CX.
  ///
  /// - Parameters:
  ///   - features: How many features there are, in radians.
  ///   - qubits: How many qubits there are; as many as features unless given.
  ///   - repetitions: How often each feature is taken, each time elsewhere.
  ///   - entangling: The probability of a CX behind each turn.
  ///   - seed: What all follows from.
  /// - Returns: A map without weights.
  public static func random(
    features: Int, qubits: Int? = nil, repetitions: Int = 2, entangling: Double = 0.5, seed: UInt64
  ) -> FeatureMap {
    var random = RandomStream(seed: seed)
    let circuit = Circuit(qubits: usable(qubits ?? features)) { circuit in
      guard circuit.qubitCount > 0 else { return }
      circuit.layers(repetitions, called: "repetitions") { circuit, _ in
        for feature in random.shuffled(Array(0..<usable(features))) {
          let places = random.shuffled(Array(0..<circuit.qubitCount))
          let turn = [Gate.rx, .ry, .rz][Int(random.next() % 3)]
          circuit.append(turn, [.feature(feature)], on: [places[0]])
          guard random.uniform() < entangling, places.count > 1 else { continue }
          circuit.cx(places[0], places[1])
        }
      }
    }
    return FeatureMap("random", circuit, features: features).noting(
      repetitions < 1 ? "\(repetitions) repetitions: there is at least 1" : nil
    ).noting(
      usable(qubits ?? features) < 1 ? "\(qubits ?? features) qubits: there is no place" : nil)
  }

  /// A map that is trained before what stands behind it: features, then turns with weights, as layers of
  /// the quantum approximate optimisation algorithm.
  ///
  /// Each layer turns about X by the features, about ZZ around a ring and about Y; the features stand once
  /// more behind the last. $2 n L$ weights for more than two features, of the shape [*L*, 2*n*]; 3 in each
  /// layer for two, and 1 for one.
  ///
  /// S. Lloyd et al., "Quantum embeddings for machine learning", arXiv:2001.03622 (2020).
  ///
  /// - Parameters:
  ///   - features: How many features there are, in radians.
  ///   - layers: *L*.
  ///   - rotation: The turns with weights of single qubits.
  ///   - weights: The name of the weights.
  /// - Returns: A map with as many qubits.
  public static func trainable(
    features: Int, layers: Int = 1, rotation: Gate = .ry, weights: String = "w"
  ) -> FeatureMap {
    var w = Weights(weights)
    let circuit = Circuit(qubits: usable(features)) { circuit in
      circuit.layers(layers) { circuit, _ in
        for qubit in 0..<circuit.qubitCount { circuit.rx(.feature(qubit), qubit) }
        circuit.layer(.rzz, .ring, weights: &w)
        circuit.layer(rotation, weights: &w)
      }
      for qubit in 0..<circuit.qubitCount { circuit.rx(.feature(qubit), qubit) }
    }
    return FeatureMap("trainable", circuit, features: features).noting(
      layers < 1 ? "\(layers) layers: there is at least 1" : nil)
  }
}
