internal import Circuits
internal import Encoders
internal import Simulation
public import Storage
internal import Training

// What runs a circuit is no part of a file: a model that is read runs on the automatic backend, with exact means.

extension VariationalClassifier: StorableModel {
  /// `variational classifier`.
  public static let kind = name

  /// Reads classes, losses, scaling, circuit and weights.
  public init(from reader: inout ModelReader) throws(StorageError) {
    let (names, losses) = (try reader.texts(), try reader.anyNumbers())
    let scaled = try ScaledNet(from: &reader, name: Self.name)
    try scaled.check(classes: names.count, reader)
    self.init(classNames: names, losses: losses, record: nil, scaled: scaled)
  }

  /// Writes classes, losses, scaling, circuit and weights.
  public func write(to writer: inout ModelWriter) throws(StorageError) {
    writer.write(classNames)
    writer.write(losses)
    try scaled.write(to: &writer)
  }
}

extension VariationalRegressor: StorableModel {
  /// `variational regressor`.
  public static let kind = name

  /// Reads losses, scaling, circuit and weights.
  public init(from reader: inout ModelReader) throws(StorageError) {
    let (losses, scale) = (try reader.anyNumbers(), try ValueScale(from: &reader))
    let scaled = try ScaledNet(from: &reader, name: Self.name)
    try scaled.check(outputs: 1, reader)
    self.init(losses: losses, record: nil, scale: scale, scaled: scaled)
  }

  /// Writes losses, scaling, circuit and weights.
  public func write(to writer: inout ModelWriter) throws(StorageError) {
    writer.write(losses)
    scale.write(to: &writer)
    try scaled.write(to: &writer)
  }
}

extension ReuploadingClassifier: StorableModel {
  /// `re-uploading classifier`.
  public static let kind = name

  /// Reads classes, losses, scaling, circuit and weights.
  public init(from reader: inout ModelReader) throws(StorageError) {
    let (names, word) = (try reader.texts(), try reader.text())
    guard let cost = Cost(rawValue: word) else {
      throw reader.malformed("there is no cost “\(word)”")
    }
    let losses = try reader.anyNumbers()
    let scaled = try ScaledNet(from: &reader, name: Self.name)
    try scaled.check(outputs: names.count, reader)
    self.init(classNames: names, cost: cost, losses: losses, record: nil, scaled: scaled)
  }

  /// Writes classes, losses, scaling, circuit and weights.
  public func write(to writer: inout ModelWriter) throws(StorageError) {
    writer.write(classNames)
    writer.write(cost.rawValue)
    writer.write(losses)
    try scaled.write(to: &writer)
  }
}

extension HybridClassifier: StorableModel {
  /// `hybrid classifier`.
  public static let kind = name

  /// Reads classes, losses, scaling, layers, circuit and weights.
  public init(from reader: inout ModelReader) throws(StorageError) {
    let (names, losses) = (try reader.texts(), try reader.anyNumbers())
    let scaled = try ScaledNet(from: &reader, name: Self.name)
    try scaled.check(classes: names.count, reader)
    self.init(classNames: names, losses: losses, record: nil, scaled: scaled)
  }

  /// Writes classes, losses, scaling, layers, circuit and weights.
  public func write(to writer: inout ModelWriter) throws(StorageError) {
    writer.write(classNames)
    writer.write(losses)
    try scaled.write(to: &writer)
  }
}

extension HybridRegressor: StorableModel {
  /// `hybrid regressor`.
  public static let kind = name

  /// Reads losses, scaling, layers, circuit and weights.
  public init(from reader: inout ModelReader) throws(StorageError) {
    let (losses, scale) = (try reader.anyNumbers(), try ValueScale(from: &reader))
    let scaled = try ScaledNet(from: &reader, name: Self.name)
    try scaled.check(outputs: 1, reader)
    self.init(losses: losses, record: nil, scale: scale, scaled: scaled)
  }

  /// Writes losses, scaling, layers, circuit and weights.
  public func write(to writer: inout ModelWriter) throws(StorageError) {
    writer.write(losses)
    scale.write(to: &writer)
    try scaled.write(to: &writer)
  }
}

extension ValueScale {
  fileprivate init(from reader: inout ModelReader) throws(StorageError) {
    self.init(mean: try reader.number(), deviation: try reader.number())
    guard deviation > 0 else { throw reader.malformed("a deviation is not over 0") }
  }

