/// Circuits in the shapes of tensor networks: blocks with weights, from all qubits down to the first.
extension Circuit {
  /// A quantum convolutional network: blocks on all neighbours, then half of the qubits are handed over
  /// to the others, until one is left.
  ///
  /// The blocks of one level share their weights, so there are $\lceil\log_2 n\rceil (c + p)$ for *c* and
  /// *p* in the two blocks. The last qubit that is left is 0: read `.z(0)`.
  ///
  /// ```swift
  /// Circuit.qcnn(qubits: 8)                       // 3 levels, 51 weights
  /// Circuit.qcnn(qubits: 8, convolution: .realBlock)
  /// ```
  ///
  /// I. Cong, S. Choi and M. D. Lukin, "Quantum convolutional neural networks", arXiv:1810.03787 (2018).
  ///
  /// - Parameters:
  ///   - qubits: *n*.
  ///   - convolution: The block on neighbours, of two qubits.
  ///   - pooling: The block that hands its second qubit over to its first.
  ///   - weights: The name of the weights.
  /// - Returns: A circuit with weights.
  public static func qcnn(
    qubits: Int, convolution: Circuit = .generalBlock, pooling: Circuit = .poolingBlock,
    weights: String = "w"
  ) -> Circuit {
    Circuit(qubits: qubits) { circuit in
      var w = Weights(weights)
      var kept = Array(0..<circuit.qubitCount)
      while kept.count > 1 {
        let (convolution, pooling) = (
          convolution.withWeights(from: &w), pooling.withWeights(from: &w)
        )
        for (a, b) in kept.neighbours(from: 0) + kept.neighbours(from: 1, closes: true) {
          circuit.append(convolution, on: [a, b])
        }
        for (a, b) in kept.neighbours(from: 0) { circuit.append(pooling, on: [a, b]) }
        kept = kept.everySecond
      }
    }
  }

  /// A tree: blocks join two qubits, of which the first goes on, until one is left.
  ///
  /// $(n - 1)\,b$ weights for *b* in the block. The last qubit that is left is 0.
  ///
  /// E. Grant et al., "Hierarchical quantum classifiers", arXiv:1804.03680 (2018).
  ///
  /// - Parameters:
  ///   - qubits: *n*.
  ///   - block: A block of two qubits.
  ///   - weights: The name of the weights.
  /// - Returns: A circuit with weights.
  public static func ttn(
    qubits: Int, block: Circuit = .realBlock, weights: String = "w"
  ) -> Circuit {
    Circuit(qubits: qubits) { circuit in
      var w = Weights(weights)
      var kept = Array(0..<circuit.qubitCount)
      while kept.count > 1 {
        circuit.append(block, onPairs: kept.neighbours(from: 0), weights: &w)
        kept = kept.everySecond
      }
    }
  }

  /// A tree with blocks between its branches, which untangle neighbours before each level.
  ///
  /// The blocks of a level stand on (1, 2), (3, 4) and so on, and then on (0, 1), (2, 3) and so on of the
  /// qubits that are left; for *n* a power of two there are $(2n - 2 - \log_2 n)\,b$ weights. The last
  /// qubit that is left is 0.
  ///
  /// G. Vidal, "Class of quantum many-body states that can be efficiently simulated",
  /// arXiv:quant-ph/0610099 (2006); E. Grant et al., arXiv:1804.03680 (2018).
  ///
  /// - Parameters:
  ///   - qubits: *n*.
  ///   - block: A block of two qubits.
  ///   - weights: The name of the weights.
  /// - Returns: A circuit with weights.
  public static func mera(
    qubits: Int, block: Circuit = .realBlock, weights: String = "w"
  ) -> Circuit {
    Circuit(qubits: qubits) { circuit in
      var w = Weights(weights)
      var kept = Array(0..<circuit.qubitCount)
      while kept.count > 1 {
        circuit.append(block, onPairs: kept.neighbours(from: 1), weights: &w)
        circuit.append(block, onPairs: kept.neighbours(from: 0), weights: &w)
        kept = kept.everySecond
      }
    }
  }

  /// A staircase: a block of *k* qubits on the last *k*, and so on up to the first, as the circuit of a
  /// matrix product state of bond dimension 2ᵏ⁻¹.
  ///
  /// $(n - k + 1)\,b$ weights for *b* in the block. The last block ends on qubit 0.
  ///
  /// W. Huggins et al., "Towards quantum machine learning with tensor networks", arXiv:1803.11537 (2018).
  ///
  /// - Parameters:
  ///   - qubits: *n*.
  ///   - block: A block of two qubits or more.
  ///   - weights: The name of the weights.
  /// - Returns: A circuit with weights.
  public static func mps(
    qubits: Int, block: Circuit = .realBlock, weights: String = "w"
  ) -> Circuit {
    Circuit(qubits: qubits) { circuit in
      var w = Weights(weights)
      let steps = circuit.groups(of: block.qubitCount, joinedBy: .reverseLinear)
      for group in steps { circuit.append(block.withWeights(from: &w), on: group) }
    }
  }

  /// Bricks: blocks on (0, 1), (2, 3) and so on in one layer, and on (1, 2), (3, 4) and so on in the next.
  ///
  /// $b\,\lfloor n/2 \rfloor$ weights in the first layer and $b\,\lfloor (n-1)/2 \rfloor$ in the second,
  /// for *b* in the block.
  ///
  /// - Parameters:
  ///   - qubits: *n*.
  ///   - layers: How many layers of either kind there are in all.
  ///   - block: A block of two qubits.
  ///   - weights: The name of the weights.
  /// - Returns: A circuit with weights.
  public static func brickwork(
    qubits: Int, layers: Int = 2, block: Circuit = .generalBlock, weights: String = "w"
  ) -> Circuit {
    Circuit(qubits: qubits) { circuit in
      var w = Weights(weights)
      let all = Array(0..<circuit.qubitCount)
      circuit.layers(layers) { circuit, layer in
        circuit.append(block, onPairs: all.neighbours(from: layer % 2), weights: &w)
      }
    }
  }

  /// Appends a block to pairs, each time with weights of its own.
  private mutating func append(
    _ block: Circuit, onPairs pairs: [(Int, Int)], weights: inout Weights
  ) {
    for (a, b) in pairs { append(block.withWeights(from: &weights), on: [a, b]) }
  }
}

extension [Int] {
  /// Every second of them, from the first on.
  fileprivate var everySecond: [Int] { stride(from: 0, to: count, by: 2).map { self[$0] } }

  /// Two and two of them; with the last and the first, where these are left and not neighbours already.
  fileprivate func neighbours(from start: Int, closes: Bool = false) -> [(Int, Int)] {
    let pairs = stride(from: start, to: count - 1, by: 2).map { (self[$0], self[$0 + 1]) }
    let isOpen = closes && count > 2 && (count - start) % 2 == 1
    return isOpen ? pairs + [(self[count - 1], self[0])] : pairs
  }
}
