public import Circuits

/// Features as angles of turns.
extension FeatureMap {
  /// Each feature turns a qubit of its own.
  ///
  /// ```swift
  /// FeatureMap.angle(features: 4)                  // RY; 4 qubits
  /// FeatureMap.angle(features: 4, rotation: .rx)
  /// ```
  ///
  /// A turn about Z shows only where a qubit is neither 0 nor 1: take ``phase(features:)``.
  ///
  /// - Parameters:
  ///   - features: How many features there are, in radians.
  ///   - rotation: A gate of one qubit and one angle.
  /// - Returns: A map with as many qubits as features.
  public static func angle(features: Int, rotation: Gate = .ry) -> FeatureMap {
    columns([rotation], qubits: features, named: "angle")
  }

  /// Features in columns, as a picture on few qubits: the first ones turn the qubits one way, the next
  /// ones another way.
  ///
  /// ```swift
  /// FeatureMap.columns([.ry, .rz, .rx], qubits: 4, features: 10)   // 4 RY, 4 RZ, 2 RX
  /// ```
  ///
  /// - Parameters:
  ///   - rotations: The turn of each column, a gate of one qubit and one angle.
  ///   - qubits: How many qubits there are.
  ///   - features: How many features there are; as many as fill all columns unless given.
  /// - Returns: A map with a gate for each feature.
  public static func columns(
    _ rotations: [Gate], qubits: Int, features: Int? = nil
  ) -> FeatureMap {
    columns(rotations, qubits: qubits, features: features, named: "columns")
  }

  /// 16 values on 4 qubits, as a picture of 4 × 4 points: 4 RY, 4 RZ, 4 RX, 4 RY.
  public static let image4x4 = columns([.ry, .rz, .rx, .ry], qubits: 4, named: "image4x4")

  /// 36 values on 10 qubits, as a picture of 6 × 6 points: 10 RY, 10 RZ, 10 RX, 6 RY.
  public static let image6x6 = columns(
    [.ry, .rz, .rx, .ry], qubits: 10, features: 36, named: "image6x6")

  /// 10 values on 4 qubits, as those of a vowel: 4 RY, 4 RZ, 2 RX.
  public static let tenValues = columns(
    [.ry, .rz, .rx], qubits: 4, features: 10, named: "tenValues")

  private static func columns(
    _ rotations: [Gate], qubits: Int, features: Int? = nil, named name: String
  ) -> FeatureMap {
    let places = usable(qubits) * rotations.count
    let count = features ?? (places > 0 ? places : qubits)
    let circuit = Circuit(qubits: usable(qubits)) { circuit in
      for place in 0..<min(usable(count), places) {
        circuit.append(
          rotations[place / qubits], [.feature(place)], on: [place % qubits])
      }
    }
    let problem = "\(count) features in \(rotations.count) columns of \(qubits): there is no place"
    return FeatureMap(name, circuit, features: count).noting(count > places ? problem : nil)
  }

  /// Two features on each qubit: one turns it about Y, the next turns its phase.
  ///
  /// $$\cos(x_{2q}/2)\,|0\rangle + e^{i x_{2q+1}} \sin(x_{2q}/2)\,|1\rangle$$
  ///
  /// R. LaRose and B. Coyle, "Robust data encodings for quantum classifiers", arXiv:2003.01695 (2020),
  /// where features are shares of a turn.
  ///
  /// - Parameter features: How many features there are, in radians.
  /// - Returns: A map with half as many qubits.
  public static func denseAngle(features: Int) -> FeatureMap {
    let circuit = Circuit(qubits: (usable(features) + 1) / 2) { circuit in
      for place in 0..<usable(features) {
        circuit.append(place % 2 == 0 ? .ry : .p, [.feature(place)], on: [place / 2])
      }
    }
    return FeatureMap("denseAngle", circuit, features: features)
  }

  /// Each feature as the phase of a qubit that is 0 and 1 alike: Hadamard's gate and a phase.
  ///
  /// $$\bigotimes_q (|0\rangle + e^{i x_q}|1\rangle)/\sqrt2$$
  ///
  /// - Parameter features: How many features there are, in radians.
  /// - Returns: A map with as many qubits.
  public static func phase(features: Int) -> FeatureMap {
    let circuit = Circuit(qubits: usable(features)) { circuit in
      for qubit in 0..<circuit.qubitCount {
        circuit.h(qubit)
        circuit.p(.feature(qubit), qubit)
      }
    }
    return FeatureMap("phase", circuit, features: features)
  }

  /// The map with one more flaw, where there is one.
  func noting(_ problem: String?) -> FeatureMap {
    guard let problem else { return self }
    return FeatureMap(
      name, features: featureCount, qubits: qubitCount, template: template,
      flaws: flaws + [problem], make: .values { _ throws(EncodingError) in [] })
  }
}
