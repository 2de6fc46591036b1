internal import Numerics

/// Gates that exchange two qubits, wholly or in part.
extension Gate {
  /// Two qubits change places.
  public static let swap: Gate = Gate(
    "swap", label: "SWAP", marks: [.cross, .cross], qubits: 2, action: .permutation([0, 2, 1, 3]),
    inverse: .itself,
    openQASM: .init(version2: 1, version3: 1)
  ) { circuit, _ in
    circuit.cx(0, 1)
    circuit.cx(1, 0)
    circuit.cx(0, 1)
  }

  /// Two qubits change places; where they differ, they take the factor i.
  public static let iswap: Gate = exchange("iswap", "iSWAP", inverse: { .iswapdg }, .i, turn: -.pi)

  /// What undoes ``iswap``.
  public static let iswapdg: Gate = exchange(
    "iswapdg", "iSWAP†", inverse: { .iswap }, -.i, turn: .pi)

  /// The square root of ``iswap``.
  public static let siswap: Gate = exchange(
    "siswap", "√iSWAP", inverse: { .siswapdg }, .i, turn: -.pi / 2)

  /// What undoes ``siswap``.
  public static let siswapdg: Gate = exchange(
    "siswapdg", "√iSWAP†", inverse: { .siswap }, -.i, turn: .pi / 2)

  /// The square root of ``swap``.
  public static let sswap: Gate = root("sswap", "√SWAP", inverse: { .sswapdg }, sign: 1)

  /// What undoes ``sswap``.
  public static let sswapdg: Gate = root("sswapdg", "√SWAP†", inverse: { .sswap }, sign: -1)

  /// Two fermions change places: a swap with the factor -1 where both qubits are 1.
  public static let fswap: Gate = Gate(
    "fswap", label: "fSWAP", qubits: 2,
    action: .matrix { _ in [1, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, -1] }, inverse: .itself
  ) { circuit, _ in
    circuit.swap(0, 1)
    circuit.cz(0, 1)
  }

  /// A turn within the states in which two qubits differ: $e^{-i\theta(XX + YY)/4}$.
  private static func exchange(
    _ name: String, _ label: String, inverse: @escaping @Sendable () -> Gate,
    _ sign: Complex<Double>, turn: Double
  ) -> Gate {
    Gate(
      name, label: label, qubits: 2,
      action: .matrix { _ in
        let c = Complex(abs(turn) == .pi ? 0 : 0.5.squareRoot())
        let s = sign * Complex(abs(turn) == .pi ? 1 : 0.5.squareRoot())
        return [1, 0, 0, 0, 0, c, s, 0, 0, s, c, 0, 0, 0, 0, 1]
      }, inverse: .other(inverse)
    ) { circuit, _ in circuit.xxPlusYY(Angle(turn), 0, 0, 1) }
  }

  private static func root(
    _ name: String, _ label: String, inverse: @escaping @Sendable () -> Gate, sign: Double
  ) -> Gate {
    Gate(
      name, label: label, qubits: 2,
      action: .matrix { _ in
        let (a, b) = (Complex(0.5, sign / 2), Complex(0.5, -sign / 2))
        return [1, 0, 0, 0, 0, a, b, 0, 0, b, a, 0, 0, 0, 0, 1]
      }, inverse: .other(inverse)
    ) { circuit, _ in
      circuit.cx(0, 1)
      circuit.append((sign > 0 ? Gate.sx : .sxdg).controlled(), on: [1, 0])
      circuit.cx(0, 1)
    }
  }

  static let swapGates: [Gate] = [swap, iswap, iswapdg, siswap, siswapdg, sswap, sswapdg, fswap]
}

extension Circuit {
  /// Two qubits change places.
  public mutating func swap(_ a: Int, _ b: Int) { append(.swap, on: [a, b]) }
  /// Two qubits change places with the factor i where they differ.
  public mutating func iswap(_ a: Int, _ b: Int) { append(.iswap, on: [a, b]) }
  /// Applies the square root of ``iswap(_:_:)``.
  public mutating func siswap(_ a: Int, _ b: Int) { append(.siswap, on: [a, b]) }
  /// Applies the square root of ``swap(_:_:)``.
  public mutating func sswap(_ a: Int, _ b: Int) { append(.sswap, on: [a, b]) }
  /// Two fermions change places.
  public mutating func fswap(_ a: Int, _ b: Int) { append(.fswap, on: [a, b]) }
}
