import Circuits
import Encoders
import Learning
import Numerics
import Testing

@Suite struct KernelTests {
  private static let rows: [[Double]] = [
    [0, 0], [0.4, -0.9], [0.8, 0.3], [1.2, -0.5], [-1.6, 0.7], [2.0, 1.1], [2.4, -2],
  ]

  private static var kernels: [Kernel] {
    [
      .linear, .radial(gamma: 0.7), .polynomial(degree: 3, offset: 0.5),
      .fidelity(.zz(features: 2)), .projected(.zz(features: 2), gamma: 0.4),
      .fidelity(.amplitude(features: 2)),
      Kernel("sum") { ($0[0] + 1) * ($1[0] + 1) },
    ]
  }

  @Test func matricesAreSymmetricPositiveAndCut() throws {
    for kernel in KernelTests.kernels {
      // A row of zeros has no amplitudes.
      let rows = Array(KernelTests.rows.dropFirst())
      let matrix = try kernel.matrix(of: rows)
      #expect(matrix.isHermitian(tolerance: 1e-12), "\(kernel.name)")
      let least = try matrix.hermitianEigenvalues().min() ?? -1
      #expect(least > -1e-9 * matrix.maxNorm, "\(kernel.name)")
      let part = try kernel.matrix(of: Array(rows.prefix(2)), with: rows)
      #expect(part.rowCount == 2 && part.columnCount == 6)
      for column in 0..<6 { #expect(abs(part[1, column] - matrix[1, column]) < 1e-12) }
    }
    let radial = try Kernel.radial(gamma: 2).matrix(of: [[0, 0], [1, 0]])
    #expect(abs(radial[0, 1] - 0.1353352832366127) < 1e-15)
    #expect(try Kernel.polynomial(degree: 2, offset: 1).matrix(of: [[1], [2]])[0, 1] == 9)
  }

  @Test func kernelsOfStatesAreThoseOfQiskit() throws {
    let expected = try Oracle.read().quantum
    let map = FeatureMap.zz(features: 3)
    let matrix = try Kernel.fidelity(map).matrix(of: expected.rows)
    #expect(distance(matrix.elements, expected.kernel.flatMap { $0 }) < 1e-9)
    let projected = try Kernel.projected(map, gamma: 0.7).matrix(of: expected.rows)
    #expect(distance(projected.elements, expected.projected.flatMap { $0 }) < 1e-9)
    let alignment = try KernelAlignment.between(matrix, labels: expected.labels)
    #expect(abs(alignment - expected.alignment) < 1e-9)
    let centered = try KernelAlignment.between(matrix, labels: expected.labels, isCentered: true)
    #expect(abs(centered - expected.centered) < 1e-9)
  }

  @Test func aMapWithoutATemplateHasTheSameKernel() throws {
    let map = FeatureMap.zz(features: 2)
    let alone = FeatureMap("alone", features: 2, qubits: 2) { row throws(EncodingError) in
      try map.circuit(for: row)
    }
    for (one, other) in [
      (Kernel.fidelity(map), Kernel.fidelity(alone)), (.projected(map), .projected(alone)),
    ] {
      let difference = distance(
        try one.matrix(of: KernelTests.rows).elements,
        try other.matrix(of: KernelTests.rows).elements)
      #expect(difference < 1e-12)
    }
  }

  @Test func weightsOfAMapCount() throws {
    let map = FeatureMap(
      "weighted",
      Circuit(qubits: 1) { circuit in
        circuit.ry(.weight(0) * .feature(0), 0)
      })
    let matrix = try Kernel.fidelity(map, weights: [2]).matrix(of: [[0], [0.5]])
    // cos² of half the angle.
    #expect(abs(matrix[0, 1] - 0.7701511529340699) < 1e-14)
    #expect(words { try Kernel.fidelity(map).matrix(of: [[0], [0.5]]) }.contains("weight"))
  }

  @Test func alignmentIsACosine() throws {
    let labels = [0, 1, 2, 0, 1, 2]
    let ideal = try Matrix(rows: 6, columns: 6) { labels[$0] == labels[$1] ? 1 : -0.5 }
    #expect(abs(try KernelAlignment.between(ideal, labels: labels) - 1) < 1e-14)
    #expect(abs(try KernelAlignment.between(-ideal, labels: labels) + 1) < 1e-14)
    #expect(try KernelAlignment.between(Matrix.zeros(rows: 6, columns: 6), labels: labels) == 0)
    let ones = try Matrix(rows: 6, columns: 6) { _, _ in 1 }
    #expect(abs(try KernelAlignment.between(ones, labels: labels, isCentered: true)) < 1e-12)
    #expect(
      words { try KernelAlignment.between(ideal, labels: [0, 1]) }.contains(
        "6×6 kernel matrix: it takes 2×2"))
    #expect(
      words { try KernelAlignment.between(.identity(2), labels: [1, 1]) }.contains(
        "all rows are of the class 1"))
  }

  @Test func whatHasNoKernelIsRefused() {
    let rows = [[1.0, 2]]
    #expect(
      words { try Kernel.radial(gamma: 0).matrix(of: rows) }
        == "kernel of gamma 0.0: it is finite and over 0")
    #expect(words { try Kernel.radial(gamma: .nan).matrix(of: rows) }.contains("gamma nan"))
    #expect(words { try Kernel.polynomial(degree: 0).matrix(of: rows) }.contains("degree 0"))
    #expect(words { try Kernel.linear.matrix(of: []) }.contains("there are no numbers"))
    #expect(words { try Kernel.linear.matrix(of: [[1], [1, 2]]) }.contains("rows of one length"))
    #expect(
      words { try Kernel.linear.matrix(of: rows, with: [[1]]) }.contains(
        "2 are given, and it takes 1"))
    #expect(words { try Kernel.linear.matrix(of: [[1e200], [1e200]]) }.contains("not finite"))
    #expect(
      words { try Kernel.fidelity(.zz(features: 3)).matrix(of: rows) }
        .contains("with a row of 2 numbers: it takes 3"))
    #expect(
      words { try Kernel.fidelity(.angle(features: 0)).matrix(of: rows) }.contains("0 features"))
    #expect(
      words {
        try Kernel.fidelity(.angle(features: 60)).matrix(of: [[Double](repeating: 1, count: 60)])
      }
      .contains("60 qubits"))
  }
}
