internal import Numerics

/// Gates of one qubit without angles.
extension Gate {
  /// Nothing.
  public static let id: Gate = Gate(
    "id", label: "I", action: .permutation([0, 1]), inverse: .itself,
    openQASM: .init(version2: 0, version3: 0))

  /// The bit flip: Pauli's X.
  public static let x: Gate = Gate(
    "x", label: "X", marks: [.plus], action: .permutation([1, 0]), inverse: .itself,
    openQASM: .init(version2: 4, version3: 2, builtIn: ["CX": 1]))

  /// Pauli's Y: both flips.
  public static let y: Gate = Gate(
    "y", label: "Y", action: .matrix { _ in [0, -.i, .i, 0] }, inverse: .itself,
    openQASM: .init(version2: 1, version3: 1))

  /// The phase flip: Pauli's Z.
  public static let z: Gate = Gate(
    "z", label: "Z", marks: [.dot], action: .diagonal { _ in [1, -1] }, inverse: .itself,
    openQASM: .init(version2: 1, version3: 1))

  /// Hadamard's gate, which turns 0 and 1 into their sum and difference.
  public static let h: Gate = Gate(
    "h", label: "H",
    action: .matrix { _ in
      let r = Complex(0.5.squareRoot())
      return [r, r, r, -r]
    }, inverse: .itself,
    openQASM: .init(version2: 1, version3: 1))

  /// The square root of Z: a quarter turn of the phase.
  public static let s: Gate = Gate(
    "s", label: "S", action: .diagonal { _ in [1, .i] }, inverse: .other { .sdg },
    openQASM: .init(version2: 0, version3: 0))

  /// A quarter turn of the phase backwards.
  public static let sdg: Gate = Gate(
    "sdg", label: "S†", action: .diagonal { _ in [1, -.i] }, inverse: .other { .s },
    openQASM: .init(version2: 0, version3: 0))

  /// The fourth root of Z: an eighth turn of the phase.
  public static let t: Gate = Gate(
    "t", label: "T", action: .diagonal { _ in [1, Complex.turn(.pi / 4)] },
    inverse: .other { .tdg },
    openQASM: .init(version2: 0, version3: 0))

  /// An eighth turn of the phase backwards.
  public static let tdg: Gate = Gate(
    "tdg", label: "T†", action: .diagonal { _ in [1, Complex.turn(-.pi / 4)] },
    inverse: .other { .t },
    openQASM: .init(version2: 0, version3: 0))

  /// The square root of X.
  public static let sx: Gate = Gate(
    "sx", label: "√X",
    action: .matrix { _ in
      let (plus, minus) = (Complex(0.5, 0.5), Complex(0.5, -0.5))
      return [plus, minus, minus, plus]
    }, inverse: .other { .sxdg },
    openQASM: .init(version2: 1, version3: 0, aliases: ["c3sqrtx": 3]))

  /// The square root of X backwards.
  public static let sxdg: Gate = Gate(
    "sxdg", label: "√X†",
    action: .matrix { _ in
      let (plus, minus) = (Complex(0.5, 0.5), Complex(0.5, -0.5))
      return [minus, plus, plus, minus]
    }, inverse: .other { .sx },
    openQASM: .init(version2: 0))

  static let fixedGates: [Gate] = [id, x, y, z, h, s, sdg, t, tdg, sx, sxdg]
}

extension Circuit {
  /// Does nothing to each of the qubits.
  public mutating func id(_ qubits: Int...) { append(.id, onEach: qubits) }
  /// Flips each of the qubits.
  public mutating func x(_ qubits: Int...) { append(.x, onEach: qubits) }
  /// Applies Pauli's Y to each of the qubits.
  public mutating func y(_ qubits: Int...) { append(.y, onEach: qubits) }
  /// Flips the phase of each of the qubits.
  public mutating func z(_ qubits: Int...) { append(.z, onEach: qubits) }
  /// Applies Hadamard's gate to each of the qubits.
  public mutating func h(_ qubits: Int...) { append(.h, onEach: qubits) }
  /// Turns the phase of each of the qubits by a quarter.
  public mutating func s(_ qubits: Int...) { append(.s, onEach: qubits) }
  /// Turns the phase of each of the qubits by a quarter backwards.
  public mutating func sdg(_ qubits: Int...) { append(.sdg, onEach: qubits) }
  /// Turns the phase of each of the qubits by an eighth.
  public mutating func t(_ qubits: Int...) { append(.t, onEach: qubits) }
  /// Turns the phase of each of the qubits by an eighth backwards.
  public mutating func tdg(_ qubits: Int...) { append(.tdg, onEach: qubits) }
  /// Applies the square root of X to each of the qubits.
  public mutating func sx(_ qubits: Int...) { append(.sx, onEach: qubits) }
  /// Applies the square root of X backwards to each of the qubits.
  public mutating func sxdg(_ qubits: Int...) { append(.sxdg, onEach: qubits) }
}

extension Complex where Scalar == Double {
  /// The factor $e^{i\varphi}$.
  static func turn(_ angle: Double) -> Complex { Complex(Double.cos(angle), Double.sin(angle)) }
}
