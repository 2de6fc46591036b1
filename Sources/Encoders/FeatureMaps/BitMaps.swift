public import Circuits
internal import Numerics

/// Bits as states of qubits.
extension FeatureMap {
  /// Each bit as a basis state of its qubit.
  ///
  /// ```swift
  /// try FeatureMap.basis(bits: 3).circuit(for: [1, 0, 1])      // the state 101
  /// ```
  ///
  /// A bit is half a turn about Y or none, so that one circuit serves all rows.
  ///
  /// - Parameter bits: How many bits there are; other numbers than 0 and 1 are refused.
  /// - Returns: A map with as many qubits.
  public static func basis(bits: Int) -> FeatureMap {
    let template = Circuit(qubits: usable(bits)) { circuit in
      for qubit in 0..<circuit.qubitCount { circuit.ry(.pi * .feature(qubit), qubit) }
    }
    return FeatureMap("basis", features: bits, template: template) { row throws(EncodingError) in
      try requireBits("basis", row)
    }
  }

  /// A whole number as a basis state, its lowest bit on qubit 0.
  ///
  /// - Parameter qubits: How many qubits there are, at most 52; the number is below 2ⁿ.
  /// - Returns: A map of one feature.
  public static func number(qubits: Int) -> FeatureMap {
    let template = basis(bits: min(qubits, 52)).template ?? Circuit(qubits: 0)
    let largest = Double(sign: .plus, exponent: max(0, min(qubits, 52)), significand: 1) - 1
    let map = FeatureMap("number", features: 1, template: template) { row throws(EncodingError) in
      guard 0...largest ~= row[0] else {
        throw .outside("number", place: 0, value: row[0], allowed: 0...largest)
      }
      guard row[0] == row[0].rounded() else {
        throw .unfit("number", given: "\(row[0])", allowed: "a basis state has a whole number")
      }
      return (0..<qubits).map { Double(Int(row[0]) >> $0 & 1) }
    }
    return map.noting(1...52 ~= qubits ? nil : "\(qubits) qubits: a number has 1 to 52 bits")
  }

  /// Two or three bits on each qubit, of which any one can be read with a good chance.
  ///
  /// The bits are the signs of Z, X and Y: a qubit lies between the axes that they choose. One bit of two
  /// is right with the probability $\tfrac12 + \tfrac1{2\sqrt2} = 0.85$, and one of three with
  /// $\tfrac12 + \tfrac1{2\sqrt3} = 0.79$.
  ///
  /// A. Ambainis, A. Nayak, A. Ta-Shma and U. Vazirani, "Dense quantum coding and a lower bound for 1-way
  /// quantum automata", arXiv:quant-ph/9804043 (1998).
  ///
  /// - Parameters:
  ///   - bits: How many bits there are; other numbers than 0 and 1 are refused, missing ones are 0.
  ///   - perQubit: 2 or 3.
  /// - Returns: A map with half or a third as many qubits.
  public static func qrac(bits: Int, perQubit: Int = 2) -> FeatureMap {
    let size = perQubit == 3 ? 3 : 2
    let template = Circuit(qubits: (usable(bits) + size - 1) / size) { circuit in
      for qubit in 0..<circuit.qubitCount {
        circuit.ry(.feature((size - 1) * qubit), qubit)
        if size == 3 { circuit.rz(.feature(2 * qubit + 1), qubit) }
      }
    }
    let qubits = template.qubitCount
    let map = FeatureMap("qrac", features: bits, template: template) { row throws(EncodingError) in
      let bits = try requireBits("qrac", row) + Array(repeating: 0, count: size)
      return (0..<qubits).flatMap { qubit -> [Double] in
        let signs = bits[(size * qubit)..<(size * qubit + size)].map { 1 - 2 * $0 }
        if size == 2 { return [Double.atan2(y: signs[1], x: signs[0])] }
        return [
          Double.atan2(y: 2.squareRoot(), x: signs[0]), Double.atan2(y: signs[2], x: signs[1]),
        ]
      }
    }
    return map.noting(
      2...3 ~= perQubit ? nil : "\(perQubit) bits on a qubit: two or three can be read")
  }

  /// The row, where all of it are bits.
  private static func requireBits(
    _ name: String, _ row: [Double]
  ) throws(EncodingError) -> [Double] {
    if let place = row.firstIndex(where: { $0 != 0 && $0 != 1 }) {
      throw .notABit(name, place: place, value: row[place])
    }
    return row
  }
}
