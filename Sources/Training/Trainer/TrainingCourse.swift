internal import CInterruption
internal import Numerics
internal import Optimizers

/// Training on its way: the model, the rule's memory and what was seen so far.
struct TrainingCourse<Model: TrainableModel> {
  private var model: Model
  private let data: any TrainingData
  private let validation: (any TrainingData)?
  private let loss: Loss
  private let options: TrainingOptions
  private var stepper: Stepper
  private var record = TrainingRecord()
  private var (bestLoss, bestWeights, waited) = (Double.infinity, [Double](), 0)
  /// The sizes of derivatives, summed over the present window of pruning.
  private var sizes: [Double]

  init(
    _ model: Model, _ data: any TrainingData, _ validation: (any TrainingData)?,
    rule: some StepRule, loss: Loss, options: TrainingOptions
  ) throws {
    (self.model, self.data, self.validation) = (model, data, validation)
    (self.loss, self.options) = (loss, options)
    stepper = try Stepper(rule)
    sizes = model.weights.map { _ in 0 }
    bestWeights = model.weights
    if let file = options.checkpoint, let saved = try Checkpoint.read(from: file) {
      try resume(from: saved, file, rule)
    }
    record.rule = "\(rule.name), rate \(rule.rate)"
    (record.lossName, record.seed) = (loss.description, options.seed)
    record.metricNames = options.metrics.map(\.description)
  }

  var weights: [Double] { model.weights }

  mutating func run(upTo epochs: Int) throws -> TrainingRecord {
    let (clock, before) = (ContinuousClock(), record.seconds)
    let start = clock.now
    let drawing = TrainingDrawing(options, epochs: epochs, hasValidation: validation != nil)
    defer { drawing?.finish() }
    record.ending = .allEpochs
    while record.epochs.count < epochs {
      let isWhole = try runEpoch(drawing)
      record.seconds = before + (clock.now - start).inSeconds
      guard isWhole else {
        record.ending = .interrupted
        break
      }
      drawing?.show(record)
      if let file = options.checkpoint { try saved.write(to: file) }
      guard let last = record.epochs.last else { break }
      if options.afterEpoch?(last) == .stop { record.ending = .stopped }
      if let patience = options.patience, waited >= patience { record.ending = .noProgress }
      if record.ending != .allEpochs { break }
    }
    if options.keepsBestWeights, bestLoss.isFinite { model.weights = bestWeights }
    if !options.keepsBestWeights { record.bestEpoch = record.epochs.count }
    return record
  }

  /// A pass over the data; false where it was interrupted.
  private mutating func runEpoch(_ drawing: TrainingDrawing?) throws -> Bool {
    let number = record.epochs.count + 1
    let stream = RandomStream(seed: options.seed).split("epoch").split(number)
    var shuffling = stream.split("order")
    let order = shuffling.shuffled(Array(data.rows.indices))
    let size = min(options.batchSize ?? order.count, order.count)
    var (total, batch) = (0.0, 0)
    for start in stride(from: 0, to: order.count, by: size) {
      if quill_is_interrupted() != 0 { return false }
      let members = Array(order[start..<min(start + size, order.count)])
      total += try step(members, stream.split(batch), epoch: number, batch: batch)
      batch += 1
    }
    try close(number, loss: total / Double(order.count), seed: options.seed &+ UInt64(number))
    return true
  }

  /// A step along the gradient of a batch; it gives the sum of the losses of its rows.
  private mutating func step(
    _ members: [Int], _ stream: RandomStream, epoch: Int, batch: Int
  ) throws -> Double {
    var (total, chance) = (0.0, stream.split("pruning"))
    var shots = stream.split("shots")
    let places = options.pruning?.places(atStep: record.steps, sizes: sizes, using: &chance)
    let (rows, targets) = (data.rows, data.targets)
    let count = Double(members.count)
    let pulled = try model.pullback(
      for: members.map { rows[$0] }, by: options.gradient, places: places, seed: shots.next()
    ) { row, outputs, slopes in
      let target = targets[members[row]]
      let (value, parts) = loss.evaluate(outputs, target)
      let weight = options.classWeights.map { $0[Int(target[0])] } ?? 1
      total += weight * value
      for (place, part) in zip(slopes.indices, parts) { slopes[place] = weight * part / count }
    }
    guard total.isFinite, pulled.weights.allSatisfy(\.isFinite) else {
      throw TrainingError.diverged(
        loss: total / count, epoch: epoch, batch: batch, weights: model.weights)
    }
    remember(pulled, places)
    var moved = model.weights
    try stepper.step(&moved, along: clipped(pulled.weights))
    if let places {
      // What is left out stays where it is, whatever the rule remembers of it.
      for place in moved.indices where !places.contains(place) {
        moved[place] = model.weights[place]
      }
    }
    model.weights = moved
    return total
  }

  private mutating func remember(_ pulled: Pullback, _ places: Set<Int>?) {
    record.circuitRuns += pulled.runs
    record.method = pulled.method
    if let pruning = options.pruning, places == nil {
      let window = pruning.accumulationWindow + pruning.pruningWindow
      if record.steps % window == 0 { sizes = sizes.map { _ in 0 } }
      for place in sizes.indices { sizes[place] += abs(pulled.weights[place]) }
    }
    record.steps += 1
  }

  private func clipped(_ gradient: [Double]) -> [Double] {
    guard let longest = options.longestGradient else { return gradient }
    let length = gradient.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return length > longest ? gradient.map { $0 * longest / length } : gradient
  }

  /// Writes down what an epoch has come to.
  private mutating func close(_ number: Int, loss total: Double, seed: UInt64) throws {
    var epoch = TrainingRecord.Epoch(
      number: number, loss: total, validationLoss: nil, metrics: [], validationMetrics: [])
    if !options.metrics.isEmpty {
      let outputs = try model.outputs(for: data.rows, seed: seed)
      epoch.metrics = options.metrics.map { $0(outputs, data.targets) }
    }
    if let validation {
      let outputs = try model.outputs(for: validation.rows, seed: seed)
      let losses = zip(outputs, validation.targets).map { loss.evaluate($0, $1).0 }
      epoch.validationLoss = losses.reduce(0, +) / Double(losses.count)
      epoch.validationMetrics = options.metrics.map { $0(outputs, validation.targets) }
    }
    record.epochs.append(epoch)
    let watched = epoch.validationLoss ?? epoch.loss
    try stepper.observe(loss: watched)
    if watched < bestLoss {
      (bestLoss, bestWeights, waited) = (watched, model.weights, 0)
      record.bestEpoch = number
    } else {
      waited += 1
    }
  }

  private var saved: Checkpoint {
    Checkpoint(
      fingerprint: model.fingerprint, weights: model.weights, bestWeights: bestWeights,
      bestLoss: bestLoss, waited: waited, sizes: sizes, optimizer: stepper.state.numbers,
      record: record)
  }

  private mutating func resume(
    from saved: Checkpoint, _ file: String, _ rule: some StepRule
  ) throws {
    guard saved.fingerprint == model.fingerprint, saved.weights.count == model.weights.count else {
      throw TrainingError.unreadable(
        file: file, reason: "it holds the training of another model; give another name")
    }
    model.weights = saved.weights
    (bestWeights, bestLoss, waited) = (saved.bestWeights, saved.bestLoss, saved.waited)
    (sizes, record) = (saved.sizes, saved.record)
    stepper = try Stepper(rule, state: StepState(numbers: saved.optimizer))
  }
}

extension Duration {
  var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
