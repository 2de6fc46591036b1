public import Circuits
internal import Numerics

/// Features as amplitudes of a state.
extension FeatureMap {
  /// A row as the amplitudes of a state.
  ///
  /// $$|\psi\rangle = \frac1{\lVert x\rVert} \sum_j x_j |j\rangle$$
  ///
  /// ```swift
  /// FeatureMap.amplitude(features: 64)            // 6 qubits, as for 8 × 8 points
  /// ```
  ///
  /// From the highest qubit to the lowest, each is turned by the angle that the ones above it choose. The
  /// angles are computed from the row, so one circuit of 2ⁿ - 1 angles serves all rows.
  ///
  /// M. Möttönen, J. J. Vartiainen, V. Bergholm and M. M. Salomaa, "Transformation of quantum states
  /// using uniformly controlled rotations", arXiv:quant-ph/0407010 (2004).
  ///
  /// - Parameters:
  ///   - features: How many features there are; qubit 0 is the lowest bit of a place.
  ///   - padding: What stands behind the features, up to 2ⁿ.
  ///   - normalizes: Whether a row is divided by its length; else one of another length than 1 is refused.
  /// - Returns: A map with ⌈log₂ *m*⌉ qubits, and at least one.
  /// - Complexity: O(2ⁿ) for each row.
  public static func amplitude(
    features: Int, padding: Double = 0, normalizes: Bool = true
  ) -> FeatureMap {
    let qubits = qubits(for: tooLong(features) == nil ? features : 1)
    let template = Circuit(qubits: qubits) { circuit in
      circuit.appendTree(.y, qubits: (0..<qubits).reversed(), first: 0)
    }
    let map = FeatureMap("amplitude", features: features, template: template) {
      row throws(EncodingError) in
      let rest = Array(repeating: padding, count: (1 << qubits) - row.count)
      let state = try unit("amplitude", row + rest, normalizes: normalizes)
      return turns(of: state).reversed().flatMap { $0 }
    }
    return map.noting(tooLong(features)).noting(
      padding.isFinite ? nil : "padding with \(padding): it has to be finite")
  }

  /// A row as complex amplitudes of a state: first all real parts, then all imaginary ones.
  ///
  /// As ``amplitude(features:padding:normalizes:)``, with turns of the phase behind; the phase of the
  /// whole state is kept too.
  ///
  /// - Parameters:
  ///   - amplitudes: How many amplitudes there are; a row has twice as many numbers.
  ///   - normalizes: Whether a row is divided by its length; else one of another length than 1 is refused.
  /// - Returns: A map with ⌈log₂ *m*⌉ qubits, and at least one.
  /// - Complexity: O(2ⁿ) for each row.
  public static func complexAmplitude(
    amplitudes: Int, normalizes: Bool = true
  ) -> FeatureMap {
    let qubits = qubits(for: tooLong(amplitudes) == nil ? amplitudes : 1)
    let size = 1 << qubits
    let template = Circuit(qubits: qubits) { circuit in
      circuit.appendTree(.y, qubits: (0..<qubits).reversed(), first: 0)
      circuit.appendTree(.z, qubits: Array(0..<qubits), first: size - 1)
      circuit.globalPhase(.feature(2 * size - 2))
    }
    let map = FeatureMap(
      "complexAmplitude", features: usable(amplitudes) > 0 ? 2 * amplitudes : amplitudes,
      template: template
    ) {
      row throws(EncodingError) in
      let row = try unit("complexAmplitude", row, normalizes: normalizes)
      let count = row.count / 2
      let state = (0..<size).map { $0 < count ? Complex(row[$0], row[$0 + count]) : .zero }
      let (phases, whole) = phaseTurns(of: state.map { $0 == .zero ? 0 : $0.phase })
      return turns(of: state.map(\.magnitude)).reversed().flatMap { $0 } + phases.flatMap { $0 }
        + [whole]
    }
    return map.noting(tooLong(amplitudes))
  }