  fileprivate func write(to writer: inout ModelWriter) {
    writer.write(mean)
    writer.write(deviation)
  }
}

extension ScaledNet {
  fileprivate init(from reader: inout ModelReader, name: String) throws(StorageError) {
    let features = try reader.integer(in: 1...1 << 22)
    let scaler = try reader.optional { reader throws(StorageError) in try Normalizer(from: &reader)
    }
    let map = try reader.optional { reader throws(StorageError) in try FeatureMap(from: &reader) }
    let net = try HybridNet(from: &reader, circuit: map?.template)
    guard scaler.map({ $0.count == features }) ?? true,
      (map?.featureCount ?? net.inputCount) == features
    else {
      throw reader.malformed("the parts take different numbers of features")
    }
    self.init(name: name, featureCount: features, scaler: scaler, map: map, net: net)
  }

  fileprivate func write(to writer: inout ModelWriter) throws(StorageError) {
    writer.write(featureCount)
    writer.write(scaler == nil ? 0 : 1)
    try scaler?.write(to: &writer)
    writer.write(map == nil ? 0 : 1)
    try map?.write(
      to: &writer, probes: [(0..<featureCount).map { 0.9 - 0.21 * Double($0 % 5) }])
    try net.write(to: &writer, withCircuit: map == nil)
  }

  /// Refuses a net that has no output for each of some classes; one output tells two apart.
  fileprivate func check(classes: Int, _ reader: ModelReader) throws(StorageError) {
    guard net.outputCount != 1 || classes != 2 else { return }
    try check(outputs: classes, reader)
  }

  fileprivate func check(outputs: Int, _ reader: ModelReader) throws(StorageError) {
    guard net.outputCount == outputs, outputs > 0 else {
      throw reader.malformed("\(net.outputCount) outputs, and \(outputs) are needed")
    }
  }
}

extension HybridNet {
  fileprivate init(from reader: inout ModelReader, circuit given: Circuit?) throws(StorageError) {
    let circuit: Circuit
    if let given { circuit = given } else { circuit = try reader.circuit("circuit") }
    let front = try reader.optional { reader throws(StorageError) in try DenseStack(from: &reader) }
    var observables: [Observable] = []
    for _ in 0..<(try reader.integer(in: 1...1 << 20)) {
      observables.append(try reader.observable())
    }
    let readout = try Readout(from: &reader)
    let weights = try reader.numbers()
    do {
      self = try HybridNet(
        front: front, Expectation(of: observables, in: circuit), readout: readout)
    } catch {
      throw reader.malformed("\(error)")
    }
    guard self.weights.count == weights.count else {
      throw reader.malformed("\(weights.count) weights for \(self.weights.count)")
    }
    self.weights = weights
  }

  fileprivate func write(
    to writer: inout ModelWriter, withCircuit: Bool
  ) throws(StorageError) {
    if withCircuit { try writer.write(expectation.circuit) }
    writer.write(front == nil ? 0 : 1)
    try front?.write(to: &writer)
    writer.write(expectation.observables.count)
    for observable in expectation.observables { writer.write(observable) }
    try readout.write(to: &writer)
    writer.write(weights)
  }
}

extension HybridNet.Readout {
  fileprivate init(from reader: inout ModelReader) throws(StorageError) {
    let word = try reader.text()
    switch word {
    case "means": self = .means
    case "affine":
      let (factors, offsets) = (try reader.numbers(), try reader.numbers())
      guard offsets.isEmpty || offsets.count == factors.count else {
        throw reader.malformed("\(offsets.count) offsets for \(factors.count) factors")
      }
      self = .affine(factors: factors, offsets: offsets)
    case "dense": self = .dense(try DenseStack(from: &reader))
    default: throw reader.malformed("there is no readout “\(word)”")
    }
  }

  fileprivate func write(to writer: inout ModelWriter) throws(StorageError) {
    switch self {
    case .means: writer.write("means")
    case .affine(let factors, let offsets):
      writer.write("affine")
      writer.write(factors)
      writer.write(offsets)
    case .dense(let stack):
      writer.write("dense")
      try stack.write(to: &writer)
    }
  }
}

extension ModelReader {
  /// Reads a part that may be missing.
  fileprivate mutating func optional<Part>(
    _ part: (inout ModelReader) throws(StorageError) -> Part
  ) throws(StorageError) -> Part? {
    try integer(in: 0...1) == 1 ? try part(&self) : nil
  }
}
