internal import Numerics

/// Turns of one qubit.
extension Gate {
  /// A turn about the X axis: $e^{-i\theta X/2}$.
  public static let rx: Gate = Gate(
    "rx", label: "RX", angles: ["θ"],
    action: .matrix { rotation(about: .x, $0[0]) }, inverse: .negated, generators: [0.5 * .x(0)],
    openQASM: .init(version2: 1, version3: 1))

  /// A turn about the Y axis: $e^{-i\theta Y/2}$.
  public static let ry: Gate = Gate(
    "ry", label: "RY", angles: ["θ"],
    action: .matrix { rotation(about: .y, $0[0]) }, inverse: .negated, generators: [0.5 * .y(0)],
    openQASM: .init(version2: 1, version3: 1))

  /// A turn about the Z axis: $e^{-i\theta Z/2}$.
  public static let rz: Gate = Gate(
    "rz", label: "RZ", angles: ["θ"],
    action: .diagonal { [.turn(-$0[0] / 2), .turn($0[0] / 2)] },
    inverse: .negated, generators: [0.5 * .z(0)],
    openQASM: .init(version2: 1, version3: 1))

  /// A turn of the phase: 1 takes the factor $e^{i\lambda}$.
  public static let p: Gate = Gate(
    "p", label: "P", angles: ["λ"], action: .diagonal { [1, .turn($0[0])] },
    inverse: .negated, generators: [0.5 * .z(0) - 0.5],
    openQASM: .init(version2: 1, version3: 1, aliases: ["phase": 0, "cphase": 1]))

  /// A turn of the phase, by its name in OpenQASM 2; the same matrix as ``p``.
  public static let u1: Gate = Gate(
    "u1", label: "U1", angles: ["λ"], action: .diagonal { [1, .turn($0[0])] },
    inverse: .negated, generators: [0.5 * .z(0) - 0.5],
    openQASM: .init(version2: 1, version3: 0)
  ) { $0.p($1[0], 0) }

  /// Half of a half turn about an axis, between turns of the phase: $P(\varphi) R_Y(\pi/2) P(\lambda)$.
  public static let u2: Gate = Gate(
    "u2", label: "U2", angles: ["φ", "λ"],
    action: .matrix { anyTurn(.pi / 2, $0[0], $0[1]) },
    inverse: .angles { [-1 * $0[1] - .pi, .pi - $0[0]] },
    openQASM: .init(version2: 0, version3: 0)
  ) { circuit, angles in
    circuit.p(angles[1], 0)
    circuit.ry(.pi / 2, 0)
    circuit.p(angles[0], 0)
  }

  /// Any gate of one qubit, up to a phase: $P(\varphi) R_Y(\theta) P(\lambda)$.
  public static let u3: Gate = Gate(
    "u3", label: "U3", angles: ["θ", "φ", "λ"],
    action: .matrix { anyTurn($0[0], $0[1], $0[2]) },
    inverse: .angles { [-$0[0], -$0[2], -$0[1]] },
    openQASM: .init(version2: 1, version3: 0, aliases: ["u": 0], builtIn: ["U": 0])
  ) { circuit, angles in
    circuit.p(angles[2], 0)
    circuit.ry(angles[0], 0)
    circuit.p(angles[1], 0)
  }

  /// A turn by θ about the axis in the XY plane that has the angle φ to X.
  public static let r: Gate = Gate(
    "r", label: "R", angles: ["θ", "φ"],
    action: .matrix { angles in
      let (c, s) = halfTurn(angles[0])
      let off = Complex(0, -s)
      return [Complex(c), off * .turn(-angles[1]), off * .turn(angles[1]), Complex(c)]
    }, inverse: .angles { [-$0[0], $0[1]] }
  ) { circuit, angles in
    circuit.rz(-angles[1], 0)
    circuit.rx(angles[0], 0)
    circuit.rz(angles[1], 0)
  }

  /// A turn about any axis: $e^{-i\theta (n_x X + n_y Y + n_z Z)/2}$.
  ///
  /// ```swift
  /// try Gate.rotation(axis: (1, 0, 1))            // Hadamard's gate for θ = π, up to a phase
  /// ```
  ///
  /// - Parameter axis: The direction of the axis; its length does not count.
  /// - Returns: A gate with one angle.
  /// - Throws: ``CircuitError/unfit(_:given:allowed:)`` for an axis without a direction.
  public static func rotation(
    axis: (x: Double, y: Double, z: Double)
  ) throws(CircuitError) -> Gate {
    let scale = max(abs(axis.x), abs(axis.y), abs(axis.z))
    guard scale > 0, scale.isFinite else {
      throw .unfit(
        "rotation(axis:)", given: "\(axis)", allowed: "an axis has a finite length over 0")
    }
    let (x, y, z) = (axis.x / scale, axis.y / scale, axis.z / scale)
    let length = (x * x + y * y + z * z).squareRoot()
    return rotation(alongUnit: (x / length, y / length, z / length))
  }

