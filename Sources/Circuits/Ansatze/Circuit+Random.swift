internal import Numerics

/// Circuits that follow from a seed.
extension Circuit {
  /// Gates at random places, with random angles.
  ///
  /// ```swift
  /// Circuit.random(qubits: 4, gates: 20, seed: 7)
  /// ```
  ///
  /// - Parameters:
  ///   - qubits: How many qubits there are.
  ///   - gates: How many gates there are.
  ///   - choices: What is chosen from, each as likely; gates of more qubits than there are stay away.
  ///   - seed: What all follows from.
  /// - Returns: A circuit without open symbols; angles are between -π and π.
  public static func random(
    qubits: Int, gates: Int,
    from choices: [Gate] = [.h, .x, .s, .t, .rx, .ry, .rz, .u3, .cx, .cz, .swap, .crx, .rzz],
    seed: UInt64
  ) -> Circuit {
    Circuit(qubits: qubits) { circuit in
      var random = RandomStream(seed: seed)
      let choices = choices.filter { $0.qubitCount <= circuit.qubitCount }
      guard gates <= 0 || !choices.isEmpty else {
        return circuit.note(
          "random(gates: \(gates))", "none of the gates fits \(circuit.qubitCount) qubits")
      }
      circuit.layers(gates, called: "gates") { circuit, _ in
        let gate = choices[random.place(in: choices)]
        let angles = (0..<gate.angleCount).map { _ in
          Angle(2 * .pi * random.uniform() - .pi)
        }
        circuit.append(gate, angles, on: random.places(gate.qubitCount, of: circuit.qubitCount))
      }
    }
  }

  /// Turns at random places, each with a weight, and between them gates that join random pairs.
  ///
  /// *L r* weights, of the shape [*L*, *r*].
  ///
  /// - Parameters:
  ///   - qubits: How many qubits there are.
  ///   - layers: *L*.
  ///   - rotationsPerLayer: *r*; as many as qubits unless given.
  ///   - rotations: The turns that are chosen from.
  ///   - entangler: The gate that joins two qubits.
  ///   - entangling: The share of the gates that join, at least 0 and less than 1.
  ///   - seed: What all but the weights follows from.
  ///   - weights: The name of the weights.
  /// - Returns: A circuit with weights.
  public static func randomLayers(
    qubits: Int, layers: Int = 1, rotationsPerLayer: Int? = nil,
    rotations: [Gate] = [.rx, .ry, .rz], entangler: Gate = .cx, entangling: Double = 0.3,
    seed: UInt64, weights: String = "w"
  ) -> Circuit {
    Circuit(qubits: qubits) { circuit in
      guard 0..<1 ~= entangling, !rotations.isEmpty else {
        return circuit.note(
          "randomLayers(entangling: \(entangling), rotations: \(rotations))",
          "give a share from 0 to below 1, and a turn to choose")
      }
      var random = RandomStream(seed: seed)
      var w = Weights(weights)
      let joins = circuit.qubitCount >= entangler.qubitCount ? entangling : 0
      circuit.layers(layers) { circuit, _ in
        var left = circuit.qubitCount == 0 ? 0 : rotationsPerLayer ?? circuit.qubitCount
        while left > 0, !circuit.isTooLong("rotationsPerLayer: \(left)", more: left) {
          let isJoined = random.uniform() < joins
          let gate = isJoined ? entangler : rotations[random.place(in: rotations)]
          let angles = (0..<gate.angleCount).map { _ in w.next() }
          circuit.append(gate, angles, on: random.places(gate.qubitCount, of: circuit.qubitCount))
          if !isJoined { left -= 1 }
        }
      }
    }
  }

  /// Turns about random axes between layers of CZ, whose states look random to two copies already.
  ///
  /// An eighth of a turn about Y stands before all. $n (L + 1)$ weights, of the shape [*L* + 1, *n*].
  ///
  /// J. R. McClean et al., "Barren plateaus in quantum neural network training landscapes",
  /// arXiv:1803.11173 (2018).
  ///
  /// - Parameters:
  ///   - qubits: *n*.
  ///   - layers: *L*.
  ///   - seed: What the axes follow from.
  ///   - weights: The name of the weights.
  /// - Returns: A circuit with weights.
  public static func pauliTwoDesign(
    qubits: Int, layers: Int = 3, seed: UInt64, weights: String = "w"
  ) -> Circuit {
    Circuit(qubits: qubits) { circuit in
      var random = RandomStream(seed: seed)
      var w = Weights(weights)
      let turns: [Gate] = [.rx, .ry, .rz]
      for qubit in 0..<circuit.qubitCount { circuit.ry(.pi / 4, qubit) }
      func turn(_ circuit: inout Circuit) {
        for qubit in 0..<circuit.qubitCount {
          circuit.append(turns[random.place(in: turns)], [w.next()], on: [qubit])
        }
      }
      circuit.layers(layers) { circuit, _ in
        turn(&circuit)
        circuit.layer(.cz, .pairwise, weights: &w)
      }
      turn(&circuit)
    }
  }
}

extension RandomStream {
  /// Some of so many qubits, in a random order.
  mutating func places(_ count: Int, of qubits: Int) -> [Int] {
    Array(shuffled(Array(0..<qubits)).prefix(count))
  }
}
