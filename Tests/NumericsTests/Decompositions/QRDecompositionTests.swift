import Numerics
import Testing

@Suite struct QRDecompositionTests {
  struct Rebuilds: MatrixLaw {
    func check<Element: MatrixScalar>(_ type: Element.Type, size: Int, seed: UInt64) throws {
      for (rows, columns) in [(size, size), (size + 3, size), (size, size + 5)] {
        let matrix = try Matrix<Element>.random(rows: rows, columns: columns, seed: seed)
        for full in [false, true] {
          let comment: Comment = "\(type), \(rows)×\(columns), full \(full), seed \(seed)"
          let qr = try matrix.qrDecomposition(full: full)
          let product = try qr.q * qr.r
          #expect(product.isApproximatelyEqual(to: matrix, tolerance: matrix.rounding), comment)
          let gram = try qr.q.adjoint * qr.q
          let identity = try Matrix<Element>.identity(full ? rows : size)
          #expect(gram.isApproximatelyEqual(to: identity, tolerance: matrix.rounding), comment)
          let below = try Matrix<Element>(rows: qr.r.rowCount, columns: columns) {
            $0 > $1 ? qr.r[$0, $1] : .zero
          }
          #expect(below.maxNorm == 0, comment)
        }
      }
    }
  }

  @Test func factorsRebuildTheMatrix() throws { try Rebuilds().checkEverywhere() }

  @Test func matricesWithoutElements() throws {
    let tall = try Matrix<Double>.zeros(rows: 2, columns: 0)
    #expect(try tall.qrDecomposition(full: true).q == .identity(2))
    #expect(try tall.qrDecomposition().q == tall)
  }
}
