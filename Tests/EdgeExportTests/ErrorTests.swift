import Circuits
import EdgeExport
import Testing

/// The words of every error.
@Suite struct ErrorTests {
  static let words: [(error: EdgeError, words: String)] = [
    (
      .notLinear("x[0]·x[1]"),
      "the angle x[0]·x[1] multiplies features: a Fourier tensor and whole numbers need angles that are "
        + "sums of features with constant factors; export the state vector in single precision or a "
        + "student"
    ),
    (
      .noCommonMeasure(Symbol(.feature, index: 0), frequencies: [1, 1.25]),
      "the frequencies [1.0, 1.25] of x[0] are no multiples of one number that is at least a 64th of the "
        + "largest: a Fourier tensor and whole numbers need that; export the state vector in single "
        + "precision or a student"
    ),
    (
      .notExportable("reset(0)", instead: "take it out"),
      "reset(0): a program for a device is made of gates whose weights are bound; take it out"
    ),
    (.fileFailed("/a", doing: "written", reason: "no space"), "/a could not be written: no space"),
    (.toolFailed("gcc", reason: "no memory"), "gcc could not be run: no memory"),
    (.notCompiled(core: "host", words: "x"), "the program for host is not compiled:\nx"),
    (
      .doesNotFit(core: "Cortex-M0+", memory: "RAM", over: 12),
      "the program for Cortex-M0+ needs 12 bytes more RAM than there are: take a smaller model, "
        + "another form, or a larger core"
    ),
    (
      .endless(core: "RV32IMC", seconds: 3),
      "the program on RV32IMC had not ended after 3 s, and was ended"
    ),
    (
      .unreadable(core: "host", words: "?"), "the program on host printed what cannot be read: ?"
    ),
    (
      .outputsDiffer(core: "Cortex-M4F", sample: 2, output: 1, expected: 5, found: 6),
      "sample 2 on Cortex-M4F: output 1 is 6, and 5 in Swift"
    ),
  ]

  @Test(arguments: words.indices) func anErrorSaysWhatToDo(_ index: Int) {
    #expect("\(Self.words[index].error)" == Self.words[index].words)
  }
}
