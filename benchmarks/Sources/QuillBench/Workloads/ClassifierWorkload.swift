import Circuits
import JSONTrees
import Learning
import Optimizers
import Training

/// w8: from the start of the process to the accuracy of a classifier of irises, trained by three methods.
package struct ClassifierWorkload: Workload {
  package let name = "w8"
  package let summary = "a classifier of irises, from the start of the process to its test accuracy"
  package let sizes = [Size("2", goal: 0.116), Size("3", goal: 0.175)]
  package let variants = ["adam", "cobyla", "spsa"]

  package init() {}

  package func prepare(_ setting: Setting) throws -> Trial {
    guard let classes = Int(setting.size), 2...3 ~= classes else {
      throw UsageError("w8 wants 2 or 3 classes, not '\(setting.size)'")
    }
    let variant = setting.variant.isEmpty ? "adam" : setting.variant
    return Trial(
      onceSinceProcessStart: ["classes": .integer(classes), "variant": .string(variant)],
      check: { result in
        [
          "loss0": .number(result.first), "loss1": .number(result.last),
          "test_acc": .number(result.accuracy),
        ]
      },
      call: {
        var task = try IrisTask(classes: classes)
        return try task.run(variant)
      })
  }
}

/// The irises of two or three species, split and scaled as for all peers.
private struct IrisTask {
  let training: Examples
  let test: Examples
  var model: ExpectationModel

  init(classes: Int) throws {
    let iris = DataSet.iris
    let first = classes == 2 ? 1 : 0
    let kept = iris.labels.indices.filter { iris.labels[$0] >= first }
    let rows = kept.map { iris.rows[$0] }
    let isTest = rows.indices.map { [2, 5, 8].contains($0 % 10) }
    let known = rows.indices.filter { !isTest[$0] }.map { rows[$0] }
    let low = (0..<4).map { place in known.map { $0[place] }.min() ?? 0 }
    let high = (0..<4).map { place in known.map { $0[place] }.max() ?? 1 }
    func part(_ ofTest: Bool) -> Examples {
      let places = rows.indices.filter { isTest[$0] == ofTest }
      func scaled(_ row: [Double]) -> [Double] {
        (0..<4).map { place in
          let part: Double = (row[place] - low[place]) / (high[place] - low[place])
          return .pi * part
        }
      }
      func target(_ label: Int) -> [Double] {
        if classes == 2 { return [label == 0 ? 1.0 : -1.0] }
        return (0..<3).map { $0 == label ? 1.0 : -1.0 }
      }
      return Examples(
        rows: places.map { scaled(rows[$0]) },
        targets: places.map { target(iris.labels[kept[$0]] - first) })
    }
    (training, test) = (part(false), part(true))
    model = try ExpectationModel(
      of: (0..<(classes == 2 ? 1 : 3)).map { .z($0) }, in: .reuploading(4, layers: 3),
      weights: (0..<24).map(PeerFormulas.angle))
  }

  func loss(_ weights: [Double]) throws -> Double {
    let outputs = try model.expectation.values(at: weights, features: training.rows)
    let losses = zip(outputs, training.targets).map { Loss.squared($0, $1).value }
    return losses.reduce(0, +) / Double(losses.count)
  }

  mutating func run(_ variant: String) throws -> (first: Double, last: Double, accuracy: Double) {
    let start = model.weights
    switch variant {
    case "cobyla":
      model.weights =
        try minimize(loss, from: start, with: .cobyla(radius: 0.5), evaluations: 200).point
    case "spsa": model.weights = try descended(from: start)
    default:
      try model.train(
        on: training, epochs: 50, with: .adam(rate: 0.1),
        options: TrainingOptions(batchSize: nil, isDrawn: false))
    }
    let outputs = try model.outputs(for: test.rows)
    let right = zip(outputs, test.targets).count { outputs, target in
      outputs.count == 1
        ? (outputs[0] < 0) == (target[0] < 0)
        : outputs.indices.max { outputs[$0] < outputs[$1] } == target.firstIndex(of: 1)
    }
    let accuracy = Double(right) / Double(test.rows.count)
    return (try loss(start), try loss(model.weights), accuracy)
  }

  /// Two hundred steps with the signs and gains that all peers take.
  private func descended(from start: [Double]) throws -> [Double] {
    var (weights, signs) = (start, PeerFormulas.Signs())
    for k in 0..<200 {
      let directions = weights.map { _ in signs.next() }
      let width = 0.1 / PeerFormulas.power(Double(k + 1), 0.101)
      let rate = 0.2 / PeerFormulas.power(Double(k + 1), 0.602)
      let ahead = try loss(zip(weights, directions).map { $0 + width * $1 })
      let behind = try loss(zip(weights, directions).map { $0 - width * $1 })
      let slope = (ahead - behind) / (2 * width)
      for place in weights.indices { weights[place] -= rate * slope * directions[place] }
    }
    return weights
  }
}
