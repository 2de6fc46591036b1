import Circuits
import Glibc
import Numerics
import Optimizers
import Simulation
import Testing
import Training

/// The trainer: what it learns, that it repeats itself, and what it says of bad input.
@Suite struct TrainerTests {
  static let circuit = Circuit(qubits: 2) { circuit in
    for layer in 0..<3 {
      for qubit in 0..<2 {
        circuit.ry(
          .weight(4 * layer + 2 * qubit) * .feature(qubit) + .weight(4 * layer + 2 * qubit + 1),
          qubit)
      }
      circuit.cz(0, 1)
    }
  }

  /// Two clouds, which a line tells apart.
  static func clouds(_ count: Int, seed: UInt64) -> Examples {
    var random = RandomStream(seed: seed)
    let labels = (0..<count).map { $0 % 2 }
    let rows = labels.map { label in
      [Double(label) * 1.2 - 0.6 + 0.25 * random.normal(), 0.4 * random.normal()]
    }
    return Examples(rows: rows, labels: labels)
  }

  static func model(seed: UInt64 = 3, shots: Int? = nil) throws -> ExpectationModel {
    try ExpectationModel(of: [.z(0)], in: circuit, shots: shots, scale: 3, seed: seed)
  }

  static func quiet(_ change: (inout TrainingOptions) -> Void = { _ in }) -> TrainingOptions {
    var options = TrainingOptions(batchSize: 16, seed: 5, metrics: [.accuracy], isDrawn: false)
    change(&options)
    return options
  }

  @Test func `learns to tell two clouds apart`() throws {
    var model = try Self.model()
    let record = try model.train(
      on: Self.clouds(96, seed: 1), validatingOn: Self.clouds(96, seed: 2), epochs: 25,
      with: .adam(rate: 0.1), loss: .crossEntropy, options: Self.quiet())
    let last = try #require(record.epochs.last)
    #expect(last.validationMetrics[0] > 0.93)
    #expect(last.loss < record.epochs[0].loss / 2)
    #expect(record.epochs.count == 25)
    #expect(record.circuitRuns == 25 * 96)
  }

  @Test(arguments: [nil, 100]) func `repeats itself to the last bit`(shots: Int?) throws {
    func weights() throws -> [Double] {
      var model = try Self.model(shots: shots)
      try model.train(
        on: Self.clouds(32, seed: 1), epochs: 3, with: .adam(rate: 0.1), loss: .crossEntropy,
        options: Self.quiet { $0.pruning = GradientPruning() })
      return model.weights
    }
    #expect(try weights() == weights())
  }

  @Test func `goes on from a checkpoint on the same path`() throws {
    let file = "/tmp/quill-checkpoint-\(getpid())"
    defer { unlink(file) }
    let data = Self.clouds(48, seed: 1)
    let options = Self.quiet { $0.pruning = GradientPruning(choice: .largest) }
    var straight = try Self.model()
    let whole = try straight.train(
      on: data, epochs: 7, with: .amsGrad(rate: 0.1), loss: .hinge, options: options)
    var saved = options
    saved.checkpoint = file
    var first = try Self.model()
    try first.train(on: data, epochs: 4, with: .amsGrad(rate: 0.1), loss: .hinge, options: saved)
    var second = try Self.model()
    let rest = try second.train(
      on: data, epochs: 7, with: .amsGrad(rate: 0.1), loss: .hinge, options: saved)
    #expect(second.weights == straight.weights)
    #expect(rest.epochs == whole.epochs)
    #expect(rest.circuitRuns == whole.circuitRuns)
  }

