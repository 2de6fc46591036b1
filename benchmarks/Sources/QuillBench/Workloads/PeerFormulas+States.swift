import Circuits

extension Circuit {
  /// Turns, Fourier's transform of them, and the qubits in their old order again.
  static func peerFourier(_ qubits: Int) -> Circuit {
    let x = Features(count: qubits)
    return Circuit(qubits: qubits) { circuit in
      for qubit in 0..<qubits { circuit.ry(x[qubit], qubit) }
      for target in (0..<qubits).reversed() {
        circuit.h(target)
        for control in (0..<target).reversed() {
          circuit.cp(Angle(.pi / Double(1 << (target - control))), control, target)
        }
      }
      for qubit in 0..<qubits / 2 { circuit.swap(qubit, qubits - 1 - qubit) }
    }
  }

  /// Ten layers of blocks on pairs of qubits, each with 15 angles.
  static func peerVolume(_ qubits: Int) -> Circuit {
    Circuit(qubits: qubits) { circuit in
      var w = Weights()
      for layer in 0..<10 {
        let order = (0..<qubits).sorted {
          PeerFormulas.datum(layer * qubits + $0 + 1) < PeerFormulas.datum(layer * qubits + $1 + 1)
        }
        for pair in 0..<qubits / 2 {
          let (a, b) = (order[2 * pair], order[2 * pair + 1])
          circuit.u3(w.next(), w.next(), w.next(), a)
          circuit.u3(w.next(), w.next(), w.next(), b)
          circuit.rxx(w.next(), a, b)
          circuit.ryy(w.next(), a, b)
          circuit.rzz(w.next(), a, b)
          circuit.u3(w.next(), w.next(), w.next(), a)
          circuit.u3(w.next(), w.next(), w.next(), b)
        }
      }
    }
  }

  /// A chain of CX from one qubit in both values, and a turn of each.
  static func peerChain(_ qubits: Int) -> Circuit {
    let x = Features(count: qubits)
    return Circuit(qubits: qubits) { circuit in
      circuit.h(0)
      for qubit in 0..<qubits - 1 { circuit.cx(qubit, qubit + 1) }
      for qubit in 0..<qubits { circuit.ry(x[qubit], qubit) }
    }
  }
}
