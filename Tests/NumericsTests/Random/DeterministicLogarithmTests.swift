import Foundation
import Numerics
import Testing

@Suite struct DeterministicLogarithmTests {
  @Test func agreesWithTheCLibraryToTwoUnitsInTheLastPlace() {
    var generator = SplitMix64(state: 4)
    for _ in 0..<20_000 {
      let x = pow(2, Double.random(in: -1074..<1024, using: &generator))
      let nearOne = Double.random(in: 0.5..<2, using: &generator)
      for value in [x, nearOne] where value > 0 {
        let expected = log(value)
        #expect(
          (deterministicLogarithm(value) - expected).magnitude <= 2 * expected.ulp, "\(value)")
      }
    }
    #expect(deterministicLogarithm(1) == 0)
  }
}