  @Test func `says what is wrong with a checkpoint`() throws {
    let file = "/tmp/quill-broken-\(getpid())"
    defer { unlink(file) }
    let options = Self.quiet { $0.checkpoint = file }
    let data = Self.clouds(16, seed: 1)
    var model = try Self.model()
    try model.train(on: data, epochs: 1, loss: .crossEntropy, options: options)
    func overwrite(_ change: (inout [UInt8]) -> Void) throws {
      let stream = try #require(fopen(file, "rb"))
      var bytes = [UInt8](repeating: 0, count: 100_000)
      bytes.removeLast(bytes.count - fread(&bytes, 1, bytes.count, stream))
      fclose(stream)
      change(&bytes)
      let output = try #require(fopen(file, "wb"))
      fwrite(bytes, 1, bytes.count, output)
      fclose(output)
    }
    func problem() -> String {
      do {
        try model.train(on: data, epochs: 2, loss: .crossEntropy, options: options)
        return ""
      } catch { return "\(error)" }
    }
    try overwrite { $0[60] ^= 1 }
    let advice = "; remove it to begin anew, or give the checkpoint another name"
    #expect(
      problem() == "\(file): it is damaged or cut off, its checksum differs; take another copy"
        + advice)
    try overwrite { $0 = [1, 2, 3] }
    #expect(
      problem() == "\(file): this is no model and no checkpoint of Quill; it would begin with "
        + "QUILLMDL" + advice)
    var other = try ExpectationModel(of: [.z(1)], in: Self.circuit)
    unlink(file)
    try other.train(on: data, epochs: 1, loss: .crossEntropy, options: options)
    #expect(
      problem() == "\(file): it holds the training of another model; give another name")
  }

  @Test func `stops early and keeps the best weights`() throws {
    var model = try Self.model()
    let record = try model.train(
      on: Self.clouds(32, seed: 1), validatingOn: Self.clouds(32, seed: 2), epochs: 400,
      with: .adam(rate: 0.2), loss: .crossEntropy,
      options: Self.quiet {
        $0.patience = 5
        $0.keepsBestWeights = true
      })
    #expect(record.ending == .noProgress)
    let best = try #require(record.validationLosses.min())
    #expect(record.epochs[record.bestEpoch - 1].validationLoss == best)
    let outputs = try model.outputs(for: Self.clouds(32, seed: 2).rows)
    let losses = zip(outputs, Self.clouds(32, seed: 2).targets).map {
      Loss.crossEntropy($0, $1).value
    }
    #expect(abs(losses.reduce(0, +) / 32 - best) < 1e-12)
  }

  @Test func `prunes as many runs as it says`() throws {
    let data = Self.clouds(16, seed: 1)
    func runs(_ pruning: GradientPruning?) throws -> Int {
      var model = try ExpectationModel(
        of: [.z(0)],
        in: Circuit(qubits: 2) { circuit in
          for qubit in 0..<2 {
            circuit.ry(.feature(qubit), qubit)
            circuit.rz(.weight(2 * qubit), qubit)
            circuit.ry(.weight(2 * qubit + 1), qubit)
          }
          circuit.cx(1, 0)
        })
      return try model.train(
        on: data, epochs: 3, loss: .crossEntropy,
        options: Self.quiet {
          $0.gradient = .parameterShift
          $0.pruning = pruning
        }
      ).circuitRuns
    }
    #expect(try runs(nil) == 3 * 16 * (1 + 8))
    #expect(try runs(GradientPruning(ratio: 0.5)) == 16 * (1 + 8 + 2 * (1 + 4)))
  }

  @Test(arguments: [
    Loss.squared, .absolute, .huber(delta: 0.3), .crossEntropy, .hinge, .logLikelihood,
  ])
  func `losses have the slopes that differences have`(_ loss: Loss) {
    let cases: [([Double], [Double])] =
      loss.isOfClasses
      ? [([0.3], [0]), ([-0.2], [1]), ([0.2, 0.5, 0.3], [2])]
      : [([0.3], [0.9]), ([0.1, -0.4], [0, 0.2])]
    for (outputs, target) in cases {
      let slopes = loss(outputs, target).slopes
      for place in outputs.indices {
        func value(_ step: Double) -> Double {
          var moved = outputs
          moved[place] += step
          return loss(moved, target).value
        }
        let difference = (value(1e-6) - value(-1e-6)) / 2e-6
        #expect(abs(difference - slopes[place]) < 1e-7, "\(loss) of \(outputs)")
      }
    }
  }

  @Test func `tells what is wrong with data`() throws {
    func problem(_ data: Examples, _ loss: Loss = .crossEntropy) -> String {
      do {
        var model = try Self.model()
        try model.train(on: data, epochs: 1, loss: loss, options: Self.quiet())
        return ""
      } catch { return "\(error)" }
    }
    let row = [0.1, 0.2]
    #expect(problem(Examples(rows: [], labels: [])).contains("empty: give one row"))
    #expect(
      problem(Examples(rows: [row], labels: [0, 1]))
        == "the data has 1 rows and 2 targets: there has "
        + "to be one for each")
    #expect(
      problem(Examples(rows: [row], labels: [2]))
        == "the data, row 0 has the label [2.0]: the model tells classes 0 to 1 apart")
    #expect(problem(Examples(rows: [[.nan, 0]], labels: [0])).contains("feature 0"))
    #expect(
      problem(Examples(rows: [row], targets: [[1, 2]]), .squared)
        == "the data, row 0 has the target [1.0, 2.0]: the model has 1 output")
    #expect(throws: TrainingError.noWeights("the circuit")) {
      try ExpectationModel(of: [.z(0)], in: Circuit(qubits: 1) { $0.h(0) })
    }
  }

  @Test func `stops at a loss that is no number, with the weights that led there`() throws {
    var model = try Self.model()
    let before = model.weights
    let infinite = Loss("infinite", isOfClasses: true) { _, _ in (.infinity, [0]) }
    #expect(throws: TrainingError.self) {
      try model.train(
        on: Self.clouds(8, seed: 1), epochs: 1, loss: infinite, options: Self.quiet())
    }
    #expect(model.weights == before)
  }

  @Test func `labels that name no class are wrong and not the end`() {
    for loss in [Loss.crossEntropy, .hinge, .logLikelihood] {
      for label in [Double.nan, .infinity, -1, 0.5, 1e300] { _ = loss([0.3, 0.1], [label]) }
    }
    #expect(Metric.accuracy([[0.3, 0.1]], [[.nan]]) == 0)
  }

  @Test func `a loss has a slope for each output`() throws {
    var model = try Self.model()
    let forgetful = Loss("forgetful") { _, _ in (1, []) }
    #expect(
      throws: TrainingError.unfit(
        "loss", given: "0 slopes", allowed: "the model has 1 outputs, and each has one")
    ) {
      try model.train(
        on: Examples(rows: [[0.1, 0.2]], values: [1]), epochs: 1, loss: forgetful,
        options: Self.quiet())
    }
  }
}
