internal import Encoders
public import Storage

extension SupportVectorClassifier: StorableModel {
  /// `support vector classifier`.
  public static let kind = "support vector classifier"

  /// Reads kernel, rows and machines.
  public init(from reader: inout ModelReader) throws(StorageError) {
    let kernel = try Kernel(from: &reader)
    let (names, rows) = (try reader.texts(), try reader.table())
    let count = try reader.integer(in: 1...max(1, names.count * names.count))
    var pairs: [KernelMachine.Pair] = []
    for _ in 0..<count {
      pairs.append(
        try KernelMachine.Pair(from: &reader, classes: names.count, rows: rows.count))
    }
    self.init(
      kernel: kernel, supportRows: rows, classNames: names,
      machine: KernelMachine(classCount: names.count, rowCount: rows.count, pairs: pairs))
  }

  /// Writes kernel, rows and machines.
  public func write(to writer: inout ModelWriter) throws(StorageError) {
    try kernel.write(to: &writer, rows: supportRows)
    writer.write(classNames)
    writer.write(supportRows)
    writer.write(machine.pairs.count)
    for pair in machine.pairs { pair.write(to: &writer) }
  }
}

extension KernelMachine.Pair {
  fileprivate init(
    from reader: inout ModelReader, classes: Int, rows: Int
  ) throws(StorageError) {
    let first = try reader.integer(in: 0...max(0, classes - 1))
    let second = try reader.integer(in: 0...max(0, classes - 1))
    let (coefficients, offset) = (try reader.numbers(), try reader.number())
    let numbers = try reader.numbers()
    guard first < second, coefficients.count == rows, [0, 2].contains(numbers.count) else {
      throw reader.malformed("a machine does not fit classes and rows")
    }
    self.init(
      first: first, second: second, coefficients: coefficients, offset: offset,
      sigmoid: numbers.isEmpty ? nil : Sigmoid(a: numbers[0], b: numbers[1]))
  }

  fileprivate func write(to writer: inout ModelWriter) {
    writer.write(first)
    writer.write(second)
    writer.write(coefficients)
    writer.write(offset)
    writer.write(sigmoid.map { [$0.a, $0.b] } ?? [])
  }
}

extension SupportVectorRegressor: StorableModel {
  /// `support vector regressor`.
  public static let kind = "support vector regressor"

  /// Reads kernel, rows and coefficients.
  public init(from reader: inout ModelReader) throws(StorageError) {
    let kernel = try Kernel(from: &reader)
    let (rows, coefficients) = (try reader.table(), try reader.numbers())
    guard rows.count == coefficients.count else {
      throw reader.malformed("\(coefficients.count) coefficients for \(rows.count) rows")
    }
    self.init(
      kernel: kernel, supportRows: rows, coefficients: coefficients, offset: try reader.number())
  }

  /// Writes kernel, rows and coefficients.
  public func write(to writer: inout ModelWriter) throws(StorageError) {
    try kernel.write(to: &writer, rows: supportRows)
    writer.write(supportRows)
    writer.write(coefficients)
    writer.write(offset)
  }
}

extension Kernel {
  /// Writes the kernel; a map as OpenQASM, where its features are the numbers of a row.
  fileprivate func write(
    to writer: inout ModelWriter, rows: [[Double]]
  ) throws(StorageError) {
    switch form {
    case .linear: writer.write("linear")
    case .radial(let gamma):
      writer.write("radial")
      writer.write(gamma)
    case .polynomial(let degree, let offset):
      writer.write("polynomial")
      writer.write(degree)
      writer.write(offset)
    case .fidelity(let map, let weights):
      writer.write("fidelity")
      try Kernel.write(map, weights, to: &writer, rows: rows)
    case .projected(let map, let weights, let gamma):
      writer.write("projected")
      try Kernel.write(map, weights, to: &writer, rows: rows)
      writer.write(gamma)
    case .custom:
      throw .unfit(
        "model file", given: "the kernel \(name)",
        allowed: "a function of your own cannot be kept in a file")
    }
  }

  private static func write(
    _ map: FeatureMap, _ weights: [Double], to writer: inout ModelWriter, rows: [[Double]]
  ) throws(StorageError) {
    try map.write(to: &writer, probes: rows)
    writer.write(weights)
  }

  fileprivate init(from reader: inout ModelReader) throws(StorageError) {
    let form = try reader.text()
    switch form {
    case "linear": self = .linear
    case "radial": self = .radial(gamma: try reader.number())
    case "polynomial":
      self = .polynomial(degree: try reader.integer(in: 1...64), offset: try reader.number())
    case "fidelity":
      let (map, weights) = try Kernel.map(from: &reader)
      self = .fidelity(map, weights: weights)
    case "projected":
      let (map, weights) = try Kernel.map(from: &reader)
      self = .projected(map, weights: weights, gamma: try reader.number())
    default: throw reader.malformed("there is no kernel “\(form)”")
    }
  }

  private static func map(
    from reader: inout ModelReader
  ) throws(StorageError) -> (FeatureMap, weights: [Double]) {
    (try FeatureMap(from: &reader), try reader.numbers())
  }
}
