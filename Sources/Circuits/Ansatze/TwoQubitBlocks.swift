/// Blocks of two qubits with weights, from which trees, chains and bricks are built.
extension Circuit {
  /// A turn of each qubit about Y, and CX from the second to the first: 2 weights, real amplitudes.
  ///
  /// The first qubit, which trees keep, then shows in Z what the second knows too.
  public static let realBlock = Circuit(qubits: 2) {
    var w = Weights()
    $0.layer(.ry, weights: &w)
    $0.cx(1, 0)
  }

  /// What two qubits have in common, without turns of single ones: 3 weights.
  ///
  /// $$e^{-i (\alpha XX + \beta YY + \gamma ZZ)/2}$$
  ///
  /// F. Vatan and C. Williams, "Optimal quantum circuits for general two-qubit gates",
  /// arXiv:quant-ph/0308006 (2003).
  public static let interactionBlock = Circuit(qubits: 2) {
    var w = Weights()
    for gate in [Gate.rxx, .ryy, .rzz] { $0.layer(gate, weights: &w) }
  }

  /// Any gate of two qubits, up to a phase: 15 weights.
  ///
  /// Turns of each qubit stand before and behind the ``interactionBlock``.
  public static let generalBlock = Circuit(qubits: 2) {
    var w = Weights()
    $0.layer(.u3, weights: &w)
    $0.append(interactionBlock.withWeights(from: &w))
    $0.layer(.u3, weights: &w)
  }

  /// Hands what the second qubit knows to the first, which is kept: 2 weights.
  ///
  /// A turn of the first about Z where the second is 1, and one about X where it is 0.
  ///
  /// T. Hur, L. Kim and D. K. Park, "Quantum convolutional neural network for classical data
  /// classification", arXiv:2108.00661 (2021).
  public static let poolingBlock = Circuit(qubits: 2) {
    let w = Weights(count: 2)
    $0.crz(w[0], 1, 0)
    $0.controlled(.rx, [w[1]], by: [1], states: [false], on: [0])
  }
}
