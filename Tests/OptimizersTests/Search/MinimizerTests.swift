import Optimizers
import Testing

/// Every method against the laws of all.
@Suite struct MinimizerTests {
  @Test(arguments: Minimizers.all.indices) func lawsHold(_ index: Int) throws {
    try checkMinimizerLaws(Minimizers.all[index])
  }

  @Test func everyMethodHasANameOfItsOwn() {
    #expect(Set(Minimizers.all.map(\.name)).count == Minimizers.all.count)
  }
}
