import Circuits
import Glibc

/// The angles, data and circuits on which all peers are measured.
enum PeerFormulas {
  /// Angle number *i*, between 0.1 and 0.47.
  static func angle(_ i: Int) -> Double { 0.1 + 0.37 * Double(i * 2_654_435_761 % 1000) / 1000 }

  /// Data value number *i*, between 0 and 1.
  static func datum(_ i: Int) -> Double {
    Double(i * 2_654_435_761 % 4_294_967_296) / 4_294_967_296
  }

  /// A power, as the peers' standard library has it.
  static func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }

  /// The signs that a congruential generator gives: 1 where its output is odd.
  struct Signs {
    private var state: UInt64 = 12345

    mutating func next() -> Double {
      state = (1_664_525 * state + 1_013_904_223) & 0xffff_ffff
      return state >> 16 & 1 == 1 ? 1 : -1
    }
  }
}

extension Setting {
  /// The number of qubits that a size says.
  func qubits(of workload: some Workload, upTo most: Int) throws -> Int {
    guard let qubits = Int(size), (2...most).contains(qubits) else {
      throw UsageError("\(workload.name) wants a size from 2 to \(most), not '\(size)'")
    }
    return qubits
  }
}

extension Circuit {
  /// Layers of RY and RZ on all qubits and a ring of CX; each angle is a weight.
  static func layers(_ qubits: Int, depth: Int) -> Circuit {
    Circuit(qubits: qubits) { circuit in
      var w = Weights()
      for _ in 0..<depth {
        for qubit in 0..<qubits {
          circuit.ry(w.next(), qubit)
          circuit.rz(w.next(), qubit)
        }
        circuit.ring()
      }
    }
  }

  /// Layers that take the features again and again.
  static func reuploading(_ qubits: Int, layers: Int) -> Circuit {
    let x = Features(count: qubits)
    return Circuit(qubits: qubits) { circuit in
      var w = Weights()
      for _ in 0..<layers {
        for qubit in 0..<qubits { circuit.ry(x[qubit], qubit) }
        for qubit in 0..<qubits {
          circuit.rz(w.next(), qubit)
          circuit.ry(w.next(), qubit)
        }
        circuit.ring()
      }
    }
  }

  /// The feature map with phases of each qubit and of each two, twice.
  static func zzMap(_ qubits: Int) -> Circuit {
    let x = Features(count: qubits)
    return Circuit(qubits: qubits) { circuit in
      for _ in 0..<2 {
        for qubit in 0..<qubits { circuit.h(qubit) }
        for qubit in 0..<qubits { circuit.p(2 * x[qubit], qubit) }
        for i in 0..<qubits {
          for j in i + 1..<qubits {
            circuit.cx(i, j)
            circuit.p(2 * (.pi - x[i]) * (.pi - x[j]), j)
            circuit.cx(i, j)
          }
        }
      }
    }
  }

  private mutating func ring() {
    for qubit in 0..<qubitCount { cx(qubit, (qubit + 1) % qubitCount) }
  }
}
