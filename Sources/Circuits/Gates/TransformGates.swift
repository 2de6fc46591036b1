internal import Numerics

/// Gates of many qubits that are circuits of simple ones.
extension Gate {
  /// The quantum Fourier transform: $|j\rangle \to 2^{-n/2}\sum_k e^{2\pi i jk/2^n}|k\rangle$.
  ///
  /// - Parameter qubits: How many qubits, from 1 to 1,000.
  /// - Returns: A gate that is a circuit.
  /// - Throws: ``CircuitError/unfit(_:given:allowed:)`` for another number of qubits.
  /// - Complexity: *n*(*n* + 1)/2 gates and *n*/2 swaps.
  public static func qft(_ qubits: Int) throws(CircuitError) -> Gate {
    guard 1...1_000 ~= qubits else {
      throw .unfit("qft", given: "\(qubits) qubits", allowed: "there are 1 to 1000 qubits")
    }
    return fourierTransform(qubits)
  }

  private static func fourierTransform(_ qubits: Int) -> Gate {
    let circuit = Circuit(qubits: qubits) { circuit in
      for qubit in (0..<qubits).reversed() {
        circuit.h(qubit)
        for lower in (0..<qubit).reversed() {
          circuit.cp(Angle(.pi * Double.powerOfTwo(lower - qubit)), lower, qubit)
        }
      }
      for qubit in 0..<qubits / 2 { circuit.swap(qubit, qubits - 1 - qubit) }
    }
    return Gate("qft", label: "QFT", circuit: circuit)
  }

  static let transformGates = [fourierTransform(1), fourierTransform(3)]
}

extension Circuit {
  /// Applies the quantum Fourier transform to qubits, the lowest bit first.
  public mutating func qft(_ qubits: [Int]) {
    attempt("qft(\(qubits))") { circuit throws(CircuitError) in
      circuit.append(try Gate.qft(qubits.count), on: qubits)
    }
  }
}

extension Double {
  fileprivate static func powerOfTwo(_ exponent: Int) -> Double {
    Double(sign: .plus, exponent: exponent, significand: 1)
  }
}
