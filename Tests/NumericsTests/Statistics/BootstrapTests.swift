import Numerics
import Testing

@Suite struct BootstrapTests {
  /// An interval for the mean of normal values has about the width of theory, 2 · 1.96 s / √n.
  @Test func theIntervalOfAMeanHasTheWidthOfTheory() throws {
    var stream = RandomStream(seed: 12)
    let values = try stream.normals(400)
    let interval = try values.bootstrapInterval(using: &stream)
    let width = try 2 * 1.96 * values.standardError()
    #expect(((interval.upperBound - interval.lowerBound) / width - 1).magnitude < 0.1)
    #expect(try interval.contains(values.mean()))
  }

  /// Of many intervals with confidence 0.8, about that part holds the truth.
  @Test func intervalsCoverTheTruthAsOftenAsTheySay() throws {
    var stream = RandomStream(seed: 13)
    let hits = try (0..<300).filter { _ in
      let values = try stream.normals(60)
      let interval = try values.bootstrapInterval(
        confidence: 0.8, resamples: 200, using: &stream)
      return interval.contains(0)
    }.count
    #expect((210...265).contains(hits))
  }

  @Test func anotherStatisticAndTheSameSeedRepeat() throws {
    let values = [3.0, 1, 4, 1, 5, 9, 2, 6]
    var (first, second) = (RandomStream(seed: 1), RandomStream(seed: 1))
    let median = try values.bootstrapInterval(resamples: 50, using: &first) {
      values throws(NumericsError) in try values.median()
    }
    let again = try values.bootstrapInterval(resamples: 50, using: &second) {
      values throws(NumericsError) in try values.median()
    }
    #expect(median == again && first == second)
    #expect(try [2.0].bootstrapInterval(using: &first) == 2...2)
  }

  @Test func badInputThrows() {
    var stream = RandomStream(seed: 1)
    expectError("bootstrapInterval: there are no values; give at least one") {
      try [Double]().bootstrapInterval(using: &stream)
    }
    expectError(
      """
      bootstrapInterval: the confidence is 1 from 0 resamples; give a confidence in 0..<1 and at \
      least one resample
      """
    ) { try [1.0].bootstrapInterval(confidence: 1, resamples: 0, using: &stream) }
    expectError(
      """
      bootstrapInterval statistic: value 0 is not finite; remove NaN and infinite values first
      """
    ) { try [1.0].bootstrapInterval(using: &stream) { _ in .nan } }
  }
}
