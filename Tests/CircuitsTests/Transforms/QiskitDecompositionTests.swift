import Circuits
import Numerics
import TestSupport
import Testing

/// Gates and matrices that were taken apart, put together again by Qiskit.
@Suite struct QiskitDecompositionTests {
  private struct Question: Encodable {
    let texts: [String]
    let matrices: [[Double]]
  }

  private struct Answer: Decodable {
    let texts: [[Double]]
    let matrices: [Int]
  }

  /// Every gate in two bases, and matrices of 1 to 4 qubits with no more CX than Qiskit needs.
  @Test func qiskitAgreesOnDecompositions() throws {
    var (originals, texts) = ([Matrix<Complex<Double>>](), [String]())
    for gate in Gate.all where 1...5 ~= gate.qubitCount {
      let angles = (0..<gate.angleCount).map { Angle(0.3 + 0.77 * Double($0)) }
      let circuit = Circuit(qubits: gate.qubitCount) {
        $0.append(gate, angles, on: [Int](0..<gate.qubitCount))
      }
      for basis in [GateBasis.universal, .rzSX] {
        originals.append(try circuit.unitary())
        texts.append(try circuit.decomposed(into: basis).openQASM3())
      }
    }
    var (counts, matrices) = ([Int](), [[Double]]())
    for seed in 0..<12 {
      var random = RandomStream(seed: UInt64(seed))
      let matrix = try random.haarUnitary(2 << (seed % 4))
      let circuit = try Circuit(synthesizing: matrix).decomposed(into: .universal)
      originals.append(matrix)
      texts.append(try circuit.openQASM3())
      matrices.append(matrix.elements.flatMap { [$0.real, $0.imaginary] })
      counts.append(circuit.counts["cx"] ?? 0)
    }
    let answer: Answer = try askOracle(
      "qiskit_oracle.py", Question(texts: texts, matrices: matrices))
    for (place, original) in originals.enumerated() {
      let flat = answer.texts[place]
      let size = original.rowCount
      let again = try Matrix<Complex<Double>>(rows: size, columns: size) { row, column in
        let start = 2 * (row * size + column)
        return Complex(flat[start], flat[start + 1])
      }
      #expect(try (again - original).maxNorm < 1e-8, "\(texts[place])")
    }
    for (seed, theirs) in answer.matrices.enumerated() {
      #expect(counts[seed] <= theirs, "seed \(seed): \(counts[seed]) CX, and Qiskit \(theirs)")
    }
  }
}
