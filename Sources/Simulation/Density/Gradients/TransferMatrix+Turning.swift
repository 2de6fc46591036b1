internal import Circuits
internal import Numerics

extension TransferMatrix {
  /// What measuring a qubit does where nobody looks.
  static let forgetting = TransferMatrix(kraus: [[1, 0, 0, 0], [0, 0, 0, 1]], qubits: 1)

  /// What an infinitesimal turn does: $\rho \mapsto -i[G, \rho]$.
  init(turningBy generator: Observable, qubits: Int) {
    let size = 1 << (2 * qubits)
    var elements = [Double](repeating: 0, count: size * size)
    for term in generator.terms {
      let masks = PauliMasks(term.string, on: Array(0..<qubits))
      let own = masks.flips | masks.phases << qubits
      for row in 0..<size {
        let sign = masks.turnSign(of: PauliMasks(number: row, qubits: qubits))
        elements[row * size + (row ^ own)] += 2 * term.coefficient * sign
      }
    }
    self.init(qubits: qubits, elements: elements)
  }

  /// What it does to observables while states go the other way: rows and columns exchanged.
  var transposed: TransferMatrix {
    let size = size
    return TransferMatrix(
      qubits: qubitCount,
      elements: (0..<size * size).map { elements[$0 % size * size + $0 / size] })
  }

  /// The sum of the products of the elements with those of another.
  func sum(times other: [Double]) -> Double {
    var sum = 0.0
    for place in elements.indices { sum += elements[place] * other[place] }
    return sum
  }

  /// A matrix with 1 where any of some matrices has an element that is not 0.
  static func support(of matrices: [TransferMatrix], qubits: Int) -> TransferMatrix {
    var elements = [Double](repeating: 0, count: 1 << (4 * qubits))
    for matrix in matrices {
      for (place, element) in matrix.elements.enumerated() where element != 0 {
        elements[place] = 1
      }
    }
    return TransferMatrix(qubits: qubits, elements: elements)
  }
}

extension PauliMasks {
  /// The sign $s$ of $-i[P, \cdot]$: with another product $Q$ the state's $r_Q$ becomes $2 s\, r_{QP}$.
  ///
  /// It is 0 where the two commute.
  @inline(__always) func turnSign(of other: PauliMasks) -> Double {
    // Q P is the product of both with a factor i for each Y that comes or goes, and a sign for each Z of
    // Q that passes an X of P.
    let common = (flips ^ other.flips) & (phases ^ other.phases)
    let power =
      (flips & phases).nonzeroBitCount + (other.flips & other.phases).nonzeroBitCount
      - common.nonzeroBitCount + 2 * (other.phases & flips).nonzeroBitCount
    return power & 1 == 0 ? 0 : power & 3 == 1 ? 1 : -1
  }
}
