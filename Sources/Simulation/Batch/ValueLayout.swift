internal import Circuits

/// Which weights and features a circuit has, and whether values fit them.
struct ValueLayout: Sendable {
  let features: SymbolLayout
  let weights: SymbolLayout
  /// How many values there are of both.
  let featureCount: Int
  let weightCount: Int

  init(features: SymbolLayout, weights: SymbolLayout) {
    (self.features, self.weights) = (features, weights)
    (featureCount, weightCount) = (features.count, weights.count)
  }

  /// The layout of a circuit.
  init(_ circuit: Circuit) {
    self.init(features: circuit.layout(of: .feature), weights: circuit.layout(of: .weight))
  }

  /// The place of each symbol in a list of values, features first.
  var places: [Symbol: Int] {
    var places: [Symbol: Int] = [:]
    for (symbol, place) in features.symbols { places[symbol] = place }
    for (symbol, place) in weights.symbols { places[symbol] = featureCount + place }
    return places
  }

  /// Throws for values that do not fit the circuit.
  func check(weights: [Double], features: [Double]) throws {
    try check(weights: weights, sample: nil)
    try check(features: features, sample: nil)
  }

  /// Throws for weights that do not fit the circuit.
  func check(weights: [Double], sample: Int?) throws {
    guard weights.count == weightCount else {
      throw CircuitError.unfitValues(
        .weight, given: weights.count, needed: self.weights.groups.map(\.description))
    }
    try checkFinite(weights[...], "weight", sample: sample)
  }

  /// Throws for features that do not fit the circuit.
  func check(features: [Double], sample: Int?) throws {
    guard features.count >= featureCount else {
      throw CircuitError.unfitValues(
        .feature, given: features.count, needed: self.features.groups.map(\.description))
    }
    try checkFinite(features.prefix(featureCount), "feature", sample: sample)
  }

  private func checkFinite(_ numbers: ArraySlice<Double>, _ what: String, sample: Int?) throws {
    // A sum that is finite has no part that is not.
    if numbers.reduce(0, +).isFinite { return }
    guard let place = numbers.firstIndex(where: { !$0.isFinite }) else { return }
    throw SimulationError.unfit(
      "\(what) \(place)" + (sample.map { " of sample \($0)" } ?? ""), given: "\(numbers[place])",
      allowed: "values are finite numbers")
  }

  /// The values of samples, once all fit the circuit.
  func batch(_ weights: SampleBatch.Weights, _ features: [[Double]]?) throws -> SampleBatch {
    let batch = SampleBatch(
      weights, featureCount == 0 && features?.isEmpty != false ? nil : features ?? [],
      featureCount: featureCount, weightCount: weightCount)
    switch weights {
    case .shared(let row):
      try check(weights: row, sample: nil)
    case .own(let rows):
      for (sample, row) in rows.enumerated() { try check(weights: row, sample: sample) }
      if let features = batch.features, features.count != rows.count {
        throw SimulationError.unfit(
          "a batch", given: "\(rows.count) samples of weights and \(features.count) of features",
          allowed: "there are as many of both")
      }
    }
    for (sample, row) in (batch.features ?? []).enumerated() {
      try check(features: row, sample: sample)
    }
    return batch
  }
}
