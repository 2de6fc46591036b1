import JSONTrees
import Learning

/// From raw rows to the accuracy on held-out rows: a data re-uploading classifier of two qubits.
///
/// 210 of 300 points to learn from, 5 layers, 50 epochs of Adam; all sets and weights are from seeds.
package struct FitWorkload: Workload {
  package let name = "fit"
  package let summary = "a re-uploading classifier of two qubits, from raw points to test accuracy"
  package let sizes = [Size("moons", goal: 2), Size("circles", goal: 2)]
  package let variants = ReuploadingClassifier.Cost.allCases.map(\.rawValue)

  package init() {}

  package func prepare(_ setting: Setting) throws -> Trial {
    let data: DataSet
    switch setting.size {
    case "moons": data = try .moons(count: 300, noise: 0.1, seed: 1)
    case "circles": data = try .circles(count: 300, noise: 0.05, seed: 1)
    default: throw UsageError("fit wants moons or circles, not '\(setting.size)'")
    }
    let cost = ReuploadingClassifier.Cost(rawValue: setting.variant) ?? .crossEntropy
    let parts = try data.split(trainFraction: 0.7, seed: 11)
    let training = CircuitTraining(epochs: 50, learningRate: 0.1, seed: 1, isDrawn: false)
    return Trial(
      params: ["data": .string(setting.size), "cost": .string(cost.rawValue)],
      check: { ["test_acc": .number($0)] },
      call: {
        try ReuploadingClassifier.fitted(
          to: parts.train, qubits: 2, layers: 5, cost: cost, training: training
        ).accuracy(on: parts.test)
      })
  }
}
