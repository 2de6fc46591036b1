internal import Numerics

/// Turns of two qubits about products of Pauli matrices.
extension Gate {
  /// A turn about XX: $e^{-i\theta X\otimes X/2}$.
  public static let rxx: Gate = ising("rxx", "RXX", .x, .x, isInLibrary: true) { circuit, angle in
    circuit.h(0, 1)
    circuit.rzz(angle, 0, 1)
    circuit.h(0, 1)
  }

  /// A turn about YY: $e^{-i\theta Y\otimes Y/2}$.
  public static let ryy: Gate = ising("ryy", "RYY", .y, .y) { circuit, angle in
    circuit.rx(.pi / 2, 0, 1)
    circuit.rzz(angle, 0, 1)
    circuit.rx(-.pi / 2, 0, 1)
  }

  /// A turn about ZZ: $e^{-i\theta Z\otimes Z/2}$.
  public static let rzz: Gate = ising("rzz", "RZZ", .z, .z, isInLibrary: true) { circuit, angle in
    circuit.cx(0, 1)
    circuit.rz(angle, 1)
    circuit.cx(0, 1)
  }

  /// $e^{-i\theta Z\otimes X/2}$, with Z on the first qubit: the cross resonance of superconducting qubits.
  public static let rzx: Gate = ising("rzx", "RZX", .z, .x) { circuit, angle in
    circuit.h(1)
    circuit.rzz(angle, 0, 1)
    circuit.h(1)
  }

  /// A turn by θ within the states in which two qubits differ, about an axis that β turns:
  /// $e^{-i\theta(XX+YY)/4}$ between turns of the phase.
  public static let xxPlusYY: Gate = Gate(
    "xx_plus_yy", label: "XX+YY", qubits: 2, angles: ["θ", "β"],
    action: .matrix { angles in
      let (c, s) = (Complex(Double.cos(angles[0] / 2)), Complex(0, -Double.sin(angles[0] / 2)))
      let (up, down) = (s * .turn(angles[1]), s * .turn(-angles[1]))
      return [1, 0, 0, 0, 0, c, down, 0, 0, up, c, 0, 0, 0, 0, 1]
    }, inverse: .angles { [-$0[0], $0[1]] }
  ) { circuit, angles in
    // Two CX make turns about XX and ZZ of turns about X and Z, and a quarter turn about X makes YY of ZZ.
    circuit.rz(-angles[1], 1)
    circuit.rx(.pi / 2, 0, 1)
    circuit.cx(0, 1)
    circuit.rx(angles[0] / 2, 0)
    circuit.rz(angles[0] / 2, 1)
    circuit.cx(0, 1)
    circuit.rx(-.pi / 2, 0, 1)
    circuit.rz(angles[1], 1)
  }

  private static func ising(
    _ name: String, _ label: String, _ first: Pauli, _ second: Pauli, isInLibrary: Bool = false,
    _ definition: @escaping @Sendable (inout Circuit, Angle) -> Void
  ) -> Gate {
    let observable = Observable([0: first, 1: second])
    let string = observable.terms.first?.string ?? .identity
    return Gate(
      name, label: label, qubits: 2, angles: ["θ"], action: .pauliRotation(string),
      inverse: .negated, openQASM: isInLibrary ? .init(version2: 0) : .none
    ) { definition(&$0, $1[0]) }
  }

  static let isingGates: [Gate] = [rxx, ryy, rzz, rzx, xxPlusYY]
}

extension Circuit {
  /// Turns two qubits about XX.
  public mutating func rxx(_ angle: Angle, _ a: Int, _ b: Int) {
    append(.rxx, [angle], on: [a, b])
  }
  /// Turns two qubits about YY.
  public mutating func ryy(_ angle: Angle, _ a: Int, _ b: Int) {
    append(.ryy, [angle], on: [a, b])
  }
  /// Turns two qubits about ZZ.
  public mutating func rzz(_ angle: Angle, _ a: Int, _ b: Int) {
    append(.rzz, [angle], on: [a, b])
  }
  /// Turns two qubits about ZX, with Z on the first.
  public mutating func rzx(_ angle: Angle, _ a: Int, _ b: Int) {
    append(.rzx, [angle], on: [a, b])
  }
  /// Turns two qubits by θ within the states in which they differ, about an axis that β turns.
  public mutating func xxPlusYY(_ θ: Angle, _ β: Angle, _ a: Int, _ b: Int) {
    append(.xxPlusYY, [θ, β], on: [a, b])
  }
}
