import Encoders
import Learning
import Numerics
import Testing

@Suite struct SupportVectorTests {
  private static func scaled(_ data: DataSet) throws -> DataSet {
    try data.normalized(by: .standard(of: data.rows))
  }

  @Test func machinesAreThoseOfScikitLearn() throws {
    let expected = try Oracle.read().machines
    let wine = try SupportVectorTests.scaled(.wine)
    let tests = stride(from: 0, to: wine.count, by: 9).map { wine.rows[$0] }
    for (kernel, c, answer) in [
      (Kernel.radial(gamma: 0.1), 2.0, expected.radial), (.linear, 0.5, expected.linear),
      (.polynomial(degree: 2), 0.1, expected.polynomial),
    ] {
      let model = try SupportVectorClassifier.fitted(
        to: wine, kernel: kernel, c: c, tolerance: 1e-9)
      let gap = distance(try model.decisions(of: tests), answer.decisions)
      #expect(gap < 1e-6, "\(kernel.name): \(gap)")
      #expect(try model.labels(of: tests) == answer.labels)
      #expect(model.supportRows.count == answer.support)
    }
    let diabetes = try SupportVectorTests.scaled(.diabetes)
    let numbers = try SupportVectorRegressor.fitted(
      to: diabetes, kernel: .radial(gamma: 0.05), c: 50, epsilon: 5, tolerance: 1e-7)
    let rows = stride(from: 0, to: diabetes.count, by: 20).map { diabetes.rows[$0] }
    let gap = distance(try numbers.values(of: rows), expected.numbers)
    #expect(gap < 1e-4, "\(gap)")
    #expect(try numbers.r2(on: diabetes) > 0.5)
  }

  @Test func aQuantumKernelDecidesAsInScikitLearn() throws {
    let expected = try Oracle.read().quantum
    let train = try DataSet(
      rows: Array(expected.rows.prefix(16)), labels: Array(expected.labels.prefix(16)))
    let kernel = Kernel.fidelity(.zz(features: 3))
    let model = try SupportVectorClassifier.fitted(to: train, kernel: kernel, c: 3, tolerance: 1e-9)
    let tests = Array(expected.rows.suffix(8))
    // scikit-learn's one decision is positive for the second class.
    let gap = distance(try model.decisions(of: tests).map { -$0[0] }, expected.decisions)
    #expect(gap < 1e-6, "\(gap)")
    // The same from a matrix alone.
    let machine = try KernelMachine.fitted(
      to: kernel.matrix(of: train.rows), labels: train.labels, c: 3, tolerance: 1e-9)
    let same = try machine.decisions(of: kernel.matrix(of: tests, with: train.rows))
    #expect(distance(same, try model.decisions(of: tests)) < 1e-12)
    #expect(machine.supportVectors.count == model.supportRows.count && !machine.hasProbabilities)
  }

  @Test func moonsAreToldApart() throws {
    let split = try DataSet.moons(count: 200, noise: 0.1, seed: 1).split(seed: 2)
    let angles = try Normalizer.minMax(of: split.train.rows, into: -1.5...1.5, outside: .clip)
    let (train, test) = try (
      split.train.normalized(by: angles), split.test.normalized(by: angles)
    )
    // A plain NumPy version of this map, on moons of scikit-learn with four seeds: 0.92 to 0.98.
    let map = FeatureMap.angle(features: 2).reuploaded(layers: 4, between: entangler)
    for (kernel, least) in [(Kernel.radial(gamma: 2), 0.95), (.fidelity(map), 0.9)] {
      let model = try SupportVectorClassifier.fitted(to: train, kernel: kernel, c: 50)
      #expect(try model.accuracy(on: test) >= least, "\(model)")
    }
  }

