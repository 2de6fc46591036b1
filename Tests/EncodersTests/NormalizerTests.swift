import Encoders
import Numerics
import Testing

@Suite struct NormalizerTests {
  private static let rows = [[0.0, 5, 1e3], [2, 5, -1e3], [4, 5, 500]]

  private func words(_ make: () throws -> Any) -> String {
    (#expect(throws: EncodingError.self) { _ = try make() }).map { "\($0)" } ?? ""
  }

  @Test func minMaxFillsTheInterval() throws {
    let normalizer = try Normalizer.minMax(of: NormalizerTests.rows)
    let result = try normalizer.normalized(NormalizerTests.rows)
    #expect(normalizer.count == 3 && result.clippedCount == 0)
    #expect(
      result.rows[0] == [-.pi, 0, .pi] && result.rows[1][0] == 0 && result.rows[1][2] == -.pi)
    #expect(abs(result.rows[2][2] - .pi / 2) < 1e-15)
    #expect("\(result)" == "3 rows; nothing was outside")
    let unit = try Normalizer.minMax(of: NormalizerTests.rows, into: 0...1).normalized([1, 5, 0])
      .rows[0]
    #expect(unit == [0.25, 0.5, 0.5])
    // The ends are the ends, whatever is rounded.
    var random = RandomStream(seed: 3)
    for _ in 0..<200 {
      let rows = [[random.normal()], [random.normal()], [random.normal()]]
      let values = try Normalizer.minMax(of: rows, into: -.pi ... .pi).normalized(rows).rows.flatMap
      { $0 }
      #expect(values.allSatisfy { (-.pi ... .pi).contains($0) }, "\(rows)")
      #expect(abs((values.max() ?? 0) - .pi) < 1e-12 && abs((values.min() ?? 0) + .pi) < 1e-12)
    }
    #expect(try Normalizer.minMax(of: [[-1.7e308], [1.7e308]]).normalized([0.0]).rows == [[0]])
  }

  @Test func whatIsOutsideIsRefusedOrClippedAndCounted() throws {
    let strict = try Normalizer.minMax(of: NormalizerTests.rows)
    #expect(
      words { try strict.normalized([[1, 5, 0], [5, 5, 0]]) }
        == "minMax: number 0 of the row is 5.0, and 0.0 to 4.0 is allowed; scale the data, or clip what "
        + "is outside")
    let clipping = try Normalizer.minMax(of: NormalizerTests.rows, outside: .clip)
    let result = try clipping.normalized([[1, 5, 0], [5, 6, 0], [0, 5, 0], [-1, 5, 0]])
    #expect(result.clippedCount == 3 && result.clippedRows == [1, 3])
    #expect(result.rows[1] == [.pi, 0, 0] && result.rows[3][0] == -.pi)
    #expect("\(result)" == "4 rows; 3 numbers in 2 rows were outside and are clipped")
    #expect(words { try strict.normalized([1.0]) } == "minMax with a row of 1 numbers: it takes 3")
    #expect(
      words { try clipping.normalized([.nan, 5, 0]) }.contains("number 0 of the row is not finite"))
  }

  @Test func standardHasMean0AndDeviation1() throws {
    var random = RandomStream(seed: 4)
    let rows = (0..<50).map { _ in [3 + 2 * random.normal(), -1e6 * random.uniform(), 7] }
    let result = try Normalizer.standard(of: rows).normalized(rows)
    for column in 0..<2 {
      let values = result.rows.map { $0[column] }
      #expect(try abs(values.mean()) < 1e-12)
      #expect(try abs(values.variance(.population) - 1) < 1e-12)
    }
    #expect(result.rows.allSatisfy { $0[2] == 0 })
    let limited = try Normalizer.standard(of: rows, limit: 2, outside: .clip).normalized([
      [100, 0, 7]
    ])
    #expect(limited.clippedCount >= 1 && abs(limited.rows[0][0] - 2) < 1e-12)
    #expect(
      words { try Normalizer.standard(of: rows, limit: 2).normalized([[100, 0, 7]]) }.contains(
        "is allowed"))
    #expect(words { try Normalizer.standard(of: rows, limit: 0) }.contains("finite and over 0"))
  }

  @Test func rowsOfLength1HaveIt() throws {
    let normalizer = Normalizer.unitNorm(count: 2)
    #expect(try normalizer.normalized([3, 4]).rows == [[0.6, 0.8]])
    #expect(try normalizer.normalized([1e300, 0]).rows == [[1, 0]])
    #expect(
      words { try normalizer.normalized([0, 0]) }.contains("a row of zeros has no direction"))
    #expect(words { try normalizer.normalized([1]) }.contains("it takes 2"))
  }

  @Test func whatCannotBeFittedToIsSaid() throws {
    #expect(words { try Normalizer.minMax(of: []) } == "minMax: there are no numbers to fit to")
    #expect(words { try Normalizer.standard(of: [[]]) }.contains("no numbers"))
    #expect(
      words { try Normalizer.minMax(of: [[1], [1, 2]]) }
        == "minMax: row 1 has 2 numbers, and row 0 has 1")
    #expect(words { try Normalizer.minMax(of: [[1, .infinity]]) }.contains("number 1 of row 0"))
    #expect(
      words { try Normalizer.minMax(of: [[1]], into: 0...Double.infinity) }.contains("finite ends"))
  }
}