  /// Numbers as the phases of basis states that are all alike.
  ///
  /// $$2^{-n/2} \sum_j e^{i x_j} |j\rangle$$
  ///
  /// With 0 and π these are the signs of a hypergraph state: M. Rossi, M. Huber, D. Bruß and
  /// C. Macchiavello, "Quantum hypergraph states", arXiv:1211.5554 (2012).
  ///
  /// - Parameter count: How many numbers there are, in radians; what is missing to 2ⁿ is 0.
  /// - Returns: A map with ⌈log₂ *m*⌉ qubits, and at least one.
  /// - Complexity: O(2ⁿ) for each row.
  public static func statePhases(count: Int) -> FeatureMap {
    let qubits = qubits(for: tooLong(count) == nil ? count : 1)
    let size = 1 << qubits
    let template = Circuit(qubits: qubits) { circuit in
      for qubit in 0..<qubits { circuit.h(qubit) }
      circuit.appendTree(.z, qubits: Array(0..<qubits), first: 0)
      circuit.globalPhase(.feature(size - 1))
    }
    let map = FeatureMap("statePhases", features: count, template: template) {
      row throws(EncodingError) in
      let rest = Array(repeating: 0.0, count: size - row.count)
      let (phases, whole) = phaseTurns(of: row + rest)
      return phases.flatMap { $0 } + [whole]
    }
    return map.noting(tooLong(count))
  }

  /// How many qubits so many amplitudes take.
  static func qubits(for count: Int) -> Int {
    var qubits = 1
    while 1 << qubits < min(count, 1 << 20) { qubits += 1 }
    return qubits
  }

  private static func tooLong(_ count: Int) -> String? {
    1...(1 << 20) ~= count ? nil : "\(count) amplitudes: there are 1 to \(1 << 20)"
  }

  /// A row of length 1.
  private static func unit(
    _ name: String, _ row: [Double], normalizes: Bool
  ) throws(EncodingError) -> [Double] {
    // The largest first, so that no square is beyond all numbers.
    let largest = row.reduce(0) { max($0, abs($1)) }
    guard largest > 0 else { throw .noLength(name) }
    let ratio = row.reduce(0) { $0 + ($1 / largest) * ($1 / largest) }.squareRoot()
    guard normalizes || abs(largest * ratio - 1) <= 1e-8 else {
      throw .notNormalized(name, length: largest * ratio)
    }
    return row.map { $0 / largest / ratio }
  }

  /// The angles that share a length between the halves of a tree, from the lowest qubit to the highest.
  ///
  /// The lowest ones keep the signs of the amplitudes.
  private static func turns(of amplitudes: [Double]) -> [[Double]] {
    var levels: [[Double]] = []
    var values = amplitudes
    while values.count > 1 {
      let pairs = stride(from: 0, to: values.count, by: 2).map { (values[$0], values[$0 + 1]) }
      levels.append(pairs.map { 2 * Double.atan2(y: $0.1, x: $0.0) })
      values = pairs.map { ($0.0 * $0.0 + $0.1 * $0.1).squareRoot() }
    }
    return levels
  }

  /// The angles that make phases, from the lowest qubit to the highest, and the phase that is left.
  private static func phaseTurns(of phases: [Double]) -> ([[Double]], Double) {
    var levels: [[Double]] = []
    var values = phases
    while values.count > 1 {
      let pairs = stride(from: 0, to: values.count, by: 2).map { (values[$0], values[$0 + 1]) }
      levels.append(pairs.map { $0.1 - $0.0 })
      values = pairs.map { ($0.0 + $0.1) / 2 }
    }
    return (levels, values[0])
  }
}

extension Circuit {
  /// Turns each of the qubits by angles that the qubits above it choose, with features as angles.
  fileprivate mutating func appendTree(_ axis: Pauli, qubits: [Int], first: Int) {
    var next = first
    for qubit in qubits {
      let controls = Array(qubit + 1..<qubitCount)
      let angles = (next..<next + 1 << controls.count).map { Angle.feature($0) }
      next += angles.count
      if controls.isEmpty {
        append(axis == .y ? .ry : .rz, angles, on: [qubit])
      } else {
        multiplexedRotation(axis, angles, controls: controls, qubit)
      }
    }
  }
}
