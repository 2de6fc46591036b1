public import Circuits

/// Features and their products as times under products of Pauli matrices.
extension FeatureMap {
  /// The map of instantaneous quantum polynomial circuits: phases of features and of their products,
  /// between layers of Hadamard's gate.
  ///
  /// $$\Bigl(\prod_{(i,j)} e^{-i x_i x_j Z_i Z_j/2} \prod_i e^{-i x_i Z_i/2} H^{\otimes n}\Bigr)^r$$
  ///
  /// D. Shepherd and M. J. Bremner, "Temporally unstructured quantum computation", arXiv:0809.0847 (2008).
  ///
  /// - Parameters:
  ///   - features: How many features there are, in radians.
  ///   - repetitions: *r*.
  ///   - map: Which features are multiplied.
  /// - Returns: A map with as many qubits.
  public static func iqp(
    features: Int, repetitions: Int = 1, map: EntanglingMap = .full
  ) -> FeatureMap {
    pauli(
      ["Z", "ZZ"], features: features, repetitions: repetitions, map: map, factor: 1, name: "iqp"
    ) {
      $0.dropFirst().reduce($0[0]) { $0 * $1 }
    }
  }

  /// Phases of features, between layers of Hadamard's gate: states without entanglement.
  ///
  /// $$\Bigl(\prod_i e^{-i x_i Z_i} H^{\otimes n}\Bigr)^r$$
  ///
  /// V. Havlíček et al., "Supervised learning with quantum-enhanced feature spaces", arXiv:1804.11326
  /// (2018). Equal to Qiskit's `z_feature_map`, up to the phase of the whole state.
  ///
  /// - Parameters:
  ///   - features: How many features there are, in radians.
  ///   - repetitions: *r*.
  /// - Returns: A map with as many qubits.
  public static func z(features: Int, repetitions: Int = 2) -> FeatureMap {
    pauli(["Z"], features: features, repetitions: repetitions, name: "z", of: distances)
  }

  /// Phases of features and of products of their distances to π, between layers of Hadamard's gate.
  ///
  /// $$\Bigl(\prod_{(i,j)} e^{-i (\pi - x_i)(\pi - x_j) Z_i Z_j} \prod_i e^{-i x_i Z_i}
  ///   H^{\otimes n}\Bigr)^r$$
  ///
  /// V. Havlíček et al., "Supervised learning with quantum-enhanced feature spaces", arXiv:1804.11326
  /// (2018). Equal to Qiskit's `zz_feature_map`, up to the phase of the whole state.
  ///
  /// - Parameters:
  ///   - features: How many features there are, in radians.
  ///   - repetitions: *r*.
  ///   - map: Which features are multiplied.
  /// - Returns: A map with as many qubits.
  public static func zz(
    features: Int, repetitions: Int = 2, map: EntanglingMap = .full
  ) -> FeatureMap {
    pauli(
      ["Z", "ZZ"], features: features, repetitions: repetitions, map: map, name: "zz",
      of: distances)
  }

  /// Times under any products of Pauli matrices, between layers of Hadamard's gate.
  ///
  /// $$\Bigl(\prod_P \prod_S e^{-i \alpha \varphi_S(x) P_S/2} H^{\otimes n}\Bigr)^r$$
  ///
  /// ```swift
  /// FeatureMap.pauli(["Z", "YY", "ZXZ"], features: 4)
  /// FeatureMap.pauli(["Z", "ZZ"], features: 3) { $0.reduce(1) { $0 * (1 - $1) } }
  /// ```
  ///
  /// The first letter of a string is on the first qubit of a group *S*; Qiskit writes its strings the other
  /// way round. Equal to its `pauli_feature_map` then, up to the phase of the whole state.
  ///
  /// V. Havlíček et al., arXiv:1804.11326 (2018).
  ///
  /// - Parameters:
  ///   - strings: Letters X, Y and Z.
  ///   - features: How many features there are, in radians.
  ///   - repetitions: *r*.
  ///   - map: The groups of qubits for strings of several letters.
  ///   - factor: α.
  ///   - angle: φ of the features of a group; a feature itself, and the product of the distances of several
  ///     to π, unless given.
  /// - Returns: A map with as many qubits.
  public static func pauli(
    _ strings: [String], features: Int, repetitions: Int = 2, map: EntanglingMap = .full,
    factor: Double = 2, of angle: (_ features: [Angle]) -> Angle = distances
  ) -> FeatureMap {
    pauli(
      strings, features: features, repetitions: repetitions, map: map, factor: factor,
      name: "pauli", of: angle)
  }

  /// One feature itself; the product of the distances of several to π: $\prod_i (\pi - x_i)$.
  ///
  /// - Parameter features: At most 16, since the product of *k* has 2ᵏ terms; more are a flaw.
  /// - Returns: The angle, multiplied out.
  public static func distances(of features: [Angle]) -> Angle {
    guard features.count <= mostDistances else {
      return .flawed(
        "a product of \(features.count) distances: at most \(mostDistances) are multiplied")
    }
    return features.count == 1 ? features[0] : features.reduce(1) { $0 * (.pi - $1) }
  }

  private static let mostDistances = 16

  /// More features than are multiplied with one another.
  static let mostFactors = 4096

  static func tooManyFactors(_ features: Int) -> String? {
    features > mostFactors
      ? "\(features) features: at most \(mostFactors) are joined with one another" : nil
  }

  private static func pauli(
    _ strings: [String], features: Int, repetitions: Int, map: EntanglingMap = .full,
    factor: Double = 2, name: String, of angle: (_ features: [Angle]) -> Angle
  ) -> FeatureMap {
    let letters = strings.map { string in string.compactMap { Pauli(rawValue: String($0)) } }
    let unknown = zip(strings, letters).first { $0.isEmpty || $0.count != $1.count }
    let problem =
      unknown.map { "\"\($0.0)\": a string has the letters X, Y and Z, and at least one" }
      ?? (repetitions < 1 ? "\(repetitions) repetitions: there is at least 1" : nil)
    let layer = Circuit(qubits: usable(features)) { circuit in
      guard circuit.qubitCount <= mostFactors else { return }
      for qubit in 0..<circuit.qubitCount { circuit.h(qubit) }
      for paulis in letters {
        for group in circuit.groups(of: paulis.count, joinedBy: map) {
          circuit.turn(group, paulis, factor * angle(group.map { .feature($0) }))
        }
      }
    }
    return FeatureMap(name, layer.repeated(max(1, repetitions)), features: features)
      .noting(problem).noting(tooManyFactors(features))
  }
}

extension Circuit {
  /// A turn about a product of Pauli matrices on qubits, in their order.
  mutating func turn(_ qubits: [Int], _ paulis: [Pauli], _ angle: Angle) {
    let factors = Dictionary(zip(qubits, paulis)) { first, _ in first }
    guard factors.count == qubits.count, let string = try? PauliString(factors) else {
      // Whatever is wrong with the qubits is a flaw of this gate.
      return append(.rzz, [angle], on: qubits)
    }
    turn(about: string, angle)
  }
}
