import Circuits
import Encoders
import Learning
import Storage
import Testing

/// Models with circuits in files: the same predictions to the last bit.
@Suite struct CircuitModelFileTests {
  private static let training = ReuploadingTests.quick(2)

  private static func classifiers(_ data: DataSet) throws -> [any Classifier & StorableModel] {
    [
      try VariationalClassifier.fitted(to: data, training: training),
      try VariationalClassifier.fitted(
        to: data,
        map: .zz(features: 4).reuploaded(
          layers: 2, between: .realAmplitudes(qubits: 4, layers: 1), scaling: true),
        reading: [.z(0), 0.3 * .x(1) + 0.1, .z(2) * .y(3)], scaling: .none, training: training),
      try ReuploadingClassifier.fitted(to: data, layers: 2, training: training),
      try ReuploadingClassifier.fitted(
        to: data, qubits: 1, layers: 2, cost: .weightedFidelity, scaling: .interval(-1...1),
        training: training),
      try HybridClassifier.fitted(to: data, qubits: 2, hidden: [3], training: training),
    ]
  }

  private func again<Model: Classifier & StorableModel>(_ model: Model) throws -> any Classifier {
    try Model(fileBytes: model.fileBytes())
  }

  @Test func `classifiers decide the same`() throws {
    let iris = DataSet.iris
    for model in try Self.classifiers(iris) {
      let read = try again(model)
      #expect(
        try read.probabilities(of: iris.rows) == model.probabilities(of: iris.rows), "\(model)")
      #expect(read.classNames == model.classNames && "\(read)" == "\(model)")
      #expect(read.card.losses == model.card.losses)
    }
  }

  @Test func `regressors say the same`() throws {
    let iris = DataSet.iris
    let data = try DataSet(rows: iris.rows, values: iris.rows.map { 100 * $0[0] - $0[3] })
    let variational = try VariationalRegressor.fitted(to: data, training: Self.training)
    let hybrid = try HybridRegressor.fitted(to: data, qubits: 2, training: Self.training)
    let first = try VariationalRegressor(fileBytes: variational.fileBytes())
    let second = try HybridRegressor(fileBytes: hybrid.fileBytes())
    #expect(try first.values(of: data.rows) == variational.values(of: data.rows))
    #expect(try second.values(of: data.rows) == hybrid.values(of: data.rows))
    #expect(first.losses == variational.losses && first.record == nil)
  }

  @Test func `scalings and components come back`() throws {
    let rows = DataSet.wine.rows
    for normalizer in [
      try Normalizer.minMax(of: rows, into: -1...1, outside: .clip), try .standard(of: rows),
      try .standard(of: rows, limit: 2, outside: .clip), .unitNorm(count: 13),
    ] {
      let read = try Normalizer(fileBytes: normalizer.fileBytes())
      #expect(read == normalizer)
      #expect(try read.normalized(rows).rows == normalizer.normalized(rows).rows)
    }
    let components = try PrincipalComponents.fitted(to: rows, count: 3)
    #expect(try PrincipalComponents(fileBytes: components.fileBytes()) == components)
    #expect(
      fileWords { try Normalizer(fileBytes: components.fileBytes(), name: "f") }
        == "f: it holds the kind “principal components”, and “normalizer” is wanted")
  }

  @Test func `damage is found, and what a file cannot hold is said`() throws {
    let data = try DataSet.moons(count: 20, seed: 1)
    let model = try VariationalClassifier.fitted(to: data, training: Self.training)
    let bytes = try model.fileBytes()
    for place in stride(from: 0, to: bytes.count, by: 7) {
      var damaged = bytes
      damaged[place] ^= 4
      #expect(throws: StorageError.self) { try VariationalClassifier(fileBytes: damaged) }
    }
    let amplitudes = try VariationalClassifier.fitted(
      to: data, map: .amplitude(features: 2), scaling: .interval(1...2), training: Self.training)
    #expect(fileWords { try amplitudes.fileBytes() }.contains("formulas of the numbers of a row"))
  }
}