  private static func rotation(alongUnit n: (x: Double, y: Double, z: Double)) -> Gate {
    Gate(
      "rn", label: "Rn", angles: ["θ"],
      action: .matrix { angles in
        let (c, s) = halfTurn(angles[0])
        return [
          Complex(c, -s * n.z), Complex(-s * n.y, -s * n.x),
          Complex(s * n.y, -s * n.x), Complex(c, s * n.z),
        ]
      },
      inverse: .negated,
      generators: [0.5 * (n.x * .x(0) + n.y * .y(0) + n.z * .z(0))], constants: [n.x, n.y, n.z])
  }

  /// A turn of the phase of the whole state, which shows only under controls: $e^{i\gamma}$.
  public static let globalPhase: Gate = Gate(
    "gphase", label: "GP", qubits: 0, angles: ["γ"], action: .diagonal { [.turn($0[0])] },
    inverse: .negated, generators: [-1],
    openQASM: .init(version3: 0, builtIn: ["gphase": 0]))

  private static func halfTurn(_ angle: Double) -> (cosine: Double, sine: Double) {
    (.cos(angle / 2), .sin(angle / 2))
  }

  private static func anyTurn(_ θ: Double, _ φ: Double, _ λ: Double) -> [Complex<Double>] {
    let (c, s) = halfTurn(θ)
    return [Complex(c), -s * .turn(λ), s * .turn(φ), c * .turn(φ + λ)]
  }

  static let rotationGates: [Gate] =
    [rx, ry, rz, p, u1, u2, u3, r, rotation(alongUnit: (0.48, -0.6, 0.64)), globalPhase]
}

extension Circuit {
  /// Turns each of the qubits about the X axis.
  public mutating func rx(_ angle: Angle, _ qubits: Int...) { append(.rx, [angle], onEach: qubits) }
  /// Turns each of the qubits about the Y axis.
  public mutating func ry(_ angle: Angle, _ qubits: Int...) { append(.ry, [angle], onEach: qubits) }
  /// Turns each of the qubits about the Z axis.
  public mutating func rz(_ angle: Angle, _ qubits: Int...) { append(.rz, [angle], onEach: qubits) }
  /// Turns the phase of each of the qubits.
  public mutating func p(_ angle: Angle, _ qubits: Int...) { append(.p, [angle], onEach: qubits) }
  /// Turns the phase of each of the qubits; OpenQASM 2's name for ``p(_:_:)``.
  public mutating func u1(_ angle: Angle, _ qubits: Int...) { append(.u1, [angle], onEach: qubits) }
  /// Applies $P(\varphi) R_Y(\pi/2) P(\lambda)$ to each of the qubits.
  public mutating func u2(_ φ: Angle, _ λ: Angle, _ qubits: Int...) {
    append(.u2, [φ, λ], onEach: qubits)
  }
  /// Applies $P(\varphi) R_Y(\theta) P(\lambda)$, which is any gate up to a phase, to each of the qubits.
  public mutating func u3(_ θ: Angle, _ φ: Angle, _ λ: Angle, _ qubits: Int...) {
    append(.u3, [θ, φ, λ], onEach: qubits)
  }
  /// Turns each of the qubits by θ about the axis in the XY plane at the angle φ to X.
  public mutating func r(_ θ: Angle, _ φ: Angle, _ qubits: Int...) {
    append(.r, [θ, φ], onEach: qubits)
  }
  /// Turns each of the qubits about any axis; an axis without a direction is a flaw.
  public mutating func rotation(
    _ angle: Angle, axis: (x: Double, y: Double, z: Double), _ qubits: Int...
  ) {
    attempt("rotation(\(angle), axis: \(axis))") { circuit throws(CircuitError) in
      circuit.append(try Gate.rotation(axis: axis), [angle], onEach: qubits)
    }
  }
  /// Turns the phase of the whole state.
  public mutating func globalPhase(_ angle: Angle) { append(.globalPhase, [angle], on: []) }
}
