import Numerics
import Testing

/// Schur's form, against the product that it claims.
@Suite struct SchurTests {
  private typealias Unitary = Matrix<Complex<Double>>

  /// Drawn at random, and such that eigenvalues and angles are equal.
  private func matrices(_ size: Int) throws -> [Unitary] {
    var random = RandomStream(seed: UInt64(size))
    let half = try random.haarUnitary(max(size / 2, 1))
    let block = try Unitary(rows: size, columns: size) { row, column in
      row / half.rowCount == column / half.rowCount
        ? half[row % half.rowCount, column % half.rowCount] : 0
    }
    return try [
      random.haarUnitary(size), .identity(size), -1 * .identity(size), block,
      Unitary(rows: size, columns: size) { $0 == size - 1 - $1 ? 1 : 0 },
      block * Unitary.diagonal((0..<size).map { .init(magnitude: 1, phase: 1e-9 * Double($0)) }),
    ]
  }

  @Test(arguments: [1, 2, 5, 16]) func theTriangleOfANormalMatrixIsADiagonal(_ size: Int) throws {
    for (place, matrix) in try matrices(size).enumerated() where size > 1 || place < 3 {
      let parts = try matrix.schurDecomposition()
      let product = try parts.vectors * Unitary.diagonal(parts.values) * parts.vectors.adjoint
      #expect(try (product - matrix).maxNorm < 1e-13, "\(place) of size \(size)")
      #expect(parts.vectors.isUnitary(tolerance: 1e-13))
    }
    var random = RandomStream(seed: 9)
    let any = try random.haarUnitary(size) + random.haarUnitary(size)
    let parts = try any.schurDecomposition()
    #expect(try (parts.vectors * parts.triangle * parts.vectors.adjoint - any).maxNorm < 1e-12)
    for row in 0..<size { for column in 0..<row { #expect(parts.triangle[row, column] == 0) } }
  }

  @Test func whatCannotBeTakenApartIsRefused() throws {
    func words(_ make: () throws -> Void) -> String {
      (#expect(throws: NumericsError.self) { try make() }).map { "\($0)" } ?? ""
    }
    let wide = try Unitary([[1, 0]])
    #expect(words { _ = try wide.schurDecomposition() }.contains("give a square one"))
  }
}