  @Test func probabilitiesSumTo1AndFollowTheSeed() throws {
    let wine = try SupportVectorTests.scaled(.wine)
    let split = try wine.split(seed: 4)
    func model(_ seed: UInt64) throws -> SupportVectorClassifier {
      try .fitted(to: split.train, kernel: .radial(gamma: 0.1), probabilitySeed: seed)
    }
    let sure = try model(1).probabilities(of: split.test.rows)
    #expect(sure.allSatisfy { abs($0.reduce(0, +) - 1) < 1e-9 && $0.allSatisfy { $0 > 0 } })
    #expect(try model(1).probabilities(of: split.test.rows) == sure)
    #expect(try model(2).probabilities(of: split.test.rows) != sure)
    let right = zip(sure, split.test.labels).count { $0.firstIndex(of: $0.max() ?? 0) == $1 }
    #expect(Double(right) / Double(split.test.count) > 0.9)
    let mean = zip(sure, split.test.labels).reduce(0) { $0 + $1.0[$1.1] } / Double(split.test.count)
    #expect(mean > 0.85, "\(mean)")
    let two = try wine.selecting(classes: ["cultivar 0", "cultivar 1"])
    let pair = try SupportVectorClassifier.fitted(to: two, kernel: .linear, probabilitySeed: 1)
    let decisions = try pair.decisions(of: two.rows).map { $0[0] }
    let chances = try pair.probabilities(of: two.rows).map { $0[0] }
    let order = decisions.indices.sorted { decisions[$0] < decisions[$1] }
    #expect(zip(order, order.dropFirst()).allSatisfy { chances[$0] <= chances[$1] })
    #expect(
      words {
        try SupportVectorClassifier.fitted(to: two, kernel: .linear).probabilities(of: two.rows)
      }
        == "probabilities of a machine without them: give a probabilitySeed when it is fitted")
  }

  @Test func classesWithoutRowsAreNeverDecidedFor() throws {
    let data = try DataSet(
      rows: [[0], [1], [4], [5]], labels: [0, 0, 3, 3], classNames: ["a", "b", "c", "d"])
    let model = try SupportVectorClassifier.fitted(
      to: data, kernel: .linear, c: 10, probabilitySeed: 1)
    #expect(try model.labels(of: [[0.5], [4.5]]) == [0, 3])
    #expect(try model.decisions(of: [[0]])[0].count == 1)
    let chances = try model.probabilities(of: [[0]])[0]
    #expect(chances[1] == 0 && chances[2] == 0 && abs(chances.reduce(0, +) - 1) < 1e-12)
    #expect(try model.labels(of: []).isEmpty)
  }

  @Test func whatCannotBeLearntFromIsRefused() throws {
    let one = try DataSet(rows: [[1], [2]], labels: [1, 1], classNames: ["a", "b"])
    func of(_ data: DataSet, c: Double = 1, tolerance: Double = 1e-3) -> String {
      words {
        try SupportVectorClassifier.fitted(to: data, kernel: .linear, c: c, tolerance: tolerance)
      }
    }
    #expect(
      of(one) == "support vectors: all rows are of the class b; give rows of two classes at least")
    #expect(
      of(.diabetes) == "support vectors: it takes rows of known classes, and the data have numbers")
    #expect(of(.iris, c: 0) == "support vectors of c 0.0: it is finite and over 0")
    #expect(of(.iris, c: .nan).contains("c nan"))
    #expect(of(.iris, tolerance: 0).contains("tolerance 0.0"))
    #expect(
      words { try SupportVectorRegressor.fitted(to: .iris, kernel: .linear) }
        == "support vectors: it takes rows with numbers, and the data have classes")
    #expect(
      words { try SupportVectorRegressor.fitted(to: .diabetes, kernel: .linear, epsilon: -1) }
        .contains("epsilon -1.0"))
    let nan = try Matrix<Double>([[1, .nan], [0, 1]])
    #expect(
      words { try KernelMachine.fitted(to: nan, labels: [0, 1]) }.contains(
        "number 1 of row 0 is not finite"))
    let unit = try Matrix<Double>.identity(2)
    #expect(
      words { try KernelMachine.fitted(to: unit, labels: [0]) }.contains(
        "2×2 kernel matrix: it takes 1×1"))
    #expect(words { try KernelMachine.fitted(to: unit, labels: [0, .max]) }.contains("classes"))
    #expect(words { try KernelMachine.fitted(to: unit, labels: [0, -2]) }.contains("is -2"))
    #expect(
      words { try KernelMachine.fitted(to: unit, labels: []) }.contains("there are no numbers"))
    let machine = try KernelMachine.fitted(to: unit, labels: [0, 1])
    #expect(
      words { try machine.labels(of: .identity(3)) }.contains("3×3 kernel matrix: it takes 3×2"))
    let model = try SupportVectorClassifier.fitted(to: .iris, kernel: .linear)
    #expect(words { try model.labels(of: [[1]]) }.contains("1 are given, and it takes 4"))
    #expect(words { try model.labels(of: [[1, 2, 3, .infinity]]) }.contains("not finite"))
  }
}
