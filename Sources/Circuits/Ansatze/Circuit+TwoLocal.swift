/// Layers of turns and layers of gates that join qubits, one after the other.
extension Circuit {
  /// Layers of gates of one qubit, and between them layers of gates that join qubits.
  ///
  /// ```swift
  /// Circuit.twoLocal(qubits: 4, rotations: [.ry, .rz], entanglers: [.crx], map: .ring, layers: 2)
  /// ```
  ///
  /// For *r* angles in the rotations of a qubit, *e* in the entanglers of a pair and *p* pairs there are
  /// $(L + 1)\,n\,r + L\,p\,e$ weights, layer by layer, gate by gate, qubit by qubit.
  ///
  /// - Parameters:
  ///   - qubits: *n*.
  ///   - rotations: The gates of one qubit in a layer; with as many angles as they like.
  ///   - entanglers: The gates of two qubits in a layer.
  ///   - map: Which qubits are joined.
  ///   - layers: *L*.
  ///   - endsInRotations: Whether a last layer of turns stands behind all.
  ///   - weights: The name of the weights.
  /// - Returns: A circuit with weights.
  public static func twoLocal(
    qubits: Int, rotations: [Gate] = [.ry], entanglers: [Gate] = [.cx],
    map: EntanglingMap = .linear, layers: Int = 3, endsInRotations: Bool = true,
    weights: String = "w"
  ) -> Circuit {
    Circuit(qubits: qubits) { circuit in
      var w = Weights(weights)
      circuit.layers(layers) { circuit, _ in
        for gate in rotations { circuit.layer(gate, weights: &w) }
        for gate in entanglers { circuit.layer(gate, map, weights: &w) }
      }
      guard endsInRotations else { return }
      for gate in rotations { circuit.layer(gate, weights: &w) }
    }
  }

  /// Turns about Y between layers of CX: a circuit whose amplitudes are real.
  ///
  /// $n (L + 1)$ weights, of the shape [*L* + 1, *n*]. The usual map is Qiskit's, and the circuit then
  /// equals its `RealAmplitudes`.
  ///
  /// - Parameters:
  ///   - qubits: *n*.
  ///   - layers: *L*.
  ///   - map: Which qubits are joined.
  ///   - weights: The name of the weights.
  /// - Returns: A circuit with weights.
  public static func realAmplitudes(
    qubits: Int, layers: Int = 3, map: EntanglingMap = .reverseLinear, weights: String = "w"
  ) -> Circuit {
    twoLocal(qubits: qubits, map: map, layers: layers, weights: weights)
  }

  /// Turns about Y and Z, or others of SU(2), between layers of CX.
  ///
  /// $2 n (L + 1)$ weights, of the shape [*L* + 1, 2, *n*]. The usual map is Qiskit's, and the circuit
  /// then equals its `EfficientSU2`.
  ///
  /// - Parameters:
  ///   - qubits: *n*.
  ///   - layers: *L*.
  ///   - rotations: The turns.
  ///   - map: Which qubits are joined.
  ///   - weights: The name of the weights.
  /// - Returns: A circuit with weights.
  public static func efficientSU2(
    qubits: Int, layers: Int = 3, rotations: [Gate] = [.ry, .rz],
    map: EntanglingMap = .reverseLinear, weights: String = "w"
  ) -> Circuit {
    twoLocal(qubits: qubits, rotations: rotations, map: map, layers: layers, weights: weights)
  }

  /// Any turn of each qubit, as Z, X and Z, and a gate that the hardware has along a map.
  ///
  /// $3 n (L + 1)$ weights, of the shape [*L* + 1, 3, *n*], for an entangler without angles.
  ///
  /// A. Kandala et al., "Hardware-efficient variational quantum eigensolver for small molecules and
  /// quantum magnets", arXiv:1704.05018 (2017).
  ///
  /// - Parameters:
  ///   - qubits: *n*.
  ///   - layers: *L*.
  ///   - entangler: The gate of two qubits.
  ///   - map: Which qubits are joined.
  ///   - weights: The name of the weights.
  /// - Returns: A circuit with weights.
  public static func hardwareEfficient(
    qubits: Int, layers: Int = 3, entangler: Gate = .cz, map: EntanglingMap = .linear,
    weights: String = "w"
  ) -> Circuit {
    twoLocal(
      qubits: qubits, rotations: [.rz, .rx, .rz], entanglers: [entangler], map: map, layers: layers,
      weights: weights)
  }

  /// One turn of each qubit and a ring of CX.
  ///
  /// $n L$ weights, of the shape [*L*, *n*].
  ///
  /// - Parameters:
  ///   - qubits: *n*.
  ///   - layers: *L*.
  ///   - rotation: The turn.
  ///   - weights: The name of the weights.
  /// - Returns: A circuit with weights.
  public static func basicEntangler(
    qubits: Int, layers: Int = 1, rotation: Gate = .rx, weights: String = "w"
  ) -> Circuit {
    twoLocal(
      qubits: qubits, rotations: [rotation], map: .ring, layers: layers, endsInRotations: false,
      weights: weights)
  }

  /// Any turn of each qubit, and CX around the ring over a distance that grows from layer to layer.
  ///
  /// A turn is Z, Y and Z. $3 n L$ weights, of the shape [*L*, *n*, 3]; the distance of layer *l* is
  /// *l* mod (*n* - 1) + 1.
  ///
  /// M. Schuld, A. Bocharov, K. Svore and N. Wiebe, "Circuit-centric quantum classifiers",
  /// arXiv:1804.00633 (2018).
  ///
  /// - Parameters:
  ///   - qubits: *n*.
  ///   - layers: *L*.
  ///   - entangler: The gate of two qubits.
  ///   - weights: The name of the weights.
  /// - Returns: A circuit with weights.
  public static func stronglyEntangling(
    qubits: Int, layers: Int = 1, entangler: Gate = .cx, weights: String = "w"
  ) -> Circuit {
    Circuit(qubits: qubits) { circuit in
      var w = Weights(weights)
      circuit.layers(layers) { circuit, layer in
        for qubit in 0..<circuit.qubitCount {
          for turn in [Gate.rz, .ry, .rz] { circuit.append(turn, [w.next()], on: [qubit]) }
        }
        guard circuit.qubitCount > 1 else { return }
        let distance = layer % (circuit.qubitCount - 1) + 1
        for qubit in 0..<circuit.qubitCount {
          let angles = (0..<entangler.angleCount).map { _ in w.next() }
          circuit.append(entangler, angles, on: [qubit, (qubit + distance) % circuit.qubitCount])
        }
      }
    }
  }
}
