public import Storage

extension LogisticRegression: StorableModel {
  /// `logistic regression`.
  public static let kind = "logistic regression"

  /// Reads the planes.
  public init(from reader: inout ModelReader) throws(StorageError) {
    let (names, weights) = (try reader.texts(), try reader.table())
    let biases = try reader.numbers()
    let planes = names.count == 2 ? 1 : names.count
    guard names.count >= 2, weights.count == planes, biases.count == planes else {
      throw reader.malformed("\(weights.count) planes for \(names.count) classes")
    }
    self.init(classNames: names, weights: weights, biases: biases)
  }

  /// Writes the planes.
  public func write(to writer: inout ModelWriter) throws(StorageError) {
    writer.write(classNames)
    writer.write(weights)
    writer.write(biases)
  }
}

extension NearestNeighbors: StorableModel {
  /// `nearest neighbours`.
  public static let kind = "nearest neighbours"

  /// Reads the rows.
  public init(from reader: inout ModelReader) throws(StorageError) {
    let (names, rows) = (try reader.texts(), try reader.table())
    let labels = try reader.integers()
    guard labels.count == rows.count, labels.allSatisfy(names.indices.contains) else {
      throw reader.malformed("labels do not fit rows and classes")
    }
    self.init(
      classNames: names, rows: rows, knownLabels: labels,
      neighbors: try reader.integer(in: 1...rows.count))
  }

  /// Writes the rows.
  public func write(to writer: inout ModelWriter) throws(StorageError) {
    writer.write(classNames)
    writer.write(rows)
    writer.write(knownLabels)
    writer.write(neighbors)
  }
}

extension DenseStack: StorableModel {
  /// `dense stack`.
  public static let kind = "dense stack"

  /// Reads sizes, activations and weights.
  public init(from reader: inout ModelReader) throws(StorageError) {
    let (sizes, names) = (try reader.integers(), try reader.texts())
    let weights = try reader.numbers()
    let activations = names.compactMap(Activation.init)
    guard activations.count == names.count, sizes.count == names.count + 1 else {
      throw reader.malformed("layers and activations do not fit")
    }
    do { try self.init(zeros: sizes, activations) } catch { throw reader.malformed("\(error)") }
    guard self.weights.count == weights.count else {
      throw reader.malformed("\(weights.count) weights for \(self.weights.count)")
    }
    self = replacing(weights)
  }

  /// Writes sizes, activations and weights.
  public func write(to writer: inout ModelWriter) throws(StorageError) {
    writer.write([inputCount] + layers.map(\.outputCount))
    writer.write(layers.map(\.activation.rawValue))
    writer.write(weights)
  }
}

extension DenseClassifier: StorableModel {
  /// `dense classifier`.
  public static let kind = "dense classifier"

  /// Reads classes, losses and layers.
  public init(from reader: inout ModelReader) throws(StorageError) {
    let (names, losses) = (try reader.texts(), try reader.numbers())
    let stack = try DenseStack(from: &reader)
    guard stack.outputCount == names.count else {
      throw reader.malformed("\(stack.outputCount) outputs for \(names.count) classes")
    }
    self.init(stack: stack, classNames: names, losses: losses)
  }

  /// Writes classes, losses and layers.
  public func write(to writer: inout ModelWriter) throws(StorageError) {
    writer.write(classNames)
    writer.write(losses)
    try stack.write(to: &writer)
  }
}

extension DenseRegressor: StorableModel {
  /// `dense regressor`.
  public static let kind = "dense regressor"

  /// Reads losses and layers.
  public init(from reader: inout ModelReader) throws(StorageError) {
    let losses = try reader.numbers()
    let stack = try DenseStack(from: &reader)
    guard stack.outputCount == 1 else { throw reader.malformed("more outputs than one") }
    self.init(stack: stack, losses: losses)
  }

  /// Writes losses and layers.
  public func write(to writer: inout ModelWriter) throws(StorageError) {
    writer.write(losses)
    try stack.write(to: &writer)
  }
}
