import Circuits
import Encoders
import Learning
import Testing
import Training

/// Models with circuits beside the classical ones, over three times five splits of the irises.
@Suite struct AccuracyTests {
  private func mean(_ fit: (DataSet) throws -> some Predictor) throws -> Double {
    let scores = try ([1, 2, 7] as [UInt64]).flatMap { seed in
      try DataSet.iris.scores(folds: 5, seed: seed, fitting: fit)
    }
    return scores.reduce(0, +) / Double(scores.count)
  }

  /// What a classical model does to data that it wants scaled, and then the same for what it is asked.
  private struct Scaled<Model: Classifier>: Classifier {
    let normalizer: Normalizer
    let model: Model
    var classNames: [String] { model.classNames }
    var featureCount: Int { model.featureCount }
    var card: ModelCard { model.card }
    var description: String { model.description }

    init(_ data: DataSet, _ fit: (DataSet) throws -> Model) throws {
      normalizer = try .standard(of: data.rows)
      model = try fit(data.normalized(by: normalizer))
    }

    func labels(of rows: [[Double]]) throws -> [Int] {
      try model.labels(of: normalizer.normalized(rows).rows)
    }

    func probabilities(of rows: [[Double]]) throws -> [[Double]] {
      try model.probabilities(of: normalizer.normalized(rows).rows)
    }
  }

  @Test func `irises within two points of the best classical model`() throws {
    let classical = [
      "planes": try mean { try Scaled($0) { try LogisticRegression.fitted(to: $0) } },
      "support vectors": try mean {
        try Scaled($0) { try SupportVectorClassifier.fitted(to: $0, kernel: .radial(gamma: 0.5)) }
      },
      "neighbours": try mean { try Scaled($0) { try NearestNeighbors.fitted(to: $0) } },
      "dense": try mean {
        try Scaled($0) { try DenseClassifier.fitted(to: $0, training: DenseTraining(seed: 1)) }
      },
    ]
    let best = try #require(classical.values.max())
    let training = ReuploadingTests.quick(60, rate: 0.05)
    let quantum = [
      "variational": try mean {
        try VariationalClassifier.fitted(to: $0, training: training)
      },
      "re-uploading": try mean {
        try ReuploadingClassifier.fitted(to: $0, layers: 3, training: training)
      },
      "hybrid": try mean { try HybridClassifier.fitted(to: $0, training: training) },
    ]
    for (name, score) in quantum {
      #expect(score >= best - 0.02, "\(name): \(score), the best of \(classical)")
    }
  }
}
